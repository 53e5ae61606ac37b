import { DAY } from './units.ts'

/** Days of the calendar are numbered from 1970-01-01. A day has no zone. */
export type Day = number

/** A day of the month that does not exist becomes the last that does: 31 June is 30 June, 29 February 2027 the 28th. */
export function dayOf(year: number, month: number, day: number): Day {
  const last = new Date(0)
  last.setUTCFullYear(year, month, 0)
  return Math.floor(last.setUTCDate(Math.min(day, last.getUTCDate())) / DAY)
}

/** The parts of a day; `month` counts from 1, `weekday` from 1 for Monday to 7 for Sunday. */
export function partsOf(day: Day): { year: number; month: number; day: number; weekday: number } {
  const date = new Date(day * DAY)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: ((((day + 3) % 7) + 7) % 7) + 1,
  }
}

/** Reads `YYYY-MM-DD`. `undefined` when there is no such day. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return undefined
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  if (month < 1 || month > 12 || day < 1) return undefined
  const found = dayOf(year, month, day)
  return partsOf(found).day === day ? found : undefined
}

/** `YYYY-MM-DD`. `undefined` for days that can not be written so, before the year 0 and after 9999. */
export function formatDay(day: Day): string | undefined {
  const text = Number.isInteger(day) && Math.abs(day) < 1e8 ? new Date(day * DAY).toISOString() : ''
  return /^\d{4}-/.test(text) ? text.slice(0, 10) : undefined
}

/** A day later by months, where a day of the month that does not exist is the last that does. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, day: ofMonth } = partsOf(day)
  const total = year * 12 + month - 1 + months
  const newYear = Math.floor(total / 12)
  return dayOf(newYear, total - newYear * 12 + 1, ofMonth)
}
