import { currencyDigits, isEmail, isZone } from '@journey-lang/runtime/graph'
import type { MoneyLiteral, StringLiteral } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'
import { membersOf, money, scalar, string, type Type, unknown } from '../types.ts'
import { countries } from '../values/countries.ts'
import { currencies, toMinorUnits } from '../values/currencies.ts'
import { isLanguage } from '../values/languages.ts'

export function checkMoney(literal: MoneyLiteral, scope: Scope): Type {
  const { report } = scope.module
  const currency = literal.currency.text
  if (!currencies.has(currency)) {
    const candidates = [...currencies]
    report('unknown-value', literal.currency.span, { value: currency, type: 'currency', candidates })
    return unknown
  }
  const minor = toMinorUnits(literal.amount, currency)
  if (minor !== undefined && minor > Number.MAX_SAFE_INTEGER) {
    const problem = 'such a large amount can not be counted exactly.'
    report('bad-quantity', literal.span, { text: literal.amount, problem })
  } else if (minor === undefined) {
    const digits = currencyDigits(currency)
    report('too-many-decimals', literal.span, { amount: literal.amount, currency, digits })
  }
  return money(currency)
}

/** Types whose values are written as texts of a certain form. */
const FORMS: Partial<Record<Type['name'], (text: string) => boolean>> = {
  email: isEmail,
  phone: (text) => /^\+?[0-9][0-9 ()/.-]*$/.test(text),
  url: (text) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text),
  country: (text) => countries.has(text),
  language: isLanguage,
  timezone: isZone,
}

const NOUNS: Partial<Record<Type['name'], string>> = {
  email: 'email address',
  phone: 'phone number',
  url: 'URL (such as https://example.com)',
  timezone: 'time zone (such as Europe/Berlin)',
}

/** A text without holes; where a form is wanted, it must have it. */
export function checkText(literal: StringLiteral, scope: Scope, wanted: Type | undefined): Type {
  const hasForm = wanted && FORMS[wanted.name]
  if (!hasForm) return string
  const text = literal.parts.join('')
  if (!hasForm(text)) {
    const type = NOUNS[wanted.name] ?? wanted.name
    scope.module.report('unknown-value', literal.span, { value: text, type, candidates: [] })
  }
  return scalar(wanted.name)
}

/** Whether a bare name is a value of a type: `DE` of country, `fa` of language, a member of an enum. */
export function isCode(name: string, type: Type): boolean {
  if (type.enum) return membersOf(type.enum).includes(name)
  return type.name === 'country' ? countries.has(name) : type.name === 'language' && isLanguage(name)
}

/** The codes to suggest for a type. */
export function codesOf(type: Type): Iterable<string> {
  if (type.enum) return membersOf(type.enum)
  return type.name === 'country' ? countries : []
}
