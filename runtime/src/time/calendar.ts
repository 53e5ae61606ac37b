import type { Day } from './days.ts'
import type { Instant } from './instant.ts'
import { DAY } from './units.ts'
import { fromLocal, toLocal } from './zone.ts'

/** The day that a calendar in the zone shows. */
export function localDay(instant: Instant, zone: string): Day {
  return Math.floor(toLocal(instant, zone) / DAY)
}

/** What a clock in the zone shows, in milliseconds after midnight. */
export function localTimeOfDay(instant: Instant, zone: string): number {
  return toLocal(instant, zone) - localDay(instant, zone) * DAY
}

/** The moment of a day and a time of day. In a gap it moves forward by the gap; of two it is the first. */
export function momentOn(day: Day, time: number, zone: string): Instant {
  return fromLocal(day * DAY + time, zone)
}
