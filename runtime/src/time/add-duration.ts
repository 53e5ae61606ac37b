import { addCalendarUnits, type Duration } from './duration.ts'
import type { Instant } from './instant.ts'
import { fromLocal, toLocal } from './zone.ts'

/**
 * A moment later by a duration. Months and days keep the clock of the zone, and the day of the month where it
 * exists; a time that does not exist moves forward, one that occurs twice is the first. Then elapsed time is added.
 */
export function addDuration(instant: Instant, duration: Duration, zone: string): Instant {
  if (duration.days === 0 && duration.months === 0) return instant + duration.ms
  return fromLocal(addCalendarUnits(toLocal(instant, zone), duration), zone) + duration.ms
}
