/** When something goes out, and when again: pure functions of what happened and of a clock. */
import { describe, expect, test } from 'vitest'
import { Breaker, TROUBLES } from '../../../src/service/channels/breaker.ts'
import { LaneTraffic } from '../../../src/service/channels/lane-traffic.ts'
import { Pacer } from '../../../src/service/channels/pacer.ts'
import { nextAttempt, pauseAfter } from '../../../src/service/channels/retry.ts'
import { DEFAULT_PACE, DEFAULT_RETRY } from '../../../src/service/channels/settings.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('pauses', () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [8, 128],
    [9, 256],
    [10, 360],
    [1000, 360],
  ])('after attempt %i: %i minutes', (attempts, minutes) => {
    expect(pauseAfter(DEFAULT_RETRY, attempts, 0.5)).toBe(minutes * MINUTE)
  })

  test('are a fifth shorter or longer by chance', () => {
    expect(pauseAfter(DEFAULT_RETRY, 1, 0)).toBe(48_000)
    expect(pauseAfter(DEFAULT_RETRY, 1, 0.999999)).toBe(72_000)
  })

  const AGAIN = { kind: 'again', reason: 'busy' } as const
  test.each<[what: string, verdict: { after?: number }, attempts: number, now: number, next: object]>([
    ['a first failure', {}, 1, 0, { kind: 'again', at: MINUTE, reason: 'busy' }],
    ['a pause that is asked for', { after: 2 * HOUR }, 1, 0, { kind: 'again', at: 2 * HOUR, reason: 'busy' }],
    ['a shorter one', { after: 1000 }, 1, 0, { kind: 'again', at: MINUTE, reason: 'busy' }],
    ['one far too long', { after: 1000 * HOUR }, 1, 0, { kind: 'again', at: 72 * HOUR, reason: 'busy' }],
    ['the last attempt', {}, 20, 71 * HOUR, { kind: 'again', at: 72 * HOUR, reason: 'busy' }],
    ['the end', {}, 21, 72 * HOUR, { kind: 'dead', reason: 'Given up after 21 attempts: busy' }],
    ['only one, long after', {}, 1, 99 * HOUR, { kind: 'dead', reason: 'Given up after 1 attempt: busy' }],
  ])('%s', (_, verdict, attempts, now, next) => {
    const tried = { attempts, createdAt: 0, now, chance: 0.5 }
    expect(nextAttempt({ ...AGAIN, ...verdict }, DEFAULT_RETRY, tried)).toEqual(next)
  })
})

test('a lane whose provider is being tried is looked at when that attempt ends, and not before', () => {
  const lane = new LaneTraffic({
    sender: { name: 'test', send: async () => ({ kind: 'done' }), close: async () => {} },
    pace: { ...DEFAULT_PACE, timeout: 1000 },
  })
  for (let failed = 0; failed < TROUBLES; failed++) {
    lane.begin()
    lane.end({ kind: 'again', provider: true, reason: 'down' }, 0)
  }
  const opens = lane.roomIn(0)!
  expect([lane.room(0), opens > 0]).toEqual([0, true])
  lane.enter('k')
  lane.begin()
  expect([lane.room(opens), lane.roomIn(opens)]).toEqual([0, undefined])
})

describe('a pace', () => {
  /** How many begin in each of some moments, if as many as may do. */
  function begun(perSecond: number | undefined, moments: readonly number[], most = 100): number[] {
    const pacer = new Pacer(perSecond)
    return moments.map((now) => {
      const free = Math.min(most, pacer.free(now))
      for (let count = 0; count < free; count++) pacer.take()
      return free
    })
  }

  test.each<[perSecond: number | undefined, moments: number[], counts: number[]]>([
    [undefined, [0, 1], [100, 100]],
    [10, [0, 50, 100, 1100, 9000], [10, 0, 1, 10, 10]],
    [1, [0, 500, 1000, 5000], [1, 0, 1, 1]],
    [0.5, [0, 1000, 2000, 9000], [1, 0, 1, 1]],
  ])('of %s in a second', (perSecond, moments, counts) => {
    expect(begun(perSecond, moments)).toEqual(counts)
  })

  test('says how long the next has to wait', () => {
    const pacer = new Pacer(2)
    pacer.free(0)
    pacer.take()
    expect(pacer.wait()).toBe(0)
    pacer.take()
    expect(pacer.wait()).toBe(500)
  })
})

describe('a breaker', () => {
  function broken(): Breaker {
    const breaker = new Breaker()
    for (let count = 0; count < TROUBLES; count++) breaker.failed('down', 0)
    return breaker
  }

  test('lets all pass as long as troubles are few, or in between all is well', () => {
    const breaker = new Breaker()
    for (let count = 0; count < 20; count++) {
      breaker.failed('down', 0)
      expect(breaker.trouble).toBe('down')
      breaker.answered()
      expect(breaker.allows(5, 0)).toBe(5)
    }
    expect(breaker.trouble).toBeUndefined()
  })

  test('lets nothing pass after some in a row, then one that finds out', () => {
    const breaker = broken()
    expect(breaker.allows(5, 9_999)).toBe(0)
    expect(breaker.opensAt(0)).toBe(10_000)
    expect(breaker.allows(5, 10_000)).toBe(1)
    breaker.began()
    expect(breaker.allows(5, 10_000)).toBe(0)
    breaker.answered()
    expect(breaker.allows(5, 10_000)).toBe(5)
  })

  test('waits twice as long each time, five minutes at most', () => {
    const breaker = broken()
    const pauses: number[] = []
    for (let round = 0; round < 7; round++) {
      const at = breaker.opensAt(0)!
      breaker.failed('still down', at)
      pauses.push((breaker.opensAt(at)! - at) / 1000)
    }
    expect(pauses).toEqual([20, 40, 80, 160, 300, 300, 300])
  })

  test('counts those that were under way together as one', () => {
    const breaker = broken()
    for (let count = 0; count < 50; count++) breaker.failed('down', 1)
    expect(breaker.opensAt(1)).toBe(10_000)
  })

  test('gives a provider the pause that it asks for', () => {
    const breaker = new Breaker()
    breaker.failed('429', 0, 30_000)
    expect(breaker.allows(5, 29_999)).toBe(0)
    expect(breaker.allows(5, 30_000)).toBe(5)
  })

  test('cuts a pause short that is far too long', () => {
    const breaker = new Breaker(60_000)
    breaker.failed('429', 0, 1e12)
    expect(breaker.opensAt(0)).toBe(60_000)
  })

  test('lets one find out when somebody asks', () => {
    const breaker = new Breaker()
    breaker.failed('429', 0, 30_000)
    breaker.reopen(1)
    expect(breaker.allows(5, 1)).toBe(1)
    breaker.began()
    expect(breaker.allows(5, 1)).toBe(0)
    breaker.answered()
    expect(breaker.allows(5, 1)).toBe(5)
  })
})
