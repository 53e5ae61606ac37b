import { type Compilation, hasErrors } from '../compile.ts'
import { type Diagnostic, definitionOf, sortDiagnostics } from '../diagnostics/diagnostic.ts'
import type { SourceTree } from '../syntax/ast.ts'
import { type FileAnalysis, ownFiles } from './analysis/analysis.ts'
import { type Project, ProjectAnalysis } from './analysis/project.ts'
import type { RuleScope } from './rule.ts'
import { rules } from './rules/index.ts'
import { isRuleName, levelOf, type RuleSettings } from './settings.ts'
import { suppress } from './suppressions.ts'
import { brokenBy, importersIn, wholeFiles } from './whole.ts'

/**
 * What is to be told of a checked project: with `lint` also what the rules find, at the levels of the project, and
 * without what comments ignore. The rules don't look at files with errors, nor at those that depend on them: what is
 * unused or unreachable there may follow from them. What takes all files to tell waits until none has an error.
 */
export function review(
  compilation: Compilation,
  { rules: settings = {}, lint = false }: { rules?: RuleSettings | undefined; lint?: boolean } = {},
): Compilation {
  const { program, files, diagnostics } = compilation
  const isWhole = lint ? wholeFiles(program, brokenBy(diagnostics), importersIn(program)) : () => false
  const parts = ownFiles(program).filter(({ path }) => isWhole(path))
  const complete = lint && !hasErrors(compilation)
  const project = new ProjectAnalysis(parts)
  const found = [
    ...diagnostics,
    ...parts.flatMap((file) => runRules('file', file, project, settings)),
    ...(complete ? parts.flatMap((file) => runRules('project', file, project, settings)) : []),
  ]
  const told = suppress(files, found, settings, complete).flatMap((one) => withLevel(one, settings))
  return { ...compilation, diagnostics: sortDiagnostics(told) }
}

/** What the rules of a scope find in a file without errors. */
export function runRules(
  scope: RuleScope,
  file: FileAnalysis,
  project: Project,
  settings: RuleSettings,
): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const rule of rules) {
    if (rule.scope !== scope || levelOf(rule.name, settings) === 'off') continue
    rule.run(file, project, settings[rule.name]?.options ?? {}, found)
  }
  return found
}

/** What is to be told of one file, of all that was found in it. `complete`: all rules were run. */
export function reviewFile(
  tree: SourceTree | undefined,
  found: readonly Diagnostic[],
  settings: RuleSettings,
  complete: boolean,
): Diagnostic[] {
  const files = new Map(tree ? [[tree.path, tree]] : [])
  const told = suppress(files, found, settings, complete).flatMap((one) => withLevel(one, settings))
  return sortDiagnostics(told)
}

function withLevel(diagnostic: Diagnostic, settings: RuleSettings): Diagnostic[] {
  const { name } = diagnostic
  if (!isRuleName(name)) return [diagnostic]
  const level = levelOf(name, settings)
  if (level === 'off') return []
  return level === definitionOf(name).severity ? [diagnostic] : [{ ...diagnostic, severity: level }]
}
