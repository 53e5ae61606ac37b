import type { Program } from '../checker/program.ts'
import { type Compilation, hasErrors } from '../compile.ts'
import { type Diagnostic, definitionOf, sortDiagnostics } from '../diagnostics/diagnostic.ts'
import { Analysis } from './analysis/analysis.ts'
import { rules } from './rules/index.ts'
import { isRuleName, levelOf, type RuleSettings } from './settings.ts'
import { suppress } from './suppressions.ts'

/**
 * What is to be told of a checked project: with `lint` also what the rules find, at the levels of the project, and
 * without what comments ignore. The rules don't look at a project with errors: what is unused or unreachable there may
 * follow from them.
 */
export function review(
  compilation: Compilation,
  { rules: settings = {}, lint = false }: { rules?: RuleSettings | undefined; lint?: boolean } = {},
): Compilation {
  const { program, files, diagnostics } = compilation
  const complete = lint && !hasErrors(compilation)
  const found = complete ? [...diagnostics, ...runRules(program, settings)] : diagnostics
  const told = suppress(files, found, settings, complete).flatMap((one) => withLevel(one, settings))
  return { ...compilation, diagnostics: sortDiagnostics(told) }
}

function runRules(program: Program, settings: RuleSettings): Diagnostic[] {
  const analysis = new Analysis(program)
  const found: Diagnostic[] = []
  for (const rule of rules) {
    if (levelOf(rule.name, settings) === 'off') continue
    rule.run(analysis, settings[rule.name]?.options ?? {}, found)
  }
  return found
}

function withLevel(diagnostic: Diagnostic, settings: RuleSettings): Diagnostic[] {
  const { name } = diagnostic
  if (!isRuleName(name)) return [diagnostic]
  const level = levelOf(name, settings)
  if (level === 'off') return []
  return level === definitionOf(name).severity ? [diagnostic] : [{ ...diagnostic, severity: level }]
}
