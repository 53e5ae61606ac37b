import { addDuration } from '../time/add-duration.ts'
import { formatDay, parseDay } from '../time/days.ts'
import { addToDay, type Duration, negate, parseDuration } from '../time/duration.ts'
import { formatInstant, parseInstant } from '../time/instant.ts'
import { DAY } from '../time/units.ts'
import type { Maybe } from './value.ts'

/**
 * A date or a moment, later or earlier by a duration. Days and longer keep the clock of the zone. Missing when an
 * operand is, when hours are added to a date, and when the result is out of the range of dates.
 */
export function shiftValue(value: Maybe, by: Duration | undefined, zone: string): Maybe {
  if (typeof value !== 'string' || by === undefined) return undefined
  const day = parseDay(value)
  if (day !== undefined) return by.ms === 0 ? formatDay(addToDay(day, by)) : undefined
  const instant = parseInstant(value)
  if (instant === undefined) return undefined
  const shifted = addDuration(instant, by, zone)
  return formatDay(Math.floor(shifted / DAY)) === undefined ? undefined : formatInstant(shifted)
}

/** The duration by which a shift moves. `undefined` when the value is none. */
export function shiftBy(duration: Maybe, sign: 1 | -1): Duration | undefined {
  const parsed = typeof duration === 'string' ? parseDuration(duration) : undefined
  return parsed && (sign === 1 ? parsed : negate(parsed))
}
