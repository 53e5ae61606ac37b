import type { Enums } from '../expressions/compile.ts'
import { formatValue, plain, type Reader } from '../expressions/format-value.ts'
import { compareValues, sameValue } from '../expressions/value.ts'
import type { Value, ValueType } from '../graph/format.ts'

/**
 * A value for Liquid that prints as people write it and compares as what it is: `{{ discount }}` gives "10%", and
 * `discount > 0.05` is true. Texts, numbers and truth values are what Liquid knows already, and stay.
 */
export function printable(value: Value, type: ValueType, reader: Reader, enums: Enums): unknown {
  switch (type.type) {
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

/** The value itself, of one made printable. */
export function unwrapped(value: unknown): unknown {
  return value instanceof Printable ? value.value : value
}

/** Has the five methods by which liquidjs knows that a value compares in its own way. */
class Printable {
  readonly value: Value
  readonly text: string

  constructor(value: Value, text: string) {
    this.value = value
    this.text = text
  }

  toString(): string {
    return this.text
  }

  /** For filters that calculate. An amount of money counts in minor units. */
  valueOf(): unknown {
    return typeof this.value === 'object' && !Array.isArray(this.value) ? this.value.amount : this.value
  }

  toJSON(): Value {
    return this.value
  }

  equals(other: unknown): boolean {
    return sameValue(this.value, unwrapped(other) as Value | undefined)
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
    const order = compareValues(this.value, unwrapped(other) as Value | undefined)
    return order !== undefined && accept(order)
  }
}
