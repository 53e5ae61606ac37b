import { DAY } from '@journey-lang/runtime/graph'
import { toDuration } from '../../checker/values/durations.ts'
import type { Expression } from '../../syntax/ast.ts'

/** The least time, in milliseconds, that a written-out length of time can take; of anything else nothing is known. */
export function shortest(expression: Expression): number {
  if (expression.kind !== 'duration') return 0
  const { months, days, ms } = toDuration(expression)
  return (months * 28 + days) * DAY + ms
}
