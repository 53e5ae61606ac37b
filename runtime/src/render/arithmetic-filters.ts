import { currencyDigits } from '../expressions/currency.ts'
import { scaleAmount } from '../expressions/decimal.ts'
import type { Reader } from '../expressions/format-value.ts'
import { isMoney } from '../expressions/value.ts'
import { type Filter, type Filtering, reregister } from './filters.ts'
import { occasionOf } from './occasion.ts'
import { Printable, printableMoney } from './printable.ts'

/** Filters that calculate. */
export const ARITHMETIC = [
  'abs',
  'at_least',
  'at_most',
  'ceil',
  'divided_by',
  'floor',
  'minus',
  'modulo',
  'plus',
  'round',
  'sum',
  'times',
] as const

type Arithmetic = (typeof ARITHMETIC)[number]

/**
 * Lets filters calculate with amounts of money: they count in whole units of their currency (euros, not cents), and what
 * comes out is an amount, rounded to the smallest coin. Values of other types than numbers, and two currencies, are an
 * error: a number made of them would mean nothing.
 */
export function registerArithmeticFilters(engine: Filtering): void {
  for (const name of ARITHMETIC) reregister(engine, name, (original) => calculating(name, original))
}

function calculating(name: Arithmetic, original: Filter): Filter {
  return function (value, ...args) {
    const operands = name === 'sum' && Array.isArray(value) ? value : [value, args[0]]
    const currency = currencyOf(name, operands)
    const result = original.call(this, value, ...args)
    // The sum of a list is a generator, which ends at once.
    const number = name === 'sum' ? (result as Iterator<unknown, unknown>).next().value : result
    return currency === undefined ? number : amount(Number(number), currency, occasionOf(this).reader)
  }
}

/** The currency of what comes out. `undefined`: it is a number. */
function currencyOf(name: Arithmetic, operands: readonly unknown[]): string | undefined {
  const currencies = operands.map((operand) => {
    if (!(operand instanceof Printable)) return undefined
    if (isMoney(operand.value)) return operand.value.currency
    if (typeof operand.value === 'number') return undefined
    throw new TypeError(`"${operand.text}" is not a number, so "${name}" can't calculate with it`)
  })
  const [first, second] = currencies
  if (name === 'divided_by' && (first === undefined || first === second)) return undefined
  const known = [...new Set(currencies.filter((currency) => currency !== undefined))]
  if (known.length > 1) {
    throw new TypeError(`"${name}" can't calculate with ${known.join(' and ')} together`)
  }
  if (name === 'times' && first !== undefined && second !== undefined) {
    throw new TypeError('"times" can\'t multiply two amounts of money')
  }
  return known[0]
}

function amount(units: number, currency: string, reader: Reader): Printable {
  const minor = scaleAmount(10 ** currencyDigits(currency), units)
  if (minor === undefined) throw new RangeError(`${units} ${currency} is not an amount that can be written`)
  return printableMoney({ amount: minor, currency }, reader)
}
