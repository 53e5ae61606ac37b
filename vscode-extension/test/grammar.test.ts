import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { codeOf } from '../../compiler/src/index.ts'
import { parse } from '../../compiler/src/syntax/parse.ts'
import { keywords, operatorWords } from '../../compiler/src/syntax/tokens.ts'
import { wholeFile } from '../../docs/test/fragments.ts'
import { blocksOf, named, preludeOf } from '../../docs/test/pages.ts'
import { ASKING, DECLARING, DOING, JOINING, LITERALS, OPERATORS, STEERING } from '../grammar/words.ts'
import { expectedTokens, FAMILY, nameAt } from './support/expected.ts'
import { journey, liquid, markdownWithJourney, scopesOf } from './support/scopes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const grammar = await journey()

/** Tokens whose look is not what the compiler's reading of them asks for, as a reader would want to see them. */
function misread(text: string): string[] {
  const scopes = scopesOf(grammar, text)
  return expectedTokens(text).flatMap(({ start, end, families }) => {
    const own = scopes.at(start)
    const fits = families.some((family) => own.some((scope) => FAMILY[family].test(scope)))
    if (fits && !own.some((scope) => scope.startsWith('invalid'))) return []
    const line = text.slice(0, start).split('\n').length
    const source = text.split('\n')[line - 1]!.trim()
    return [`${line}: ${text.slice(start, end)} is ${own.at(-1)}, not ${families.join(' or ')}: ${source}`]
  })
}

/** The innermost scope of a part of a text, without the language's own ending. */
function look(text: string, part: string): string {
  const at = text.indexOf(part)
  if (at < 0) throw new Error(`"${part}" is not in the text.`)
  return scopesOf(grammar, text)
    .at(at)
    .at(-1)!
    .replace(/\.journey$/, '')
}

describe('every token of a file looks as the compiler reads it', () => {
  const files = ['examples', 'compiler/std', 'compiler/template'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.journey'))
      .map((name) => `${folder}/${name}`),
  )

  test.each(files)('%s', (file) => {
    expect(misread(readFileSync(join(root, file), 'utf8'))).toEqual([])
  })

  // With the line ends of Windows, too.
  test('examples/shop/welcome.journey with CRLF', () => {
    const text = readFileSync(join(root, 'examples/shop/welcome.journey'), 'utf8')
    expect(misread(text.replaceAll('\n', '\r\n'))).toEqual([])
  })

  const readable = blocksOf('docs/language.md')
    .filter(({ language }) => language === 'journey')
    .filter((block) => parse('', wholeFile(block, preludeOf(block.page))).diagnostics.length === 0)

  test('the language reference is full of examples', () => {
    expect(readable.length).toBeGreaterThan(60)
  })

  test.each(named(readable))('%s', (_, block) => {
    expect(misread(wholeFile(block, preludeOf(block.page)))).toEqual([])
  })
})

describe('names that are words of the language', () => {
  /** Where names stand; `$` is the name. */
  const places = {
    declarations: [
      'journey $ {\n  start manually\n}',
      'journey $ "Title" {\n  start manually\n}',
      'event $',
      'event $ "Title" { order: string }',
      'event e { $: string, order: $? }',
      'tag $ "Title"',
      'segment $ = contact.points > 3',
      'channel $: email { to: contact.email }',
      'channel c: email { $: contact.email }',
      'message $ via mail { body: "x" }',
      'message $(discount: percent) via mail { body: "x" }',
      'message m($: percent) via mail { body: "{$}" }',
      'message m via $ { body: "x" }',
      'department $ "Title" { email: "x" }',
      'action $(percent: percent): { code: string } from "./x.ts"',
      'enum $ { a, b }',
      'enum E { $, b "B" }',
      'enum E {\n  a "A"\n  $ "B"\n}',
      'stages $ "Title" { a "A" asks "Why?" loops to b, b }',
      'stages s {\n  $ "A" asks "Why?"\n  b "B" loops to $\n}',
      'persona $ "Title" { share: 30% }',
      'persona p { does $ 12% within 7 days with (order: "1") }',
      'campaign $ "Title" { from: 2026-03-01, to: 2026-05-31 }',
      'import { $, a as $ } from "./x.journey"',
      'import { $ as a } from "std/events"',
      'moved $.first to welcome.$',
      'moved welcome.$ to stage $',
      'moved welcome.$ to finish',
      'contact {\n  $: string?\n  b: $ = $\n}',
      'scenario "x" for $ {\n  contact($: $)\n  as $\n  $(order: "1")\n  expect sent $ times 1, not suppressed $, goal $\n}',
      'scenario "x" for j {\n  expect in stage $, waiting at $, called $ with ($: 1), notified $\n}',
      'scenario "x" for j {\n  take $ of $\n  fail send $\n  fail call $\n  answer $ with ($: 1)\n}',
      'map $ "Title" {\n  follows $\n  personas a, $\n  runs $, b\n}',
      'map m {\n  stage $ {\n    touchpoint $ "T" via $ by $ before sale for $\n    result $ "x"\n  }\n}',
      'map m {\n  stage s {\n    kpi $: count of $ / opened $, target >= 10% for $\n    kpi k: sum of $.$ - reached $\n  }\n}',
      'map m {\n  handoff $ to $ { owner: "x" }\n}',
    ],
    lines: [
      'follows $',
      'start on $',
      'start on $ where $.$ == 1 key $.$ as $',
      'start on enter $',
      'start on leave $',
      'start on change contact.$ to $',
      'start at contact.$ - 3 days at 09:00 for $',
      'start every monday at 09:00 for $',
      'goal $: $ where $.x > 3 within 30 days',
      'exit on $ where $.x == 1',
      'exit when contact.$ == $',
      'stage $ {\n  finish\n}',
      'send $',
      'send $($: 10%, code: $.code) as $ else {\n  finish\n}',
      'wait for $ up to 7 days as $ {\n  finish\n}',
      'wait for $ where $.x > 3 up to 7 days since start',
      'wait for $ forever',
      'wait up to 3 days {\n  on $ as $ { finish }\n  on $ where $.x == $\n}',
      'if contact in $ {\n  finish\n}',
      'if contact.x == $ and contact.y in [$, $] as $ {\n  finish\n}',
      'if any $ in last 3 days and no $ ever {\n  finish\n}',
      'if count of $ where $.x == 1 since start > 3 {\n  finish\n}',
      'if (latest $.$ ever ?? 3) > 3 {\n  finish\n}',
      'if started by $ {\n  finish\n}',
      'match contact.$ {\n  $ { send a }\n  $, b { send $ else { finish } }\n  else { finish }\n}',
      'split $ {\n  50% $ { send $ else { finish } }\n  50% control\n}',
      'set contact.$ = $',
      'call $(percent: 10%) as $',
      'notify $ "Call {contact.$}"',
      'emit $(level: 2)',
      'enter journey $',
      'go to $',
    ],
  }
  const sources = [...places.declarations, ...places.lines.map((line) => `journey j {\n${line}\n}`)]
  const candidates = [...keywords]
    .filter(([word, type]) => !operatorWords.has(type) && word !== 'true' && word !== 'false')
    .map(([word]) => word)

  /** What begins another thing than an event behind `on`. */
  const NO_EVENTS = ['enter', 'leave', 'change', 'contact']

  /** Puts a word at every `$` of a source; undefined where the compiler does not take it as a name everywhere. */
  function named(source: string, word: string): string | undefined {
    if (/\bon \$/.test(source) && NO_EVENTS.includes(word)) return undefined
    const text = source.replaceAll('$', word)
    const tree = parse('', text)
    if (tree.diagnostics.some((diagnostic) => codeOf(diagnostic).startsWith('J1'))) return undefined
    const isName = nameAt(tree.tree)
    let before = 0
    for (const { index } of source.matchAll(/\$/g)) {
      if (!isName(index + before * (word.length - 1))) return undefined
      before++
    }
    return text
  }

  test('the compiler takes most words as names in most places', () => {
    const taken = sources.flatMap((source) => candidates.filter((word) => named(source, word) !== undefined))
    expect(taken.length / (sources.length * candidates.length)).toBeGreaterThan(0.9)
  })

  test.each(sources)('%s', (source) => {
    const wrong = candidates.flatMap((word) => {
      const text = named(source, word)
      return text === undefined ? [] : misread(text)
    })
    expect(wrong).toEqual([])
  })
})

describe('what a reader sees', () => {
  test.each([
    ['journey welcome "Welcome" {', 'journey', 'storage.type'],
    ['journey welcome "Welcome" {', 'welcome', 'entity.name.type'],
    ['journey welcome "Welcome" {', 'Welcome"', 'string.quoted.double'],
    ['event خرید "x"', 'خرید', 'entity.name.type'],
    // The zero-width non-joiner is a part of the word, and the word is one.
    ['event ثبت\u200cنام "x"', 'نام', 'entity.name.type'],
    ['/// What it is.', 'What', 'comment.line.documentation'],
    ['// Why.', 'Why', 'comment.line.double-slash'],
    ['//// Not told.', 'Not', 'comment.line.double-slash'],
    ['contact { email: email? }', 'email:', 'variable.other.property'],
    ['contact { email: email? }', 'email?', 'support.type'],
    ['contact { market: Market = domestic }', 'Market', 'entity.name.type'],
    ['event e { total: money<EUR> }', 'EUR', 'constant.other.currency'],
    ['event e { all: list<Market>? }', 'Market', 'entity.name.type'],
    ['channel mail: email { quiet: 21:00 to 08:00 else skip }', '08:00', 'constant.numeric.time'],
    ['channel mail: email { quiet: 21:00 to 08:00 else skip }', 'skip', 'support.constant'],
    ['subject: "Welcome, {contact.name ?? "friend"}!"', 'contact', 'variable.language'],
    ['subject: "Welcome, {contact.name ?? "friend"}!"', 'friend', 'string.quoted.double'],
    ['subject: "Welcome, {contact.name ?? "friend"}!"', '!', 'string.quoted.double'],
    ['subject: "\\{no hole\\}"', 'no', 'string.quoted.double'],
    ['subject: "\\{no hole\\}"', '\\{', 'constant.character.escape'],
    ['subject: "an open { brace', 'brace', 'string.quoted.double'],
    ['body: file("mails/hello.liquid")', 'file', 'support.function'],
    ['send offer(discount: 10%) as last', 'offer', 'entity.name.function'],
    ['send offer(discount: 10%) as last', '10', 'constant.numeric.percent'],
    ['send offer(discount: 10%) as last', '%', 'keyword.other.unit'],
    ['delay 1 day 12 hours', 'hours', 'keyword.other.unit'],
    ['if x.total > 20 EUR { finish }', 'EUR', 'keyword.other.unit'],
    ['delay until monday at 09:00, if past skip', 'monday', 'support.constant'],
    ['delay until monday at 09:00, if past skip', 'past', 'keyword.control'],
    ['tag #vip', '#', 'punctuation.definition.tag'],
    ['tag #vip', 'vip', 'variable.other.constant.tag'],
    ['if contact has #vip and not x { finish }', 'has', 'keyword.operator.word'],
    ['if contact.phone starts with "+49" { finish }', 'with', 'keyword.operator.word'],
    ['if no purchased in last 30 days { finish }', 'purchased', 'variable.other'],
    ['if no purchased in last 30 days { finish }', 'last', 'keyword.other'],
    ['if no opened in last 5 sent { finish }', 'sent', 'keyword.other'],
    ['if no opened in last 5 sent { finish }', '5', 'constant.numeric.number'],
    ['wait for purchased up to 7 days { go to conversion }', 'conversion', 'variable.other'],
  ])('%s: %s is %s', (text, part, scope) => {
    expect(look(text, part)).toBe(scope)
  })

  test('a text over lines goes on, with its holes', () => {
    const text = 'body: """\n  Dear {contact.name},\n  you "know" it.\n  """\nsend x'
    expect(look(text, 'Dear')).toBe('string.quoted.triple')
    expect(look(text, 'name')).toBe('variable.other.property')
    expect(look(text, 'know')).toBe('string.quoted.triple')
    expect(look(text, 'send')).toBe('keyword.other')
  })

  test.each([
    'enum E { a',
    'stages s {\n  a "A"',
    'match contact.x {\n  a { finish',
    'import { a',
    'x: [a, b',
    '"open',
  ])('what is not closed ends at the next declaration: %s', (open) => {
    const text = `${open}\njourney welcome {\n  send hello\n}`
    expect(look(text, 'welcome')).toBe('entity.name.type')
    expect(look(text, 'send')).toBe('keyword.other')
  })
})

test('each keyword of the compiler has its colour, in one list', () => {
  const lists = [ASKING, DECLARING, DOING, JOINING, LITERALS, OPERATORS, STEERING].flatMap((list) => [
    ...list,
  ])
  expect(lists.toSorted()).toEqual([...keywords.keys()].toSorted())
})

describe('in Markdown', () => {
  const page = (fence: string) =>
    [
      '# Title',
      fence,
      'journey welcome {',
      '  send hello',
      '}',
      fence.replace(/[^`~]/g, ''),
      'send hello',
    ].join('\n')

  test.each(['```journey', '~~~journey', '````journey title="x"', '``` Journey'])('%s', async (fence) => {
    const scopes = scopesOf(await markdownWithJourney(), page(fence))
    const text = page(fence)
    expect(scopes.at(text.indexOf('send'))).toContain('keyword.other.journey')
    expect(scopes.at(text.indexOf('send'))).toContain('meta.embedded.block.journey')
    expect(scopes.at(text.lastIndexOf('send'))).toEqual(['text.html.markdown'])
  })

  test.each(['```javascript', '```journeys', '```'])('%s is left alone', async (fence) => {
    const text = page(fence)
    expect(scopesOf(await markdownWithJourney(), text).at(text.indexOf('send'))).toEqual([
      'text.html.markdown',
    ])
  })
})

describe('in a template', () => {
  const TEXT = `Hi {{ contact.name | default: "you" }}, {% if نام == 3 %}<a href="{{ link }}">{% endif %}
{% comment %} {{ not_shown }} {% endcomment %}{% raw %}{{ as_is }}{% endraw %}`
  // biome-ignore format: a table
  test.each([
    ['contact', 'variable.other.liquid'], ['name', 'variable.other.property.liquid'],
    ['default', 'support.function.liquid'], ['"you"', 'string.quoted.liquid'], ['if', 'keyword.control.liquid'],
    ['نام', 'variable.other.liquid'], ['==', 'keyword.operator.comparison.liquid'], ['3', 'constant.numeric.liquid'],
    ['link', 'variable.other.liquid'], ['not_shown', 'comment.block.liquid'], ['as_is', 'string.unquoted.raw.liquid'],
  ])('%s is %s', async (word, scope) => {
    expect(scopesOf(await liquid(), TEXT).at(TEXT.indexOf(word))).toContain(scope)
  })

  test('text is text', async () => {
    expect(scopesOf(await liquid(), TEXT).at(0)).toEqual(['text.html.journey-liquid'])
  })
})

describe('time grows with the length of a line, and no faster', () => {
  const LENGTH = 20_000
  const repeated = (part: string): string => part.repeat(Math.ceil(LENGTH / part.length))

  // biome-ignore format: a list of parts
  test.each([
    'a', 'a.', 'a ', '{', '"{', '{"', '{{a', '(', '[', '[a,', '1 ', '1 day ', '1_', 'sent ', 'to ', 'a\u200c', 'match ',
    'match a', 'count of ', 'enum a "b" ', 'any a ', '#', '?', 'personas a,', 'a, ', '\\{', '// ', ': ', ':a<', 'list<',
  ])('%j', (part) => {
    const time = (text: string): number => {
      const began = performance.now()
      expect(scopesOf(grammar, text).stopped).toBe(0)
      return performance.now() - began
    }
    // About 0.1 s; what grows with the square takes many.
    const text = repeated(part)
    expect(Math.min(time(text), time(text))).toBeLessThan(1500)
  })
})
