import { MINUTE } from './units.ts'

/** A moment, in milliseconds since 1970-01-01T00:00Z. */
export type Instant = number

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/

/** Reads an ISO 8601 date and time with an offset. `undefined` when it is not one, or no such moment exists. */
export function parseInstant(text: string): Instant | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second = '0', fraction = '', offset] = match
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  if (!isDate(Number(year), Number(month), Number(day))) return undefined
  if (offset !== 'Z' && (Number(offset!.slice(1, 3)) > 23 || Number(offset!.slice(4)) > 59)) return undefined
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3))
  const local = utc(Number(year), Number(month), Number(day)) + clock(hour!, minute!) + Number(second) * 1000
  const offsetMs =
    offset === 'Z' ? 0 : Number(`${offset![0]}1`) * clock(offset!.slice(1, 3), offset!.slice(4))
  return local + milliseconds - offsetMs
}

/** ISO 8601 in UTC with milliseconds, e.g. `2026-03-02T10:00:00.000Z`. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString()
}

/** Whether there is such a day in the (proleptic Gregorian) calendar. */
export function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(utc(year, month, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function utc(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime()
}

function clock(hours: string, minutes: string): number {
  return (Number(hours) * 60 + Number(minutes)) * MINUTE
}
