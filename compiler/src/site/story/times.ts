import { DAY, type Instant, toLocal } from '@journey-lang/runtime'
import { countText } from '../../emit/quantity-text.ts'
import { MONTHS, WEEKDAYS } from '../../syntax/calendar-words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A moment as a clock and a calendar on the wall show it in a zone: `Mon 2 March 2026, 10:00`. */
export function momentText(at: Instant, zone: string): string {
  return `${dayText(at, zone)}, ${clockText(at, zone)}`
}

/** `Mon 2 March 2026`. */
export function dayText(at: Instant, zone: string): string {
  const local = new Date(toLocal(at, zone))
  const weekday = capital(WEEKDAYS[(local.getUTCDay() + 6) % 7]!).slice(0, 3)
  const month = capital(MONTHS[local.getUTCMonth()]!)
  return `${weekday} ${local.getUTCDate()} ${month} ${local.getUTCFullYear()}`
}

/** `10:00`; with seconds where they tell more: `10:00:07`. */
export function clockText(at: Instant, zone: string, { seconds = false } = {}): string {
  return new Date(toLocal(at, zone)).toISOString().slice(11, seconds ? 19 : 16)
}

/** The same moment for everyone: `2026-03-02 09:00:00 UTC`. */
export function utcText(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** A length of time in its largest unit, as people say it: `6 days`, `1 hour`, `a moment`. */
export function lengthText(milliseconds: number): string {
  const units = [
    [DAY, 'day'],
    [HOUR, 'hour'],
    [MINUTE, 'minute'],
  ] as const
  for (const [unit, name] of units) {
    const count = Math.floor(milliseconds / unit)
    if (count > 0) return `${countText(count)} ${name}${count === 1 ? '' : 's'}`
  }
  return 'a moment'
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
