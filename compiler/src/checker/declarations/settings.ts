import type { Expression, Setting } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'

/** How each setting of a declaration is checked, by its name. */
export type SettingRules = Readonly<Record<string, (setting: Setting, scope: Scope) => void>>

/** The value of a setting that is an expression, and no range, rate or value with a qualifier. */
export function plainSetting({ value }: Setting): Expression | undefined {
  return value.kind === 'range' || value.kind === 'rate' || value.kind === 'qualified' ? undefined : value
}

/** Checks the `name: value` lines of a channel or message. Returns whether all names are known. */
export function checkSettings(
  settings: readonly Setting[],
  rules: SettingRules,
  of: string,
  scope: Scope,
): boolean {
  let known = true
  const seen = new Set<string>()
  for (const setting of settings) {
    const { text, span } = setting.name
    const rule = Object.hasOwn(rules, text) ? rules[text] : undefined
    if (!rule) {
      known = false
      scope.module.report('unknown-setting', span, { what: of, name: text, candidates: Object.keys(rules) })
      continue
    }
    if (seen.has(text)) scope.module.report('repeated-argument', span, { name: text })
    seen.add(text)
    rule(setting, scope)
  }
  return known
}
