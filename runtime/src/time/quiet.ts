import type { LocalTime } from '../graph/format.ts'
import type { Instant } from './instant.ts'
import { DAY, MINUTE } from './units.ts'
import { fromLocal, toLocal } from './zone.ts'

/** A period of every day, in milliseconds after local midnight. It passes midnight when `to` is before `from`. */
export interface DailyPeriod {
  readonly from: number
  readonly to: number
}

/** Reads `HH:MM` as milliseconds after midnight. */
export function timeOfDay(text: LocalTime): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * MINUTE
}

/**
 * When the period that the moment lies in ends, or `undefined` outside of it. Both ends are clock times of the zone,
 * so that the period is shorter or longer on a day when the clock changes.
 */
export function endOfPeriod(instant: Instant, period: DailyPeriod, zone: string): Instant | undefined {
  if (period.from === period.to) return undefined
  const midnight = Math.floor(toLocal(instant, zone) / DAY) * DAY
  const overnight = period.to < period.from
  // A period over midnight may have begun yesterday.
  for (const day of overnight ? [midnight - DAY, midnight] : [midnight]) {
    const end = fromLocal(day + period.to + (overnight ? DAY : 0), zone)
    if (instant < end && fromLocal(day + period.from, zone) <= instant) return end
  }
  return undefined
}
