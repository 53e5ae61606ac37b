import { type Duration, HOUR, MINUTE, SECOND } from '@journey-lang/runtime/graph'
import type { DurationLiteral, DurationUnit } from '../../syntax/ast.ts'

const ORDER: readonly DurationUnit[] = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second']
const LETTERS: Record<DurationUnit, string> = {
  year: 'Y', month: 'M', week: 'W', day: 'D', hour: 'H', minute: 'M', second: 'S',
} // biome-ignore format: a table

/** ISO 8601, with the units as written: `1 week` is `P1W`, `1 day 12 hours` is `P1DT12H`. */
export function toIso(literal: DurationLiteral): string {
  const amounts = new Map(literal.parts.map((part) => [part.unit, part.amount]))
  const write = (units: readonly DurationUnit[]) =>
    units
      .filter((unit) => amounts.has(unit))
      .map((unit) => `${amounts.get(unit)}${LETTERS[unit]}`)
      .join('')
  const date = write(ORDER.slice(0, 4))
  const time = write(ORDER.slice(4))
  return `P${date}${time === '' ? '' : `T${time}`}`
}

/** As the runtime counts it. */
export function toDuration(literal: DurationLiteral): Duration {
  let months = 0
  let days = 0
  let ms = 0
  for (const { amount, unit } of literal.parts) {
    if (unit === 'year') months += amount * 12
    else if (unit === 'month') months += amount
    else if (unit === 'week') days += amount * 7
    else if (unit === 'day') days += amount
    else ms += amount * (unit === 'hour' ? HOUR : unit === 'minute' ? MINUTE : SECOND)
  }
  return { months, days, ms }
}

export function isZero(literal: DurationLiteral): boolean {
  return literal.parts.every((part) => part.amount === 0)
}
