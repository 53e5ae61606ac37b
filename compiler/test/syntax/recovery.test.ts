/**
 * What is told of broken text of each area, where, and that what follows is read all the same: one mistake is one
 * error, whatever the checker makes of the rest. `⟦…⟧` is around the place.
 */
import { describe, expect, test } from 'vitest'
import { codeOf, messageOf, parse } from '../../src/index.ts'
import { readMarks, withMarks } from './marks.ts'

type Row = readonly [marked: string, code: string]

/** Expects one error at the mark, and something called `after` in the tree. */
function expectTold(marked: string, code: string): void {
  const { text, spans } = readMarks(marked)
  const { tree, diagnostics } = parse('main.journey', text)
  const told = diagnostics.map((diagnostic) => `${codeOf(diagnostic)} ${messageOf(diagnostic)}`)
  expect(told, text).toHaveLength(1)
  expect(diagnostics.map(codeOf), told.join('\n')).toEqual([code])
  expect(
    withMarks(
      text,
      diagnostics.map(({ span }) => span),
    ),
  ).toBe(withMarks(text, spans))
  expect(JSON.stringify(tree.declarations)).toContain('"after"')
}

const declarations: Row[] = [
  ['enum ⟦{⟧ a, b }', 'J1001'],
  ['enum Market⟦⟧', 'J1002'],
  ['enum Market { domestic ⟦export⟧ }', 'J1001'],
  ['enum Market { domestic⟦:⟧ "At home" }', 'J1001'],
  ['enum Market { ⟦"At home"⟧ }', 'J1001'],
  ['enum Market { a, ⟦,⟧ b }', 'J1001'],
  ['enum Market ⟦(⟧a, b)', 'J1001'],
  ['enum Market { a ⟦|⟧ b }', 'J1006'],
  ['segment lapsed ⟦no⟧ purchased ever', 'J1001'],
  ['segment lapsed ⟦{⟧ no purchased ever }', 'J1001'],
  ['segment lapsed =⟦⟧ ', 'J1002'],
  ['segment lapsed⟦:⟧ no purchased ever', 'J1001'],
  ['segment ⟦=⟧ true', 'J1001'],
  ['segment lapsed ⟦when⟧ contact.a', 'J1001'],
  ['department ⟦"Sales"⟧', 'J1001'],
  ['department sales { email ⟦"a@b.de"⟧ }', 'J1001'],
  ['action make_coupon(percent ⟦percent⟧): { code: string }', 'J1001'],
  ['action make_coupon: ⟦string⟧', 'J1001'],
  ['action make_coupon(percent: percent) ⟦{⟧ code: string }', 'J1001'],
  ['action a from ⟦actions⟧.ts', 'J1001'],
  ['action a() ⟦-⟧> { b: string }', 'J1004'],
  ['campaign spring "S"⟦⟧', 'J1002'],
  ['campaign spring { from ⟦2026-03-01⟧ }', 'J1001'],
  ['moved welcome.a ⟦welcome⟧.b', 'J1001'],
  ['moved welcome ⟦to⟧ other', 'J1001'],
  ['moved welcome.a to⟦⟧', 'J1002'],
  ['moved welcome.a to conversion⟦⟧', 'J1002'],
  ['moved a.b to stage⟦⟧', 'J1002'],
  ['persona sara⟦⟧', 'J1002'],
  ['map m⟦⟧', 'J1002'],
  ['map ⟦{⟧ }', 'J1001'],
  ['message m via c { subject: "a" when ⟦{⟧ body: "x" } }', 'J1001'],
  ['message m via c { when contact.a ⟦subject⟧: "a" }', 'J1001'],
  ['message m via c { else ⟦if⟧ contact.a { body: "b" } }', 'J1001'],
  ['message m via c { if ⟦contact⟧.a { body: "b" } }', 'J1001'],
]

const steps: Row[] = [
  ['match ⟦{⟧ a { } }', 'J1001'],
  ['match contact.a⟦⟧', 'J1002'],
  ['match contact.a { ⟦send⟧ hello }', 'J1001'],
  ['match contact.a {⟦⟧\n send hello\n tag #x\n }', 'J1002'],
  ['match contact.a { a⟦:⟧ { } }', 'J1001'],
  ['match contact.a { ⟦case⟧ a { } }', 'J1001'],
  ['match contact.a { a ⟦=>⟧ { } }', 'J1001'],
  ['match contact.a { a { } else { } ⟦else⟧ { } }', 'J1001'],
  ['match contact.a { a ⟦b⟧ { } }', 'J1001'],
  ['match contact.a { a, ⟦{⟧ } }', 'J1001'],
  ['match contact.a { a ⟦}⟧', 'J1001'],
  ['match contact.a ⟦{⟧ default { } a { ', 'J1003'],
  ['split ⟦{⟧ 50% a { } }', 'J1001'],
  ['split t { ⟦a⟧ 50% { } }', 'J1001'],
  ['split t { ⟦50⟧ a { } 50% b }', 'J1010'],
  ['split t { 50%⟦:⟧ a { } }', 'J1001'],
  ['split t { 50% ⟦{⟧ } }', 'J1001'],
  ['split t⟦⟧', 'J1002'],
  ['split ⟦50%⟧ a { }', 'J1001'],
  ['split t { 50% a { } ⟦else⟧ { } }', 'J1001'],
  ['repeat ⟦3⟧ times { }', 'J1001'],
  ['repeat up to 3 ⟦{⟧ }', 'J1001'],
  ['repeat up to times ⟦{⟧ }', 'J1001'],
  ['repeat up to 3 times⟦⟧', 'J1002'],
  ['repeat up to 3 times ⟦while⟧ contact.a { }', 'J1001'],
  ['repeat ⟦until⟧ contact.a { }', 'J1001'],
  ['repeat up to 3 days ⟦{⟧ }', 'J1001'],
  ['set contact.a⟦⟧', 'J1002'],
  ['set contact.a ⟦==⟧ 3', 'J1001'],
  ['set contact.a⟦:⟧ 3', 'J1001'],
  ['set contact.a ⟦to⟧ 3', 'J1001'],
  ['set contact.a =⟦⟧ ', 'J1002'],
  ['⟦set⟧ = 3', 'J1005'],
  ['set contact.a ⟦+⟧= 1', 'J1001'],
  ['call⟦⟧', 'J1002'],
  ['call make(⟦10%⟧)', 'J1001'],
  ['call make⟦(⟧a: 1', 'J1003'],
  ['call make as⟦⟧', 'J1002'],
  ['⟦x⟧ = call make()', 'J1005'],
  ['notify ⟦"text"⟧', 'J1001'],
  ['notify sales⟦⟧', 'J1002'],
  ['notify sales⟦:⟧ "x"', 'J1001'],
  ['emit⟦⟧', 'J1002'],
  ['emit e(level ⟦2⟧)', 'J1001'],
  ['enter journey⟦⟧', 'J1002'],
  ['enter ⟦onboarding⟧', 'J1001'],
  ['enter journey ⟦"x"⟧', 'J1001'],
  ['delay until⟦⟧', 'J1002'],
  ['delay until monday ⟦09:00⟧', 'J1001'],
  ['delay until monday at ⟦9:00⟧', 'J1010'],
  ['delay until next⟦⟧', 'J1002'],
  ['delay until monday at⟦⟧', 'J1002'],
  ['delay until contact.a ⟦if⟧ past skip', 'J1001'],
  ['delay until contact.a, if past⟦⟧', 'J1002'],
  ['delay until contact.a as x, ⟦if⟧ past skip', 'J1021'],
  ['delay until ⟦9:00⟧', 'J1010'],
  ['delay to ⟦monday⟧', 'J1005'],
  ['if any purchased in ⟦3 days⟧ { }', 'J1001'],
  ['if any purchased in ⟦the⟧ last 3 days { }', 'J1001'],
  ['if any purchased in last ⟦three⟧ days { }', 'J1001'],
  ['if any purchased ⟦last⟧ 3 days { }', 'J1001'],
  ['if count ⟦purchased⟧ > 3 { }', 'J1001'],
  ['if sum of purchased ⟦ever⟧ > 3 { }', 'J1001'],
  ['if count of purchased⟦.⟧total ever > 3 { }', 'J1001'],
  ['if any purchased⟦.⟧total > 3 ever { }', 'J1001'],
  ['if any purchased in last 5 ⟦opened⟧ { }', 'J1017'],
  ['if any purchased since ⟦{⟧ }', 'J1001'],
  ['if any purchased where ⟦in⟧ last 3 days { }', 'J1001'],
  ['if latest purchased ⟦ever⟧ { }', 'J1001'],
  ['if count of ⟦>⟧ 3 { }', 'J1001'],
  ['if not purchased ⟦ever⟧ { }', 'J1001'],
  ['if any ⟦of⟧ purchased ever { }', 'J1001'],
  ['if latest purchased.total ⟦of⟧ ever { }', 'J1001'],
  ['wait until any purchased where purchased.a == ⟦up⟧ to 3 days', 'J1001'],
]

const heads: Row[] = [
  ['holdout⟦⟧', 'J1002'],
  ['holdout ⟦5⟧', 'J1010'],
  ['⟦holdout⟧: 5%', 'J1005'],
  ['start on enter⟦⟧', 'J1002'],
  ['start on leave segment ⟦lapsed⟧', 'J1005'],
  ['start on change⟦⟧', 'J1002'],
  ['start on change contact.country to⟦⟧', 'J1002'],
  ['start on change of ⟦contact⟧.country', 'J1005'],
  ['start at⟦⟧', 'J1002'],
  ['start at contact.birthday, ⟦at⟧ 09:00', 'J1005'],
  ['start at contact.birthday for lapsed ⟦at⟧ 09:00', 'J1021'],
  ['start every⟦⟧', 'J1002'],
  ['start every ⟦2 weeks⟧', 'J1001'],
  ['start every monday ⟦09:00⟧', 'J1001'],
  ['start every month on the ⟦15⟧', 'J1001'],
  ['start every year on march ⟦21⟧', 'J1001'],
  ['start every day at ⟦9:00⟧', 'J1010'],
  ['start on monday ⟦at⟧ 09:00', 'J1005'],
  ['start at contact.birthday ⟦once⟧', 'J1001'],
  ['start on birthday ⟦at⟧ 09:00', 'J1005'],
]

const scenarioLines: Row[] = [
  ['contact(email: "a@b.de"⟦⟧\n    name: "Sara")', 'J1002'],
  ['as⟦⟧', 'J1002'],
  ['as ⟦"sara"⟧', 'J1001'],
  ['take control ⟦offer_test⟧', 'J1001'],
  ['take control of⟦⟧', 'J1002'],
  ['fail ⟦make_coupon⟧', 'J1001'],
  ['fail call⟦⟧', 'J1002'],
  ['expect called⟦⟧', 'J1002'],
  ['expect notified ⟦"x"⟧', 'J1001'],
  ['expect called a times⟦⟧', 'J1002'],
  ['expect ⟦call⟧ a', 'J1001'],
  ['expect ⟦notify⟧ sales', 'J1001'],
]

const personas: Row[] = [
  ['age ⟦"25"⟧', 'J1001'],
  ['does purchased⟦⟧', 'J1002'],
  ['does purchased ⟦12⟧', 'J1010'],
  ['does purchased ⟦within⟧ 7 days', 'J1001'],
  ['does ⟦12%⟧ purchased', 'J1001'],
  ['does purchased 12% ⟦in⟧ 7 days', 'J1024'],
  ['⟦dose⟧ purchased 12%', 'J1024'],
  ['contact ⟦{⟧ country: DE }', 'J1001'],
  ['contact ⟦country⟧: DE', 'J1001'],
  ['wants:⟦⟧', 'J1002'],
]

const maps: Row[] = [
  ['touchpoint⟦⟧', 'J1002'],
  ['touchpoint reel via⟦⟧', 'J1002'],
  ['touchpoint reel ⟦on⟧ instagram', 'J1024'],
  ['touchpoint reel by marketing ⟦via⟧ instagram', 'J1021'],
  ['touchpoint reel before ⟦the⟧ sale', 'J1001'],
  ['touchpoint reel before⟦⟧', 'J1002'],
  ['touchpoint reel { emotion ⟦2⟧ }', 'J1001'],
  ['touchpoint reel { emotion: ⟦}⟧', 'J1001'],
  ['touchpoint reel { pain ⟦}⟧', 'J1001'],
  ['touchpoint reel { ⟦send⟧ hello }', 'J1024'],
  ['kpi reach⟦⟧', 'J1002'],
  ['kpi reach ⟦count⟧ of a', 'J1001'],
  ['kpi reach: count of⟦⟧', 'J1002'],
  ['kpi reach: count of a ⟦target⟧ >= 3', 'J1001'],
  ['kpi reach: count of a, target⟦:⟧ 3', 'J1001'],
  ['kpi reach: count of a, target ⟦=⟧ 3', 'J1001'],
  ['kpi reach: count of a ⟦for⟧ us, target >= 3', 'J1021'],
  ['kpi reach:⟦⟧', 'J1002'],
  ['plan⟦⟧', 'J1002'],
  ['plan⟦:⟧ "x"', 'J1001'],
  ['result ⟦"x"⟧', 'J1001'],
  ['result spring⟦⟧', 'J1002'],
  ['⟦pane⟧ "x"', 'J1024'],
  ['⟦send⟧ hello', 'J1024'],
  ['idea ⟦Price⟧', 'J1001'],
  ['kpi a: 1 - count of purchased / ⟦,⟧ target < 3', 'J1001'],
]

describe('declarations', () => {
  test.each(declarations)('%s', (marked, code) => expectTold(`${marked}\ntag after\n`, code))
})

const inJourney = (marked: string) => `journey trial {\n  start manually\n  ${marked}\n  tag #after\n}\n`

describe('steps', () => {
  test.each(steps)('%s', (marked, code) => expectTold(inJourney(marked), code))
})

describe('lines of the head', () => {
  test.each(heads)('%s', (marked, code) => expectTold(inJourney(marked), code))
})

describe('lines of scenarios', () => {
  test.each(scenarioLines)('%s', (marked, code) =>
    expectTold(`scenario "s" for j {\n  ${marked}\n  tag #after\n}\n`, code),
  )
})

describe('parts of personas', () => {
  test.each(personas)('%s', (marked, code) => expectTold(`persona p {\n  ${marked}\n  after: 1\n}\n`, code))
})

describe('parts of maps', () => {
  test.each(maps)('%s', (marked, code) =>
    expectTold(`map m {\n  stage s {\n    ${marked}\n    plan "after"\n  }\n}\n`, code),
  )
})

test('a comma that is missing at the end of a line can be added', () => {
  const text = 'scenario "s" for j {\n  contact(\n    email: "a@b.de"\n    name: "Sara"\n  )\n}\n'
  const [fix] = parse('main.journey', text).diagnostics.flatMap(({ fixes }) => fixes)
  const { span, text: added } = fix!.edits[0]!
  const mended = text.slice(0, span.start) + added + text.slice(span.end)
  expect(mended).toContain('"a@b.de",\n')
  expect(parse('main.journey', mended).diagnostics).toEqual([])
})

test('a move to a step alone is one within its journey, which can be written', () => {
  const text = 'moved welcome.w1 to w2\n'
  const [fix] = parse('main.journey', text).diagnostics.flatMap(({ fixes }) => fixes)
  expect(fix?.title).toBe('Write "welcome.w2"')
  const { span, text: added } = fix!.edits[0]!
  expect(text.slice(0, span.start) + added + text.slice(span.end)).toBe('moved welcome.w1 to welcome.w2\n')
})

describe('what is never closed is closed where it ends', () => {
  const cases: [what: string, text: string, closed: string][] = [
    ['on its own line', 'event e {\n  a: string\n\ntag t\n', 'event e {\n  a: string\n}\n\ntag t\n'],
    ['behind a remark', 'event e { // nothing yet\ntag t\n', 'event e { // nothing yet\n}\ntag t\n'],
    ['on the line where it opens', 'event e { a: string\ntag t\n', 'event e { a: string }\ntag t\n'],
    [
      'as it is indented',
      'journey j {\n  start manually\n  if contact.a {\n    delay 1 day\n}\ntag t\n',
      'journey j {\n  start manually\n  if contact.a {\n    delay 1 day\n}\n}\ntag t\n',
    ],
  ]
  test.each(cases)('%s', (_, text, closed) => {
    const { span, text: added } = parse('main.journey', text).diagnostics[0]!.fixes[0]!.edits[0]!
    expect(text.slice(0, span.start) + added + text.slice(span.end)).toBe(closed)
    expect(parse('main.journey', closed).diagnostics).toEqual([])
  })
})
