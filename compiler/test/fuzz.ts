/**
 * How often a property is tried. The same texts each time, so that a failure is one of the change at hand and not of
 * chance. JOURNEY_FUZZ=100 tries a hundred times as many other ones: `JOURNEY_FUZZ=100 npx vitest run
 * compiler/test/syntax`. A failure tells the seed to give to JOURNEY_FUZZ_SEED.
 */
import { vi } from 'vitest'

const times = Number(process.env.JOURNEY_FUZZ ?? 1)
const seed = Number(process.env.JOURNEY_FUZZ_SEED ?? (times === 1 ? 20_260_302 : Date.now() % 2 ** 31))

if (times > 1) vi.setConfig({ testTimeout: times * 60_000 })

/** The settings of a property that is tried so many times in the suite. */
export function runs(count: number): { numRuns: number; seed: number } {
  return { numRuns: count * times, seed }
}

/** Every so manieth of what there is to try: the same ones each time, and all of them with JOURNEY_FUZZ. */
export function share<T>(all: readonly T[], each: number): T[] {
  return times > 1 ? [...all] : all.filter((_, index) => index % each === 0)
}
