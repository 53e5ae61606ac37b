import { localDay, localTimeOfDay, momentOn } from './calendar.ts'
import { addToDay, type Duration } from './duration.ts'
import type { Instant } from './instant.ts'

/**
 * A moment later by a duration, or earlier by a negative one. Months and days keep the clock of the zone, and the day
 * of the month where it exists; a time that does not exist moves forward, one that occurs twice is the first. Then
 * elapsed time is added.
 */
export function addDuration(instant: Instant, duration: Duration, zone: string): Instant {
  if (duration.days === 0 && duration.months === 0) return instant + duration.ms
  const day = addToDay(localDay(instant, zone), duration)
  return momentOn(day, localTimeOfDay(instant, zone), zone) + duration.ms
}
