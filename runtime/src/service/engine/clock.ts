import type { Instant } from '../../time/instant.ts'

/** What time it is. */
export interface Clock {
  /** The time that people set. */
  now(): Instant
  /** How much time has passed since some moment, in milliseconds: nobody sets it. Absent: as the machine measures it. */
  steady?(): number
}

export const systemClock: Clock = { now: () => Date.now() }

/** How much time has passed since some moment, in milliseconds. */
export function steadyTime(clock: Clock): number {
  return clock.steady?.() ?? performance.now()
}
