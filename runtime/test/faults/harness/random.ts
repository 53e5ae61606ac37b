/** Chance that can be repeated: numbers that follow from a seed (mulberry32). */
export interface Chance {
  readonly seed: number
  /** From 0 up to 1. */
  next(): number
  /** A whole number from 0 up to `below`. */
  below(below: number): number
  pick<T>(items: readonly T[]): T
}

/** Takes the seed of a run that failed from the environment, to run it again. */
export function seedOfRun(): number {
  return Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000_000)
}

export function createChance(seed: number): Chance {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { seed, next, below, pick: (items) => items[below(items.length)]! }
}
