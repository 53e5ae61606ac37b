import { hashOfText } from './id-map.ts'
import type { Input } from './inputs.ts'

/** What names an input, and when it was told: sent again without a time, it is told at another one. */
const NOT_SAID: ReadonlySet<string> = new Set(['id', 'at', 'received'])

/**
 * What an input says as a number of 32 bits, by which another one with the same id is told from a repeated one. The order
 * of fields makes no difference, and neither do times.
 */
export function fingerprint(input: Input): number {
  return ofFields(input, NOT_SAID)
}

function ofValue(value: unknown): number {
  if (typeof value === 'string') return hashOfText(value)
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => mixed(sum, ofValue(item)), 1)
  if (typeof value === 'object' && value !== null) return ofFields(value, NOTHING)
  // A text of the same letters is another value.
  return mixed(2, hashOfText(String(value)))
}

const NOTHING: ReadonlySet<string> = new Set()

/** A sum, so that the order makes no difference. */
function ofFields(value: object, without: ReadonlySet<string>): number {
  let sum = 3
  for (const [field, one] of Object.entries(value)) {
    if (one !== undefined && !without.has(field)) sum = (sum + mixed(hashOfText(field), ofValue(one))) | 0
  }
  return sum >>> 0
}

/** One number of two, that depends on their order and on all of their bits. */
function mixed(a: number, b: number): number {
  let value = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) ^ Math.imul(b + 0x9e3779b9, 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
