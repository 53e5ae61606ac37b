/**
 * Chance that always falls out the same way: the same seed gives the same texts on every machine.
 *
 * The generator is mulberry32, a public-domain one of 32 bits: good enough to vary texts.
 */
export function seeded(seed) {
  let state = seed >>> 0
  /** A fraction from 0 up to, without, 1. */
  function fraction() {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** A whole number from `low` to `high`, both included. */
  const integer = (low, high) => low + Math.floor(fraction() * (high - low + 1))
  const pick = (items) => items[Math.floor(fraction() * items.length)]
  /** True this often, from 0 to 1. */
  const chance = (often) => fraction() < often
  /** So many different items, in an order of their own. */
  function some(items, count) {
    const left = [...items]
    const taken = []
    while (taken.length < count && left.length > 0) taken.push(...left.splice(integer(0, left.length - 1), 1))
    return taken
  }
  return { integer, pick, chance, some }
}
