import {
  currencyDigits,
  durationUnits,
  type IsoDuration,
  type Money,
  type Value,
  type ValueType,
} from '@journey-lang/runtime'
import { clean, isolate } from './bidi.ts'

/** A duration as the language writes it: `P1DT12H` is `1 day 12 hours`. Text that is no duration stays as it is. */
export function durationText(duration: IsoDuration): string {
  const units = durationUnits(duration)
  if (units === undefined) return clean(duration)
  if (units.length === 0) return '0 days'
  return units.map(([unit, count]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' ')
}

/** An amount of money as the language writes it: `20 EUR`, `20.50 EUR`. */
export function moneyText({ amount, currency }: Money): string {
  const decimals = currencyDigits(currency)
  const unit = 10 ** decimals
  const text = amount % unit === 0 ? String(amount / unit) : (amount / unit).toFixed(decimals)
  return `${text} ${clean(currency)}`
}

/** A fraction as the language writes it: `0.1` is `10%`. */
export function percentText(fraction: number): string {
  // Twelve digits: 0.07 × 100 is 7.000000000000001 in binary.
  return `${Number((fraction * 100).toPrecision(12))}%`
}

/** A count for people: `12,804`. The same on every machine, whatever its locale. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/gu, ',')
}

/** Types whose values stand in the language as bare words: `country == DE`. */
const BARE: ReadonlySet<string> = new Set(['country', 'language', 'message', 'channel', 'enum'])
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}\p{M}_\u200C]*$/u

/** A value as the language writes it where a value of this type is expected. */
export function valueText(value: Value, type?: ValueType): string {
  if (Array.isArray(value)) {
    const element = type?.type === 'list' ? type.of : undefined
    return `[${value.map((item) => valueText(item, element)).join(', ')}]`
  }
  if (typeof value === 'object') return moneyText(value)
  if (typeof value === 'number') return type?.type === 'percent' ? percentText(value) : String(value)
  if (typeof value === 'boolean') return String(value)
  if (type?.type === 'duration') return durationText(value)
  if (type?.type === 'date' || type?.type === 'time') return clean(value)
  if (type?.type === 'datetime') return datetimeText(value)
  if (type && BARE.has(type.type) && IDENTIFIER.test(value)) return isolate(value)
  return isolate(`"${clean(value).replace(/["\\{]/gu, '\\$&')}"`)
}

/** An instant as people read it: `2026-03-21 09:00 UTC`. */
export function datetimeText(instant: string): string {
  return clean(instant).replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::00(?:\.000)?)?Z$/u, '$1 $2 UTC')
}
