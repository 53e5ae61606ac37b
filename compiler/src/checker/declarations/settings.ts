import type { Expression, Setting } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'

/** How each setting of a declaration is checked, by its name. */
export type SettingRules = Readonly<Record<string, (setting: Setting, scope: Scope) => void>>

/** The value of a setting that is an expression, and no range, rate or value with a qualifier. */
export function plainSetting({ value }: Setting): Expression | undefined {
  return value.kind === 'range' || value.kind === 'rate' || value.kind === 'qualified' ? undefined : value
}

/** The same, and an error where it is something else. */
export function plainValue(setting: Setting, expected: string, scope: Scope): Expression | undefined {
  const plain = plainSetting(setting)
  if (plain) return plain
  const found = setting.value.kind === 'qualified' ? 'a value with a word behind it' : 'a range'
  scope.module.report('type-mismatch', setting.value.span, { expected, found })
  return undefined
}

export function settingNamed(settings: readonly Setting[], name: string): Setting | undefined {
  return settings.find((setting) => setting.name.text === name)
}

/** Checks that a setting is one of a few bare words, such as `purpose: sell`. */
export function checkWord(setting: Setting, what: string, words: readonly string[], scope: Scope): void {
  const value = plainSetting(setting)
  const word = value?.kind === 'path' && value.names.length === 1 ? value.names[0]!.text : undefined
  if (word === '' || (word !== undefined && words.includes(word))) return
  const { span } = setting.value
  if (word !== undefined) scope.module.report('unknown-name', span, { what, name: word, candidates: words })
  else {
    const expected = `one of the words ${words.join(', ')}`
    scope.module.report('type-mismatch', span, { expected, found: 'something else' })
  }
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
