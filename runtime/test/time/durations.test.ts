import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { addDuration } from '../../src/time/add-duration.ts'
import { nominalLength, parseDuration } from '../../src/time/duration.ts'
import { moment } from '../helpers.ts'

test.each([
  ['P7D', { months: 0, days: 7, ms: 0 }],
  ['P1W', { months: 0, days: 7, ms: 0 }],
  ['P1Y2M', { months: 14, days: 0, ms: 0 }],
  ['PT90M', { months: 0, days: 0, ms: 5_400_000 }],
  ['P1DT12H', { months: 0, days: 1, ms: 43_200_000 }],
  ['PT0S', { months: 0, days: 0, ms: 0 }],
  ['P', undefined],
  ['PT', undefined],
  ['P1DT', undefined],
  ['7D', undefined],
  ['P1.5D', undefined],
  ['P-1D', undefined],
  ['P1H', undefined],
  ['p1d', undefined],
])('%s is %o', (text, expected) => {
  expect(parseDuration(text)).toEqual(expected)
})

// In 2026 clocks change on 29 March and 25 October (Berlin), 8 March and 1 November (New York), and on 5 April and
// 4 October (Lord Howe, by half an hour).
test.each([
  [
    'a day keeps the clock in spring',
    'Europe/Berlin',
    '2026-03-28 09:00+01:00',
    'P1D',
    '2026-03-29 09:00+02:00',
  ],
  ['24 hours do not', 'Europe/Berlin', '2026-03-28 09:00+01:00', 'PT24H', '2026-03-29 10:00+02:00'],
  [
    'a day keeps the clock in autumn',
    'Europe/Berlin',
    '2026-10-24 09:00+02:00',
    'P1D',
    '2026-10-25 09:00+01:00',
  ],
  ['24 hours do not', 'Europe/Berlin', '2026-10-24 09:00+02:00', 'PT24H', '2026-10-25 08:00+01:00'],
  [
    'a time in a gap moves forward',
    'Europe/Berlin',
    '2026-03-28 02:30+01:00',
    'P1D',
    '2026-03-29 03:30+02:00',
  ],
  [
    'of two such times it is the first',
    'Europe/Berlin',
    '2026-10-24 02:30+02:00',
    'P1D',
    '2026-10-25 02:30+02:00',
  ],
  ['a gap across the ocean', 'America/New_York', '2026-03-07 02:15-05:00', 'P1D', '2026-03-08 03:15-04:00'],
  ['a week over the change', 'America/New_York', '2026-10-28 20:00-04:00', 'P1W', '2026-11-04 20:00-05:00'],
  ['half an hour forward', 'Australia/Lord_Howe', '2026-10-03 02:15+10:30', 'P1D', '2026-10-04 02:45+11:00'],
  ['half an hour back', 'Australia/Lord_Howe', '2026-04-04 01:45+11:00', 'P1D', '2026-04-05 01:45+11:00'],
  ['a month ends where it ends', 'UTC', '2026-01-31 10:00', 'P1M', '2026-02-28 10:00'],
  ['in a leap year too', 'UTC', '2028-01-31 10:00', 'P1M', '2028-02-29 10:00'],
  ['months, then days', 'UTC', '2026-01-31 10:00', 'P1M1D', '2026-03-01 10:00'],
  ['a year after a leap day', 'UTC', '2028-02-29 10:00', 'P1Y', '2029-02-28 10:00'],
  ['over the end of a year', 'UTC', '2026-12-31 23:00', 'P2M', '2027-02-28 23:00'],
  ['days, then hours', 'Europe/Berlin', '2026-03-28 01:30+01:00', 'P1DT1H', '2026-03-29 03:30+02:00'],
])('%s', (_, zone, from, length, to) => {
  expect(addDuration(moment(from), parseDuration(length)!, zone)).toBe(moment(to))
})

test('agrees with Temporal everywhere', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Tehran',
    'Pacific/Apia',
  ]
  const units = fc.record({
    months: fc.nat(14),
    days: fc.nat(40),
    hours: fc.nat(50),
    minutes: fc.nat(100),
  })
  const instants = fc.integer({ min: moment('1980-01-01 00:00'), max: moment('2037-01-01 00:00') })
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      instants,
      units,
      (zone, instant, { months, days, hours, minutes }) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(instant)
          .toZonedDateTimeISO(zone)
          .add({ months, days, hours, minutes }).epochMilliseconds
        const duration = { months, days, ms: (hours * 60 + minutes) * 60_000 }
        expect(addDuration(instant, duration, zone)).toBe(expected)
      },
    ),
    { numRuns: 500 },
  )
})

test('longer durations have a greater nominal length', () => {
  const lengths = ['PT59M', 'PT1H', 'PT23H', 'P1D', 'PT36H', 'P1W', 'P1M', 'P1Y'].map((text) =>
    nominalLength(parseDuration(text)!),
  )
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b))
})
