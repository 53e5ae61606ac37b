import { describe, expect, test } from 'vitest'
import { runScenario } from '../../src/test/run-scenario.ts'
import { compiled, failuresOf, runLines, storyOf } from './helpers.ts'

const SIMPLE = 'start manually where contact.email exists\nsend hello'
const CONTACT = 'contact(email: "sara@example.com")'

/** When the message went out, on the clock of the scenario. */
function sentAt(lines: string, journey = SIMPLE, options: { timezone?: string } = {}): string[] {
  return storyOf(runLines(journey, lines, options))
    .filter((line) => line.endsWith('is sent hello'))
    .map((line) => line.slice(0, 16))
}

describe('the clock', () => {
  test.each<[name: string, lines: string, time: string]>([
    ['a date and time', 'at 2026-03-02 10:00\nstart manually\nexpect entered', '2026-03-02 10:00'],
    [
      'the next such time, today',
      'at 2026-03-02 10:00\nat 11:30\nstart manually\nexpect entered',
      '2026-03-02 11:30',
    ],
    [
      'the next such time, tomorrow',
      'at 2026-03-02 10:00\nat 09:00\nstart manually\nexpect entered',
      '2026-03-03 09:00',
    ],
    [
      'a time that it is already: the one of tomorrow',
      'at 2026-03-02 10:00\nat 10:00\nstart manually\nexpect entered',
      '2026-03-03 10:00',
    ],
    [
      'days over a change of the clock',
      'at 2026-03-28 10:00\nafter 1 day\nstart manually\nexpect entered',
      '2026-03-29 10:00',
    ],
    [
      'hours over a change of the clock',
      'at 2026-03-28 10:00\nafter 24 hours\nstart manually\nexpect entered',
      '2026-03-29 11:00',
    ],
    [
      'a time that does not exist moves forward',
      'at 2026-03-29 02:30\nat 09:00\nstart manually\nexpect entered',
      '2026-03-29 09:00',
    ],
    ['a month', 'at 2026-01-31 10:00\nafter 1 month\nstart manually\nexpect entered', '2026-02-28 10:00'],
  ])('%s', (_, lines, time) => {
    expect(sentAt(`${CONTACT}\n${lines}`, SIMPLE, { timezone: 'Europe/Berlin' })).toEqual([time])
  })

  test('does not go back: the scenario ends there', () => {
    const { bundle } = compiled(`journey j {\n${SIMPLE}\n}`)
    const place = { file: 'a.journey', span: { start: 0, end: 0 } }
    const at = (time: string) => ({ do: 'at', time, place }) as const
    const entered = { do: 'expect', that: { kind: 'entered', journey: 'j' }, negated: false, place } as const
    const instructions = [
      at('2026-03-04T10:00'),
      { do: 'start', place } as const,
      at('2026-03-03T10:00'),
      entered,
    ]
    expect(failuresOf(runScenario(bundle, { title: 's', journey: 'j', place, instructions }))).toEqual([
      'This is earlier than the time that is reached here, 2026-03-04 10:00. Time only goes forward.',
    ])
  })

  test('begins on a Monday morning if the scenario does not say', () => {
    const { bundle } = compiled(`journey j {\n${SIMPLE}\n}`)
    const place = { file: 'a.journey', span: { start: 0, end: 0 } }
    const attributes = { email: 'sara@example.com' }
    const instructions = [{ do: 'contact', attributes, place } as const, { do: 'start', place } as const]
    const result = runScenario(bundle, { title: 's', journey: 'j', place, instructions })
    expect(storyOf(result)[0]).toBe('2026-01-05 09:00 > start manually')
  })

  test('what the runtime does not take in is a failure at its line', () => {
    const { bundle } = compiled(`journey j {\n${SIMPLE}\n}`)
    const place = { file: 'a.journey', span: { start: 7, end: 9 } }
    const instructions = [{ do: 'event', event: 'purchased', payload: { order: 1 }, place } as const]
    const { failures } = runScenario(bundle, { title: 's', journey: 'j', place, instructions })
    expect(failures.length).toBeGreaterThan(0)
    expect(failures.every((failure) => failure.place === place)).toBe(true)
  })
})

describe('before the clock is set', () => {
  test('nothing has a time: what is expected or fails there moves no clock', () => {
    const lines = `
      ${CONTACT}
      expect not sent hello, not entered, contact.points == 0
      fail send thanks
      contact(points: 3)
      at 2025-12-01 10:00
      start manually
      expect sent hello, contact.points == 3
    `
    const result = runLines(SIMPLE, lines)
    expect(failuresOf(result)).toEqual([])
    expect(storyOf(result)[0]).toBe('2025-12-01 10:00 > start manually')
  })
})

describe('time zones', () => {
  const lines = (zone: string) =>
    `${CONTACT}\nat 2026-03-02 22:00${zone}\nstart manually\nafter 1 day\nexpect entered`

  test('quiet hours are those of the zone that the scenario names', () => {
    expect(sentAt(lines(' in "Asia/Tehran"'), SIMPLE, { timezone: 'Europe/Berlin' })).toEqual([
      '2026-03-03 08:00',
    ])
  })

  test('without one, those of the project', () => {
    const result = runLines(SIMPLE, lines(''), { timezone: 'America/New_York' })
    expect(result.zone).toBe('America/New_York')
    expect(storyOf(result)).toEqual([
      '2026-03-02 22:00 > start manually',
      '2026-03-02 22:00 enters j, started by hand',
      '2026-03-02 22:00 waits at "send hello" until 2026-03-03 08:00, because it is quiet time',
      '2026-03-03 08:00 is sent hello',
      '2026-03-03 08:00 finishes',
    ])
  })

  describe('dates and times that a scenario gives', () => {
    const BOOKING = `
      start on booked where contact.email exists and booked.at == 2026-03-21 09:00
      send reminder(at: booked.at)
    `
    const story = (zone: string, booked: string, expected: string) =>
      runLines(
        `${BOOKING}
        }
        event booked { at: datetime, other: list<datetime> = [] }
        message reminder(at: datetime) via mail { subject: "{at}", body: "{at}"`,
        `contact(email: "sara@example.com", seen: 2026-03-01 09:00)
        at 2026-03-02 12:00${zone}
        booked(at: ${booked}, other: [2026-03-02 12:00])
        expect contact.seen == 2026-03-01 09:00, ${expected}`,
        { timezone: 'Europe/Berlin' },
      )

    test('are on the clock of the zone that it names; those of a journey stay in the project’s', () => {
      // 09:00 in Berlin is 11:30 in Tehran.
      const result = story(
        ' in "Asia/Tehran"',
        '2026-03-21 11:30',
        'sent reminder with (at: 2026-03-21 11:30), not sent reminder with (at: 2026-03-21 09:00)',
      )
      expect(failuresOf(result)).toEqual([])
      expect(storyOf(result)[0]).toBe(
        '2026-03-02 12:00 > booked(at: 2026-03-21 11:30, other: [2026-03-02 12:00])',
      )
    })

    test('without one, in the project’s', () => {
      const result = story('', '2026-03-21 09:00', 'sent reminder with (at: 2026-03-21 09:00)')
      expect(failuresOf(result)).toEqual([])
    })
  })

  test('a contact that has its own zone keeps it', () => {
    const lines = `
      contact(email: "sara@example.com", timezone: "Asia/Tehran")
      at 2026-03-02 10:00 in "UTC"
      start manually
      expect sent hello
      at 2026-03-02 18:00
      tag #vip
      after 1 day
      expect sent hello times 2
    `
    const journey =
      'start manually where contact.email exists\nsend hello\n}\njourney k { start on tag #vip where contact.email exists send hello'
    // 18:00 in UTC is 21:30 in Tehran; 08:00 there is 04:30 in UTC.
    expect(storyOf(runLines(journey, lines)).at(-2)).toBe('2026-03-03 04:30 is sent hello [journey k]')
  })
})

describe('things of one moment', () => {
  const WAITS = `
    start on signed_up where contact.email exists
    wait for purchased up to 7 days { finish "bought" }
    finish "too late"
  `
  const begin = `${CONTACT}\nat 2026-03-02 10:00\nsigned_up()\nafter 7 days`
  const buys = 'purchased(order: "1", total: 20 EUR)'

  test('an event at the deadline comes before the timer', () => {
    expect(failuresOf(runLines(WAITS, `${begin}\n${buys}\nexpect finished "bought"`))).toEqual([])
  })

  test('an expectation sees what is due now, and changes nothing', () => {
    const lines = `${begin}\nexpect finished "too late"\n${buys}\nexpect finished "bought"`
    const looked = runLines(WAITS, lines)
    expect(failuresOf(looked)).toEqual([])
    const without = runLines(WAITS, lines.replaceAll(/expect .*too late.*/g, ''))
    expect(storyOf(looked)).toEqual(storyOf(without))
  })

  test('what is due when a scenario ends stands in its timeline', () => {
    const lines = `${begin}\nexpect finished "too late"`
    expect(storyOf(runLines(WAITS, lines)).at(-1)).toBe('2026-03-09 10:00 finishes: "too late"')
  })

  test('a provider that fails from here on does not fail what is due until here', () => {
    const lines = `
      ${CONTACT}
      at 2026-03-02 10:00
      start manually
      after 1 hour
      fail send hello
      expect sent hello times 1
      after 1 hour
      expect sent hello times 1
    `
    const journey =
      'start manually where contact.email exists\ndelay 1 hour\nsend hello\ndelay 1 hour\nsend hello'
    expect(failuresOf(runLines(journey, lines))).toEqual([])
  })

  test('what a timer does stands before the line that comes later', () => {
    const lines = `${CONTACT}\nat 2026-03-02 10:00\nsigned_up()\nafter 8 days\nsigned_up()\nexpect entered`
    expect(storyOf(runLines(WAITS, lines))).toEqual([
      '2026-03-02 10:00 > signed_up',
      '2026-03-02 10:00 enters j, started by signed_up',
      '2026-03-02 10:00 waits at "wait purchased" until 2026-03-09 10:00',
      '2026-03-09 10:00 has waited long enough',
      '2026-03-09 10:00 finishes: "too late"',
      '2026-03-10 10:00 > signed_up',
      '2026-03-10 10:00 enters j, started by signed_up',
      '2026-03-10 10:00 waits at "wait purchased" until 2026-03-17 10:00',
    ])
  })
})

test('caps hold in scenarios', () => {
  const journey = 'start manually where contact.email exists\nsend hello\nsend thanks\nsend hello'
  const lines = `${CONTACT}\nat 2026-03-02 10:00\nstart manually\nexpect sent hello times 1, suppressed hello`
  expect(failuresOf(runLines(journey, lines))).toEqual([])
})

test('the same scenario gives the same result', () => {
  const lines = `${CONTACT}\nat 2026-03-02 10:00\nstart manually\nafter 3 days\nexpect sent thanks`
  expect(runLines(SIMPLE, lines)).toEqual(runLines(SIMPLE, lines))
})
