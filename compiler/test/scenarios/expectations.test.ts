import { describe, expect, test } from 'vitest'
import { failuresOf, runLines } from './helpers.ts'

/** Sends a hello, waits for a purchase, then thanks or offers. */
const WELCOME = `
  start on signed_up where contact.email exists
  start on tag #new_customer where contact.email exists
  start manually where contact.email exists
  enter once
  goal bought: purchased within 30 days
  exit when contact.country == FR
  send hello
  wait for purchased up to 7 days as first {
    send thanks
    tag #vip
    finish "bought"
  }
  send offer(discount: 10%)
`

const SARA = 'contact(email: "sara@example.com", country: DE)\nat 2026-03-02 10:00 in "Europe/Berlin"'
const BUYS = 'purchased(order: "1", total: 20 EUR)'

/** A line that holds must not fail, and the same line denied must. `says` is what its failure says. */
interface Case {
  lines: string
  holds: string
  /** How the denial fails. */
  says: string
}

describe('what holds passes, and its denial fails with what really is', () => {
  test.each<Case>([
    {
      lines: 'signed_up()',
      holds: 'entered',
      says: 'the contact not to have entered j, but it entered on 2026-03-02 10:00.',
    },
    {
      lines: 'signed_up()',
      holds: 'sent hello',
      says: 'hello not to be sent, but it was sent once: on 2026-03-02 10:00.',
    },
    {
      lines: 'signed_up()',
      holds: 'waiting at first',
      says: 'the contact not to wait at "first", but it has waited at "first" since 2026-03-02 10:00, until 2026-03-09 10:00 at the latest.',
    },
    {
      lines: `signed_up() after 2 days ${BUYS}`,
      holds: 'tagged #vip',
      says: 'the contact not to be tagged #vip, but its tags are #vip.',
    },
    {
      lines: `signed_up() after 2 days ${BUYS}`,
      holds: 'finished',
      says: 'the contact not to have finished, but it finished on 2026-03-04 10:00 with "bought".',
    },
    {
      lines: `signed_up() after 2 days ${BUYS}`,
      holds: 'finished "bought"',
      says: 'the contact not to have finished with "bought", but it finished on 2026-03-04 10:00 with "bought".',
    },
    {
      lines: `signed_up() after 2 days ${BUYS}`,
      holds: 'goal bought',
      says: 'the goal bought not to be reached, but it was reached on 2026-03-04 10:00.',
    },
    {
      lines: 'signed_up() after 8 days',
      holds: 'sent offer with (discount: 10%)',
      says: 'offer not to be sent with (discount: 10%), but it was sent once: on 2026-03-09 10:00 with (discount: 10%).',
    },
    {
      lines: 'signed_up() contact(country: FR)',
      holds: 'exited',
      says: 'the contact not to have exited, but it exited on 2026-03-02 10:00 (when).',
    },
    {
      lines: 'contact(email_opt_in: false) signed_up()',
      holds: 'suppressed hello',
      says: 'hello not to be suppressed, but it was on 2026-03-02 10:00: the contact has not consented.',
    },
    {
      lines: 'signed_up()',
      holds: 'contact.country == DE',
      says: 'not contact.country == DE, but contact.country is DE.',
    },
  ])('$holds', ({ lines, holds, says }) => {
    expect(failuresOf(runLines(WELCOME, `${SARA}\n${lines}\nexpect ${holds}`))).toEqual([])
    const denied = holds.startsWith('contact.') ? `not (${holds})` : `not ${holds}`
    const [message, ...others] = failuresOf(runLines(WELCOME, `${SARA}\n${lines}\nexpect ${denied}`))
    expect(others).toEqual([])
    if (!holds.startsWith('contact.')) expect(message).toBe(`Expected ${says}`)
    else expect(message).toContain('but contact.country is DE.')
  })
})

describe('what does not hold fails with what really is', () => {
  const late = 'signed_up() after 8 days'
  test.each<[lines: string, expected: string, message: string]>([
    ['', 'entered', 'Expected the contact to have entered j, but it never entered j.'],
    [
      'contact(country: FR) signed_up()',
      'entered',
      'Expected the contact to have entered j, but it never entered j: it was refused because an exit holds already.',
    ],
    ['', 'sent hello', 'Expected hello to be sent, but nothing was sent.'],
    [
      late,
      'sent thanks',
      'Expected thanks to be sent, but only hello was sent on 2026-03-02 10:00 and offer was sent on 2026-03-09 10:00 with (discount: 10%).',
    ],
    [
      late,
      'sent offer times 2',
      'Expected offer to be sent 2 times, but it was sent once: on 2026-03-09 10:00 with (discount: 10%).',
    ],
    [
      late,
      'sent offer with (discount: 20%)',
      'Expected offer to be sent with (discount: 20%), but it was sent once: on 2026-03-09 10:00 with (discount: 10%).',
    ],
    [
      'contact(email_opt_in: false) signed_up()',
      'sent hello',
      'Expected hello to be sent, but it was suppressed on 2026-03-02 10:00: the contact has not consented.',
    ],
    [
      'fail send hello signed_up()',
      'sent hello',
      'Expected hello to be sent, but the provider failed on 2026-03-02 10:00.',
    ],
    [
      'signed_up()',
      'suppressed hello',
      'Expected hello to be suppressed, but it was sent on 2026-03-02 10:00.',
    ],
    [
      'signed_up()',
      'suppressed offer',
      'Expected offer to be suppressed, but it was never about to be sent.',
    ],
    ['signed_up()', 'tagged #vip', 'Expected the contact to be tagged #vip, but it has no tags.'],
    ['signed_up()', 'goal bought', 'Expected the goal bought to be reached, but it was not.'],
    [
      'signed_up()',
      'finished "bought"',
      'Expected the contact to have finished with "bought", but it has waited at "first" since 2026-03-02 10:00, until 2026-03-09 10:00 at the latest.',
    ],
    [
      late,
      'finished "bought"',
      'Expected the contact to have finished with "bought", but it finished on 2026-03-09 10:00.',
    ],
    [late, 'exited', 'Expected the contact to have exited, but it finished on 2026-03-09 10:00.'],
    [
      late,
      'waiting at first',
      'Expected the contact to wait at "first", but it finished on 2026-03-09 10:00.',
    ],
    [
      '',
      'contact.points >= 5 and contact has #vip',
      'Expected contact.points >= 5 and contact has #vip, but contact.points is 0.',
    ],
    ['', 'contact.timezone exists', 'Expected contact.timezone exists, but contact.timezone is missing.'],
    ['', 'contact has #vip', 'Expected contact has #vip, but it is not so.'],
  ])('%s expect %s', (lines, expected, message) => {
    expect(failuresOf(runLines(WELCOME, `${SARA}\n${lines}\nexpect ${expected}`))).toEqual([message])
  })
})

test('each line that fails is told with its own place, and the scenario goes on', () => {
  const result = runLines(
    WELCOME,
    `${SARA}\nsigned_up()\nexpect sent thanks, entered, exited\nexpect finished`,
  )
  expect(result.passed).toBe(false)
  expect(result.failures).toHaveLength(3)
  const starts = result.failures.map(({ place }) => place.span.start)
  expect(starts).toEqual([...starts].sort((a, b) => a - b))
  expect(new Set(starts).size).toBe(3)
})

describe('stages', () => {
  const STAGED = `
    follows s
    start manually
    stage one { delay 1 day }
    stage two { delay 1 day finish }
  }
  stages s { one "One", two "Two"
  `
  test('the stage of the step that the contact is at', () => {
    const lines = `
      contact() at 2026-03-02 10:00
      start manually
      expect in stage one, not in stage two
      after 1 day
      expect in stage two, not in stage one
      after 1 day
      expect not in stage two
    `
    expect(failuresOf(runLines(STAGED, lines))).toEqual([])
  })
})

test('a message of another journey is no message of this one, and that is said', () => {
  const journeys = `
    start manually
    tag #vip
  }
  journey other {
    start on tag #vip where contact.email exists
    send hello
  `
  const lines = `${SARA}\nstart manually\nexpect sent hello`
  expect(failuresOf(runLines(journeys, lines))).toEqual([
    'Expected hello to be sent, but only the journey other sent it, and this is about j.',
  ])
})

test('several runs: the latest counts for where it is, all of them for what was sent', () => {
  const lines = `
    ${SARA}
    start manually
    after 1 day
    start manually
    expect sent hello times 2, waiting at "delay", not finished
    after 12 hours
    expect finished
  `
  const journey =
    'start manually where contact.email exists\nenter again after exit\nsend hello\ndelay 12 hours'
  expect(failuresOf(runLines(journey, lines))).toEqual([])
})
