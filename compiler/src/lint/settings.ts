import { catalog } from '../diagnostics/catalog/index.ts'
import { lint } from '../diagnostics/catalog/lint.ts'
import type { Severity } from '../diagnostics/definition.ts'
import { type DiagnosticName, definitionOf } from '../diagnostics/diagnostic.ts'

/** The diagnostics of the linter. */
export type LintName = keyof typeof lint

export function isLint(name: string): name is LintName {
  return Object.hasOwn(lint, name)
}

/** How much a finding matters to a project. */
export type Level = Severity | 'off'

export const LEVELS: readonly Level[] = ['error', 'warning', 'hint', 'off']

/**
 * What a project can set a level for and a comment can ignore: every finding that is no error by itself, whether a
 * rule of the linter or the checker makes it.
 */
export type RuleName = {
  [N in DiagnosticName]: (typeof catalog)[N]['severity'] extends 'error' ? never : N
}[DiagnosticName]

export interface RuleSetting {
  level: Level
  /** By name; those left out have their defaults. */
  options?: Readonly<Record<string, number>>
}

/** What a project sets. Rules that are left out have the level of the catalog. */
export type RuleSettings = Readonly<Partial<Record<RuleName, RuleSetting>>>

/** The level that a rule has in a project. */
export function levelOf(name: RuleName, settings: RuleSettings): Level {
  const { optional, severity } = definitionOf(name as DiagnosticName)
  return settings[name]?.level ?? (optional ? 'off' : severity)
}

export function isRuleName(name: string): name is RuleName {
  return Object.hasOwn(catalog, name) && definitionOf(name as DiagnosticName).severity !== 'error'
}

/** The names of all rules, in the order of their codes. */
export function ruleNames(): RuleName[] {
  const names = (Object.keys(catalog) as DiagnosticName[]).filter(isRuleName)
  return names.sort((a, b) => (definitionOf(a).code < definitionOf(b).code ? -1 : 1))
}

/** The rule that finds what has a code, which is how findings are looked up: `J6014`. */
export function ruleOfCode(code: string): RuleName | undefined {
  return ruleNames().find((name) => definitionOf(name as DiagnosticName).code === code.toUpperCase())
}
