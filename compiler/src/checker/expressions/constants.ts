import type { Expression } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'
import { toMinorUnits } from '../values/currencies.ts'
import { toIso } from '../values/durations.ts'

/** Reports a value that is not written out: a default, or what a scenario gives and expects. */
export function expectConstant(expression: Expression, scope: Scope, what: string): void {
  if (!isConstant(expression, scope)) scope.module.report('not-constant', expression.span, { what })
}

function isConstant(expression: Expression, scope: Scope): boolean {
  switch (expression.kind) {
    case 'error':
      return true
    case 'string':
      return expression.parts.every((part) => typeof part === 'string')
    case 'list':
      return expression.items.every((item) => isConstant(item, scope))
    case 'path': {
      const meaning = scope.program.meanings.get(expression)
      // A name without a meaning was reported.
      return meaning === undefined || meaning.kind === 'code' || meaning.kind === 'declaration'
    }
    case 'unary':
      return expression.op === '-' && isConstant(expression.operand, scope)
    case 'number':
    case 'percent':
    case 'money':
    case 'duration':
    case 'time':
    case 'date':
    case 'datetime':
    case 'boolean':
      return true
    default:
      return false
  }
}

/** The value of what `expectConstant` lets pass, however it is written: equal for `1` and `1.0`. A name is its own value. */
export function constantKey(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
    case 'percent':
    case 'boolean':
      return String(expression.value)
    case 'string':
      return JSON.stringify(expression.parts)
    case 'money':
      return `${toMinorUnits(expression.amount, expression.currency.text)} ${expression.currency.text}`
    case 'duration':
      return toIso(expression)
    case 'time':
    case 'date':
    case 'datetime':
      return expression.value
    case 'path':
      return expression.names.map(({ text }) => text).join('.')
    case 'unary':
      return negative(constantKey(expression.operand))
    case 'list':
      return `[${expression.items.map(constantKey).join(', ')}]`
    default:
      return ''
  }
}

/** There is one zero. */
function negative(key: string): string {
  return /^0( |$)/.test(key) ? key : `-${key}`
}
