import type { Expression } from '../syntax/ast.ts'
import { expectType } from './expressions/infer.ts'
import type { Scope } from './scope.ts'
import { scalar } from './types.ts'
import { isZero } from './values/durations.ts'

/** A length of time that is written out and longer than nothing. */
export function checkDuration(expression: Expression, scope: Scope): void {
  const type = expectType(expression, scope, scalar('duration'))
  if (type.name !== 'duration') return
  if (expression.kind !== 'duration') {
    scope.module.report('not-constant', expression.span, { what: 'A length of time' })
  } else if (isZero(expression)) scope.module.report('duration-not-positive', expression.span, {})
}
