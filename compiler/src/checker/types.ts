import type { ScalarType } from '@journey-lang/runtime'
import type { EnumSymbol } from '../modules/symbols.ts'

/** The type of an expression. `unknown` is what an error leaves behind: it fits everywhere, so nothing echoes. */
export interface Type {
  readonly name: ScalarType | 'money' | 'list' | 'enum' | 'unknown'
  /** Of money. */
  readonly currency?: string
  /** Of a list. */
  readonly of?: Type
  /** Of an enum: which. */
  readonly enum?: EnumSymbol
  /** The value may be missing: `T?`. */
  readonly optional: boolean
}

const plain = new Map<string, Type>()

/** The type of that name, whose values are never missing. */
export function scalar(name: Type['name']): Type {
  let type = plain.get(name)
  if (!type) {
    type = { name, optional: false }
    plain.set(name, type)
  }
  return type
}

export const unknown: Type = scalar('unknown')
export const boolean: Type = scalar('boolean')
export const string: Type = scalar('string')

export function money(currency: string): Type {
  return { name: 'money', currency, optional: false }
}

/** The type of the members of an enum. */
export function enumType(symbol: EnumSymbol): Type {
  return { name: 'enum', enum: symbol, optional: false }
}

/** Names of the members of an enum, as they were declared. */
export function membersOf({ declaration }: EnumSymbol): string[] {
  return declaration.members.map(({ name }) => name.text)
}

export function list(of: Type): Type {
  return { name: 'list', of, optional: false }
}

export function optional(type: Type): Type {
  return type.optional || type.name === 'unknown' ? type : { ...type, optional: true }
}

export function present(type: Type): Type {
  return type.optional ? { ...type, optional: false } : type
}

/** As it is written: `money<EUR>`, `list<string>?`. */
export function typeText(type: Type): string {
  const base =
    type.name === 'money' && type.currency !== undefined
      ? `money<${type.currency}>`
      : type.name === 'list' && type.of
        ? `list<${typeText(type.of)}>`
        : (type.enum?.name ?? type.name)
  return type.optional ? `${base}?` : base
}

/** The type with its article, for sentences. */
export function describe(type: Type): string {
  if (type.name === 'money') return type.currency ? `an amount in ${type.currency}` : 'an amount of money'
  if (type.name === 'list') return `a list of ${type.of ? typeText(type.of) : 'values'}`
  if (type.enum) return `a member of "${type.enum.name}"`
  if (type.name === 'string') return 'a text'
  if (type.name === 'boolean') return 'true or false'
  if (type.name === 'duration') return 'a length of time'
  if (type.name === 'email') return 'an email address'
  if (type.name === 'url') return 'a URL'
  if (type.name === 'phone') return 'a phone number'
  if (type.name === 'timezone') return 'a time zone'
  if (type.name === 'percent') return 'a percentage'
  if (type.name === 'time') return 'a time of day'
  if (type.name === 'datetime') return 'a date and time'
  return `${/^[aeiou]/.test(type.name) && !type.name.startsWith('u') ? 'an' : 'a'} ${type.name}`
}

/** Types whose values are texts. */
const TEXTS: ReadonlySet<Type['name']> = new Set([
  'string',
  'email',
  'phone',
  'url',
  'timezone',
  'country',
  'language',
])
const NUMBERS: ReadonlySet<Type['name']> = new Set(['integer', 'number', 'percent'])
const ORDERED: ReadonlySet<Type['name']> = new Set([
  'integer',
  'number',
  'percent',
  'money',
  'duration',
  'date',
  'time',
  'datetime',
])

export const isNumeric = (type: Type): boolean => NUMBERS.has(type.name)
/** A date, or a date and time: what can be later and earlier. */
export const isMoment = (type: Type | undefined): boolean =>
  type?.name === 'date' || type?.name === 'datetime'
export const isText = (type: Type): boolean => TEXTS.has(type.name)
export const isOrdered = (type: Type): boolean => ORDERED.has(type.name)

/** Whether a present value of one type can stand where the other is wanted. Leaves optionality to the caller. */
export function fits(value: Type, wanted: Type): boolean {
  if (value.name === 'unknown' || wanted.name === 'unknown') return true
  if (value.name === wanted.name) {
    if (value.name === 'money') return value.currency === wanted.currency
    if (value.name === 'enum') return value.enum === wanted.enum
    if (value.name === 'list') return !value.of || !wanted.of || fits(value.of, wanted.of)
    return true
  }
  if (wanted.name === 'number') return value.name === 'integer' || value.name === 'percent'
  if (wanted.name === 'string') return isText(value)
  return false
}

/** Whether `==` between the two makes sense. */
export function comparable(a: Type, b: Type): boolean {
  return fits(a, b) || fits(b, a) || (isNumeric(a) && isNumeric(b))
}
