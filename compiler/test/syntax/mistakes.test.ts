/**
 * What people get wrong, with the place that is to be shown. The rule: one mistake is one error, and the rest of the
 * file is still checked. Each text is followed by a second, known mistake that has to be found too.
 */
import { describe, expect, test } from 'vitest'
import { codeOf } from '../../src/index.ts'
import { compileSources, inWords, MAIN } from '../diagnostics/findings.ts'
import { readMarks, withMarks } from './marks.ts'

/** A title, a text with `⟦…⟧` around the place, and the code that is found there. */
type Mistake = readonly [title: string, marked: string, code: string]

const PROJECT = `import { purchased } from "std/events"
contact { email: email, name: string?, points: integer = 0, country: country = DE, member: boolean = false }
tag vip
channel mail: email { to: contact.email }
message hello via mail { subject: "Hello", body: "Hello" }
message offer(discount: percent) via mail { subject: "Offer", body: "{discount} off" }
`
/** The second mistake: a field of a type that does not exist. */
const AFTER = '\nevent after { field: ⟦nothing⟧ }\n'

/** Expects one finding with the code at the mark, and the second mistake. */
function expectFound(marked: string, code: string): void {
  const { text, spans } = readMarks(marked + AFTER)
  const found = compileSources({ 'project.journey': PROJECT, [MAIN]: `${text}` })
  const here = found.diagnostics.filter((diagnostic) => diagnostic.file === MAIN)
  expect(inWords({ ...found, diagnostics: here }), text).toHaveLength(2)
  expect(here.map(codeOf), inWords(found).join('\n')).toEqual([code, 'J3003'])
  expect(
    withMarks(
      text,
      here.map(({ span }) => span),
    ),
  ).toBe(withMarks(text, spans))
}

/** What the texts need of the project. */
const IMPORTS = `import { purchased } from "std/events"
import { vip, hello, offer, mail } from "./project.journey"
`
const JOURNEY = `${IMPORTS}journey trial "Trial" {
  start manually
  delay 1 day as first
`

const declarations: Mistake[] = [
  ['a misspelt declaration', '⟦jurney⟧ a { start manually finish }', 'J1004'],
  ['a declaration of another language', '⟦const⟧ a = 3', 'J1004'],
  ['a declaration that is not there yet', '⟦function⟧ f(a) { return a }', 'J1004'],
  ['a step at the top', '⟦send⟧ hello', 'J1004'],
  ['a brace too many', '⟦}⟧', 'J1004'],
  ['no name of a tag', 'tag⟦⟧', 'J1002'],
  ['no name before the next line', 'tag⟦⟧\ntag other', 'J1002'],
  ['a reserved word as the name of a tag', 'tag ⟦not⟧ "Not"', 'J1015'],
  ['a reserved word as the name of an event', 'event ⟦exists⟧ { a: string }', 'J1015'],
  ['a reserved word as the name of a message', 'message ⟦in⟧ via mail { subject: "a", body: "b" }', 'J1015'],
  ['a number as a name', 'tag ⟦1⟧st "First"', 'J1001'],
  ['a hyphen in a name', 'tag big⟦-⟧buyer "Buys a lot"', 'J1004'],
  ['two titles', 'tag a "One" ⟦"Two"⟧', 'J1004'],
  ['a text that is not closed', 'tag a ⟦"One⟧', 'J1007'],
  ['a text that is not closed, with more on its line', 'tag a ⟦"One tag b⟧', 'J1007'],
  ['a text of several lines that is not closed', 'tag before ⟦"One⟧\ntag two "Two"', 'J1007'],
  ['curved quotation marks', 'tag a ⟦“One”⟧', 'J1019'],
  ['low quotation marks', 'tag a ⟦„One“⟧', 'J1019'],
  ['pointed quotation marks', 'tag a ⟦«One»⟧', 'J1019'],
  ['single quotation marks', "tag a ⟦'One'⟧", 'J1019'],
  ['a hole without an end', 'tag a "One ⟦{⟧contact.name"', 'J1008'],
  ['a wrong escape', 'tag a "One ⟦\\d⟧ two"', 'J1009'],
  ['a semicolon', 'tag a "One"⟦;⟧', 'J1006'],
  ['a bidirectional character in a comment', '// a⟦\u202e⟧b\ntag a', 'J1012'],
  ['a bidirectional character in a text', 'tag a "a⟦\u2067⟧b"', 'J1013'],
  ['a comment of another language', '⟦/⟧* all about tags */\ntag a', 'J1023'],
  ['a field without a colon', 'event e { a ⟦string⟧ }', 'J1001'],
  ['a field without a type', 'event e { a: ⟦}⟧', 'J1001'],
  ['a field without a type at the end of its line', 'event e {\n  a:⟦⟧\n  b: string\n}', 'J1002'],
  ['a field without a name', 'event e { ⟦:⟧ string }', 'J1001'],
  ['a field without a default', 'event e { a: string = ⟦}⟧', 'J1001'],
  ['a misspelt type', 'event e { a: ⟦strin⟧ }', 'J3003'],
  ['angle brackets that are not closed', 'event e { a: list⟦<⟧string }', 'J1003'],
  ['a block that is not closed', 'event e ⟦{⟧\n  a: string\n', 'J1003'],
  ['a block that is not opened', 'event e ⟦a⟧: string }', 'J1004'],
  ['a channel without its colon', 'channel c ⟦email⟧ { to: "a@b.de" }', 'J1001'],
  ['a channel without a kind', 'channel c: ⟦{⟧ to: "a@b.de" }', 'J1001'],
  ['a setting without a colon', 'channel c: email { to ⟦"a@b.de"⟧ }', 'J1001'],
  ['a setting without a value', 'channel c: email {\n  to: "a@b.de"\n  quiet:⟦⟧\n}', 'J1002'],
  ['a time without its zero', 'channel c: email { to: "a@b.de", quiet: 21:00 to ⟦9:00⟧ }', 'J1010'],
  ['a time that is not', 'channel c: email { to: "a@b.de", quiet: 21:00 to ⟦25:00⟧ }', 'J1010'],
  ['a clock of twelve hours', 'channel c: email { to: "a@b.de", quiet: 21:00 to 8⟦am⟧ }', 'J1017'],
  [
    'a message without a channel',
    'import { mail } from "./project.journey"\nmessage m ⟦{⟧ body: "b" }',
    'J1001',
  ],
  [
    'a message without "via"',
    'import { mail } from "./project.journey"\nmessage m ⟦mail⟧ { body: "b" }',
    'J1001',
  ],
  [
    'a text that is not closed in a message on one line',
    `${IMPORTS}message m via mail { subject: "a body: "b⟦" }⟧`,
    'J1007',
  ],
  [
    'a hole with half an expression',
    `${IMPORTS}message m(n: integer) via mail { subject: "a", body: "b {n +⟦⟧}" }`,
    'J1002',
  ],
  ['an empty hole', `${IMPORTS}message m via mail { subject: "a", body: "b {⟦⟧}" }`, 'J1002'],
  [
    'two values in a hole',
    `${IMPORTS}message m(n: integer) via mail { subject: "a", body: "b {n ⟦n⟧}" }`,
    'J1001',
  ],
  [
    'parameters without a comma',
    `${IMPORTS}message m(a: string ⟦b⟧: string) via mail { subject: "a", body: "b" }`,
    'J1001',
  ],
  [
    'parameters without an end',
    `${IMPORTS}message m⟦(⟧a: string via mail { subject: "a", body: "b" }`,
    'J1003',
  ],
  ['a stage model without texts', 'stages s { a "A" asks ⟦b⟧ }', 'J1001'],
  ['an import without braces', 'import ⟦purchased⟧ from "std/events"', 'J1001'],
  ['an import without "from"', 'import { purchased } ⟦"std/events"⟧', 'J1001'],
  ['an import without quotation marks', 'import { purchased } from ⟦std⟧/events', 'J1001'],
  ['an import without a comma', 'import { purchased ⟦refunded⟧ } from "std/events"', 'J1001'],
  ['an import that is not closed', 'import ⟦{⟧ purchased from "std/events"', 'J1003'],
  ['a journey without a name', 'journey ⟦{⟧ start manually finish }', 'J1001'],
  ['a journey that is not opened', 'journey a ⟦start⟧ manually finish }', 'J1001'],
  ['a journey that is not closed', 'journey a ⟦{⟧\n  start manually\n  finish\n', 'J1003'],
  ['a scenario without quotation marks', `${JOURNEY}}\nscenario ⟦it⟧ works for trial { }`, 'J1001'],
  ['a declaration written twice', 'tag twice "One"\ntag ⟦twice⟧ "Two"', 'J2005'],
  ['a declaration in capital letters', '⟦Tag⟧ a', 'J1004'],
  ['an "export"', '⟦export⟧ tag a', 'J1004'],
  ['an "include"', '⟦include⟧ "std/events"', 'J1004'],
  ['a field with ";"', 'event e { a: string⟦;⟧ b: string }', 'J1006'],
  ['a field with two commas', 'event e { a: string,⟦,⟧ b: string }', 'J1001'],
  ['a type before the name', 'event e { string ⟦a⟧ }', 'J1001'],
  ['a type in capital letters', 'event e { a: ⟦String⟧ }', 'J3003'],
  ['a list with "[]"', 'event e { a: string⟦[⟧] }', 'J1001'],
  ['a "?" behind the name', 'event e { a⟦?⟧: string }', 'J1001'],
  ['a "?" that is written as null', 'event e { a: string ⟦|⟧ null }', 'J1006'],
  ['a field twice', 'event e { a: string, ⟦a⟧: string }', 'J3020'],
  ['a limit without a number', 'channel c: email { to: "a@b.de", limit: 3 per ⟦week⟧ }', 'J1010'],
  ['a quiet time with "-"', 'channel c: email { to: "a@b.de", quiet: ⟦21:00 - 08:00⟧ }', 'J3001'],
  ['a quiet time with "from"', 'channel c: email { to: "a@b.de", quiet: from ⟦21:00⟧ to 08:00 }', 'J1001'],
  ['a setting with "="', `${IMPORTS}message m via mail { subject ⟦=⟧ "a", body: "b" }`, 'J1001'],
  ['a setting in capital letters', `${IMPORTS}message m via mail { ⟦Subject⟧: "a", body: "b" }`, 'J2011'],
  [
    'braces of a template',
    `${IMPORTS}message m via mail { subject: "a {⟦{contact.email}⟧}", body: "b" }`,
    'J1026',
  ],
  [
    'a field without its contact',
    `${IMPORTS}message m via mail { subject: "a {⟦email⟧}", body: "b" }`,
    'J2015',
  ],
  ['an enum with "="', 'enum e ⟦=⟧ a', 'J1001'],
  ['an enum in brackets', 'enum e ⟦[⟧a, b]', 'J1001'],
  ['an enum with colons', 'enum e { a⟦:⟧ "A" }', 'J1001'],
  ['a segment with ":"', 'segment s⟦:⟧ contact.member', 'J1001'],
  ['a segment in braces', 'segment s ⟦{⟧ contact.member }', 'J1001'],
  ['a campaign without colons', 'campaign c { from ⟦2026-03-01⟧ to 2026-05-31 }', 'J1001'],
  ['a date of another country', 'campaign c { from: 01.03⟦.⟧2026, to: 2026-05-31 }', 'J1001'],
  ['an arrow in a move', 'moved a.b ⟦-⟧> a.c', 'J1001'],
  ['a part of a map that is not', 'map m { stage awareness { ⟦touch⟧ reel } }', 'J1024'],
  ['a touchpoint without "via"', 'map m { stage awareness { touchpoint reel ⟦instagram⟧ } }', 'J1024'],
  ['a hand-off without "to"', 'map m { handoff a ⟦b⟧ }', 'J1001'],
  ['a KPI without a colon', 'map m { stage awareness { kpi reach ⟦count⟧ of a } }', 'J1001'],
  ['a title without a name', 'journey ⟦"Trial"⟧ { start manually finish }', 'J1001'],
  ['a journey with parameters', 'journey a⟦(⟧b: string) { start manually finish }', 'J1001'],
  ['a journey with a clause', 'journey a ⟦follows⟧ digital { start manually finish }', 'J1001'],
  [
    'a brace too many in a journey',
    `${JOURNEY}  }\n  ⟦send⟧ hello\n  if contact.member { finish }\n}`,
    'J1004',
  ],
  [
    'a brace too many before a stage',
    `${IMPORTS}journey a {\n  start manually\n  stage b {\n    send hello\n  }\n  }\n  ⟦stage⟧ c {\n    finish\n  }\n}`,
    'J1004',
  ],
  [
    'a stage that is not closed',
    `${IMPORTS}journey a {\n  start manually\n  stage b ⟦{⟧\n    send hello\n  stage c {\n    finish\n  }\n}`,
    'J1003',
  ],
  [
    'a stage that is not opened',
    `${IMPORTS}journey a {\n  start manually\n  stage b⟦⟧\n    send hello\n  }\n  stage c {\n    finish\n  }\n}`,
    'J1002',
  ],
  [
    'a stage with a title',
    `${IMPORTS}journey a {\n  start manually\n  stage ⟦"Welcome"⟧ {\n    send hello\n  }\n}`,
    'J1001',
  ],
]

const headers: Mistake[] = [
  ['a start without "on"', 'start ⟦purchased⟧', 'J1001'],
  ['a start with "when"', 'start ⟦when⟧ purchased', 'J1001'],
  ['a start without an event', 'start on⟦⟧', 'J1002'],
  ['a tag without its sign', 'start on tag ⟦vip⟧', 'J1016'],
  ['a condition that is missing', 'start on purchased where⟦⟧', 'J1002'],
  ['half a condition', 'start on purchased where purchased.total >⟦⟧', 'J1002'],
  ['a condition with "if"', 'start on purchased ⟦if⟧ purchased.total > 3 EUR', 'J1001'],
  [
    'a condition behind the key',
    'start on purchased key purchased.order ⟦where⟧ purchased.total > 3 EUR',
    'J1021',
  ],
  ['a condition behind the name', 'start on purchased as it ⟦where⟧ purchased.total > 3 EUR', 'J1021'],
  ['a currency in small letters', 'start on purchased where purchased.total > 100 ⟦eur⟧', 'J1017'],
  ['an entry rule that is not', 'start manually enter ⟦twice⟧', 'J1001'],
  ['half an entry rule', 'start manually\n  enter again⟦⟧', 'J1002'],
  ['an entry rule without "after"', 'start manually enter again ⟦30 days⟧', 'J1001'],
  ['a goal without its colon', 'start manually goal first ⟦purchased⟧', 'J1001'],
  ['an exit without "when"', 'start manually exit ⟦contact⟧.member', 'J1001'],
  ['a misspelt line', 'start manually\n  ⟦folows⟧ digital', 'J1005'],
  ['an event without "start"', '⟦on⟧ purchased', 'J1005'],
  ['two events', 'start on purchased, ⟦refunded⟧', 'J1005'],
  ['two events with "or"', 'start on purchased ⟦or⟧ refunded', 'J1005'],
  ['a field without its event', 'start on purchased where ⟦total⟧ > 5 EUR', 'J2015'],
  ['a tag without "tag"', 'start on ⟦#vip⟧', 'J1001'],
  ['a line with a colon', 'start manually\n  ⟦enter⟧: once', 'J1005'],
  ['a goal without a name', 'start manually\n  goal purchased⟦⟧', 'J1002'],
  ['a goal with "in"', 'start manually\n  goal first: purchased ⟦in⟧ 3 days', 'J1005'],
  ['an exit with "if"', 'start manually\n  exit ⟦if⟧ contact.member', 'J1001'],
  ['a share without its sign', 'start manually\n  holdout ⟦5⟧', 'J1010'],
  ['an amount with a comma', 'start on purchased where purchased.total > ⟦5,50 EUR⟧', 'J1010'],
  ['an amount with its currency first', 'start on purchased where purchased.total > ⟦EUR 5⟧', 'J1010'],
  ['an amount with a sign', 'start on purchased where purchased.total > 5.50⟦€⟧', 'J1006'],
  ['an amount without a currency', 'start on purchased where ⟦purchased.total > 50⟧', 'J3006'],
]

const steps: Mistake[] = [
  ['a misspelt step', '⟦sned⟧ hello', 'J1005'],
  ['a word of another language', '⟦goto⟧ end', 'J1005'],
  ['a message that is missing', 'send⟦⟧', 'J1002'],
  ['a tag in place of a message', 'send ⟦#vip⟧', 'J1001'],
  ['a text in place of a message', 'send ⟦"hello"⟧', 'J1001'],
  ['a word too many', 'send hello ⟦to⟧ contact.email', 'J1005'],
  ['a semicolon', 'send hello⟦;⟧', 'J1006'],
  ['values without a name', 'send offer(⟦10%⟧)', 'J1001'],
  ['values without a colon', 'send offer(discount ⟦10%⟧)', 'J1001'],
  ['values with "="', 'send offer(discount ⟦=⟧ 10%)', 'J1001'],
  ['a value that is missing', 'send offer(discount: ⟦)⟧', 'J1001'],
  ['parentheses that are not closed', 'send offer⟦(⟧discount: 10%', 'J1003'],
  ['a percent sign apart', 'send offer(discount: ⟦10 %⟧)', 'J1010'],
  ['Persian digits', 'send offer(discount: ⟦۱۰%⟧)', 'J1011'],
  ['a length of time in Persian digits', 'delay ⟦۳ days⟧', 'J1011'],
  ['a length of time in Arabic digits', 'delay ⟦٣ days⟧', 'J1011'],
  ['a delay without a length', 'delay⟦⟧', 'J1002'],
  ['a misspelt unit', 'delay 3 ⟦dyas⟧', 'J1017'],
  ['a unit in capital letters', 'delay 3 ⟦Days⟧', 'J1017'],
  ['half an hour', 'delay ⟦1.5 hours⟧', 'J1010'],
  ['a unit that is named twice', 'delay ⟦1 day 1 day⟧', 'J1010'],
  ['a number in words', 'delay three ⟦days⟧', 'J1005'],
  ['a wait without a word', 'wait ⟦3 days⟧', 'J1001'],
  ['a wait without "for"', 'wait ⟦purchased⟧ up to 3 days', 'J1001'],
  ['a wait without an event', 'wait for ⟦up⟧ to 3 days', 'J1001'],
  ['a limit without "to"', 'wait for purchased up ⟦3 days⟧', 'J1001'],
  ['a limit in one word', 'wait for purchased ⟦upto⟧ 3 days', 'J1001'],
  ['a limit without a length', 'wait for purchased up to⟦⟧', 'J1002'],
  ['a limit behind the name', 'wait for purchased as it ⟦up⟧ to 3 days', 'J1021'],
  [
    'a condition behind the limit',
    'wait for purchased up to 3 days ⟦where⟧ purchased.total > 3 EUR',
    'J1021',
  ],
  ['a step in place of an arm', 'wait up to 3 days { ⟦send⟧ hello }', 'J1001'],
  ['an arm without "on"', 'wait up to 3 days { ⟦purchased⟧ { send hello } }', 'J1001'],
  ['a condition that is a value which may be missing', 'if ⟦contact.name⟧ { send hello }', 'J3007'],
  ['a condition on this day', 'if ⟦today⟧ == 2026-03-01 { send hello }', 'J2006'],
  ['a condition with "then"', 'if contact.points == 3 ⟦then⟧ { send hello }', 'J1017'],
  ['a message "to" somebody', 'send hello ⟦to⟧ contact', 'J1005'],
  ['a condition with "="', 'if contact.country ⟦=⟧ DE { send hello }', 'J1020'],
  ['a condition with "&&"', 'if contact.member ⟦&&⟧ contact.points > 3 { send hello }', 'J1020'],
  ['a condition with "||"', 'if contact.member ⟦||⟧ contact.points > 3 { send hello }', 'J1020'],
  ['a condition with "!"', 'if ⟦!⟧contact.member { send hello }', 'J1020'],
  ['a condition with "==="', 'if contact.country ⟦===⟧ DE { send hello }', 'J1020'],
  ['half a condition with a block', 'if contact.points > ⟦{⟧ send hello }', 'J1001'],
  ['a field that is missing', 'if contact.⟦⟧\n  { send hello }', 'J1002'],
  ['a field that is missing at the end of its line', 'wait until contact.⟦⟧', 'J1002'],
  ['a chained comparison', 'if 1 < contact.points ⟦<⟧ 3 { send hello }', 'J1018'],
  ['an "if" without a block', 'if contact.member⟦⟧', 'J1002'],
  ['an "if" with "then"', 'if contact.member ⟦then⟧ { send hello }', 'J1001'],
  ['an "elseif"', 'if contact.member { send hello } ⟦elseif⟧ contact.points > 3 { send hello }', 'J1005'],
  [
    'an "else" with a condition',
    'if contact.member { send hello } else ⟦contact⟧.points > 3 { send hello }',
    'J1001',
  ],
  ['an "else" alone', '⟦else⟧ { send hello }', 'J1005'],
  ['a block alone', '⟦{⟧ send hello }', 'J1005'],
  ['a list without an end', 'if contact.country in ⟦[⟧DE, AT { send hello }', 'J1003'],
  ['a jump without "to"', 'if contact.member { go ⟦end⟧ }', 'J1001'],
  ['a tag without its sign', 'tag ⟦vip⟧', 'J1016'],
  ['a tag in quotation marks', 'tag ⟦"vip"⟧', 'J1001'],
  ['a tag that is missing', 'tag⟦⟧', 'J1002'],
  ['a reason without quotation marks', 'if contact.member { finish ⟦bought⟧ }', 'J1005'],
  ['a name that is missing', 'delay 3 days as⟦⟧', 'J1002'],
  ['a reserved word as a name', 'delay 3 days as ⟦not⟧', 'J1015'],
  ['a step that is not', '⟦loop⟧ up to 3 times { send hello }', 'J1005'],
  ['a value without a place', '⟦contact⟧.points', 'J1005'],
  ['a date that is not', 'if ⟦2026-02-30⟧ == 2026-03-01 { send hello }', 'J1010'],
  ['a date without its zeros', 'if ⟦2026-3-1⟧ == 2026-03-01 { send hello }', 'J1010'],
  ['thousands with a comma', 'if contact.points > ⟦1,000⟧ { send hello }', 'J1010'],
  ['thousands with a point', 'if contact.points > ⟦1.000,5⟧ { send hello }', 'J1010'],
  ['a length of time with a comma', 'delay ⟦5,5 days⟧', 'J1010'],
  ['a unit without a blank', 'delay ⟦3days⟧', 'J1010'],
  ['a unit of one letter', 'delay ⟦3d⟧', 'J1010'],
  ['a delay with a colon', '⟦delay⟧: 3 days', 'J1005'],
  ['a delay with "for"', 'delay ⟦for⟧ 3 days', 'J1001'],
  ['a wait for a length of time', 'wait for ⟦3 days⟧', 'J1001'],
  ['a wait without a limit', '⟦wait⟧ for purchased { send hello }', 'J4009'],
  ['a limit without "up to"', 'wait for purchased ⟦3 days⟧ { send hello }', 'J1001'],
  ['a limit with "within"', 'wait for purchased ⟦within⟧ 3 days { send hello }', 'J1001'],
  ['a limit with "for"', 'wait until contact.member ⟦for⟧ 3 days { send hello }', 'J1001'],
  ['an event behind the limit', 'wait up to 3 days ⟦for⟧ purchased { send hello }', 'J1021'],
  ['a wait for two events', 'wait for purchased ⟦or⟧ refunded up to 3 days { send hello }', 'J1005'],
  [
    'a wait that is not closed before "else"',
    'wait for purchased up to 3 days ⟦{⟧\n    tag #vip\n  else {\n    send hello\n  }',
    'J1003',
  ],
  [
    'a name that is used behind its block',
    'wait for purchased up to 3 days as bought { send hello }\n  if ⟦bought⟧.total > 3 EUR { send hello }',
    'J2013',
  ],
  ['a comparison with null', 'if contact.name == ⟦null⟧ { send hello }', 'J2014'],
  ['a condition with "is"', 'if contact.points ⟦is⟧ 3 { send hello }', 'J1001'],
  ['a condition with "not in"', 'if contact.country ⟦not⟧ in [DE] { send hello }', 'J1001'],
  ['a condition with "=>"', 'if contact.points ⟦=>⟧ 3 { send hello }', 'J1001'],
  ['a condition with "<>"', 'if contact.points ⟦<>⟧ 3 { send hello }', 'J1020'],
  ['a condition with "between"', 'if contact.points ⟦between⟧ 1 and 3 { send hello }', 'J1001'],
  ['a condition with "exists" in front', 'if ⟦exists⟧ contact.name { send hello }', 'J1001'],
  ['a condition with a colon', 'if contact.member⟦:⟧ send hello', 'J1001'],
  ['a condition without braces', 'if contact.member ⟦send⟧ hello', 'J1001'],
  ['a misspelt "else"', 'if contact.member { send hello } ⟦esle⟧ { send hello }', 'J1028'],
  [
    'a misspelt "if" behind "else"',
    'if contact.member { send hello } else ⟦fi⟧ contact.points > 3 { send hello }',
    'J1028',
  ],
  ['a list in parentheses', 'if contact.country in ⟦(⟧DE, AT) { send hello }', 'J1020'],
  ['a list in braces', 'if contact.country in ⟦{⟧DE, AT} { send hello }', 'J1001'],
  ['a list without commas', 'if contact.country in [DE ⟦AT⟧] { send hello }', 'J1001'],
  ['a list without brackets', 'if contact.country in DE⟦,⟧ AT { send hello }', 'J1001'],
  ['a tag asked for without its sign', 'if ⟦contact has vip⟧ { send hello }', 'J3019'],
  ['a tag alone', '⟦#vip⟧', 'J1005'],
  ['a tag with a colon', '⟦tag⟧: vip', 'J1005'],
  ['two messages', 'send hello, ⟦offer⟧(discount: 10%)', 'J1005'],
  ['two messages with "and"', 'send hello ⟦and⟧ offer(discount: 10%)', 'J1005'],
  ['values in braces', 'send offer ⟦{⟧ discount: 10% }', 'J1005'],
  ['a misspelt value', 'send offer(⟦discont⟧: 10%)', 'J3021'],
  ['a text in single quotation marks', "if contact.name == ⟦'Sara'⟧ { send hello }", 'J1019'],
  ['a change without "set"', '⟦contact⟧.points = 3', 'J1005'],
  ['a change with "let"', '⟦let⟧ points = 3', 'J1005'],
  ['a change with ":"', 'set contact.points⟦:⟧ 3', 'J1001'],
  ['a change with "=="', 'set contact.points ⟦==⟧ 3', 'J1001'],
  ['a split without a name', 'split ⟦{⟧ 50% a { send hello } 50% b { send hello } }', 'J1001'],
  ['an arm without a name', 'split s { 50% ⟦{⟧ send hello } 50% b { send hello } }', 'J1001'],
  ['an arm with its name first', 'split s { ⟦a⟧ 50% { send hello } b 50% { send hello } }', 'J1001'],
  ['a share without its sign', 'split s { ⟦50⟧ a { send hello } 50% b { send hello } }', 'J1010'],
  ['rounds without "up to"', 'repeat ⟦3⟧ times { send hello }', 'J1001'],
  ['rounds without "times"', 'repeat up to 3 ⟦{⟧ send hello }', 'J1001'],
  ['rounds of another language', '⟦while⟧ contact.member { send hello }', 'J1005'],
  [
    'a case of another language',
    'match contact.country { ⟦case⟧ DE { send hello } else { send hello } }',
    'J1001',
  ],
  ['a case with a colon', 'match contact.country { DE⟦:⟧ { send hello } else { send hello } }', 'J1001'],
  ['a case with an arrow', 'match contact.country { DE ⟦=>⟧ { send hello } else { send hello } }', 'J1001'],
  ['a choice of another language', '⟦switch⟧ contact.country { DE { send hello } }', 'J1005'],
  ['a window with "the"', 'if no purchased in ⟦the⟧ last 30 days { send hello }', 'J1001'],
  ['a window without a quantifier', 'if purchased ⟦in⟧ last 30 days { send hello }', 'J1001'],
  ['a sum of no field', 'if sum of purchased ⟦in⟧ last 30 days > 3 EUR { send hello }', 'J1001'],
  ['a journey without "journey"', 'enter ⟦onboarding⟧', 'J1001'],
]

const scenarioLines: Mistake[] = [
  ['a misspelt line', '⟦expects⟧ entered', 'J1028'],
  ['an expectation that is not', 'expect ⟦send⟧ hello', 'J1028'],
  ['an expectation without a message', 'expect sent⟦⟧', 'J1002'],
  ['nothing that is expected', 'expect⟦⟧', 'J1002'],
  ['a comma without an expectation', 'expect entered,⟦⟧', 'J1002'],
  ['expectations joined with "and"', 'expect entered ⟦and⟧ finished', 'J1001'],
  ['a tag without its sign', 'expect tagged ⟦vip⟧', 'J1016'],
  ['a date without a time', 'at ⟦2026-03-05⟧', 'J1001'],
  ['a zone without quotation marks', 'at 2026-03-05 10:00 in ⟦Europe⟧/Berlin', 'J1001'],
  ['a time without its zero', 'at ⟦9:00⟧', 'J1010'],
  ['a length of time that is missing', 'after⟦⟧', 'J1002'],
  ['values without parentheses', 'purchased ⟦order⟧: "1"', 'J1001'],
  ['parentheses that are not closed', 'purchased⟦(⟧order: "1", product: "a", total: 1 EUR', 'J1003'],
  ['expectations in parentheses', 'expect ⟦(⟧sent hello or finished)', 'J1001'],
  [
    'a condition in parentheses',
    'expect sent hello\n  expect (contact.member ⟦is⟧ true) and contact.member',
    'J1001',
  ],
  ['an expectation in the wrong order', 'expect ⟦hello⟧ sent', 'J1001'],
  ['a second message without "sent"', 'expect sent hello, ⟦offer⟧', 'J1001'],
  ['a number of times in the wrong place', 'expect sent hello ⟦2⟧ times', 'J1001'],
  ['a condition with "="', 'expect contact.points ⟦=⟧ 3', 'J1020'],
  ['a step in a scenario', 'wait ⟦3 days⟧', 'J1001'],
  ['an event without its values', '⟦purchased⟧', 'J3011'],
  ['values in braces', 'purchased ⟦{⟧ order: "1" }', 'J1001'],
  ['values without a comma', 'purchased(order: "1" ⟦product⟧: "a", total: 3 EUR)', 'J1001'],
  ['values with "="', 'purchased(order ⟦=⟧ "1", product: "a", total: 3 EUR)', 'J1001'],
  ['an amount with a comma', 'purchased(order: "1", product: "a", total: ⟦3,50 EUR⟧)', 'J1010'],
  ['a time with seconds', 'at 2026-03-05 10:00⟦:⟧00', 'J1001'],
  ['a date of another country', 'at ⟦02.03⟧.2026 10:00', 'J1001'],
  ['a failure of nothing', 'fail ⟦hello⟧', 'J1001'],
  ['an arm without its split', 'take control⟦⟧', 'J1002'],
]

describe('a mistake in a declaration', () => {
  test.each(declarations)('%s', (_, marked, code) => expectFound(marked, code))
})

describe('a mistake in the head of a journey', () => {
  test.each(headers)('%s', (_, marked, code) =>
    expectFound(`${IMPORTS}journey trial "Trial" {\n  ${marked}\n  send hello\n}`, code),
  )
})

describe('a mistake in a step', () => {
  test.each(steps)('%s', (_, marked, code) => expectFound(`${JOURNEY}  ${marked}\n  send hello\n}`, code))

  test.each(steps)('%s: the next step is still checked', (_, marked, code) => {
    const { text } = readMarks(`${JOURNEY}  ${marked}\n  tag #nowhere\n}`)
    const found = compileSources({ 'project.journey': PROJECT, [MAIN]: text })
    const codes = found.diagnostics.filter(({ file }) => file === MAIN).map(codeOf)
    expect(codes, inWords(found).join('\n')).toEqual([code, 'J2006'])
  })
})

describe('a mistake in a scenario', () => {
  test.each(scenarioLines)('%s', (_, marked, code) =>
    expectFound(
      `${JOURNEY}}
scenario "it works" for trial {
  contact(email: "sara@example.com")
  at 2026-03-02 10:00 in "Europe/Berlin"
  start manually
  ${marked}
  expect entered
}`,
      code,
    ),
  )
})
