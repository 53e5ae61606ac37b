import { expect, test } from 'vitest'
import { endOfPeriod, timeOfDay } from '../../src/time/quiet.ts'
import { moment } from '../helpers.ts'

function quietUntil(at: string, from: string, to: string, zone: string): number | undefined {
  return endOfPeriod(moment(at), { from: timeOfDay(from), to: timeOfDay(to) }, zone)
}

test.each([
  ['before it begins', 'UTC', '2026-03-02 20:59:59', '21:00', '08:00', undefined],
  ['when it begins', 'UTC', '2026-03-02 21:00', '21:00', '08:00', '2026-03-03 08:00'],
  ['before midnight', 'UTC', '2026-03-02 23:59', '21:00', '08:00', '2026-03-03 08:00'],
  ['at midnight', 'UTC', '2026-03-03 00:00', '21:00', '08:00', '2026-03-03 08:00'],
  ['after midnight', 'UTC', '2026-03-03 07:59', '21:00', '08:00', '2026-03-03 08:00'],
  ['when it ends', 'UTC', '2026-03-03 08:00', '21:00', '08:00', undefined],
  ['within a day', 'UTC', '2026-03-03 13:00', '12:00', '14:00', '2026-03-03 14:00'],
  ['outside, within a day', 'UTC', '2026-03-03 15:00', '12:00', '14:00', undefined],
  ['an empty period', 'UTC', '2026-03-03 12:00', '12:00', '12:00', undefined],
  ['in a zone to the east', 'Asia/Tehran', '2026-03-02 18:00Z', '21:00', '08:00', '2026-03-03 08:00+03:30'],
  ['in a zone to the west', 'America/New_York', '2026-03-03 01:30Z', '21:00', '08:00', undefined],
  [
    'the night is shorter in spring',
    'Europe/Berlin',
    '2026-03-28 22:00+01:00',
    '21:00',
    '08:00',
    '2026-03-29 08:00+02:00',
  ],
  [
    'and longer in autumn',
    'Europe/Berlin',
    '2026-10-24 22:00+02:00',
    '21:00',
    '08:00',
    '2026-10-25 08:00+01:00',
  ],
  [
    'its end in a gap moves forward',
    'Europe/Berlin',
    '2026-03-29 01:00+01:00',
    '22:00',
    '02:30',
    '2026-03-29 03:30+02:00',
  ],
  [
    'its end occurs twice: the first',
    'Europe/Berlin',
    '2026-10-25 02:15+02:00',
    '22:00',
    '02:30',
    '2026-10-25 02:30+02:00',
  ],
  ['it is over the second time', 'Europe/Berlin', '2026-10-25 02:15+01:00', '22:00', '02:30', undefined],
  [
    'half an hour',
    'Australia/Lord_Howe',
    '2026-10-04 01:45+10:30',
    '21:00',
    '02:15',
    '2026-10-04 02:45+11:00',
  ],
])('%s', (_, zone, at, from, to, end) => {
  expect(quietUntil(at, from, to, zone)).toBe(end === undefined ? undefined : moment(end))
})
