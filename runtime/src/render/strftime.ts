import type { Instant } from '../time/instant.ts'
import { DAY, MINUTE } from '../time/units.ts'
import { offsetAt } from '../time/zone.ts'

/** A moment as it is shown somewhere. */
export interface Shown {
  at: Instant
  /** An IANA name, which must exist. */
  zone: string
  /** BCP 47: the language of the names of days and months. */
  locale: string
}

/**
 * Writes a moment by a format of strftime, such as `%-d %B %Y`, with the flags `-`, `_`, `0`, `^`, `#` and `:`, and widths.
 * Liquid's own reads the clock of the machine on the way, so that its hours depend on where it runs.
 */
export function strftime(format: string, shown: Shown): string {
  const offset = offsetAt(shown.at, shown.zone)
  const clock: Clock = { ...shown, offset, local: new Date(shown.at + offset) }
  return format.replace(PATTERN, (written, flags: string, width: string, code: string) => {
    const field = FIELDS[code]
    if (field === undefined) return written
    const text = recased(String(field.of(clock, flags)), flags)
    const pad = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : (field.pad ?? '0')
    const least = flags.includes('-') ? 0 : Math.min(Number(width) || field.width || 0, WIDEST)
    return text.padStart(least, pad)
  })
}

const PATTERN = /%([-_0^#:]*)(\d*)[EO]?(.)/gu
const WIDEST = 100

interface Clock extends Shown {
  offset: number
  /** Reads in UTC what is shown. */
  local: Date
}

interface Field {
  of: (clock: Clock, flags: string) => string | number
  width?: number
  pad?: ' '
}

function recased(text: string, flags: string): string {
  if (flags.includes('^')) return text.toUpperCase()
  if (!flags.includes('#')) return text
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase()
}

const name =
  (options: Intl.DateTimeFormatOptions) =>
  ({ local, locale }: Clock) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(local)

const dayOfYear = ({ local }: Clock): number =>
  Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / DAY) + 1

/** Weeks begin on that day of the week; the days before the first are week 0. */
const weekOfYear = (clock: Clock, first: number): number =>
  Math.floor((dayOfYear(clock) + 6 - ((clock.local.getUTCDay() - first + 7) % 7)) / 7)

const hour12 = ({ local }: Clock): number => local.getUTCHours() % 12 || 12
const half = ({ local }: Clock): string => (local.getUTCHours() < 12 ? 'AM' : 'PM')

function ordinal({ local }: Clock): string {
  const day = local.getUTCDate()
  if (day > 10 && day < 14) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}

function offsetText({ offset }: Clock, flags: string): string {
  const minutes = Math.abs(Math.round(offset / MINUTE))
  const two = (value: number) => String(value).padStart(2, '0')
  const colon = flags.includes(':') ? ':' : ''
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${colon}${two(minutes % 60)}`
}

const FIELDS: Readonly<Record<string, Field>> = {
  a: { of: name({ weekday: 'short' }), pad: ' ' },
  A: { of: name({ weekday: 'long' }), pad: ' ' },
  b: { of: name({ month: 'short' }), pad: ' ' },
  B: { of: name({ month: 'long' }), pad: ' ' },
  c: { of: name({ dateStyle: 'short', timeStyle: 'medium' }), pad: ' ' },
  C: { of: ({ local }) => Math.floor(local.getUTCFullYear() / 100), width: 2 },
  d: { of: ({ local }) => local.getUTCDate(), width: 2 },
  e: { of: ({ local }) => local.getUTCDate(), width: 2, pad: ' ' },
  h: { of: name({ month: 'short' }), pad: ' ' },
  H: { of: ({ local }) => local.getUTCHours(), width: 2 },
  I: { of: hour12, width: 2 },
  j: { of: dayOfYear, width: 3 },
  k: { of: ({ local }) => local.getUTCHours(), width: 2, pad: ' ' },
  l: { of: hour12, width: 2, pad: ' ' },
  L: { of: ({ local }) => local.getUTCMilliseconds(), width: 3 },
  m: { of: ({ local }) => local.getUTCMonth() + 1, width: 2 },
  M: { of: ({ local }) => local.getUTCMinutes(), width: 2 },
  n: { of: () => '\n' },
  N: { of: ({ local }) => `${String(local.getUTCMilliseconds()).padStart(3, '0')}000000` },
  p: { of: half, pad: ' ' },
  P: { of: (clock) => half(clock).toLowerCase(), pad: ' ' },
  q: { of: ordinal },
  s: { of: ({ at }) => Math.floor(at / 1000) },
  S: { of: ({ local }) => local.getUTCSeconds(), width: 2 },
  t: { of: () => '\t' },
  u: { of: ({ local }) => local.getUTCDay() || 7 },
  U: { of: (clock) => weekOfYear(clock, 0), width: 2 },
  w: { of: ({ local }) => local.getUTCDay() },
  W: { of: (clock) => weekOfYear(clock, 1), width: 2 },
  x: { of: name({ dateStyle: 'short' }), pad: ' ' },
  X: { of: name({ timeStyle: 'medium' }), pad: ' ' },
  y: { of: ({ local }) => local.getUTCFullYear() % 100, width: 2 },
  Y: { of: ({ local }) => local.getUTCFullYear(), width: 4 },
  z: { of: offsetText },
  Z: { of: ({ zone }) => zone },
  '%': { of: () => '%' },
}
