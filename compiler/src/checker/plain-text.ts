import type { Setting, StringLiteral } from '../syntax/ast.ts'
import { plainSetting } from './declarations/settings.ts'
import type { Scope } from './scope.ts'

/** Whether a text has no holes. Reports one that has. */
export function plainText(literal: StringLiteral, scope: Scope): boolean {
  if (literal.parts.every((part) => typeof part === 'string')) return true
  scope.module.report('text-needed', literal.span, {})
  return false
}

/** A setting that is a text, such as `owner: "Sam"`. */
export function checkTextSetting(setting: Setting, scope: Scope): void {
  const value = plainSetting(setting)
  if (value?.kind === 'string') plainText(value, scope)
  else if (value?.kind !== 'error') {
    const args = { expected: 'a text', found: 'something else' }
    scope.module.report('type-mismatch', setting.value.span, args)
  }
}
