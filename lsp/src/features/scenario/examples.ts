import type { ast } from '@journey-lang/compiler'
import { type Field, type Type, typeText } from '@journey-lang/compiler/editor'

/** Whether a value must be given for a field. */
export const isNeeded = ({ type, declaration }: Field): boolean => !type.optional && !declaration.default

/** A value that a type has, as it is written in a scenario. */
export function exampleOf(type: Type): string {
  if (type.enum) return type.enum.declaration.members[0]?.name.text ?? '""'
  if (type.name === 'money') return `20 ${type.currency ?? 'EUR'}`
  return EXAMPLES[typeText({ ...type, optional: false })] ?? (type.name === 'list' ? '[]' : '""')
}

const EXAMPLES: Readonly<Record<string, string>> = {
  integer: '1',
  number: '1',
  percent: '10%',
  boolean: 'true',
  duration: '1 day',
  date: '2026-03-21',
  time: '09:00',
  datetime: '2026-03-21 09:00',
  email: '"sara@example.com"',
  phone: '"+4915112345678"',
  url: '"https://example.com"',
  country: 'DE',
  language: 'en',
  timezone: '"Europe/Berlin"',
  string: '"text"',
}

/** A value of a type that is another one than is written. */
export function otherThan(written: string, type: Type): string {
  if (type.name === 'boolean') return written === 'true' ? 'false' : 'true'
  const choices = type.enum?.declaration.members.map(({ name }) => name.text) ?? OTHERS[type.name]
  const other = choices?.find((choice) => choice !== written)
  return other ?? renumbered(written, 1)
}

const OTHERS: Readonly<Record<string, readonly string[]>> = {
  country: ['DE', 'FR'],
  language: ['en', 'de'],
  string: ['"text"', '"another text"'],
  email: ['"sara@example.com"', '"reza@example.com"'],
  phone: ['"+4915112345678"', '"+4915187654321"'],
  url: ['"https://example.com"', '"https://example.org"'],
  timezone: ['"Europe/Berlin"', '"Europe/Paris"'],
}

/** A value that is so many units more, or less, than a literal. */
export function moreThan(literal: ast.Expression, by: 1 | -1, text: string): string {
  switch (literal.kind) {
    case 'number':
      return String(literal.value + by)
    case 'percent':
      return `${Math.round(literal.value * 100) + by}%`
    case 'money':
      return `${Number(literal.amount.replaceAll('_', '')) + by} ${literal.currency.text}`
    case 'date':
      return shifted(`${literal.value}T00:00`, by).slice(0, 10)
    case 'datetime':
      return shifted(literal.value, by).slice(0, 16).replace('T', ' ')
    case 'time':
      return by > 0 ? '23:59' : '00:00'
    case 'duration': {
      const [first, ...rest] = literal.parts
      const parts = first ? [{ ...first, amount: first.amount + by }, ...rest] : []
      return parts.map(({ amount, unit }) => `${amount} ${unit}${amount === 1 ? '' : 's'}`).join(' ')
    }
    default:
      return renumbered(text, by)
  }
}

const shifted = (local: string, days: number): string =>
  new Date(Date.parse(`${local}Z`) + days * 86_400_000).toISOString()

/** Another value by its text alone. */
function renumbered(written: string, by: number): string {
  return written.replace(/\d+/, (digits) => String(Number(digits) + by))
}
