import type { Expression, StringLiteral } from './ast.ts'

/** What an expression is made of, in source order; names and windows of time are no part of it. */
function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'string':
      return expression.parts.filter((part) => typeof part !== 'string')
    case 'list':
      return expression.items
    case 'call':
      return expression.args
    case 'unary':
    case 'exists':
      return [expression.operand]
    case 'binary':
      return [expression.left, expression.right]
    case 'history':
      return expression.where ? [expression.where] : []
    default:
      return []
  }
}

/**
 * An expression and all that it is made of, each before its parts, in source order: for whoever asks what it reads.
 * Nothing is said of how a part counts: in `a ?? b`, in a `not`, or in the `where` of a look back.
 */
export function expressionsIn(expression: Expression): Expression[] {
  const found: Expression[] = []
  const left = [expression]
  for (let next = left.pop(); next; next = left.pop()) {
    found.push(next)
    const parts = partsOf(next)
    for (let index = parts.length - 1; index >= 0; index--) left.push(parts[index]!)
  }
  return found
}

/** A text without holes; holes are left out. */
export function textOf(literal: StringLiteral): string {
  return literal.parts.filter((part) => typeof part === 'string').join('')
}
