import type { Enums } from '../expressions/compile.ts'
import { currencyDigits } from '../expressions/currency.ts'
import { formatValue, plain, type Reader } from '../expressions/format-value.ts'
import { compareValues, isMoney, sameValue } from '../expressions/value.ts'
import type { Money, Value, ValueType } from '../graph/format.ts'

/**
 * A value for Liquid that prints as people write it and compares as what it is: `{{ discount }}` gives "10%", and
 * `discount > 0.05` is true. Texts and truth values are what Liquid knows already, and stay.
 */
export function printable(value: Value, type: ValueType, reader: Reader, enums: Enums): unknown {
  switch (type.type) {
    case 'integer':
    case 'number':
    case 'money':
    case 'percent':
    case 'duration':
    case 'date':
    case 'time':
    case 'datetime':
    case 'country':
    case 'language':
      return new Printable(value, formatValue(value, type.type, reader))
    case 'enum':
      return new Printable(value, enums.get(type.enum)?.get(plain(value)) ?? plain(value))
    case 'list':
      return Array.isArray(value) ? value.map((item) => printable(item, type.of, reader, enums)) : value
    default:
      return value
  }
}

/** An amount of money, as {@link printable} makes it. */
export function printableMoney(value: Money, reader: Reader): Printable {
  return new Printable(value, formatValue(value, 'money', reader))
}

/** The value itself, of one made printable. */
export function unwrapped(value: unknown): unknown {
  return value instanceof Printable ? value.value : value
}

/**
 * Has the five methods by which liquidjs knows that a value compares in its own way. An amount of money compares to a
 * number as one of whole units: `price > 10` asks for more than ten euros.
 */
export class Printable {
  readonly value: Value
  readonly text: string

  constructor(value: Value, text: string) {
    this.value = value
    this.text = text
  }

  toString(): string {
    return this.text
  }

  /** For filters that calculate. An amount of money counts in whole units. */
  valueOf(): unknown {
    return isMoney(this.value) ? this.value.amount / 10 ** currencyDigits(this.value.currency) : this.value
  }

  toJSON(): Value {
    return this.value
  }

  equals(other: unknown): boolean {
    return sameValue(...this.#beside(other))
  }
  gt(other: unknown): boolean {
    return this.#compare(other, (order) => order > 0)
  }
  geq(other: unknown): boolean {
    return this.#compare(other, (order) => order >= 0)
  }
  lt(other: unknown): boolean {
    return this.#compare(other, (order) => order < 0)
  }
  leq(other: unknown): boolean {
    return this.#compare(other, (order) => order <= 0)
  }

  #compare(other: unknown, accept: (order: number) => boolean): boolean {
    const order = compareValues(...this.#beside(other))
    return order !== undefined && accept(order)
  }

  /** Both values, as numbers where one is a number and the other an amount of money. */
  #beside(other: unknown): [Value, Value | undefined] {
    const right = unwrapped(other) as Value | undefined
    if (typeof right === 'number') return [this.valueOf() as Value, right]
    if (typeof this.value === 'number' && other instanceof Printable)
      return [this.value, other.valueOf() as Value]
    return [this.value, right]
  }
}
