/**
 * Words of the language that are misspelt: the word is told with what was meant, and nothing else, however much else
 * can't be read because of it. With its fix the text is right.
 */
import { describe, expect, test } from 'vitest'
import { withEdits } from '../../src/diagnostics/apply-fixes.ts'
import { messageOf, parse } from '../../src/index.ts'
import { compileSources, inWords, MAIN } from '../diagnostics/findings.ts'
import { readMarks, withMarks } from './marks.ts'

const SHOP = `import { purchased, opened } from "std/events"
contact { email: email, name: string?, points: integer = 0, member: boolean = false, country: country = DE }
tag vip
channel mail: email { to: contact.email }
message hello via mail { subject: "Hello", body: "Hello" }
event asked { about: string }
`
const FAR = 'event far\nevent near\n'
const HEAD = `import { purchased, opened } from "std/events"
import { vip, mail, hello, asked } from "./shop.journey"
`

/** A text that is right, with `⟦…⟧` around a word and what is written in its place. */
type Row = readonly [marked: string, written: string]

/** Expects that the word in the place of the marked one is the only finding, and that its fix brings the text back. */
function expectTold([marked, written]: Row, around: (text: string) => string): void {
  const { text, spans } = readMarks(around(marked))
  const { start, end } = spans[0]!
  const right = compileSources({ 'far.journey': FAR, 'shop.journey': SHOP, [MAIN]: text })
  expect(inWords(right), 'the text is right').toEqual([])
  const wrong = text.slice(0, start) + written + text.slice(end)
  const found = compileSources({ 'far.journey': FAR, 'shop.journey': SHOP, [MAIN]: wrong })
  expect(inWords(found), wrong).toHaveLength(1)
  const [only] = found.diagnostics
  expect(withMarks(wrong, [only!.span])).toBe(withMarks(wrong, [{ start, end: start + written.length }]))
  expect(messageOf(only!)).toContain(`Did you mean "${text.slice(start, end)}"?`)
  expect(only!.fixes.map(({ edits }) => withEdits(wrong, edits))).toEqual([text])
}

const declarations: Row[] = [
  ['⟦tag⟧ other', 'tga'],
  ['⟦message⟧ more via mail { subject: "More", body: "More" }', 'messgae'],
  ['message more ⟦via⟧ mail { subject: "More", body: "More" }', 'vai'],
  [
    'message more via mail { subject: "a", ⟦when⟧ contact.points > 3 { body: "b" } else { body: "c" } }',
    'hwen',
  ],
  [
    'message more via mail { subject: "a", when contact.points > 3 { body: "b" } ⟦else⟧ { body: "c" } }',
    'esle',
  ],
  ['segment fans = ⟦any⟧ purchased ever', 'nay'],
  ['segment fans = any purchased ⟦ever⟧', 'eevr'],
  ['segment fans = any purchased ⟦in⟧ last 30 days', 'ni'],
  ['segment fans = any purchased in ⟦last⟧ 30 days', 'lsat'],
  ['segment fans = any purchased ⟦where⟧ purchased.total > 3 EUR ever', 'wehre'],
  ['segment fans = contact.name ⟦exists⟧', 'eixsts'],
  ['segment fans = contact.name exists ⟦and⟧ contact.points > 3', 'adn'],
  ['segment fans = ⟦count⟧ of purchased ever > 3', 'cuont'],
  ['⟦journey⟧ other {\n  start on purchased\n  delay 1 day\n}', 'jurney'],
]

const heads: Row[] = [
  [
    '⟦import⟧ { hello } from "./shop.journey"\njourney j {\n  start on asked\n  delay 1 day\n  send hello\n}',
    'improt',
  ],
]

const lines: Row[] = [
  ['start on purchased ⟦where⟧ contact.points > 3', 'wehre'],
  ['⟦start⟧ on purchased', 'strat'],
  ['start ⟦manually⟧', 'manualy'],
  ['start on purchased\n  enter ⟦once⟧', 'oncee'],
  ['start on purchased\n  enter again ⟦after⟧ 30 days', 'afetr'],
  ['start on purchased\n  goal bought: purchased ⟦within⟧ 30 days', 'wtihin'],
  ['start on purchased\n  exit ⟦when⟧ contact.points > 3', 'hwen'],
]

const steps: Row[] = [
  ['⟦send⟧ hello', 'sned'],
  ['⟦delay⟧ 3 days', 'dealy'],
  ['delay ⟦until⟧ thursday at 09:00', 'utnil'],
  ['if ⟦started⟧ by purchased { tag #vip }', 'satrted'],
  ['if started ⟦by⟧ purchased { tag #vip }', 'yb'],
  ['if contact.points > 3 { tag #vip } ⟦else⟧ { untag #vip }', 'esle'],
  ['if contact.points > 3 { tag #vip } else ⟦if⟧ contact.points > 1 { untag #vip }', 'fi'],
  ['wait ⟦for⟧ asked up to 3 days', 'fro'],
  ['wait for asked ⟦up⟧ to 3 days', 'pu'],
  ['wait for asked up ⟦to⟧ 3 days', 'ot'],
  ['wait for asked up to 3 days ⟦since⟧ start', 'snice'],
  ['wait for asked up to 3 days since ⟦start⟧', 'strat'],
  ['wait for asked up to 3 days ⟦as⟧ answer { tag #vip }', 'sa'],
  ['wait until contact.points > 3 ⟦forever⟧', 'forevr'],
  ['repeat up to 3 ⟦times⟧ { delay 1 day }', 'tiems'],
  ['repeat up to 3 times ⟦until⟧ contact.points > 3 { delay 1 day }', 'utnil'],
  ['if contact.points > 3 { ⟦finish⟧ "done" }', 'finsih'],
]

const scenarios: Row[] = [
  ['⟦expect⟧ sent hello', 'epxect'],
  ['⟦after⟧ 2 days', 'afetr'],
  ['⟦at⟧ 2026-03-03 10:00', 'ta'],
  ['⟦tag⟧ #vip', 'tga'],
  ['expect ⟦sent⟧ hello', 'snet'],
  ['expect not ⟦tagged⟧ #vip', 'tgagged'],
  ['expect not ⟦finished⟧', 'finsihed'],
  ['expect not ⟦exited⟧', 'exietd'],
  ['expect ⟦entered⟧', 'etnered'],
  ['expect ⟦waiting⟧ at later', 'wiating'],
  ['expect waiting ⟦at⟧ later', 'ta'],
  ['expect not ⟦goal⟧ bought', 'gaol'],
]

/** Words that are no syntax: values, what scenarios begin with, and what is named at more than one place. */
const names: Row[] = [
  [
    'event again { name: ⟦string⟧? }\njourney j {\n  start on asked\n  delay 1 day\n  emit again()\n}',
    'srting',
  ],
  ['journey j {\n  start on opened where opened.message == ⟦hello⟧\n  delay 1 day\n}', 'hlelo'],
  ['segment fans = contact.member == ⟦true⟧', 'ture'],
  ['journey j {\n  start on tag #vip\n  if started by ⟦#vip⟧ { delay 1 day }\n}', '#vpi'],
  [
    'journey j {\n  start on asked\n  delay 9 days\n}\nscenario "a" for j {\n  ⟦contact⟧(email: "a@b.de")\n  at 2026-03-02 10:00\n  expect not entered\n}',
    'cnotact',
  ],
  [
    'import { ⟦far⟧ } from "./far.journey"\njourney j {\n  start on far\n  delay 1 day\n  emit far()\n}',
    'fra',
  ],
]

describe('a misspelt word', () => {
  const last = '\njourney last {\n  start on purchased\n  delay 1 day as later\n  send hello\n}\n'
  test.each(declarations)('in a declaration: %s', (...row) => {
    expectTold(row, (text) => `${HEAD}${text}\n`)
  })
  test.each(names)('that is a name or a value: %s', (...row) =>
    expectTold(row, (text) => `${HEAD}${text}\n${last}`),
  )
  test.each(heads)('at the top: %s', (...row) =>
    expectTold(row, (text) => `import { asked } from "./shop.journey"\n${text}\n`),
  )
  test.each(lines)('in the head of a journey: %s', (...row) => {
    expectTold(row, (text) => `${HEAD}journey j {\n  ${text}\n  delay 1 day\n}${last}`)
  })
  test.each(steps)('in a step: %s', (...row) => {
    expectTold(
      row,
      (text) => `${HEAD}journey j {\n  start on purchased\n  ${text}\n  delay 2 days as end\n}${last}`,
    )
  })
  test.each(scenarios)('in a scenario: %s', (...row) => {
    const journey = `journey j {\n  start on purchased\n  goal bought: asked\n  send hello\n  delay 9 days as later\n}\n`
    const before = `scenario "a day" for j {\n  contact(email: "sara@example.com")\n  at 2026-03-02 10:00\n  purchased(order: "1", product: "mug", total: 20 EUR)\n`
    expectTold(row, (text) => `${HEAD}${journey}${before}  ${text}\n  expect entered\n}${last}`)
  })
})

test('what is imported under another name is offered under that, and nothing is chosen unasked', () => {
  const text =
    'import { mail as post } from "./shop.journey"\nmessage more via mail { subject: "a", body: "b" }\n'
  const { diagnostics } = compileSources({ 'shop.journey': SHOP, [MAIN]: text })
  const [unknown] = diagnostics.filter(({ name }) => name === 'unknown-name')
  expect(unknown!.fixes.map(({ title, safe }) => [title, safe])).toEqual([
    ['Use "post", as it is called here', undefined],
    ['Import "mail" from "./shop.journey"', undefined],
  ])
})

test.each(['tag', 'event', 'tag a\ntag', 'journey j { start on nothing }\ntag'])(
  'a text that ends with its last word comes to an end: %s',
  (text) => expect(parse('a.journey', text).diagnostics).not.toEqual([]),
)
