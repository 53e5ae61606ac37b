import type { Expression } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'

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
