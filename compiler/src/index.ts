/**
 * `@journey-lang/compiler`: from `.journey` source to checked programs, graphs and diagrams. Nothing here touches the
 * file system: a host is passed in.
 */
export type { Meaning, Program } from './checker/program.ts'
export { type Compilation, type CompileOptions, compile, hasErrors, withTemplatesChecked } from './compile.ts'
export { type Applied, applySafeFixes, type Mended } from './diagnostics/apply-fixes.ts'
export type { Definition, Severity } from './diagnostics/definition.ts'
export {
  type ArgsOf,
  codeOf,
  type Diagnostic,
  type DiagnosticName,
  definitionOf,
  type Edit,
  type Fix,
  messageOf,
  type Related,
  relatedRoles,
  safeFixOf,
  severityOf,
  sortDiagnostics,
} from './diagnostics/diagnostic.ts'
export { formatEdits, formatRange } from './format/edits.ts'
export { format } from './format/format.ts'
export { review } from './lint/review.ts'
export {
  type Level,
  levelOf,
  type RuleName,
  type RuleSetting,
  type RuleSettings,
  ruleNames,
} from './lint/settings.ts'
export { type Lowered, lower } from './lower/lower.ts'
export { type Host, memoryHost, type ReadResult } from './source/host.ts'
export { LineIndex, type Position } from './source/lines.ts'
export type { Place, Span } from './source/span.ts'
export type * as ast from './syntax/ast.ts'
export { type ParseResult, parse } from './syntax/parse.ts'
export { createScenarioRunner, runScenario, type ScenarioResult } from './test/run-scenario.ts'
export type { Expectation, Instruction, Scenario } from './test/scenario.ts'
