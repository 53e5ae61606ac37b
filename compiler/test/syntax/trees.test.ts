/** What the parser makes of correct text: the shape of the tree, its spans, its comments. */
import { describe, expect, test } from 'vitest'
import { type ast, parse } from '../../src/index.ts'
import { declarationWords } from '../../src/syntax/tokens.ts'
import { inWords } from '../diagnostics/findings.ts'
import {
  sketchDeclaration,
  sketchExpression,
  sketchItem,
  sketchLine,
  sketchText,
  sketchType,
} from './sketch.ts'
import { wholeLanguage } from './whole-language.ts'

/** The tree of a text in which nothing is wrong. */
function treeOf(text: string): ast.SourceTree {
  const { tree, diagnostics } = parse('main.journey', text)
  expect(inWords({ files: new Map([['main.journey', tree]]), diagnostics }), text).toEqual([])
  return tree
}

function declarationOf<K extends ast.Declaration['kind']>(
  text: string,
  kind: K,
): Extract<ast.Declaration, { kind: K }> {
  const found = treeOf(text).declarations.find((declaration) => declaration.kind === kind)
  expect(found, text).toBeDefined()
  return found as Extract<ast.Declaration, { kind: K }>
}

/** The first item of a journey that consists of it. */
function itemOf(text: string): ast.Item {
  const { body } = declarationOf(`journey j {\n  ${text}\n}`, 'journey')
  expect(body).toHaveLength(1)
  return body[0]!
}

function expressionOf(text: string): ast.Expression {
  const item = itemOf(`exit when ${text}`)
  expect(item.kind).toBe('exit')
  return (item as ast.ExitLine).when!
}

function lineOf(text: string): ast.ScenarioLine {
  const { lines } = declarationOf(`scenario "s" for j {\n  ${text}\n}`, 'scenario')
  expect(lines).toHaveLength(1)
  return lines[0]!
}

type Row = readonly [text: string, sketch: string]

describe('declarations', () => {
  const rows: Row[] = [
    ['import { a } from "./b.journey"', '(import a "./b.journey")'],
    ['import { a, b as c, d, } from "std/events"', '(import a (as b c) d "std/events")'],
    ['import { } from "std/events"', '(import "std/events")'],
    ['import {\n  opened,\n  sent\n} from "std/events"', '(import opened sent "std/events")'],
    ['contact { }', '(contact)'],
    ['contact { email: email? }', '(contact (field email email?))'],
    [
      'contact { a: string, b: integer = 3\n c: list<country> = [DE] }',
      '(contact (field a string) (field b integer (default 3)) (field c list<country> (default [DE])))',
    ],
    ['tag vip', '(tag vip)'],
    ['tag vip "Very important"', '(tag vip "Very important")'],
    ['event opened_app', '(event opened_app)'],
    ['event opened_app "Opened"', '(event opened_app "Opened")'],
    ['event paid "Paid" { total: money<EUR> }', '(event paid "Paid" (field total money<EUR>))'],
    ['event paid { at: datetime? }', '(event paid (field at datetime?))'],
    ['channel c: email { to: contact.email }', '(channel c email (to contact.email))'],
    [
      'channel c: sms {\n quiet: 21:00 to 08:00 else skip\n limit: 3 per 7 days\n}',
      '(channel c sms (quiet (to 21:00 08:00 skip)) (limit (per 3 7 day)))',
    ],
    ['channel c: print { }', '(channel c print)'],
    ['message m via c { body: "b" }', '(message m (via c) (body "b"))'],
    ['message m() via c { body: "b" }', '(message m (via c) (body "b"))'],
    [
      'message m(a: percent, b: string? = "x") via c { subject: "s", body: file("m.liquid") }',
      '(message m (field a percent) (field b string? (default "x")) (via c) (subject "s") (body (call file "m.liquid")))',
    ],
    [
      'stages s "S" { a "A" asks "Who?", b loops to a }',
      '(stages s "S" (a "A" (asks "Who?")) (b (loops-to a)))',
    ],
    ['journey j { }', '(journey j)'],
    ['journey j "J" { start manually finish }', '(journey j "J" (start manually) (finish))'],
    ['scenario "s" for j { }', '(scenario "s" j)'],
    ['enum Market { }', '(enum Market)'],
    [
      'enum Market "Where" { domestic "At home", export "Abroad"\n call\n plan }',
      '(enum Market "Where" (domestic "At home") (export "Abroad") (call) (plan))',
    ],
    ['segment all = true', '(segment all true)'],
    [
      'segment lapsed "Long gone" = no purchased in last 90 days and contact.market == domestic',
      '(segment lapsed "Long gone" (and (no purchased (in-last 90 day)) (== contact.market domestic)))',
    ],
    ['department sales', '(department sales)'],
    ['department sales "Sales" { email: "a@b.de" }', '(department sales "Sales" (email "a@b.de"))'],
    ['action ping', '(action ping)'],
    [
      'action make_coupon(percent: percent): { code: string, until: date? } from "./actions.ts"',
      '(action make_coupon (field percent percent) (returns (field code string) (field until date?)) (from "./actions.ts"))',
    ],
    [
      'campaign spring "Spring" { from: 2026-03-01 to: 2026-05-31 }',
      '(campaign spring "Spring" (from 2026-03-01) (to 2026-05-31))',
    ],
    ['moved welcome.a to welcome.b', '(moved welcome.a welcome.b)'],
    ['moved welcome."s/wait e" to welcome."s/wait f"', '(moved welcome."s/wait e" welcome."s/wait f")'],
    ['moved welcome.a to stage conversion', '(moved welcome.a (stage conversion))'],
    ['moved welcome.a to finish', '(moved welcome.a finish)'],
    ['moved finish.a to stage.b', '(moved finish.a stage.b)'],
    [
      'message m via c { subject: "s" when contact.a == fa { subject: "t", body: "u" } else { body: "v" } }',
      '(message m (via c) (subject "s") (when (== contact.a fa) (subject "t") (body "u")) (else (body "v")))',
    ],
    [
      'message m(when: string) via c {\n  when: "x"\n  when contact.a { body: "u" }\n}',
      '(message m (field when string) (via c) (when "x") (when contact.a (body "u")))',
    ],
    [
      'persona sara "Sara" { share: 30% contact(country: DE) age: "25–40" learns: [reels, word_of_mouth] does purchased 12% within 7 days with (product: "mug") opens: 45% children: 2 does seen 1% }',
      '(persona sara "Sara" (share 0.3 of 1) (contact (country: DE)) (age "25–40") (learns [reels word_of_mouth]) (does purchased 0.12 of 1 (within 7 day) (product: "mug")) (opens 0.45 of 1) (children 2) (does seen 0.01 of 1))',
    ],
    ['map shop { }', '(map shop)'],
    [
      'map shop "Shop" { follows digital personas sara, reza runs welcome, win_back stage awareness { } handoff a to b }',
      '(map shop "Shop" (follows digital) (personas sara reza) (runs welcome win_back) (stage awareness) (handoff a b))',
    ],
    [
      'map m { stage s { plan "p" result spring "r" pain "a", idea "b" kpi k: count of e, target >= 10_000 for us } }',
      '(map m (stage s (plan "p") (result spring "r") (pain "a") (idea "b") (kpi k (count e) (target >= 10000) (for us))))',
    ],
    [
      'map m { stage s { touchpoint reel "Reel" via instagram by marketing before sale for us { emotion: 2 assumed, mood: -1 observed, evidence: "12 of 15" anecdotal pain "a" idea "b" device: phone age: 3 } touchpoint plain } }',
      '(map m (stage s (touchpoint reel "Reel" (via instagram) (by marketing) (before) (for us) (emotion (assumed 2)) (mood (observed (- 1))) (evidence (anecdotal "12 of 15")) (pain "a") (idea "b") (device phone) (age 3)) (touchpoint plain)))',
    ],
    [
      'map m { handoff checkout to parcel { owner: "Sam", passes: "order", within: 1 day } }',
      '(map m (handoff checkout parcel (owner "Sam") (passes "order") (within 1 day)))',
    ],
    [
      'map m { stage s { kpi k: 1 - sent offer / entered awareness kpi l: reached buyer + left start + opened sent + clicked to } }',
      '(map m (stage s (kpi k (- 1 (/ (sent offer) (entered awareness)))) (kpi l (+ (+ (+ (reached buyer) (left start)) (opened sent)) (clicked to)))))',
    ],
  ]

  test.each(rows)('%s', (text, sketch) => {
    const { declarations } = treeOf(text)
    expect(declarations.map(sketchDeclaration)).toEqual([sketch])
    expect(declarations[0]!.span).toEqual({ start: 0, end: text.length })
  })

  test('follow each other on one line and over several', () => {
    const tree = treeOf('tag a tag b "B"\n\n  tag c\nevent d { } tag e')
    expect(tree.declarations.map(sketchDeclaration)).toEqual([
      '(tag a)',
      '(tag b "B")',
      '(tag c)',
      '(event d)',
      '(tag e)',
    ])
  })

  test('an empty file has none', () => {
    expect(treeOf('').declarations).toEqual([])
    expect(treeOf(' \r\n\t// nothing\n').declarations).toEqual([])
  })
})

describe('types', () => {
  test.each(['string', 'string?', 'money<EUR>', 'list<string>', 'list<list<money<EUR>?>>?'])('%s', (type) => {
    const { fields } = declarationOf(`event e { f: ${type} }`, 'event')
    expect(sketchType(fields[0]!.type)).toBe(type)
  })
})

describe('lines of the head', () => {
  const rows: Row[] = [
    ['follows digital', '(follows digital)'],
    ['start manually', '(start manually)'],
    ['start manually where contact.points > 3', '(start manually (where (> contact.points 3)))'],
    ['start on purchased', '(start purchased)'],
    ['start on tag #vip', '(start tag#vip)'],
    ['start on untag #vip as left', '(start untag#vip (as left))'],
    [
      'start on purchased where purchased.total > 1 EUR key purchased.order as it',
      '(start purchased (where (> purchased.total 1 EUR)) (key purchased.order) (as it))',
    ],
    ['enter once', '(enter once)'],
    ['enter again after exit', '(enter again)'],
    ['enter again after 30 days', '(enter again 30 day)'],
    ['goal g: purchased', '(goal g purchased)'],
    [
      'goal g: purchased where purchased.total > 1 EUR within 30 days',
      '(goal g purchased (where (> purchased.total 1 EUR)) (within 30 day))',
    ],
    ['holdout 5%', '(holdout 0.05 of 1)'],
    ['start on enter lapsed', '(start (enter lapsed))'],
    ['start on leave lapsed as back', '(start (leave lapsed) (as back))'],
    ['start on change contact.country', '(start (change contact.country))'],
    [
      'start on change contact.country to DE where contact.a',
      '(start (change contact.country (to DE)) (where contact.a))',
    ],
    ['start at contact.birthday', '(start (at contact.birthday))'],
    [
      'start at contact.birthday - 3 days at 09:00, once',
      '(start (at (- contact.birthday 3 day) (time 09:00) once))',
    ],
    [
      'start at 2026-11-27 08:00 for lapsed where contact.a as friday',
      '(start (at 2026-11-27T08:00 (for lapsed)) (where contact.a) (as friday))',
    ],
    ['start every day at 09:00', '(start (every day (time 09:00)))'],
    ['start every monday at 09:00 for lapsed', '(start (every monday (time 09:00) (for lapsed)))'],
    ['start every week on monday', '(start (every week monday))'],
    ['start every month on 15 at 09:00', '(start (every month 15 (time 09:00)))'],
    ['start every year on 21 March for everyone', '(start (every year 21 March (for everyone)))'],
    ['exit when not contact.member', '(exit (when (not contact.member)))'],
    ['exit on tag #vip', '(exit tag#vip)'],
    ['exit on purchased where purchased.order == "1"', '(exit purchased (where (== purchased.order "1")))'],
  ]
  test.each(rows)('%s', (text, sketch) => expect(sketchItem(itemOf(text))).toBe(sketch))
})

describe('steps', () => {
  const rows: Row[] = [
    ['send m', '(send m)'],
    ['send m()', '(send m)'],
    ['send m(a: 10%, b: "x") as s', '(send m (a: 0.1 of 1) (b: "x") (as s))'],
    ['send m else { finish }', '(send m (else (finish)))'],
    ['delay 3 days', '(delay 3 day)'],
    ['delay 1 day 12 hours as pause', '(delay 1 day + 12 hour (as pause))'],
    ['wait for e up to 1 week', '(wait-for (arm e) (up-to 1 week))'],
    ['wait for e forever since start', '(wait-for (arm e) forever since-start)'],
    [
      'wait for e where e.a == 1 up to 7 days as w { finish } else { tag #a }',
      '(wait-for (arm e (where (== e.a 1)) (then (finish))) (up-to 7 day) (as w) (else (tag #a)))',
    ],
    ['wait for untag #vip up to 1 day', '(wait-for (arm untag#vip) (up-to 1 day))'],
    [
      'wait until contact.points >= 3 up to 2 days { finish }',
      '(wait-until (arm (until (>= contact.points 3)) (then (finish))) (up-to 2 day))',
    ],
    [
      'wait up to 3 days as w { on a where a.b == 1 as x { finish } on tag #t until contact.c { } } else { }',
      '(wait-any (arm a (where (== a.b 1)) (as x) (then (finish))) (arm tag#t) (arm (until contact.c) (then)) (up-to 3 day) (as w) (else))',
    ],
    ['wait forever { on a { } }', '(wait-any (arm a (then)) forever)'],
    ['if contact.a { finish }', '(if contact.a (then (finish)))'],
    [
      'if contact.a as q { finish } else if contact.b { } else { finish "x" }',
      '(if contact.a (as q) (then (finish)) (else (if contact.b (then) (else (finish "x")))))',
    ],
    ['delay until 09:00', '(delay (until (time 09:00)))'],
    ['delay until monday at 09:00 as m', '(delay (until monday (time 09:00)) (as m))'],
    ['delay until contact.renewal at 09:00', '(delay (until contact.renewal (time 09:00)))'],
    ['delay until next contact.birthday', '(delay (until-next contact.birthday))'],
    ['delay until contact.next', '(delay (until contact.next))'],
    [
      'delay until contact.renewal - 1 week at 09:00, if past skip as r',
      '(delay (until (- contact.renewal 1 week) (time 09:00)) (if-past skip) (as r))',
    ],
    ['delay until 2026-11-27 08:00, if past finish', '(delay (until 2026-11-27T08:00) (if-past finish))'],
    [
      'match contact.market { domestic { finish } export { } }',
      '(match contact.market (arm domestic (then (finish))) (arm export (then)))',
    ],
    [
      'match contact.country as q { DE, AT { tag #a }, "x", 3 { } else { finish } }',
      '(match contact.country (as q) (arm DE AT (then (tag #a))) (arm "x" 3 (then)) (else (finish)))',
    ],
    [
      'match contact.a {\n  send { }\n  plan, stage { }\n}',
      '(match contact.a (arm send (then)) (arm plan stage (then)))',
    ],
    [
      'split offer_test { 50% discount { send m } 50% control }',
      '(split offer_test (discount 0.5 of 1 (then (send m))) (control 0.5 of 1))',
    ],
    [
      'repeat up to 3 times until any purchased since start { send m delay 2 days }',
      '(repeat 3 (until (any purchased since-start)) (do (send m) (delay 2 day)))',
    ],
    ['repeat up to 2 times as again { }', '(repeat 2 (as again) (do))'],
    ['set contact.language = fa', '(set contact.language fa)'],
    ['set contact.points = contact.points + 1 as s', '(set contact.points (+ contact.points 1) (as s))'],
    ['call ping', '(call ping)'],
    [
      'call make_coupon(percent: 10%) as coupon else { finish }',
      '(call make_coupon (percent: 0.1 of 1) (as coupon) (else (finish)))',
    ],
    ['notify sales "Call {contact.name}"', '(notify sales "Call {contact.name}")'],
    ['emit reached', '(emit reached)'],
    ['emit loyalty_reached(level: 2) as e', '(emit loyalty_reached (level: 2) (as e))'],
    ['enter journey onboarding', '(enter-journey onboarding)'],
    ['go to conversion', '(go-to conversion)'],
    ['tag #vip', '(tag #vip)'],
    ['untag #vip', '(untag #vip)'],
    ['finish', '(finish)'],
    ['finish "why"', '(finish "why")'],
    ['stage s { tag #a, tag #b finish }', '(stage s (tag #a) (tag #b) (finish))'],
  ]
  test.each(rows)('%s', (text, sketch) => {
    const item = itemOf(text)
    expect(sketchItem(item)).toBe(sketch)
    const start = 'journey j {\n  '.length
    expect(item.span).toEqual({ start, end: start + text.length })
  })

  test('stand on one line as well as on several', () => {
    const { body } = declarationOf('journey j { start manually send a delay 1 day finish }', 'journey')
    expect(body.map(sketchItem)).toEqual(['(start manually)', '(send a)', '(delay 1 day)', '(finish)'])
  })

  test('begin with the words that name their kind', () => {
    const text = 'journey j {\n  go to a\n  wait for e forever\n}'
    const [jump, wait] = declarationOf(text, 'journey').body as ast.Step[]
    expect(text.slice(jump!.keyword.start, jump!.keyword.end)).toBe('go to')
    expect(text.slice(wait!.keyword.start, wait!.keyword.end)).toBe('wait')
  })
})

describe('lines of scenarios', () => {
  const rows: Row[] = [
    ['contact()', '(contact)'],
    ['contact(email: "a@b.de", country: DE)', '(contact (email: "a@b.de") (country: DE))'],
    ['at 2026-03-02 10:00 in "Europe/Berlin"', '(at 2026-03-02T10:00 "Europe/Berlin")'],
    ['at 10:00', '(at 10:00)'],
    ['after 2 days', '(after 2 day)'],
    ['purchased', '(event purchased)'],
    ['purchased(order: "1", total: 20 EUR)', '(event purchased (order: "1") (total: 20 EUR))'],
    ['tag #vip', '(tag #vip)'],
    ['untag #vip', '(untag #vip)'],
    ['start manually', '(start)'],
    ['fail send hello', '(fail send hello)'],
    ['fail call make_coupon', '(fail call make_coupon)'],
    ['as sara', '(as sara)'],
    ['take control of offer_test', '(take control offer_test)'],
    ['take', '(event take)'],
    ['answer make_coupon with (code: "X")', '(answer make_coupon (code: "X"))'],
    ['answer make_coupon', '(answer make_coupon)'],
    ['answer(x: 1)', '(event answer (x: 1))'],
    ['answer', '(event answer)'],
    ['as(a: 1)', '(event as (a: 1))'],
    ['expect called make_coupon', '(expect (called make_coupon))'],
    [
      'expect called make_coupon times 2 with (percent: 10%)',
      '(expect (called make_coupon (times 2) (percent: 0.1 of 1)))',
    ],
    ['expect notified sales, not notified support', '(expect (notified sales) (not (notified support)))'],
    ['expect notified sales times 2', '(expect (notified sales (times 2)))'],
    ['expect entered', '(expect (entered))'],
    ['expect entered welcome', '(expect (entered welcome))'],
    ['expect sent m, not sent n', '(expect (sent m) (not (sent n)))'],
    ['expect sent m times 2 with (a: 3)', '(expect (sent m (times 2) (a: 3)))'],
    ['expect tagged #a, not tagged #b', '(expect (tagged #a) (not (tagged #b)))'],
    ['expect in stage s', '(expect (in-stage s))'],
    ['expect waiting at w', '(expect (waiting-at w))'],
    ['expect waiting at "s/wait e"', '(expect (waiting-at "s/wait e"))'],
    ['expect goal g, not goal h', '(expect (goal g) (not (goal h)))'],
    ['expect finished', '(expect (finished))'],
    ['expect not finished "x"', '(expect (not (finished "x")))'],
    ['expect exited', '(expect (exited))'],
    ['expect suppressed m', '(expect (suppressed m))'],
    ['expect contact.points == 3', '(expect (== contact.points 3))'],
    ['expect not contact.email exists', '(expect (not (exists contact.email)))'],
    ['expect contact has #vip', '(expect (has contact #vip))'],
    ['expect entered, (contact.a or contact.b)', '(expect (entered) (or contact.a contact.b))'],
  ]
  test.each(rows)('%s', (text, sketch) => expect(sketchLine(lineOf(text))).toBe(sketch))
})

describe('expressions', () => {
  const rows: Row[] = [
    // How tightly operators bind
    ['contact.a or contact.b and contact.c', '(or contact.a (and contact.b contact.c))'],
    ['contact.a and contact.b or contact.c', '(or (and contact.a contact.b) contact.c)'],
    ['contact.a or contact.b or contact.c', '(or (or contact.a contact.b) contact.c)'],
    ['not contact.a and contact.b', '(and (not contact.a) contact.b)'],
    ['not contact.a == 1', '(not (== contact.a 1))'],
    ['not not contact.a', '(not (not contact.a))'],
    ['contact.a and not contact.b exists', '(and contact.a (not (exists contact.b)))'],
    ['contact.a == contact.b ?? 1', '(== contact.a (?? contact.b 1))'],
    ['contact.a ?? contact.b ?? 1', '(?? contact.a (?? contact.b 1))'],
    ['contact.a ?? 1 + 2', '(?? contact.a (+ 1 2))'],
    ['1 + 2 * 3 == 7', '(== (+ 1 (* 2 3)) 7)'],
    ['1 - 2 - 3 < 0', '(< (- (- 1 2) 3) 0)'],
    ['8 / 4 / 2 >= 1', '(>= (/ (/ 8 4) 2) 1)'],
    ['-1 + 2 > -3', '(> (+ (- 1) 2) (- 3))'],
    ['- - contact.a != 1', '(!= (- (- contact.a)) 1)'],
    ['-contact.a * 2 <= 1', '(<= (* (- contact.a) 2) 1)'],
    ['(1 + 2) * 3 == 9', '(== (* (+ 1 2) 3) 9)'],
    ['(contact.a or contact.b) and contact.c', '(and (or contact.a contact.b) contact.c)'],
    // Comparisons and tests
    ['contact.a in [DE, AT]', '(in contact.a [DE AT])'],
    ['contact.a in []', '(in contact.a [])'],
    ['contact has #vip', '(has contact #vip)'],
    ['contact.a contains "x"', '(contains contact.a "x")'],
    ['contact.a starts with "x"', '(starts with contact.a "x")'],
    ['contact.a exists', '(exists contact.a)'],
    ['contact.a == contact.b exists', '(== contact.a (exists contact.b))'],
    ['started by purchased', '(started-by purchased)'],
    ['started by #vip', '(started-by #vip)'],
    ['started by manually and contact.a', '(and (started-by manually) contact.a)'],
    // What happened
    ['any purchased ever', '(any purchased ever)'],
    ['no opened in last 5 sent', '(no opened (in-last-sent 5))'],
    ['any sent since start', '(any sent since-start)'],
    [
      'any purchased where purchased.total > 1 EUR and contact.a in last 1 day 2 hours or contact.b',
      '(or (any purchased (where (and (> purchased.total 1 EUR) contact.a)) (in-last 1 day + 2 hour)) contact.b)',
    ],
    ['count of purchased since start > 3', '(> (count purchased since-start) 3)'],
    ['sum of purchased.total in last 1 year >= 1 EUR', '(>= (sum purchased.total (in-last 1 year)) 1 EUR)'],
    ['average of purchased.total ever', '(average purchased.total ever)'],
    ['latest purchased.total ever exists', '(exists (latest purchased.total ever))'],
    ['not any purchased ever', '(not (any purchased ever))'],
    ['contact in lapsed', '(in contact lapsed)'],
    ['contact.a in last', '(in contact.a last)'],
    ['any == no', '(== any no)'],
    ['count.of == latest', '(== count.of latest)'],
    // Values
    ['true', 'true'],
    ['false', 'false'],
    ['1_000.5', '1000.5'],
    ['12.5%', '0.125 of 1'],
    ['7%', '0.07 of 1'],
    ['20 EUR', '20 EUR'],
    ['1_234.50 EUR', '1234.50 EUR'],
    ['90 minutes', '90 minute'],
    ['1 year 2 months 3 weeks', '1 year + 2 month + 3 week'],
    ['09:00', '09:00'],
    ['2026-03-21', '2026-03-21'],
    ['2028-02-29', '2028-02-29'],
    ['2026-03-21 09:00', '2026-03-21T09:00'],
    ['#vip', '#vip'],
    ['contact.a.b', 'contact.a.b'],
    ['DE', 'DE'],
    ['upper("x", 1)', '(call upper "x" 1)'],
  ]
  test.each(rows)('%s', (text, sketch) => {
    const expression = expressionOf(text)
    expect(sketchExpression(expression)).toBe(sketch)
    const start = 'journey j {\n  exit when '.length
    expect(expression.span).toEqual({ start, end: start + text.length })
  })

  test.each([
    ['⟨contact.a⟩ == ⟨3⟩ and ⟨(contact.b + 1)⟩ < ⟨2⟩'],
    ['⟨contact.a⟩ ?? ⟨"x"⟩ == ⟨contact.b⟩'],
    ['not ⟨contact.a⟩ and ⟨contact.b⟩ exists'],
  ])('the parts of %s have narrow spans', (marked) => {
    const text = marked.replace(/[⟨⟩]/g, '')
    const expected = [...marked.matchAll(/⟨([^⟩]*)⟩/g)].map(([, inner]) => inner)
    const offset = 'journey j {\n  exit when '.length
    const parts: string[] = []
    const visit = (expression: ast.Expression): void => {
      if (expression.kind === 'binary' && expression.op !== '+') {
        visit(expression.left)
        visit(expression.right)
      } else if (expression.kind === 'unary' || expression.kind === 'exists') visit(expression.operand)
      else parts.push(text.slice(expression.span.start - offset, expression.span.end - offset))
    }
    visit(expressionOf(text))
    expect(parts).toEqual(expected)
  })

  test('an operator has the place of its word', () => {
    const text = 'journey j { exit when contact.a starts with "x" }'
    const item = declarationOf(text, 'journey').body[0] as ast.ExitLine
    const { operator } = item.when as ast.BinaryExpression
    expect(text.slice(operator.start, operator.end)).toMatch(/^starts/)
  })

  test('a tag is named without its sign', () => {
    const text = 'journey j { tag #vip }'
    const { tag } = declarationOf(text, 'journey').body[0] as ast.TagStep
    expect(text.slice(tag.span.start, tag.span.end)).toBe('#vip')
    expect(text.slice(tag.name.span.start, tag.name.span.end)).toBe('vip')
  })
})

describe('texts', () => {
  /** The title of a tag, as the parser reads it. */
  const titleOf = (text: string) => sketchText(declarationOf(`tag t ${text}`, 'tag-declaration').title!)

  const rows: Row[] = [
    ['""', '""'],
    ['"a"', '"a"'],
    ['"a\\n\\t\\"\\\\b"', JSON.stringify('a\n\t"\\b')],
    ['"\\{a\\}"', '"{a}"'],
    ['"a } b"', '"a } b"'],
    ['"{a}"', '"{a}"'],
    ['"x {contact.name} y {1 + 2}"', '"x {contact.name} y {(+ 1 2)}"'],
    ['"{contact.name ?? "friend"}"', '"{(?? contact.name "friend")}"'],
    ['"{a}{b}"', '"{a}{b}"'],
    ['"{ a }"', '"{a}"'],
    ['"// no comment"', '"// no comment"'],
    ['"سلام {contact.name}!"', '"سلام {contact.name}!"'],
    ['"👋 {a}"', '"👋 {a}"'],
    ['"""one line"""', '"one line"'],
    ['"""a "quoted" word"""', JSON.stringify('a "quoted" word')],
    ['"""\n    a\n      b\n    c\n    """', JSON.stringify('a\n  b\nc')],
    ['"""\n  a\n\n  b\n  """', JSON.stringify('a\n\nb')],
    ['"""\r\n  a\r\n  b\r\n"""', JSON.stringify('a\nb')],
    ['"""\n  {a}\n    {b} c\n"""', '"{a}\\n  {b} c"'],
    ['"""\n  a {\n    b\n  } c\n"""', '"a {b} c"'],
  ]
  test.each(rows)('%s', (text, sketch) => expect(titleOf(text)).toBe(sketch))

  test('a hole has its place in the file', () => {
    const text = '\n\ntag t "👋 {contact.name ?? "you"}"'
    const { title } = declarationOf(text, 'tag-declaration')
    const hole = title!.parts[1] as ast.BinaryExpression
    expect(text.slice(hole.span.start, hole.span.end)).toBe('contact.name ?? "you"')
    expect(text.slice(hole.right.span.start, hole.right.span.end)).toBe('"you"')
  })

  test('a text in a hole has no holes', () => {
    expect(titleOf('"{a ?? "{b}"}"')).toBe('"{(?? a "{b}")}"')
    const { title } = declarationOf('tag t "{a ?? "{b}"}"', 'tag-declaration')
    expect(((title!.parts[0] as ast.BinaryExpression).right as ast.StringLiteral).parts).toEqual(['{b}'])
  })

  test('a hole on a line of its own may hold a word that is also a keyword', () => {
    const { settings } = declarationOf('message m(tag: string) via c {\n  body: "{tag}"\n}', 'message')
    expect(sketchText(settings[0]!.value as ast.StringLiteral)).toBe('"{tag}"')
  })
})

describe('names', () => {
  /** Every word that has a meaning somewhere. None of them is lost to fields. */
  const words =
    `action any average call called campaign change count department does emit enum ever every handoff holdout idea
    kpi last latest leave map match moved no notified notify of pain persona personas plan repeat result runs segment
    set split sum take touchpoint after again answer as asks at by channel contact delay else enter entered event exit exited expect fail false finish
    finished follows for forever from go goal if import journey key loops manually message on once per scenario send
    sent since stage stages start started starts suppressed tag tagged times to true untag until up via wait waiting
    when where with within and or not in has contains exists`.split(/\s+/)

  test.each(words)('a field may be called %s', (word) => {
    const { fields } = declarationOf(`contact { ${word}: string, b: string\n${word}: string }`, 'contact')
    expect(fields.map((field) => field.name.text)).toEqual([word, 'b', word])
    expect(sketchExpression(expressionOf(`contact.${word} == "x"`))).toBe(`(== contact.${word} "x")`)
    expect(sketchExpression(expressionOf(`contact.a and contact.${word} exists`))).toBe(
      `(and contact.a (exists contact.${word}))`,
    )
    expect(sketchItem(itemOf(`send m(${word}: 1, a: 2)`))).toBe(`(send m (${word}: 1) (a: 2))`)
  })

  const operators = new Set('and or not in has contains exists'.split(' '))
  const usable = words.filter((word) => !operators.has(word))

  test.each(usable)('%s may stand on a line of its own in a list of names', (word) => {
    const lists = `{\n  a,\n  ${word},\n  b\n}|{\n  a,\n  ${word}\n}|{\n  ${word}\n}`.split('|')
    for (const list of lists) {
      expect(parse('a.journey', `import ${list} from "b.journey"`).diagnostics).toEqual([])
      const names = list.slice(1, -1)
      expect(parse('a.journey', `map m {\n  personas ${names}  runs ${names}}`).diagnostics).toEqual([])
    }
  })

  test.each(usable)('declarations may be called %s', (word) => {
    expect(treeOf(`tag ${word}\nevent ${word} { }`).declarations.map(sketchDeclaration)).toEqual([
      `(tag ${word})`,
      `(event ${word})`,
    ])
    expect(sketchItem(itemOf(`send ${word}`))).toBe(`(send ${word})`)
    expect(sketchItem(itemOf(`goal ${word}: ${word} within 1 day`))).toBe(
      `(goal ${word} ${word} (within 1 day))`,
    )
    expect(sketchItem(itemOf(`delay 1 day as ${word}`))).toBe(`(delay 1 day (as ${word}))`)
    expect(sketchItem(itemOf(`tag #${word}`))).toBe(`(tag #${word})`)
    expect(sketchItem(itemOf(`stage ${word} { finish }`))).toBe(`(stage ${word} (finish))`)
    expect(sketchItem(itemOf(`go to ${word}`))).toBe(`(go-to ${word})`)
  })

  test.each(usable.filter((word) => !['tag', 'untag', 'enter', 'leave', 'change'].includes(word)))(
    'an event may be called %s',
    (word) => {
      expect(sketchItem(itemOf(`start on ${word}`))).toBe(`(start ${word})`)
      expect(sketchItem(itemOf(`wait for ${word} up to 1 day`))).toBe(
        `(wait-for (arm ${word}) (up-to 1 day))`,
      )
    },
  )

  test('words of any script are names', () => {
    const text = 'event خرید_کرد { مبلغ: integer }\ntag مشتری_وفادار\ntag größe\ntag 客户\ntag имя2'
    expect(treeOf(text).declarations.map(sketchDeclaration)).toEqual([
      '(event خرید_کرد (field مبلغ integer))',
      '(tag مشتری_وفادار)',
      '(tag größe)',
      '(tag 客户)',
      '(tag имя2)',
    ])
  })

  test('a zero-width non-joiner stands inside of a word', () => {
    const name = 'خوش\u200cآمد'
    expect(sketchItem(itemOf(`send ${name}`))).toBe(`(send ${name})`)
    expect(sketchItem(itemOf(`tag #${name}`))).toBe(`(tag #${name})`)
    expect(sketchExpression(expressionOf(`contact.${name} == "x"`))).toBe(`(== contact.${name} "x")`)
    expect(sketchDeclaration(treeOf(`contact { نام\u200cها: list<string> }`).declarations[0]!)).toBe(
      '(contact (field نام\u200cها list<string>))',
    )
  })

  test('a zero-width non-joiner before or after a word is not part of it', () => {
    for (const text of ['tag \u200ca', 'tag a\u200c']) {
      expect(parse('main.journey', text).diagnostics, text).toHaveLength(1)
    }
  })

  test('names are compared in their composed form', () => {
    const composed = 'caf\u00e9'
    const decomposed = 'cafe\u0301'
    const [first, second] = treeOf(`tag ${composed}\ntag ${decomposed}`).declarations as ast.TagDeclaration[]
    expect(first!.name.text).toBe(composed)
    expect(second!.name.text).toBe(composed)
    expect(second!.name.span.end - second!.name.span.start).toBe(decomposed.length)
    expect(sketchItem(itemOf(`tag #${decomposed}`))).toBe(`(tag #${composed})`)
  })
})

describe('comments', () => {
  test('document the declaration, the field and the step that follow', () => {
    const tree = treeOf(
      [
        '/// A tag.',
        'tag a',
        '/// First line.',
        '/// Second line.',
        'contact {',
        '  /// Where to write to.',
        '  email: email?',
        '  name: string?',
        '}',
        '/// A journey.',
        'journey j {',
        '  start manually',
        '  /// Be patient.',
        '  delay 1 day',
        '  finish',
        '}',
      ].join('\n'),
    )
    const [tag, contact, journey] = tree.declarations as [
      ast.TagDeclaration,
      ast.ContactDeclaration,
      ast.JourneyDeclaration,
    ]
    expect(tag.doc).toBe('A tag.')
    expect(contact.doc).toBe('First line.\nSecond line.')
    expect(contact.fields.map((field) => field.doc)).toEqual(['Where to write to.', undefined])
    expect(journey.doc).toBe('A journey.')
    const docs = journey.body.map((item) => (item.kind === 'error' ? undefined : item.doc))
    expect(docs).toEqual([undefined, 'Be patient.', undefined])
  })

  test.each([
    ['a comment of two strokes', '// Not this.\ntag a'],
    ['a comment of four strokes', '//// Not this.\ntag a'],
    ['a comment with an empty line behind it', '/// Not this.\n\ntag a'],
    ['a comment at the end of the line before', 'tag z /// Not this.\ntag a'],
    ['a comment that comes later', 'tag a /// Not this.'],
  ])('%s documents nothing', (_, text) => {
    const tags = treeOf(text).declarations as ast.TagDeclaration[]
    expect(tags.map((tag) => tag.doc)).toEqual(tags.map(() => undefined))
  })

  test('a part after an empty line is left out', () => {
    const [tag] = treeOf('/// Above.\n\n/// Below.\ntag a').declarations as ast.TagDeclaration[]
    expect(tag!.doc).toBe('Below.')
  })

  test('work with every kind of line end', () => {
    const [tag] = treeOf('/// One.\r\n/// Two.\r\ntag a\r\n').declarations as ast.TagDeclaration[]
    expect(tag!.doc).toBe('One.\nTwo.')
  })

  test('are kept with their places', () => {
    const text = '// one\ntag a // two\n/// three\ntag b'
    const { comments } = treeOf(text)
    expect(comments.map(({ text: words, documentation }) => [words, documentation])).toEqual([
      ['one', false],
      ['two', false],
      ['three', true],
    ])
    for (const { span } of comments) expect(text.slice(span.start, span.end)).toMatch(/^\/\/\/? \w+$/)
  })
})

test('a mark of the byte order and spaces that do not break mean nothing', () => {
  expect(treeOf('\ufefftag\u00a0a').declarations.map(sketchDeclaration)).toEqual(['(tag a)'])
})

test('everything together is read without an error', () => {
  const { declarations } = treeOf(wholeLanguage)
  expect(new Set(declarations.map(({ kind }) => kind))).toEqual(
    new Set(declarationWords.map((word) => (word === 'tag' ? 'tag-declaration' : word))),
  )
})
