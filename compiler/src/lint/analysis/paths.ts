import type { Expression, Path } from '../../syntax/ast.ts'

/** The paths in an expression, in source order. */
export function pathsIn(expression: Expression): Path[] {
  switch (expression.kind) {
    case 'path':
      return [expression]
    case 'binary':
      return [...pathsIn(expression.left), ...pathsIn(expression.right)]
    case 'unary':
    case 'exists':
      return pathsIn(expression.operand)
    case 'list':
      return expression.items.flatMap(pathsIn)
    case 'history':
      return expression.where ? pathsIn(expression.where) : []
    default:
      return []
  }
}
