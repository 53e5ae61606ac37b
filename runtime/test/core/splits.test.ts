import { describe, expect, test } from 'vitest'
import { chanceOf } from '../../src/chance.ts'
import type { Journey } from '../../src/graph/format.ts'
import { collectStatistics, createMemoryHost, pinChances } from '../../src/index.ts'
import { bundle, delay, finish, input, journey, load, play, send, split, story } from '../helpers.ts'

const contacts = Array.from({ length: 400 }, (_, i) => `c${i}`)

/** Runs everyone through one journey. */
function everyone(source: Journey, days = 0) {
  const loaded = load(bundle({ j: source }))
  const host = createMemoryHost(loaded)
  for (let day = 0; day <= days; day++) {
    const at = `2026-03-0${2 + day} 10:00`
    for (const contact of contacts) host.post(input(at, 'event signed_up', { contact }))
  }
  return { host, statistics: collectStatistics(loaded, host.records).journeys.j! }
}

describe('a split', () => {
  const nodes = (a: number) => ({
    s: split('test', { a, b: 10_000 - a }, { a: 'fa', b: 'fb' }),
    fa: finish('a'),
    fb: finish('b'),
  })

  test('sends contacts on their ways by their shares', () => {
    const { passed } = everyone(journey({ nodes: nodes(2500) })).statistics.nodes.s!
    expect(passed.a! / contacts.length).toBeGreaterThan(0.2)
    expect(passed.a! / contacts.length).toBeLessThan(0.3)
    expect(passed.a! + passed.b!).toBe(contacts.length)
  })

  test('always sends a contact on the same way', () => {
    const { host } = everyone(journey({ nodes: nodes(5000) }), 3)
    const armsOf = Map.groupBy(
      host.records.filter((record) => record.kind === 'passed'),
      (record) => record.contact,
    )
    expect(armsOf.size).toBe(contacts.length)
    for (const passed of armsOf.values()) expect(new Set(passed.map((record) => record.edge)).size).toBe(1)
  })

  test('is decided by contact, journey and split alone', () => {
    const { host } = everyone(journey({ nodes: nodes(5000) }))
    for (const record of host.records) {
      if (record.kind !== 'passed') continue
      expect(record.edge).toBe(chanceOf(record.contact, 'j', 'test') < 5000 ? 'a' : 'b')
    }
  })

  test.each([
    [0, 'b'],
    [10_000, 'a'],
  ])('with a share of %i takes everyone along one arm', (share, arm) => {
    const { passed } = everyone(journey({ nodes: nodes(share) })).statistics.nodes.s!
    expect(passed).toEqual({ [arm]: contacts.length })
  })

  test.each(['a', 'b'])('can be pinned to %s for a test', (arm) => {
    const loaded = load(bundle({ j: journey({ nodes: nodes(5000) }) }))
    const arms = new Map([['j', new Map([['test', arm]])]])
    const host = play(pinChances(loaded, { arms, heldOut: new Set() }), {
      log: [['2026-03-02 10:00', 'event signed_up']],
    })
    expect(story(host).at(-1)).toBe(`03-02 10:00 finished ${arm}`)
  })
})

describe('a holdout', () => {
  const measured = journey({
    holdout: 10_000,
    goals: { bought: { event: 'purchased', within: 'P7D' }, later: { event: 'purchased' } },
    nodes: { s: send('hello', 'd'), d: delay('P1D', 'f'), f: finish() },
  })
  const heldOut = (log: [string, string][]) =>
    story(play(load(bundle({ j: measured })), { log: [['2026-03-02 10:00', 'event signed_up'], ...log] }))

  test('takes no steps, and measures the goals that have a time', () => {
    expect(heldOut([['2026-03-09 10:00', 'event purchased']])).toEqual([
      '03-02 10:00 held out of j',
      '03-09 10:00 goal bought though held out',
    ])
  })

  test('measures no longer than a goal can be reached', () => {
    expect(heldOut([['2026-03-09 10:01', 'event purchased']])).toEqual(['03-02 10:00 held out of j'])
  })

  test('is inside as long as it is measured, and may then come in again', () => {
    const again: [string, string][] = [
      ['2026-03-05 10:00', 'event signed_up'],
      ['2026-03-09 10:01', 'event signed_up'],
    ]
    expect(heldOut(again)).toEqual([
      '03-02 10:00 held out of j',
      '03-05 10:00 refused j: inside',
      '03-09 10:01 held out of j',
    ])
  })

  test('holds a share of the contacts out, and counts them apart', () => {
    const goals = { bought: { event: 'purchased', within: 'P7D' } }
    const { host, statistics } = everyone(journey({ holdout: 2500, goals, nodes: { f: finish() } }))
    const held = contacts.filter((contact) => chanceOf(contact, 'j') < 2500)
    expect(host.records.filter((one) => one.kind === 'held_out').map((one) => one.contact)).toEqual(held)
    expect(statistics).toMatchObject({
      entered: contacts.length - held.length,
      heldOut: { entered: held.length, goals: { bought: 0 } },
    })
  })

  test('is left to nobody in a test, unless the test says so', () => {
    const loaded = load(bundle({ j: measured }))
    const first = (journeys: string[]) => {
      const pinned = pinChances(loaded, { arms: new Map(), heldOut: new Set(journeys) })
      return story(play(pinned, { log: [['2026-03-02 10:00', 'event signed_up']] }))[0]
    }
    expect(first([])).toBe('03-02 10:00 entered j by signed_up')
    expect(first(['j'])).toBe('03-02 10:00 held out of j')
  })
})
