/** What one input costs must not grow with what a contact did before. */
import { describe, expect, test } from 'vitest'
import { notedAs } from '../../src/core/generations.ts'
import { type IdMap, numberOf, setId } from '../../src/core/id-map.ts'
import type { Expr, Journey, Start } from '../../src/index.ts'
import { apply, type ContactState, type Input, newContact } from '../../src/index.ts'
import { bundle, delay, finish, input, journey, load, moment, waitFor } from '../helpers.ts'

const AT = '2026-03-02 10:00'
const HOUR = 60 * 60_000
const never: Expr = { '===': [{ var: ['event', 'order'] }, 'never'] }
const waiting = journey({
  nodes: {
    w: { kind: 'wait', arms: [{ name: 'x', on: { event: 'purchased' }, where: never }], edges: { x: 'v' } },
    v: waitFor('purchased', undefined, 'f'),
    f: finish(),
  },
})
const loaded = load(bundle({ waiting }))

/** How many parts of the state are new after an input: those that it does not share with the state before. */
function newParts(before: unknown, after: unknown): number {
  const known = new Set<unknown>()
  const collect = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    known.add(value)
    Object.values(value).forEach(collect)
  }
  collect(before)
  const count = (value: unknown): number => {
    if (typeof value !== 'object' || value === null || known.has(value)) return 0
    return Object.values(value).reduce((sum: number, part) => sum + 1 + count(part), 0)
  }
  return count(after)
}

describe('a contact with many inputs', () => {
  const purchase = (index: number, id: boolean): Input =>
    ({
      ...input(AT, 'event purchased {"order":"1"}'),
      at: moment(AT) + index,
      ...(id && { id: `order-${index}` }),
    }) as Input

  test.each([
    ['with ids', true, newContact('c1')],
    [
      'that a run may look back at',
      false,
      apply(loaded, newContact('c1'), input(AT, 'event signed_up')).contact,
    ],
  ])('%s', (_, withId, from) => {
    let contact: ContactState = from
    let most = 0
    for (let index = 1; index <= 3000; index++) {
      const { contact: after } = apply(loaded, contact, purchase(index, withId))
      if (index % 100 === 0) most = Math.max(most, newParts(contact, after))
      contact = after
    }
    expect(most).toBeLessThan(300)
    if (withId) expect(apply(loaded, contact, purchase(1, true)).contact).toBe(contact)
    else expect(contact.history.flatMap((one) => one.occurrences)).toHaveLength(3000)
  })
})

describe('a contact with many keys of entry', () => {
  /** After so many orders, each a run of its own, over after an hour. */
  function afterOrders(enter: Journey['enter'], count: number) {
    const starts: Start[] = [{ id: 'bought', on: { event: 'purchased' }, key: { var: ['event', 'order'] } }]
    const nodes = { d: delay('PT1H', 'f'), f: finish() }
    const journeys = load(bundle({ j: journey({ starts, enter, nodes }) }))
    let contact = newContact('c1')
    let most = 0
    for (let index = 0; index < count; index++) {
      const bought = input(AT, `event purchased {"order":"order-${index}"}`) as Input
      const { contact: after } = apply(journeys, contact, { ...bought, at: moment(AT) + index * HOUR })
      if (index > 0) most = Math.max(most, newParts(contact, after))
      contact = after
    }
    return { most, kept: JSON.stringify(contact.entries).length, ...contact.entries.j! }
  }

  test('that may enter once: one more costs as much as the first ones', () => {
    const { most, keys, count } = afterOrders({ rule: 'once' }, 3000)
    expect(most).toBeLessThan(400)
    expect(count).toBe(3000)
    expect(notedAs(keys!, 'order-0')).toBe(moment(AT))
  })

  test.each<[string, Journey['enter']]>([
    ['that are let in again: none is kept', { rule: 'again' }],
    ['that are let in again after a time: those of the last times are', { rule: 'again', after: 'PT24H' }],
  ])('%s', (_, enter) => {
    expect(afterOrders(enter, 1000).kept).toBeLessThan(3000)
  })
})

test('a map of ids has what was added, also where hashes are the same', () => {
  // Both give the same FNV-1a hash.
  const same = ['costarring', 'liquid']
  const ids = [...same, ...Array.from({ length: 2000 }, (_, index) => `id-${index}`)]
  const map = ids.reduce<IdMap>((all, id, index) => setId(all, id, index), [])
  expect(ids.map((id) => numberOf(map, id))).toEqual(ids.map((_, index) => index))
  expect(numberOf(map, 'id-2000')).toBeUndefined()
})
