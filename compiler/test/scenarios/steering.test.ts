/** Scenarios of splits, holdouts, repeats, calls, notifications, events and other journeys, in the language. */
import { describe, expect, test } from 'vitest'
import { runScenario } from '../../src/test/run-scenario.ts'
import { compiled, failuresOf, storyOf } from './helpers.ts'

const PROJECT = `
department sales "Sales"
action make_coupon(percent: percent): { code: string }
event reached { level: integer }
message code(code: string) via mail { subject: "{code}", body: "Yours" }
journey onboarding "Onboarding" {
  start manually
  start on reached where reached.level > 1
  enter once
  delay 1 day
}
`

/** Runs lines, between the contact and the end, for a journey called \`j\`. */
function run(journey: string, lines: string) {
  const contact = 'contact(email: "sara@example.com")'
  const source = `${PROJECT}journey j {\n${journey}\n}\nscenario "s" for j {\n${contact}\n${lines}\n}\n`
  const { bundle, scenarios } = compiled(source, { timezone: 'UTC' })
  return runScenario(bundle, scenarios[0]!)
}

const BEGIN = 'at 2026-03-02 10:00\nsigned_up()'

describe('a split', () => {
  const journey = `start on signed_up
    goal bought: purchased within 7 days
    holdout 50%
    split t { 99% a { tag #vip } 1% b { finish "b" } }
    finish "a"`

  test.each([
    ['take a of t', 'finished "a", tagged #vip'],
    ['take b of t', 'finished "b", not tagged #vip'],
    ['take holdout of j', 'not entered, not finished, not exited, not in stage x'],
  ])('%s', (take, expected) => {
    const stages = expected.replace(', not in stage x', '')
    expect(failuresOf(run(journey, `${take}\n${BEGIN}\nexpect ${stages}`))).toEqual([])
  })

  test('a scenario is never held out unless it says so', () => {
    expect(failuresOf(run(journey, `${BEGIN}\nexpect entered`))).toEqual([])
  })

  test('goals of those who are held out count', () => {
    const lines = `take holdout of j\n${BEGIN}\nafter 1 day\npurchased(order: "1", total: 5 EUR)\nexpect goal bought`
    expect(failuresOf(run(journey, lines))).toEqual([])
  })

  test('what a scenario says of those who are held out', () => {
    expect(failuresOf(run(journey, `take holdout of j\n${BEGIN}\nexpect entered`))).toEqual([
      'Expected the contact to have entered j, but it was held out of j on 2026-03-02 10:00.',
    ])
  })
})

describe('a repeat', () => {
  const journey = `start on signed_up where contact.email exists
    stage trying {
      repeat up to 3 times until contact has #vip {
        send hello
        wait for purchased up to 5 days { go to buying }
      }
      finish "gave up"
    }
    stage buying { delay 1 day go to trying }`

  test.each([
    ['to its end', `${BEGIN}\nafter 15 days`, 'sent hello times 3, finished "gave up"'],
    [
      'until its condition holds',
      `${BEGIN}\nafter 6 days\ntag #vip\nafter 5 days`,
      'sent hello times 2, finished "gave up"',
    ],
    [
      'anew after a way out of it',
      `${BEGIN}\nafter 6 days\npurchased(order: "1", total: 5 EUR)\nafter 16 days`,
      'sent hello times 5, finished "gave up"',
    ],
  ])('%s', (_, lines, expected) => {
    expect(failuresOf(run(journey, `${lines}\nexpect ${expected}`))).toEqual([])
  })
})

describe('a call', () => {
  const journey = `start on signed_up where contact.email exists
    call make_coupon(percent: 10%) as coupon else { notify sales "No coupons for {contact.email ?? "?"}" finish "none" }
    send code(code: coupon.code)`

  test.each([
    [
      'answers with values that are made up',
      BEGIN,
      'called make_coupon, sent code with (code: "sample code")',
    ],
    [
      'answers what the scenario says',
      `answer make_coupon with (code: "TEA10")\n${BEGIN}`,
      'called make_coupon times 1 with (percent: 10%), sent code with (code: "TEA10"), not notified sales',
    ],
    [
      'fails when the scenario says so',
      `fail call make_coupon\n${BEGIN}`,
      'not called make_coupon, notified sales times 1, finished "none"',
    ],
    [
      'works again when the scenario says so',
      `fail call make_coupon\n${BEGIN}\nanswer make_coupon with (code: "X")\nafter 1 hour\nsigned_up()`,
      'called make_coupon times 1, sent code with (code: "X")',
    ],
  ])('%s', (_, lines, expected) => {
    expect(failuresOf(run(journey, `${lines}\nexpect ${expected}`))).toEqual([])
  })

  test('what a scenario says of it', () => {
    const failed = `fail call make_coupon\n${BEGIN}\nexpect called make_coupon, not notified sales`
    expect(failuresOf(run(journey, failed))).toEqual([
      'Expected make_coupon to be called, but it failed on 2026-03-02 10:00 with (percent: 10%).',
      'Expected sales not to be notified, but it was once: on 2026-03-02 10:00.',
    ])
    const called = `${BEGIN}\nexpect called make_coupon times 2 with (percent: 20%), notified sales`
    expect(failuresOf(run(journey, called))).toEqual([
      'Expected make_coupon to be called 2 times with (percent: 20%), but it was called once: on 2026-03-02 10:00 with (percent: 10%).',
      'Expected sales to be notified, but it was not.',
    ])
    expect(failuresOf(run(journey, 'at 2026-03-02 10:00\nexpect called make_coupon'))).toEqual([
      'Expected make_coupon to be called, but it was never called.',
    ])
  })

  test('its story', () => {
    expect(storyOf(run(journey, `answer make_coupon with (code: "X")\n${BEGIN}\nexpect finished`))).toEqual([
      '2026-03-02 10:00 > signed_up',
      '2026-03-02 10:00 enters j, started by signed_up',
      '2026-03-02 10:00 make_coupon is called and answers (code: "X")',
      '2026-03-02 10:00 is sent code',
      '2026-03-02 10:00 finishes',
    ])
  })
})

describe('other journeys', () => {
  test.each([
    ['an event that starts one', 'emit reached(level: 2)', 'entered onboarding'],
    ['an event that does not fit', 'emit reached(level: 1)', 'not entered onboarding'],
    ['a journey that is entered', 'enter journey onboarding', 'entered onboarding, finished'],
    [
      "a wait for an event of one's own",
      'emit reached(level: 1)\nwait for reached up to 1 day { finish "met" }',
      'finished "met"',
    ],
  ])('%s', (_, steps, expected) => {
    expect(failuresOf(run(`start on signed_up\n${steps}`, `${BEGIN}\nexpect ${expected}`))).toEqual([])
  })
})
