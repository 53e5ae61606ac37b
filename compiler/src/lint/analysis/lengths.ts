import { toDuration } from '../../checker/values/durations.ts'
import type { Expression } from '../../syntax/ast.ts'

const HOUR = 3_600_000

/** A day, in milliseconds, as people count: the nights on which clocks change play no part. */
export const DAY = 24 * HOUR

/** The least time, in milliseconds, that a written-out length of time can take; of anything else nothing is known. */
export function shortest(expression: Expression): number {
  if (expression.kind !== 'duration') return 0
  const { months, days, ms } = toDuration(expression)
  return (months * 28 + days) * DAY + ms
}
