/** Steps that steer a run or reach beyond it: splits, repeats, calls, notifications, events, other journeys. */
import { describe, expect, test } from 'vitest'
import { check, checkEach, journey, PROJECT, type Snippet, steps } from './check.ts'

const MORE = `department sales "Sales" { email: "sales@example.com" }
action make_coupon(percent: percent, note: string?): { code: string, until: date? }
action warm_up
event reached { level: integer, why: string? }
journey onboarding { start manually delay 1 day }
journey closed { start on reached finish }
`

/** The snippet is a journey's steps, in a project that has actions and departments. */
const inside = (text: string): string => `${MORE}${steps(text)}`
/** The snippet is a journey's head and body. */
const whole = (text: string): string => `${MORE}${journey(text)}`
/** The snippet is a declaration beside a journey with stages and named steps. */
const beside = (text: string): string =>
  `${MORE}${journey('start manually\nstage a { delay 1 day as pause\nsend hello }\nstage b { delay 1 day as rest }')}${text}\n`

describe('split', () => {
  const snippets: Snippet[] = [
    ['split t { 50% a { send hello } 50% b }\nfinish'],
    ['split t { 100% a, 0% b }\nfinish'],
    ['split t { 33.33% a, 33.33% b, 33.34% c }\nfinish'],
    ['split t { 0.29% a, 99.71% b }\nfinish'],
    ['split t { 50% a, 40% b }\nfinish', 'J4101'],
    ['split t { 50% a, 60% b }\nfinish', 'J4101'],
    ['split t { }\nfinish', 'J4101'],
    ['split t { 33.333% a, 66.667% b }\nfinish', 'J4102', 'J4102'],
    ['split t { 50% a, 50% a }\nfinish', 'J2005'],
    ['split t { 50% a, 50% b }\nsplit t { 50% a, 50% b }\nfinish', 'J2005'],
    ['split t { 50% a, 50% b }\nsplit u { 50% a, 50% b }\nfinish'],
    // What is known behind a split is what is known behind all of its arms.
    ['split t { 50% a { if not contact.phone exists { finish } } 50% b }\nsend nudge', 'J4012'],
    ['split t { 50% a { if not contact.phone exists { finish } } 50% b { finish } }\nsend nudge'],
    ['split t { 50% a { finish } 50% b { finish } }\nsend hello', 'J4010'],
  ]
  checkEach(snippets, inside)

  test('stages may not share a split', () => {
    const stages = 'stage a { split t { 100% x } }\nstage b { split t { 100% x } }'
    check(whole(`start manually\n${stages}`), ['J2005'])
  })

  test.each([
    ['50% a, 40% b', '50%'],
    ['50% a, 60% b', '50%'],
    ['33.3% a, 33.3% b, 33.3% c', '33.4%'],
  ])('%s: the last arm can get the rest', (arms, rest) => {
    const { diagnostics } = check(inside(`split t { ${arms} }\nfinish`), ['J4101'])
    expect(diagnostics[0]!.fixes.map(({ edits }) => edits[0]!.text)).toEqual([rest])
  })
})

describe('repeat', () => {
  const snippets: Snippet[] = [
    ['repeat up to 3 times { send hello }'],
    ['repeat up to 3 times until contact.member { delay 1 day }'],
    ['repeat up to 1000 times { delay 1 day }'],
    ['repeat up to 0 times { delay 1 day }', 'J4105'],
    ['repeat up to 1001 times { delay 1 day }', 'J4105'],
    ['repeat up to 1.5 times { delay 1 day }', 'J4105'],
    ['repeat up to three times { delay 1 day }', 'J4105'],
    ['repeat up to contact.points times { delay 1 day }', 'J4105'],
    ['repeat up to 3 times until contact.points { delay 1 day }', 'J3007'],
    // A round begins only while the condition does not hold.
    ['repeat up to 3 times until not contact.phone exists { send nudge }'],
    ['repeat up to 3 times until contact.phone exists { send nudge }', 'J4012'],
    ['repeat up to 3 times until contact.phone exists { delay 1 day }\nsend nudge', 'J4012'],
    // There is a first round for everyone, but not with a condition.
    ['repeat up to 3 times { if not contact.phone exists { finish } }\nsend nudge'],
    [
      'repeat up to 3 times until contact.member { if not contact.phone exists { finish } }\nsend nudge',
      'J4012',
    ],
    ['repeat up to 3 times { finish }\nsend hello', 'J4010'],
    ['repeat up to 3 times until contact.member { finish }\nsend hello'],
  ]
  checkEach(snippets, inside)

  test.each<[string, string, string[]]>([
    ['a way back out of it needs a pause', 'repeat up to 3 times { go to a }', ['J4011']],
    ['a pause in it will do', 'repeat up to 3 times { delay 1 day\ngo to a }', []],
    ['so will one behind it', 'repeat up to 3 times { delay 1 day }\ngo to a', []],
    [
      'but not one that may be passed by',
      'repeat up to 3 times until contact.member { delay 1 day }\ngo to a',
      ['J4011'],
    ],
  ])('%s', (_, body, codes) => {
    check(whole(`start manually\nstage a { send hello\n${body} }`), codes)
  })
})

describe('call', () => {
  const snippets: Snippet[] = [
    ['call warm_up'],
    ['call warm_up()'],
    ['call make_coupon(percent: 10%)'],
    ['call make_coupon', 'J3011'],
    ['call make_coupon(percent: 10 EUR)', 'J3001'],
    ['call make_coupon(percent: 10%, to: 1)', 'J3021'],
    ['call nothing', 'J2006'],
    ['call vip', 'J2007'],
    // What it answers may be missing, unless it can't have failed.
    ['call make_coupon(percent: 10%) as c else { finish }\nif c.code == "x" { finish }'],
    ['call make_coupon(percent: 10%) as c else { finish }\nsend offer(discount: 10%, code: c.code)'],
    ['call make_coupon(percent: 10%) as c else { finish }\nnotify sales "{c.code}"'],
    ['call make_coupon(percent: 10%) as c else { finish }\nnotify sales "{c.until}"', 'J3002'],
    ['call make_coupon(percent: 10%) as c\nnotify sales "{c.code}"', 'J3002'],
    ['call make_coupon(percent: 10%) as c\nnotify sales "{c.code ?? "none"}"'],
    ['call make_coupon(percent: 10%) as c\nif c.code exists { notify sales "{c.code}" }'],
    ['call make_coupon(percent: 10%) as c else { delay 1 day }\nnotify sales "{c.code}"', 'J3002'],
    ['call make_coupon(percent: 10%) as c else { notify sales "{c.code}" }', 'J2006'],
    ['call make_coupon(percent: 10%) as c else { finish }\nnotify sales "{c.cod}"', 'J3005'],
    ['call make_coupon(percent: 10%) as c else { finish }\nnotify sales "{c}"', 'J3018'],
    ['if contact.member { call make_coupon(percent: 10%) as c }\nnotify sales "{c.code}"', 'J2006'],
    ['call make_coupon(percent: 10%) as c\ncall make_coupon(percent: 20%) as c', 'J4015'],
  ]
  checkEach(snippets, inside)

  test('what may be missing because the call failed is told with the call', () => {
    const call = 'call make_coupon(percent: 10%) as c'
    const { diagnostics } = check(inside(`${call}\nnotify sales "{c.code}"`), ['J3002'])
    expect(diagnostics[0]!.related.map(({ role }) => role)).toEqual(['may fail'])
  })
})

describe('notify, emit and enter journey', () => {
  const snippets: Snippet[] = [
    ['notify sales "Call {contact.name ?? "them"}"'],
    ['notify sales "Call {contact.name}"', 'J3002'],
    ['notify sales contact.points', 'J3001'],
    ['notify nobody "x"', 'J2006'],
    ['emit reached(level: 2)'],
    ['emit reached(level: contact.points, why: contact.name)'],
    ['emit reached', 'J3011'],
    ['emit reached(level: "high")', 'J3001'],
    ['emit nothing', 'J2006'],
    ['emit opened(message: hello)', 'J4106'],
    ['enter journey onboarding'],
    ['enter journey trial'],
    ['enter journey nowhere', 'J2006'],
    ['enter journey closed', 'J4107'],
  ]
  checkEach(snippets, inside)

  test('a journey that can not be entered can be opened', () => {
    const { diagnostics } = check(inside('enter journey closed'), ['J4107'])
    expect(diagnostics[0]!.fixes.map(({ edits }) => edits[0]!.text)).toEqual(['\n  start manually'])
  })
})

describe('holdout', () => {
  const goal = 'goal g: purchased within 30 days'
  const snippets: Snippet[] = [
    [`start manually\n${goal}\nholdout 5%\nfinish`],
    [`start manually\n${goal}\nholdout 0%\nfinish`, 'J4103'],
    [`start manually\n${goal}\nholdout 100%\nfinish`, 'J4103'],
    [`start manually\n${goal}\nholdout 0.001%\nfinish`, 'J4102'],
    [`start manually\n${goal}\nholdout 5%\nholdout 5%\nfinish`, 'J4006'],
    ['start manually\nholdout 5%\nfinish', 'J4104'],
    ['start manually\ngoal g: purchased\nholdout 5%\ndelay 1 day', 'J4104'],
    [`start manually\n${goal}\nfinish\nholdout 5%`, 'J4001'],
  ]
  checkEach(snippets, whole)
})

describe('declarations', () => {
  const snippets: Snippet[] = [
    ['department support'],
    ['department support { email: "help@example.com" }'],
    ['department support { email: "help" }', 'J3008'],
    ['department support { email: contact.email }', 'J3013'],
    ['department support { phone: "1" }', 'J2011'],
    ['action a(x: integer, x: integer)', 'J3020'],
    ['action a: { x: nothing }', 'J3003'],
    ['action a from "./a.ts"'],
    ['moved trial.gone to trial.pause'],
    ['moved trial."a/wait purchased" to trial."a/send hello"'],
    ['moved trial.gone to stage b'],
    ['moved trial.gone to finish'],
    ['moved trial.gone to trial.nothing', 'J2006'],
    ['moved trial.gone to stage c', 'J2006'],
    ['moved nowhere.gone to finish', 'J2006'],
    ['moved trial.pause to trial.rest', 'J4109'],
    ['moved trial.gone to onboarding.delay', 'J4108'],
    ['moved trial.gone to finish\nmoved trial.gone to stage b', 'J2005'],
  ]
  checkEach(snippets, beside)
})

describe('scenarios', () => {
  const scenario = (lines: string): string =>
    `${whole(
      'start manually\ngoal g: purchased within 1 day\nholdout 5%\nsplit t { 50% a, 50% b }\ncall make_coupon(percent: 10%)\nnotify sales "x"',
    )}scenario "s" for trial {\ncontact(email: "a@b.c")\n${lines}\nat 2026-03-02 10:00\nstart manually\nexpect finished\n}\n`
  const snippets: Snippet[] = [
    ['take a of t'],
    ['take a of t\ntake a of t'],
    ['take a of t\ntake b of t', 'J5008'],
    ['take c of t', 'J2006'],
    ['take a of u', 'J2006'],
    ['take holdout of trial'],
    ['take holdout of onboarding', 'J2006'],
    ['take holdout of nowhere', 'J2006'],
    ['answer make_coupon with (code: "x")'],
    ['answer make_coupon with (code: "x", until: 2026-03-09)'],
    ['answer make_coupon', 'J3011'],
    ['answer make_coupon with (code: 1)', 'J3001'],
    ['answer warm_up'],
    ['answer nothing', 'J2006'],
    ['fail call make_coupon'],
    ['fail call hello', 'J2007'],
    ['expect called make_coupon, called make_coupon times 2 with (percent: 10%)'],
    ['expect called make_coupon with (percent: 1)', 'J3001'],
    ['expect not called make_coupon times 2', 'J5007'],
    ['expect called hello', 'J2007'],
    ['expect notified sales, notified sales times 1'],
    ['expect notified nobody', 'J2006'],
  ]
  checkEach(snippets, scenario)
})

test('the project of these tests is sound', () => {
  check(`${MORE}${PROJECT}`, [])
})
