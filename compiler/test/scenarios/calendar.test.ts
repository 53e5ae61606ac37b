/**
 * The calendar, as people write it: each row is a journey, what happens to a contact, and what the contact goes
 * through, on the clock of the scenario. 2 March 2026 is a Monday.
 *
 * Clocks change in Berlin on 29 March and 25 October 2026, in New York on 8 March and 1 November, on Lord Howe by half an
 * hour on 5 April and 4 October. Iran gave summer time up in 2022. Samoa (Apia) left 30 December 2011 out.
 */
import { describe, expect, test } from 'vitest'
import { runScenario } from '../../src/test/run-scenario.ts'
import { compiled, failuresOf, runLines, storyOf } from './helpers.ts'

/** When a contact enters, and what else is worth telling. */
function entries(journey: string, lines: string): string[] {
  const result = runLines(`${journey}\nfinish`, lines)
  expect(failuresOf(result)).toEqual([])
  return storyOf(result).flatMap((line) => {
    const match = /^(\S+ \S+) enters/.exec(line)
    return match ? [match[1]!] : []
  })
}

describe('starts by time', () => {
  test.each<[name: string, start: string, lines: string, expected: string[]]>([
    [
      'every day keeps the clock when it changes',
      'start every day at 09:00',
      'contact()\nat 2026-03-28 08:00 in "Europe/Berlin"\nafter 2 days',
      ['2026-03-28 09:00', '2026-03-29 09:00'],
    ],
    [
      'every day, at a time that one day does not have',
      'start every day at 02:30',
      'contact()\nat 2026-03-28 12:00 in "Europe/Berlin"\nafter 2 days',
      ['2026-03-29 03:30', '2026-03-30 02:30'],
    ],
    [
      'every day, at a time that one day has twice',
      'start every day at 01:30',
      'contact()\nat 2026-10-31 12:00 in "America/New_York"\nafter 2 days',
      ['2026-11-01 01:30', '2026-11-02 01:30'],
    ],
    [
      'half an hour of summer time',
      'start every day at 02:15',
      'contact()\nat 2026-10-03 12:00 in "Australia/Lord_Howe"\nafter 2 days',
      ['2026-10-04 02:45', '2026-10-05 02:15'],
    ],
    [
      'a day that there was not is left out',
      'start every day at 09:00',
      'contact()\nat 2011-12-29 08:00 in "Pacific/Apia"\nafter 3 days',
      ['2011-12-29 09:00', '2011-12-31 09:00'],
    ],
    [
      'every monday',
      'start every monday at 09:00',
      'contact()\nat 2026-03-02 10:00 in "Asia/Tehran"\nafter 2 weeks',
      ['2026-03-09 09:00', '2026-03-16 09:00'],
    ],
    [
      'every month on 31: or its last day',
      'start every month on 31 at 09:00',
      'contact()\nat 2026-02-01 00:00\nafter 3 months',
      ['2026-02-28 09:00', '2026-03-31 09:00', '2026-04-30 09:00'],
    ],
    [
      'every year on 29 February: or the 28th',
      'start every year on 29 February',
      'contact()\nat 2027-01-01 00:00\nafter 2 years',
      ['2027-02-28 00:00', '2028-02-29 00:00'],
    ],
    [
      'three days before each birthday',
      'start at contact.birthday - 3 days at 09:00',
      'contact(birthday: 1990-05-05)\nat 2026-01-01 00:00\nafter 2 years',
      ['2026-05-02 09:00', '2027-05-02 09:00'],
    ],
    [
      'a birthday on a leap day',
      'start at contact.birthday',
      'contact(birthday: 2000-02-29)\nat 2027-01-01 00:00\nafter 2 years',
      ['2027-02-28 00:00', '2028-02-29 00:00'],
    ],
    [
      'the date alone',
      'start at contact.birthday at 09:00, once',
      'contact(birthday: 2026-05-05)\nat 2026-01-01 00:00\nafter 2 years',
      ['2026-05-05 09:00'],
    ],
    [
      'a moment, by the clock of each contact',
      'start at 2026-11-27 08:00',
      'contact(timezone: "Asia/Tehran")\nat 2026-11-01 00:00 in "UTC"\nafter 30 days',
      ['2026-11-27 04:30'],
    ],
    [
      'some days before a moment that is written out',
      'start at 2026-11-27 08:00 - 1 day',
      'contact(timezone: "America/New_York")\nat 2026-11-01 00:00 in "America/New_York"\nafter 30 days',
      ['2026-11-26 08:00'],
    ],
    [
      'and hours',
      'start at 2026-11-27 08:00 - 1 week - 2 hours',
      'contact(timezone: "America/New_York")\nat 2026-11-01 00:00 in "America/New_York"\nafter 30 days',
      ['2026-11-20 06:00'],
    ],
    [
      'a moment of the contact, that is a moment everywhere',
      'start at contact.seen + 2 hours, once',
      'contact(timezone: "Asia/Tehran", seen: 2026-11-27 08:00)\nat 2026-11-01 00:00 in "UTC"\nafter 30 days',
      ['2026-11-27 10:00'],
    ],
    [
      'only who belongs to it then',
      'start every day at 09:00 where contact has #vip',
      'contact()\nat 2026-03-02 08:00\nafter 1 day\ntag #vip\nafter 2 days',
      ['2026-03-03 09:00', '2026-03-04 09:00'],
    ],
    [
      'a date that changes',
      'start at contact.birthday at 09:00',
      'contact(birthday: 1990-05-05)\nat 2026-05-01 00:00\ncontact(birthday: 1990-05-20)\nafter 30 days',
      ['2026-05-20 09:00'],
    ],
  ])('%s', (_, start, lines, expected) => {
    expect(entries(start, lines)).toEqual(expected)
  })
})

/** When a contact gets past the steps, and how: on the clock of the scenario. */
function ends(steps: string, lines: string): string[] {
  const start = 'start manually where contact.birthday exists'
  const result = runLines(`${start}\n${steps}\nfinish "done"`, lines)
  expect(failuresOf(result)).toEqual([])
  return storyOf(result).flatMap((line) => {
    const match = /^(\S+ \S+) (is tagged #\w+|finishes.*)$/.exec(line)
    return match ? [`${match[1]} ${match[2]}`] : []
  })
}

describe('delays', () => {
  const from = (moment: string, zone: string, more = '') =>
    `contact(birthday: 1990-05-05${more})\nat ${moment} in "${zone}"\nstart manually\nafter 2 years`

  test.each<[name: string, steps: string, lines: string, expected: string[]]>([
    ['a day keeps the clock', 'delay 1 day', from('2026-03-28 09:00', 'Europe/Berlin'), ['2026-03-29 09:00']],
    ['24 hours do not', 'delay 24 hours', from('2026-03-28 09:00', 'Europe/Berlin'), ['2026-03-29 10:00']],
    ['a day in autumn', 'delay 1 day', from('2026-10-31 09:00', 'America/New_York'), ['2026-11-01 09:00']],
    [
      '24 hours in autumn',
      'delay 24 hours',
      from('2026-10-31 09:00', 'America/New_York'),
      ['2026-11-01 08:00'],
    ],
    [
      '24 hours over half an hour',
      'delay 24 hours',
      from('2026-10-03 09:00', 'Australia/Lord_Howe'),
      ['2026-10-04 09:30'],
    ],
    ['a day into a gap', 'delay 1 day', from('2026-03-07 02:15', 'America/New_York'), ['2026-03-08 03:15']],
    [
      'a day into a day that there was not',
      'delay 1 day',
      from('2011-12-29 09:00', 'Pacific/Apia'),
      ['2011-12-31 09:00'],
    ],
    ['24 hours over it', 'delay 24 hours', from('2011-12-29 09:00', 'Pacific/Apia'), ['2011-12-31 09:00']],
    ['summer time of old', 'delay 24 hours', from('2021-03-21 09:00', 'Asia/Tehran'), ['2021-03-22 10:00']],
    ['and none since', 'delay 24 hours', from('2024-03-20 09:00', 'Asia/Tehran'), ['2024-03-21 09:00']],
    ['a month from the 31st', 'delay 1 month', from('2026-01-31 09:00', 'UTC'), ['2026-02-28 09:00']],
    ['a year from a leap day', 'delay 1 year', from('2028-02-29 09:00', 'UTC'), ['2029-02-28 09:00']],
    ['until a time', 'delay until 09:00', from('2026-03-28 12:00', 'Europe/Berlin'), ['2026-03-29 09:00']],
    ['until a time that is now', 'delay until 09:00', from('2026-03-28 09:00', 'UTC'), ['2026-03-29 09:00']],
    [
      'until a day of the week',
      'delay until monday at 09:00',
      from('2026-03-02 12:00', 'UTC'),
      ['2026-03-09 09:00'],
    ],
    [
      'until a moment',
      'delay until 2026-11-27 08:00',
      from('2026-03-02 12:00', 'UTC', ', timezone: "Asia/Tehran"'),
      ['2026-11-27 04:30'],
    ],
    [
      'until the next birthday',
      'delay until next contact.birthday at 09:00',
      from('2026-05-05 09:00', 'UTC'),
      ['2027-05-05 09:00'],
    ],
    [
      'a week before it',
      'delay until next contact.birthday - 1 week',
      from('2026-05-05 09:00', 'UTC'),
      ['2027-04-28 00:00'],
    ],
  ])('%s', (_, steps, lines, expected) => {
    expect(ends(steps, lines)).toEqual(expected.map((time) => `${time} finishes: "done"`))
  })

  test.each<[name: string, ifPast: string, expected: string[]]>([
    ['goes on', '', ['is tagged #vip', 'is tagged #new_customer', 'finishes: "done"']],
    ['goes on', ', if past continue', ['is tagged #vip', 'is tagged #new_customer', 'finishes: "done"']],
    ['leaves the next step out', ', if past skip', ['is tagged #new_customer', 'finishes: "done"']],
    ['is over', ', if past finish', ['finishes']],
  ])('who comes too late %s%s', (_, ifPast, expected) => {
    const steps = `delay until contact.birthday at 09:00${ifPast}\ntag #vip\ntag #new_customer`
    const told = ends(steps, from('2026-03-02 12:00', 'UTC'))
    expect(told).toEqual(expected.map((text) => `2026-03-02 12:00 ${text}`))
  })

  test('a delay until a date follows the date', () => {
    const lines =
      'contact(birthday: 2026-05-05)\nat 2026-03-02 12:00\nstart manually\nafter 1 day\ncontact(birthday: 2026-04-01)\nafter 1 year'
    expect(ends('delay until contact.birthday at 09:00', lines)).toEqual([
      '2026-04-01 09:00 finishes: "done"',
    ])
  })
})

test('a start for a segment looks at the segment when its time comes', () => {
  const source = `
    segment buyers = any purchased in last 10 days
    journey j {
      start every day at 09:00 for buyers
      finish
    }
    scenario "s" for j {
      contact()
      at 2026-03-02 08:00
      after 3 days
      expect not entered
      purchased(order: "1", total: 20 EUR)
      after 20 days
    }
  `
  const { bundle, scenarios } = compiled(source, { timezone: 'Europe/Berlin' })
  const result = runScenario(bundle, scenarios[0]!)
  expect(failuresOf(result)).toEqual([])
  const days = storyOf(result)
    .filter((line) => line.includes('enters'))
    .map((line) => line.slice(0, 16))
  expect([days.length, days[0], days.at(-1)]).toEqual([10, '2026-03-05 09:00', '2026-03-14 09:00'])
})

describe('quiet hours and limits go by the clock, also when it changes', () => {
  const sentAt = (lines: string): string[] =>
    storyOf(runLines('start manually where contact.email exists\nsend hello', lines))
      .filter((line) => line.endsWith('is sent hello'))
      .map((line) => line.slice(0, 16))
  const person = 'contact(email: "sara@example.com")'

  test.each([
    ['a night that is shorter', '2026-03-28 22:00', 'Europe/Berlin', '2026-03-29 08:00'],
    ['a night that is longer', '2026-10-31 22:00', 'America/New_York', '2026-11-01 08:00'],
    ['half an hour', '2026-10-03 22:00', 'Australia/Lord_Howe', '2026-10-04 08:00'],
    ['a night without a day behind it', '2011-12-29 22:00', 'Pacific/Apia', '2011-12-31 08:00'],
  ])('%s', (_, from, zone, to) => {
    expect(sentAt(`${person}\nat ${from} in "${zone}"\nstart manually\nafter 3 days`)).toEqual([to])
  })

  test('a limit of 2 per 7 days ends at the same clock time', () => {
    const lines = `${person}
      at 2026-03-25 10:00 in "Europe/Berlin"
      start manually
      after 1 hour
      start manually
      at 2026-04-01 09:59
      start manually
      at 2026-04-01 10:00
      start manually`
    expect(sentAt(lines)).toEqual(['2026-03-25 10:00', '2026-03-25 11:00', '2026-04-01 10:00'])
  })
})
