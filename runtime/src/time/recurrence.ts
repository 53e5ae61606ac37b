import { addMonths, type Day, dayOf, partsOf } from './days.ts'
import type { Instant } from './instant.ts'

/** Which days something recurs on, by the calendar of whoever it happens to. */
export type Recurrence =
  | { readonly every: 'day' }
  /** 1 is Monday. */
  | { readonly every: 'week'; readonly weekday: number }
  /** A day that a month does not have is its last. */
  | { readonly every: 'month'; readonly day: number }
  | { readonly every: 'year'; readonly month: number; readonly day: number }

/** The day itself if it is one of the recurrence, else the next that is. */
export function dayFrom(recurrence: Recurrence, from: Day): Day {
  switch (recurrence.every) {
    case 'day':
      return from
    case 'week':
      return from + ((recurrence.weekday - partsOf(from).weekday + 7) % 7)
    case 'month': {
      const { year, month } = partsOf(from)
      const inThis = dayOf(year, month, recurrence.day)
      if (inThis >= from) return inThis
      const next = partsOf(addMonths(dayOf(year, month, 1), 1))
      return dayOf(next.year, next.month, recurrence.day)
    }
    case 'year': {
      const { year } = partsOf(from)
      const inThis = dayOf(year, recurrence.month, recurrence.day)
      return inThis >= from ? inThis : dayOf(year + 1, recurrence.month, recurrence.day)
    }
  }
}

/** A day if it is not past, else its next anniversary. 29 February becomes the 28th in years without one. */
export function anniversaryFrom(day: Day, from: Day): Day {
  if (from <= day) return day
  const { month, day: ofMonth } = partsOf(day)
  return dayFrom({ every: 'year', month, day: ofMonth }, from)
}

/**
 * The first moment after another that days lead to. `days` gives the first of them from a day on, in order; each
 * leads to one moment, never to an earlier one than the day before it does.
 */
export function firstMoment(
  days: (from: Day) => Day | undefined,
  momentOf: (day: Day) => Instant,
  from: Day,
  after: Instant,
): Instant | undefined {
  for (let day = days(from); day !== undefined; day = days(day + 1)) {
    const moment = momentOf(day)
    // Not a number: out of the range of dates.
    if (moment > after || Number.isNaN(moment)) return Number.isNaN(moment) ? undefined : moment
  }
  return undefined
}
