import type { Value } from '@journey-lang/runtime'
import type { Program } from '../checker/program.ts'
import { toMinorUnits } from '../checker/values/currencies.ts'
import { toIso } from '../checker/values/durations.ts'
import type { Argument, Expression } from '../syntax/ast.ts'
import { declarationContext, type ExpressionContext, lowerExpression } from './expressions.ts'

/** A written-out value, as the runtime holds it. Dates and times are in the project's zone if no context says else. */
export function lowerConstant(
  expression: Expression,
  program: Program,
  context: ExpressionContext = declarationContext(program),
): Value {
  switch (expression.kind) {
    case 'money': {
      const currency = expression.currency.text
      return { amount: toMinorUnits(expression.amount, currency)!, currency }
    }
    case 'duration':
      return toIso(expression)
    case 'time':
    case 'date':
      return expression.value
    case 'list':
      return expression.items.map((item) => lowerConstant(item, program, context))
    case 'unary': {
      const value = lowerConstant(expression.operand, program, context)
      if (typeof value === 'object' && 'amount' in value) return { ...value, amount: -value.amount }
      return -(value as number)
    }
    default: {
      const lowered = lowerExpression(expression, context)
      return typeof lowered === 'object' && 'datetime' in lowered ? lowered.datetime : (lowered as Value)
    }
  }
}

/** Arguments by name. */
export function lowerConstants(args: readonly Argument[], context: ExpressionContext): Record<string, Value> {
  return Object.fromEntries(
    args.map(({ name, value }) => [name.text, lowerConstant(value, context.program, context)]),
  )
}
