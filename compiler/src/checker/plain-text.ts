import type { StringLiteral } from '../syntax/ast.ts'
import type { Scope } from './scope.ts'

/** Whether a text has no holes. Reports one that has. */
export function plainText(literal: StringLiteral, scope: Scope): boolean {
  if (literal.parts.every((part) => typeof part === 'string')) return true
  scope.module.report('text-needed', literal.span, {})
  return false
}
