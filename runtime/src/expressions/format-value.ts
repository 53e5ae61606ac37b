import type { FormatType, Money, Value } from '../graph/format.ts'
import { durationUnits } from '../time/duration.ts'
import { parseInstant } from '../time/instant.ts'
import { currencyDigits } from './currency.ts'
import { isMoney } from './value.ts'

/** For whom a text is written. */
export interface Reader {
  /** BCP 47. A tag that is not well-formed counts as English. */
  language: string
  /** IANA name; it must exist. */
  zone: string
}

/** The types whose values are written in the same way in every project. */
export type PlainFormatType = Exclude<FormatType, object>

/** A value as people of that language write it, by its type. A value that is not of the type is written plainly. */
export function formatValue(value: Value, type: PlainFormatType, reader: Reader): string {
  const language = knownLanguage(reader.language)
  switch (type) {
    case 'integer':
    case 'number':
      return typeof value === 'number' ? numbers(language, {}).format(value) : plain(value)
    case 'percent':
      return typeof value === 'number'
        ? numbers(language, { style: 'percent', maximumFractionDigits: 2 }).format(value)
        : plain(value)
    case 'money':
      return isMoney(value) ? formatMoney(value, language) : plain(value)
    case 'boolean':
      return value === true ? 'yes' : 'no'
    case 'duration':
      return formatDuration(plain(value), language)
    case 'date':
      return formatMoment(`${plain(value)}T00:00Z`, value, language, { dateStyle: 'long', timeZone: 'UTC' })
    case 'time':
      return formatMoment(`1970-01-01T${plain(value)}Z`, value, language, {
        timeStyle: 'short',
        timeZone: 'UTC',
      })
    case 'datetime':
      return formatMoment(plain(value), value, language, {
        dateStyle: 'long',
        timeStyle: 'short',
        timeZone: reader.zone,
      })
    case 'country':
      return displayName(plain(value), 'region', language)
    case 'language':
      return displayName(plain(value), 'language', language)
    case 'list':
      return Array.isArray(value) ? formatList(value, reader) : plain(value)
    default:
      return plain(value)
  }
}

/** A value as text without regard to its reader. */
export function plain(value: Value): string {
  if (Array.isArray(value)) return value.map(plain).join(', ')
  return isMoney(value) ? `${formatAmount(value)} ${value.currency}` : String(value)
}

function formatAmount({ amount, currency }: Money): string {
  return (amount / 10 ** currencyDigits(currency)).toFixed(currencyDigits(currency))
}

function formatMoney(money: Money, language: string): string {
  const digits = currencyDigits(money.currency)
  const options = { style: 'currency', currency: money.currency, minimumFractionDigits: digits } as const
  return numbers(language, { ...options, maximumFractionDigits: digits }).format(money.amount / 10 ** digits)
}

function formatDuration(text: string, language: string): string {
  const units = durationUnits(text)
  if (units === undefined) return text
  const parts = units.map(([unit, count]) =>
    numbers(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
  )
  return parts.join(' ')
}

function formatMoment(
  instant: string,
  value: Value,
  language: string,
  options: Intl.DateTimeFormatOptions,
): string {
  const moment = parseInstant(instant)
  return moment === undefined ? plain(value) : dates(language, options).format(moment)
}

/** Texts as an enumeration: "a, b, and c". */
export function formatTexts(texts: string[], reader: Reader): string {
  return lists(knownLanguage(reader.language)).format(texts)
}

function formatList(items: Value[], reader: Reader): string {
  const texts = items.map((item) => {
    if (isMoney(item)) return formatValue(item, 'money', reader)
    return typeof item === 'number' ? formatValue(item, 'number', reader) : plain(item)
  })
  return formatTexts(texts, reader)
}

function displayName(code: string, type: 'region' | 'language', language: string): string {
  try {
    return names(language, type).of(code) ?? code
  } catch {
    return code
  }
}

// Formatters are costly to make, and few are needed: each is made once.
const numbers = remembered(
  (language, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options),
)
const dates = remembered(
  (language, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options),
)
const lists = remembered((language) => new Intl.ListFormat(language, { type: 'conjunction' }))
const names = remembered(
  (language, type: 'region' | 'language') => new Intl.DisplayNames(language, { type, fallback: 'code' }),
)
/** The language, or English when its tag is not well-formed. */
export const knownLanguage = remembered((language) => (isLanguage(language) ? language : 'en'))

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}

function remembered<R, O = void>(make: (language: string, options: O) => R) {
  const made = new Map<string, R>()
  return (language: string, options: O): R => {
    const key = `${language} ${JSON.stringify(options) ?? ''}`
    let result = made.get(key)
    if (result === undefined) {
      result = make(language, options)
      if (made.size > 1000) made.clear()
      made.set(key, result)
    }
    return result
  }
}
