import type { Value, ValueType } from '../graph/format.ts'
import { type Problem, problem } from '../problems.ts'
import { parseDay } from '../time/days.ts'
import { canonicalDuration } from '../time/duration.ts'
import { formatInstant, parseInstant } from '../time/instant.ts'
import type { Fields, Values } from './compile.ts'
import { isEmail } from './email.ts'

/**
 * The values of declared fields, checked and brought into their one form. Fields that are not declared are left out;
 * one that is not given holds its default. Those that are missing or of another type are problems.
 */
export function checkPayload(
  owner: string,
  fields: Fields,
  given: Readonly<Record<string, unknown>>,
  names?: KnownNames,
): { values: Values; problems: Problem[] } {
  const values: Record<string, Value> = {}
  const problems: Problem[] = []
  for (const [field, type] of fields) {
    const raw = Object.hasOwn(given, field) ? given[field] : undefined
    if (raw === undefined || raw === null) {
      if (type.default !== undefined) values[field] = type.default
      else if (type.optional !== true) problems.push(problem('missing_field', { owner, field }))
      continue
    }
    const value = checkValue(type, raw, names)
    if (value === undefined)
      problems.push(problem('wrong_type', { owner, field, expected: describeType(type) }))
    else values[field] = value
  }
  return { values, problems }
}

/** What a value may name. A loaded bundle is one. */
export interface KnownNames {
  readonly messages: { has(name: string): boolean }
  readonly channels: { has(name: string): boolean }
  readonly enums: { get(name: string): { has(member: string): boolean } | undefined }
}

/**
 * A value of the type, in the form that `Value` describes. `undefined` when it is not of the type. Without `names`, any
 * name of a message or a channel will do.
 */
export function checkValue(type: ValueType, value: unknown, names?: KnownNames): Value | undefined {
  switch (type.type) {
    case 'integer':
      return Number.isSafeInteger(value) ? (value as number) : undefined
    case 'number':
    case 'percent':
      return Number.isFinite(value) ? (value as number) : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'money':
      return checkMoney(type.currency, value)
    case 'list':
      return checkList(type.of, value, names)
    case 'datetime': {
      const instant = typeof value === 'string' ? parseInstant(value) : undefined
      return instant === undefined ? undefined : formatInstant(instant)
    }
    case 'duration':
      return typeof value === 'string' ? canonicalDuration(value) : undefined
    case 'enum':
      return typeof value === 'string' && names?.enums.get(type.enum)?.has(value) !== false
        ? value
        : undefined
    case 'message':
    case 'channel':
      return typeof value === 'string' && names?.[`${type.type}s`].has(value) !== false ? value : undefined
    default:
      return typeof value === 'string' && TEXT_FORMS[type.type](value) ? value : undefined
  }
}

type TextType = Exclude<
  ValueType['type'],
  | 'integer'
  | 'number'
  | 'percent'
  | 'boolean'
  | 'money'
  | 'list'
  | 'enum'
  | 'duration'
  | 'datetime'
  | 'message'
  | 'channel'
>

/** How a text of each type must look. Whether an address or a zone exists is another question. */
const TEXT_FORMS: { [T in TextType]: (text: string) => boolean } = {
  string: () => true,
  date: (text) => parseDay(text) !== undefined,
  time: (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
  email: isEmail,
  phone: (text) => /\d/.test(text),
  url: (text) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text),
  country: (text) => /^[A-Z]{2}$/.test(text),
  language: (text) => /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(text),
  timezone: (text) => text !== '',
}

function checkMoney(currency: string, value: unknown): Value | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const money = value as { amount?: unknown; currency?: unknown }
  return Number.isSafeInteger(money.amount) && money.currency === currency
    ? { amount: money.amount as number, currency }
    : undefined
}

function checkList(type: ValueType, value: unknown, names: KnownNames | undefined): Value[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items = value.map((item) => checkValue(type, item, names))
  return items.includes(undefined) ? undefined : (items as Value[])
}

/** A type in words, for people who look for what to write. */
function describeType(type: ValueType): string {
  switch (type.type) {
    case 'money':
      return `an amount of money such as {"amount": 2000, "currency": "${type.currency}"}, in minor units`
    case 'list':
      return `a list, each item being ${describeType(type.of)}`
    case 'enum':
      return `a member of "${type.enum}"`
    default:
      return DESCRIPTIONS[type.type]
  }
}

const DESCRIPTIONS: { [T in Exclude<ValueType['type'], 'money' | 'list' | 'enum'>]: string } = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  percent: 'a fraction such as 0.1 for 10%',
  duration: 'a duration such as "P7D" or "PT90M"',
  date: 'a date such as "2026-03-02"',
  time: 'a time such as "09:00"',
  datetime: 'a date and time with an offset such as "2026-03-02T10:00:00Z"',
  email: 'an email address',
  phone: 'a phone number',
  url: 'an address such as "https://example.com"',
  country: 'a country code such as "DE"',
  language: 'a language tag such as "en"',
  timezone: 'a time zone such as "Europe/Berlin"',
  message: 'the name of a message',
  channel: 'the name of a channel',
}
