import type { Money, Value } from '../graph/format.ts'
import { nominalLength, parseDuration } from '../time/duration.ts'

/** A value that may be missing. */
export type Maybe<T = Value> = T | undefined

export function isMoney(value: Maybe): value is Money {
  return typeof value === 'object' && !Array.isArray(value)
}

/** Equality by value, without conversion. Missing equals only missing. */
export function sameValue(a: Maybe, b: Maybe): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object') return false
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]))
  }
  return !Array.isArray(b) && a.amount === b.amount && a.currency === b.currency
}

/**
 * Negative, zero or positive, as `a` is before, at or after `b`. `undefined` when they have no order: one is
 * missing, or they differ in type or currency. Dates, times and moments are written so that their texts have their
 * order; durations go by nominal length, and those of one length (a day, 24 hours) by their texts.
 */
export function compareValues(a: Maybe, b: Maybe): number | undefined {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : undefined
  if (typeof a === 'string') return typeof b === 'string' ? compareTexts(a, b) : undefined
  if (isMoney(a) && isMoney(b) && a.currency === b.currency) return a.amount - b.amount
  return undefined
}

function compareTexts(a: string, b: string): number {
  if (a.startsWith('P') && b.startsWith('P')) {
    const left = lengthOf(a)
    const right = lengthOf(b)
    if (left !== undefined && right !== undefined && left !== right) return left - right
  }
  return a < b ? -1 : a > b ? 1 : 0
}

function lengthOf(value: Maybe): number | undefined {
  const duration = typeof value === 'string' ? parseDuration(value) : undefined
  return duration && nominalLength(duration)
}

/** A sum or difference of two numbers or of two amounts of one currency; otherwise missing. */
export function addValues(a: Maybe, b: Maybe, sign: 1 | -1): Maybe {
  if (typeof a === 'number') return typeof b === 'number' ? finite(a + sign * b) : undefined
  if (!isMoney(a) || !isMoney(b) || a.currency !== b.currency) return undefined
  const amount = a.amount + sign * b.amount
  return Number.isSafeInteger(amount) ? { amount, currency: a.currency } : undefined
}

/** A number, or missing when it is infinite or no number. */
export function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}
