import { expect, test } from 'vitest'
import { chanceOf } from '../src/chance.ts'
import { WHOLE } from '../src/graph/format.ts'

test('is the same on every machine and in every version', () => {
  expect([
    chanceOf('c1', 'welcome', 'offer'),
    chanceOf('c2', 'welcome', 'offer'),
    chanceOf('سارا', 'w'),
  ]).toEqual([1281, 4374, 4763])
})

test('spreads contacts evenly, and differently for each name', () => {
  const contacts = Array.from({ length: 20_000 }, (_, i) => `contact-${i}`)
  const low = (split: string) => contacts.filter((id) => chanceOf(id, 'j', split) < WHOLE / 4)
  const [one, other] = [low('one'), new Set(low('other'))]
  expect(one.length / contacts.length).toBeCloseTo(0.25, 1.7)
  // Those who are in a quarter of one split are in all quarters of another.
  expect(one.filter((id) => other.has(id)).length / one.length).toBeCloseTo(0.25, 1.5)
})

test('tells names apart by where they end', () => {
  expect(chanceOf('a', 'bc')).not.toBe(chanceOf('ab', 'c'))
})
