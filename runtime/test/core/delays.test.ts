import { describe, expect, test } from 'vitest'
import type { DelayTarget, Expr } from '../../src/graph/format.ts'
import { bundle, delayUntil, finish, journey, type Line, load, play, story, waitFor } from '../helpers.ts'

interface Life {
  attributes?: Record<string, unknown>
  at: string
  log?: Line[]
}

/** When a delay that begins at a moment ends: `…` and why, if the moment was past. All in UTC. */
function end(until: DelayTarget, { attributes = {}, at, log = [] }: Life): string {
  const nodes = { d: delayUntil(until, 'f', 'late'), f: finish(), late: finish('past') }
  const loaded = load(bundle({ j: journey({ nodes }) }))
  const host = play(loaded, { attributes, log: [[at, 'event signed_up'], ...log] })
  return story(host, ['finished']).join().replace(' finished', '')
}

const berlin = { timezone: 'Europe/Berlin' }
const birthday: Expr = { var: ['contact', 'birthday'] }

// 2 March 2026 is a Monday. The clocks of Berlin change on 29 March and 25 October, those of Lord Howe (by half an
// hour) on 5 April and 4 October. Iran has had no summer time since 2022; Apia had no 30 December 2011.
test.each<[string, DelayTarget, Life, string]>([
  ['a time of today', { time: '09:00' }, { at: '2026-03-02 08:59' }, '03-02 09:00'],
  ['a time that is now is one of tomorrow', { time: '09:00' }, { at: '2026-03-02 09:00' }, '03-03 09:00'],
  [
    'a time over the change in spring',
    { time: '09:00' },
    { attributes: berlin, at: '2026-03-28 09:00' },
    '03-29 07:00',
  ],
  ['a time in the gap', { time: '02:30' }, { attributes: berlin, at: '2026-03-28 12:00' }, '03-29 01:30'],
  [
    'a time that comes twice',
    { time: '02:30' },
    { attributes: berlin, at: '2026-10-24 12:00' },
    '10-25 00:30',
  ],
  [
    'between the two: the next day',
    { time: '02:30' },
    { attributes: berlin, at: '2026-10-25 01:00' },
    '10-26 01:30',
  ],
  [
    'a gap of half an hour',
    { time: '02:15' },
    { attributes: { timezone: 'Australia/Lord_Howe' }, at: '2026-10-03 12:00' },
    '10-03 15:45',
  ],
  [
    'a summer without summer time',
    { time: '09:00' },
    { attributes: { timezone: 'Asia/Tehran' }, at: '2026-07-01 00:00' },
    '07-01 05:30',
  ],
  [
    'a summer with it',
    { time: '09:00' },
    { attributes: { timezone: 'Asia/Tehran' }, at: '2021-07-01 00:00' },
    '07-01 04:30',
  ],
  [
    'a day that there was not',
    { at: { date: '2011-12-30' }, time: '09:00' },
    { attributes: { timezone: 'Pacific/Apia' }, at: '2011-12-28 00:00' },
    '12-30 19:00',
  ],
  ['a weekday', { time: '09:00', weekday: 5 }, { at: '2026-03-02 12:00' }, '03-06 09:00'],
  ['the same weekday, later', { time: '09:00', weekday: 1 }, { at: '2026-03-02 08:00' }, '03-02 09:00'],
  [
    'the same weekday, now: in a week',
    { time: '09:00', weekday: 1 },
    { at: '2026-03-02 09:00' },
    '03-09 09:00',
  ],
  [
    'a date',
    { at: { date: '2026-11-27' }, time: '08:00' },
    { attributes: berlin, at: '2026-03-02 12:00' },
    '11-27 07:00',
  ],
  ['the beginning of a date', { at: { date: '2026-11-27' } }, { at: '2026-03-02 12:00' }, '11-27 00:00'],
  ['a date that is past', { at: { date: '2026-01-01' } }, { at: '2026-03-02 12:00' }, '03-02 12:00 past'],
  [
    'a moment that is now is past',
    { at: { date: '2026-03-02' }, time: '12:00' },
    { at: '2026-03-02 12:00' },
    '03-02 12:00 past',
  ],
  [
    'a moment',
    { at: { datetime: '2026-11-27T08:00:00.000Z' } },
    { attributes: berlin, at: '2026-03-02 12:00' },
    '11-27 08:00',
  ],
  [
    'a date of the contact',
    { at: birthday, time: '09:00' },
    { attributes: { birthday: '2026-05-05' }, at: '2026-03-02 12:00' },
    '05-05 09:00',
  ],
  ['a date that is missing', { at: birthday }, { at: '2026-03-02 12:00' }, '03-02 12:00 past'],
  [
    'the next anniversary',
    { at: birthday, next: true, time: '09:00' },
    { attributes: { birthday: '1990-05-05' }, at: '2026-05-05 09:00' },
    '05-05 09:00',
  ],
  [
    'a week before the next anniversary',
    { at: { shift: [birthday, { duration: 'P1W' }, -1] }, next: true },
    { attributes: { birthday: '1990-01-05' }, at: '2026-12-29 12:00' },
    '12-29 00:00',
  ],
])('%s', (_, until, life, expected) => {
  expect(end(until, life)).toBe(expected)
})

describe('when the contact changes, the end of the delay follows', () => {
  const at = '2026-03-02 12:00'
  const renewal: DelayTarget = { at: birthday, time: '09:00' }
  const attributes = { birthday: '2026-05-05' }

  test.each<[string, DelayTarget, Line[], string]>([
    ['to a later date', renewal, [['2026-04-01 00:00', 'contact {"birthday":"2026-06-05"}']], '06-05 09:00'],
    [
      'to an earlier date',
      renewal,
      [['2026-04-01 00:00', 'contact {"birthday":"2026-04-05"}']],
      '04-05 09:00',
    ],
    [
      'to a date that is past',
      renewal,
      [['2026-04-01 00:00', 'contact {"birthday":"2026-03-05"}']],
      '04-01 00:00 past',
    ],
    ['to none', renewal, [['2026-04-01 00:00', 'contact {"birthday":null}']], '04-01 00:00 past'],
    [
      'to another zone',
      renewal,
      [['2026-04-01 00:00', 'contact {"timezone":"America/New_York"}']],
      '05-05 13:00',
    ],
    [
      'to another zone, at a time of day',
      { time: '13:00' },
      [['2026-03-02 12:30', 'contact {"timezone":"America/New_York"}']],
      '03-02 18:00',
    ],
    ['and nothing else moves it', renewal, [['2026-05-05 09:00', 'contact {"points":3}']], '05-05 09:00'],
  ])('%s', (_, until, log, expected) => {
    expect(end(until, { attributes, at, log })).toBe(expected)
  })
})

test('a delay that is over because its date moved was a hold: what came during it is behind the run', () => {
  const nodes = {
    d: delayUntil({ at: birthday }, 'w'),
    w: waitFor('purchased', 'P7D', 'f', 'late'),
    f: finish('bought'),
    late: finish('late'),
  }
  const host = play(load(bundle({ j: journey({ nodes }) })), {
    attributes: { birthday: '2026-05-05' },
    log: [
      ['2026-03-02 10:00', 'event signed_up'],
      ['2026-03-10 10:00', 'event purchased'],
      ['2026-03-20 10:00', 'contact {"birthday":"2026-03-01"}'],
    ],
  })
  expect(story(host, ['finished'])).toEqual(['03-27 10:00 finished late'])
})
