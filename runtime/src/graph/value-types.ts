import type { ValueType } from './format.ts'

/** Types whose values are texts of their own form, and may stand wherever any text may. */
const TEXTS: ReadonlySet<ValueType['type']> = new Set([
  'email',
  'phone',
  'url',
  'timezone',
  'country',
  'language',
])

/** Whether every value of one type is a value of the other too. */
export function fitsType(value: ValueType, wanted: ValueType): boolean {
  if (value.type === 'list') return wanted.type === 'list' && fitsType(value.of, wanted.of)
  if (value.type === 'money') return wanted.type === 'money' && value.currency === wanted.currency
  if (value.type === 'enum') return wanted.type === 'enum' && value.enum === wanted.enum
  if (value.type === wanted.type) return true
  if (value.type === 'integer') return wanted.type === 'number'
  return TEXTS.has(value.type) && wanted.type === 'string'
}
