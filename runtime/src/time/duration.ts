import type { IsoDuration } from '../graph/format.ts'
import { addMonths, type Day } from './days.ts'
import { DAY, HOUR, MINUTE, SECOND } from './units.ts'

/** A length of time: calendar units, then elapsed time. */
export interface Duration {
  readonly months: number
  readonly days: number
  readonly ms: number
}

const PATTERN =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/** Longer durations lead out of the range of dates. */
const LONGEST = 1000 * 365 * DAY

/** Reads an ISO 8601 duration of whole units, of at most a thousand years. `undefined` when it is not one. */
export function parseDuration(text: IsoDuration): Duration | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  const duration = {
    months: years! * 12 + months!,
    days: weeks! * 7 + days!,
    ms: hours! * HOUR + minutes! * MINUTE + seconds! * SECOND,
  }
  return nominalLength(duration) <= LONGEST ? duration : undefined
}

/**
 * The one form of a duration as a value, so that equality is that of texts: years and months, days, and hours, minutes
 * and seconds, each as large as they can be. `P1W` becomes `P7D`, `PT90M` becomes `PT1H30M`; a day and 24 hours are
 * two things. `undefined` when it is no duration.
 */
export function canonicalDuration(text: IsoDuration): IsoDuration | undefined {
  const duration = parseDuration(text)
  if (duration === undefined) return undefined
  const { months, days, ms } = duration
  const write = (amount: number, unit: string) => (amount === 0 ? '' : `${amount}${unit}`)
  const date = write(Math.floor(months / 12), 'Y') + write(months % 12, 'M') + write(days, 'D')
  const time =
    write(Math.floor(ms / HOUR), 'H') +
    write(Math.floor((ms % HOUR) / MINUTE), 'M') +
    write((ms % MINUTE) / SECOND, 'S')
  if (date === '' && time === '') return 'PT0S'
  return `P${date}${time === '' ? '' : `T${time}`}`
}

/** The units of a duration as they are written, for texts: `{ day: 1, hour: 12 }`. */
export function durationUnits(text: IsoDuration): [unit: string, count: number][] | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const names = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second']
  const units = names.map((name, index): [string, number] => [name, Number(match[index + 1] ?? 0)])
  return units.filter(([, count]) => count > 0)
}

/**
 * A length to compare durations by, in milliseconds: a day counts 24 hours, a month 30 days. Which of two durations
 * is the longer can depend on the date; this does not.
 */
export function nominalLength(duration: Duration): number {
  return (duration.months * 30 + duration.days) * DAY + duration.ms
}

/** A local time later by the calendar units of a duration: the clock stays, and the day of the month if it exists. */
export function addCalendarUnits(local: number, duration: Duration): number {
  const day = Math.floor(local / DAY)
  return addToDay(day, duration) * DAY + (local - day * DAY)
}

/** A length that a duration never goes beyond, wherever and whenever it begins, in milliseconds. */
export function longestLength({ months, days, ms }: Duration): number {
  const calendar = months * 31 * DAY + days * DAY
  // Clocks that change make a stretch of days longer by some hours, and a lost day by a day.
  return calendar === 0 ? ms : calendar + ms + 2 * DAY
}

/** A day later by the months and days of a duration; a day has no hours to add to. */
export function addToDay(day: Day, { months, days }: Duration): Day {
  return (months === 0 ? day : addMonths(day, months)) + days
}

/** The duration that leads back. */
export function negate({ months, days, ms }: Duration): Duration {
  return { months: -months, days: -days, ms: -ms }
}
