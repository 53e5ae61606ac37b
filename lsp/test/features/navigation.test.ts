import { memoryHost } from '@journey-lang/compiler'
import { Session } from '@journey-lang/compiler/editor'
import { describe, expect, test } from 'vitest'
import { definition, typeDefinition } from '../../src/features/definition.ts'
import { folding } from '../../src/features/folding.ts'
import { hover } from '../../src/features/hover.ts'
import { links } from '../../src/features/links.ts'
import { highlights, references } from '../../src/features/references.ts'
import { selectionAt } from '../../src/features/selection.ts'
import { documentSymbols, type OutlineItem, workspaceSymbols } from '../../src/features/symbols.ts'
import { marked, placeText } from '../project.ts'

/** Steps in a journey, in a file that imports what it needs. */
const steps = (
  text: string,
) => `import { bought, asked, vip, hello, offer, sales, make_coupon, fans, mail } from "./base.journey"
import { digital } from "std/stages"
import { opened } from "std/events"
journey welcome "Welcome" {
  follows digital
  start on bought where contact.email exists and bought.total > 10 EUR as first
  start manually
  goal again: bought within 30 days
  stage subscription {
${text}
  }
  stage conversion { finish "done" }
}
`

describe('definition', () => {
  const cases: [what: string, source: string, place: string | undefined][] = [
    ['of a message', steps('send hel$0lo'), 'base.journey: hello'],
    ['at the end of the name', steps('send hello$0'), 'base.journey: hello'],
    ['of a tag, on the sign', steps('tag #v$0ip'), 'base.journey: vip'],
    ['of a field of the contact', steps('if contact.ema$0il exists { send hello }'), 'base.journey: email'],
    [
      'of a field of an event',
      steps('wait for bought where bought.tot$0al > 3 EUR up to 1 day'),
      'base.journey: total',
    ],
    ['of a payload by its event', steps('wait for bou$0ght up to 1 day'), 'base.journey: bought'],
    ['of an argument', steps('send offer(disc$0ount: 10%)'), 'base.journey: discount'],
    ['of a member of an enum', steps('if contact.market == exp$0ort { send hello }'), 'base.journey: export'],
    [
      'of an arm of a match',
      steps('match contact.market { dome$0stic { } export { } }'),
      'base.journey: domestic',
    ],
    ['of a stage of this journey', steps('go to conv$0ersion'), 'main.journey: conversion'],
    [
      'of a name given to a call',
      steps('call make_coupon(percent: 10%) as coupon\nsend offer(discount: 10%, code: cou$0pon.code)'),
      'main.journey: coupon',
    ],
    [
      'of what an action answers',
      steps('call make_coupon(percent: 10%) as coupon\nsend offer(discount: 10%, code: coupon.co$0de)'),
      'base.journey: code',
    ],
    ['of an event of the library', steps('wait for open$0ed up to 1 day'), '<std>/events.journey: opened'],
    ['of a name in an import', 'import { hel$0lo } from "./base.journey"', 'base.journey: hello'],
    ['of a file in an import', 'import { hello } from "./ba$0se.journey"', 'base.journey: '],
    [
      'of a template',
      'import { mail } from "./base.journey"\nmessage x via mail { subject: "x", body: file("a$0.liquid") }\n//- /a.liquid\nHi\n',
      'a.liquid: ',
    ],
    [
      'in a text',
      'import { mail } from "./base.journey"\nmessage x(who: string) via mail { subject: "Hi {wh$0o}", body: "x" }',
      'main.journey: who',
    ],
    ['in a file with an error before it', steps('sned hello\nsend hel$0lo'), 'base.journey: hello'],
    ['of nothing', steps('send hello $0 '), undefined],
    [
      'of a parameter in a template',
      'import { mail } from "./base.journey"\nmessage x(who: string) via mail { subject: "{who}", body: file("a.liquid") }\n//- /a.liquid\n👋🏽 {{ wh$0o | upcase }}\n',
      'main.journey: who',
    ],
    [
      'of a tag in a template',
      'import { mail } from "./base.journey"\nmessage x via mail { subject: "x", body: file("a.liquid") }\n//- /a.liquid\n{% if contact.tags contains "v$0ip" %}Hi{% endif %}\n',
      'base.journey: vip',
    ],
    ['of the contact', steps('if con$0tact.email exists { send hello }'), 'base.journey: contact'],
    [
      'of a step that a scenario names by its identity',
      `${steps('wait for bought up to 7 days')}scenario "s" for welcome {\n contact()\n at 2026-03-02 10:00\n expect waiting at "subscription/wa$0it bought"\n}`,
      'main.journey: wait',
    ],
    [
      'of a step that runs are moved to',
      `${steps('delay 7 days')}moved welcome.gone to welcome."subscription/de$0lay"\n`,
      'main.journey: delay',
    ],
    [
      'of the step that ends with a reason',
      `${steps('send hello')}scenario "s" for welcome {\n contact()\n at 2026-03-02 10:00\n expect finished "do$0ne"\n}`,
      'main.journey: finish',
    ],
    [
      'of what a starting point starts on',
      steps('if started by bou$0ght { send hello }'),
      'base.journey: bought',
    ],
    ['of the name of a starting point', steps('if started by fi$0rst { send hello }'), 'main.journey: first'],
    [
      'of a Persian name',
      'import { mail } from "./base.journey"\nmessage سلام via mail { subject: "👋🏽", body: "x" }\njourney j { start manually send سل$0ام }',
      'main.journey: سلام',
    ],
    [
      'of the goal of a scenario',
      `${steps('send hello')}scenario "s" for welcome {\n contact(email: "a@b.c")\n at 2026-03-02 10:00\n expect goal aga$0in\n}`,
      'main.journey: again',
    ],
  ]
  test.each(cases)('%s', (_, source, place) => {
    const here = marked(source)
    const found = definition(here.snapshot, here.path, here.offset)
    expect(found && placeText(here, found)).toBe(place)
  })
})

describe('type definition', () => {
  const cases: [what: string, source: string, place: string | undefined][] = [
    ['of a field is its enum', steps('if contact.mar$0ket == export { send hello }'), 'base.journey: Market'],
    [
      'of a payload is its event',
      steps('wait for bought up to 7 days as late { if la$0te.total > 3 EUR { tag #vip } }'),
      'base.journey: bought',
    ],
    ['of a field of a plain type is nothing', steps('if contact.ema$0il exists { send hello }'), undefined],
  ]
  test.each(cases)('%s', (_, source, place) => {
    const here = marked(source)
    const found = typeDefinition(here.snapshot, here.path, here.offset)
    expect(found && placeText(here, found)).toBe(place)
  })
})

describe('references', () => {
  test('are found in all files, with what is an import and what declares it', () => {
    const here = marked(
      `${steps('send hel$0lo\nsend hello')}\n//- /other.journey\nimport { hello as hi } from "./base.journey"\njourney other { start manually send hi }\n`,
    )
    const found = references(here.snapshot, here.path, here.offset)
    expect(found.map((one) => `${placeText(here, one)} ${one.role}`)).toEqual([
      'base.journey: hello declaration',
      'main.journey: hello read',
      'main.journey: hello read',
      'main.journey: hello read',
      'other.journey: hello read',
      'other.journey: hi read',
      'other.journey: hi read',
    ])
    const without = references(here.snapshot, here.path, here.offset, { declaration: false })
    expect(without).toHaveLength(found.length - 1)
  })

  test('of a field tell one field from another of that name', () => {
    const here = marked(steps('if contact.na$0me exists { send hello }'))
    const found = references(here.snapshot, here.path, here.offset)
    expect(found.map((one) => placeText(here, one))).toEqual([
      'base.journey: name',
      'base.journey: name',
      'main.journey: name',
    ])
  })
})

test('what is named is highlighted in the file', () => {
  const here = marked(steps('tag #v$0ip\nuntag #vip'))
  expect(highlights(here.snapshot, here.path, here.offset).map(({ role }) => role)).toEqual([
    'read',
    'read',
    'read',
  ])
})

describe('hover', () => {
  const cases: [what: string, source: string, parts: string[]][] = [
    [
      'a message tells its channel and consent',
      steps('send hel$0lo'),
      ['message hello via mail', 'Says hello.', '`mail` (email)', 'contact.opted_in', 'base.journey'],
    ],
    [
      'a step is told of where a scenario names it by its identity',
      `${steps('delay 7 days')}scenario "s" for welcome {\n contact()\n at 2026-03-02 10:00\n expect waiting at "subscription/de$0lay"\n}`,
      ['Step `subscription/delay`', 'counted from their start'],
    ],
    [
      'a field tells its type and doc',
      steps('if contact.ema$0il exists { send hello }'),
      ['contact.email: email?', 'Where we write to.'],
    ],
    [
      'a field that is known to be there tells that',
      steps('if contact.name exists { notify sales "{contact.na$0me}" }'),
      ['name: string?', 'Here: `string`'],
    ],
    [
      'a segment tells its condition',
      steps('if contact in fa$0ns { send hello }'),
      ['any bought in last 90 days'],
    ],
    [
      'a member of an enum tells its title',
      steps('if contact.market == exp$0ort { send hello }'),
      ['Market export "Abroad"'],
    ],
    ['a stage tells its question', steps('go to conv$0ersion'), ['stage conversion', 'Asks:']],
    ['days are those of the calendar', steps('delay 3 da$0ys'), ['**3 days**, by the calendar']],
    ['hours are elapsed time', steps('delay 36 ho$0urs'), ['**36 hours**, of elapsed time']],
    [
      'a step tells its identity and when runs come to it',
      steps('delay 3 days\nse$0nd hello'),
      ['Step `subscription/send hello`', 'after 3 days'],
    ],
    [
      'a wait tells the longest way',
      steps('wait for bought up to 7 days\nta$0g #vip'),
      ['after 0 to 7 days'],
    ],
  ]
  test.each(cases)('%s', (_, source, parts) => {
    const here = marked(source)
    const found = hover(here.snapshot, here.path, here.offset)
    for (const part of parts) expect(found?.markdown).toContain(part)
  })

  test('a step tells what was decided on the way to it, as far as that is sure', () => {
    const told = (text: string) => {
      const here = marked(steps(text))
      return hover(here.snapshot, here.path, here.offset)?.markdown.split('\n- ').slice(1)
    }
    expect(
      told(`wait for bought where bought.total > 5 EUR up to 7 days { finish }
      if contact.points > 3 { delay 1 day } else { delay 2 days }
      if contact has #vip { match contact.market { domestic { de$0lay 3 days } export { } } }`),
    ).toEqual([
      'not so within `7 days`: `bought` happens, `bought.total > 5 EUR`',
      '`contact has #vip` holds',
      '`contact.market` is `domestic`',
    ])
    expect(
      told(
        `split half { 30% some { } 70% most { wait for asked up to 3 days { repeat up to 2 times { ta$0g #vip } } } }`,
      ),
    ).toEqual(['`70%` of them, `most` of `half`', '`asked` happens', 'in a round of `2`'])
    expect(told('if contact has #vip { finish } else { delay 1 day }\n de$0lay 2 days')).toEqual([
      '`contact has #vip` does not hold',
    ])
    expect(told('if contact has #vip { delay 3 days } else { delay 1 day }\n de$0lay 2 days')).toEqual([])
  })

  test.each([
    ['a name of a step', steps('delay 3 days as pa$0use'), 'Step `pause`'],
    ['a goal', steps('').replace('again:', 'aga$0in:'), 'goal again: bought within 30 days'],
    ['a country', steps('if contact.country == D$0E { }'), 'Germany (`DE`)'],
  ])('%s is told', (_, source, part) => {
    const here = marked(source)
    expect(hover(here.snapshot, here.path, here.offset)?.markdown).toContain(part)
  })

  test('nothing is told of nothing', () => {
    const here = marked(steps('delay 3 days $0 '))
    expect(hover(here.snapshot, here.path, here.offset)).toBeUndefined()
  })
})

describe('symbols', () => {
  const shown = ({ kind, name, children }: OutlineItem, depth = 0): string[] => [
    `${'  '.repeat(depth)}${kind} ${name}`,
    ...children.flatMap((child) => shown(child, depth + 1)),
  ]
  test('of a file are a tree of journey, stage, step', () => {
    const here = marked(steps('if contact.email exists { send hello } else { delay 1 day }'))
    expect(documentSymbols(here.snapshot, here.path).flatMap((item) => shown(item))).toEqual([
      'journey welcome',
      '  goal again',
      '  stage subscription',
      '    step if',
      '      step send hello',
      '      step delay',
      '  stage conversion',
      '    step finish "done"',
    ])
  })

  test('have names and lie in each other, however broken the text is', () => {
    const here = marked(
      'journey { stage { send } }\nmessage via { }\nevent\nscenario "" for x {}\nenum E { }',
    )
    const check = (item: OutlineItem) => {
      expect(item.name).not.toBe('')
      expect(item.selection.start).toBeGreaterThanOrEqual(item.span.start)
      expect(item.selection.end).toBeLessThanOrEqual(item.span.end)
      item.children.forEach(check)
    }
    documentSymbols(here.snapshot, here.path).forEach(check)
  })

  test('of the project are found by some of their letters', () => {
    const here = marked(steps('send hello'))
    const named = (query: string) => workspaceSymbols(here.snapshot, query).map(({ name }) => name)
    expect(named('wlcm')).toEqual(['welcome'])
    expect(named('mkcp')).toEqual(['make_coupon'])
    expect(named('nothing like this')).toEqual([])
  })
})

test('imports, blocks and comments fold', () => {
  const here = marked(`// One\n// Two\n\n${steps('if contact.email exists {\nsend hello\n}')}`)
  const text = here.snapshot.textOf(here.path)!
  const shown = folding(here.snapshot, here.path).map(
    ({ kind, span }) => `${kind} ${text.slice(span.start, span.end).split('\n')[0]!.trim().slice(0, 20)}`,
  )
  expect(shown).toContain('comment // One')
  expect(shown).toContain('imports import { bought, ask')
  expect(shown).toContain('region journey welcome "Wel')
  expect(shown).toContain('region if contact.email exi')
})

test('a selection grows from a name to the file', () => {
  const here = marked(steps('if contact.email exists { send hel$0lo }'))
  const text = here.snapshot.textOf(here.path)!
  const grown = selectionAt(here.snapshot, here.path, here.offset).map(({ start, end }) =>
    text.slice(start, end),
  )
  expect(grown.slice(0, 2)).toEqual(['hello', 'send hello'])
  expect(grown.at(-1)).toBe(text)
  for (const [index, one] of grown.entries()) if (index > 0) expect(one).toContain(grown[index - 1])
})

test('what names a file links to it', () => {
  const here = marked(
    'import { mail } from "./base.journey"\nimport { opened } from "std/events"\nimport { x } from "./nothing.journey"\nmessage x via mail { subject: "x", body: file("a.liquid") }\n//- /a.liquid\nHi\n',
  )
  expect(links(here.snapshot, MAIN_PATH).map(({ target }) => target)).toEqual([
    'base.journey',
    '<std>/events.journey',
    'a.liquid',
  ])
})

test('a template that is named no more is no link', () => {
  const texts: Record<string, string> = {
    'a.journey':
      'channel mail: email { to: contact.email }\nmessage x via mail { subject: "x", body: file("a.liquid") }\n',
    'a.liquid': 'Hi',
  }
  const session = new Session({ read: (path) => memoryHost(texts).read(path) }, { paths: ['a.journey'] })
  expect(links(session, 'a.journey')).toHaveLength(1)
  texts['a.journey'] = texts['a.journey']!.replace('body', 'bdy')
  session.update(['a.journey'])
  expect(links(session, 'a.journey')).toEqual([])
})
const MAIN_PATH = 'main.journey'
