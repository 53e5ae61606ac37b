/** What history expressions see when things happen, and what is kept for them. */
import { describe, expect, test } from 'vitest'
import type { Expr, History } from '../../src/graph/format.ts'
import { bundle, delay, finish, journey, type Line, load, moment, play, send, story } from '../helpers.ts'

const count = (event: string, window: History['window'], where?: Expr): Expr => ({
  history: { agg: 'count', event, window, ...(where !== undefined && { where }) },
})
const moreThan = (expr: Expr, limit: number): Expr => ({ '>': [expr, limit] })
const purchase = (at: string, cents = 1000, more: object = {}): Line => [
  at,
  `event purchased {"total":{"amount":${cents},"currency":"EUR"}}`,
  more,
]

/** A journey that somebody enters by a purchase for which a condition holds. */
function buyers(where: Expr) {
  return journey({ starts: [{ id: 's', on: { event: 'purchased' }, where }], nodes: { f: finish() } })
}
const entries = (where: Expr, log: Line[]) =>
  story(play(load(bundle({ j: buyers(where) })), { log }), ['entered']).map((line) => line.slice(0, 11))

describe('the event that happens now', () => {
  test('counts', () => {
    expect(
      entries(moreThan(count('purchased', { ever: true }), 1), [
        purchase('2026-03-02 10:00'),
        purchase('2026-04-02 10:00'),
      ]),
    ).toEqual(['04-02 10:00'])
  })

  test('can be compared with those before', () => {
    const larger = count(
      'purchased',
      { last: 'P1Y' },
      {
        '>': [{ var: ['event', 'total'] }, { var: ['matched', 'total'] }],
      },
    )
    expect(
      entries({ '===': [larger, 0] }, [
        purchase('2026-03-02 10:00', 500),
        purchase('2026-03-03 10:00', 300),
        purchase('2026-03-04 10:00', 600),
      ]),
    ).toEqual(['03-02 10:00', '03-04 10:00'])
  })
})

test('what is received late counts for when it happened', () => {
  const late = { received: moment('2026-03-10 10:00') }
  expect(
    entries(moreThan(count('purchased', { last: 'P7D' }), 1), [
      purchase('2026-03-02 09:00', 1, late),
      purchase('2026-03-10 10:00'),
      purchase('2026-03-05 10:00', 1, late),
    ]),
  ).toEqual(['03-10 10:00'])
})

test('since the start leaves out what began the run, and is empty for who is not inside', () => {
  const since = count('viewed', { since: 'start' })
  const j = journey({
    starts: [{ id: 's', on: { event: 'viewed' } }],
    exits: [{ id: 'twice', when: moreThan(since, 1) }],
    nodes: { d: delay('P30D', 'f'), f: finish() },
  })
  const view = (at: string): Line => [at, 'event viewed {"page":"x"}']
  const log = [view('2026-03-02 10:00'), view('2026-03-03 10:00'), view('2026-03-04 10:00')]
  expect(story(play(load(bundle({ j })), { log, until: '2026-03-05 10:00' }), ['entered', 'exited'])).toEqual(
    ['03-02 10:00 entered j by s', '03-04 10:00 exited twice', '03-04 10:00 entered j by s'],
  )
})

test('about the last messages', () => {
  const unread = { history: { agg: 'none', event: 'opened', window: { lastSent: 2 } } } satisfies Expr
  const sending = journey({
    starts: [{ id: 's', on: { event: 'viewed' } }],
    nodes: { m: send('hello', 'f'), f: finish() },
  })
  const log = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'].flatMap((day, index): Line[] => [
    [`${day} 10:00`, 'event viewed {"page":"x"}'],
    ...(index === 1 ? [[`${day} 11:00`, 'event opened {"message":"hello"}'] as Line] : []),
    purchase(`${day} 12:00`),
  ])
  const host = play(load(bundle({ j: buyers(unread), sending })), { log })
  const entered = story(host, ['entered']).filter((line) => line.includes(' j '))
  // Opened was the second message: it is one of the last two until the fourth is sent.
  expect(entered).toEqual(['03-02 12:00 entered j by s', '03-05 12:00 entered j by s'])
  expect(host.contact('c1')?.past?.events.opened?.flatMap(({ occurrences }) => occurrences)).toHaveLength(1)
})

describe('what is kept', () => {
  const many: Line[] = Array.from({ length: 300 }, (_, day) =>
    purchase(new Date(moment('2026-01-01 10:00') + day * 24 * 3_600_000).toISOString(), day),
  )
  const kept = (where: Expr) =>
    play(load(bundle({ j: buyers(where) })), { log: many, until: '2026-10-30 10:00' }).contact('c1')?.past

  test('as long as the longest window needs it, and not much longer', () => {
    const past = kept({
      or: [
        moreThan(count('purchased', { last: 'P7D' }), 1000),
        moreThan(count('purchased', { last: 'P30D' }), 1000),
      ],
    })
    const length = past!.events.purchased!.flatMap(({ occurrences }) => occurrences).length
    expect(length).toBeGreaterThanOrEqual(30)
    expect(length).toBeLessThan(30 + 64 + 5)
  })

  test('as a sum for ever, with a condition, too', () => {
    const where = { '<': [{ var: ['event', 'total'] }, { money: [10, 'EUR'] }] } satisfies Expr
    const sum = {
      history: { agg: 'sum', event: 'purchased', field: 'total', where, window: { ever: true } },
    } satisfies Expr
    const past = kept({ '>': [sum, { money: [1_000_000, 'EUR'] }] })
    expect(past?.events).toEqual({})
    expect(Object.values(past!.tallies)).toMatchObject([{ count: 10, sum: { amount: 45, currency: 'EUR' } }])
  })

  test.each<[string, Expr]>([
    ['a field of the contact', { '===': [{ var: ['event', 'order'] }, { var: ['contact', 'name'] }] }],
    [
      'what the contact would read',
      { '===': [{ format: [{ var: ['event', 'total'] }, 'money'] }, '€10.00'] },
    ],
  ])('event by event for ever, when its condition reads more than the event: %s', (_, where) => {
    const past = kept(moreThan(count('purchased', { ever: true }, where), 1))
    expect(past!.events.purchased!.flatMap(({ occurrences }) => occurrences)).toHaveLength(300)
    expect(past!.tallies).toEqual({})
  })
})
