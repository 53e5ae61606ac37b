/**
 * `@journey-lang/compiler/editor`: what a language server needs beside the compiler: a project that is checked again
 * while it changes, and what its parts mean.
 */
export { blocksOf, identitiesOf, stepsOf } from './checker/journeys/identity.ts'
export { isStep, partsOf } from './checker/journeys/parts.ts'
export type { Field, Fields, Meaning, Program } from './checker/program.ts'
export { importEdit, specifierFor } from './checker/scope.ts'
export { type Type, typeText } from './checker/types.ts'
export { toDuration } from './checker/values/durations.ts'
export { withEdits } from './diagnostics/apply-fixes.ts'
export { removal } from './diagnostics/removal.ts'
export { graphvizLayout } from './emit/graphviz-node.ts'
export { type Scheme, toSvg } from './emit/svg.ts'
export { Session, type SessionOptions } from './incremental/session.ts'
export type { TemplateInUse } from './incremental/template-findings.ts'
export {
  type FlowEdge,
  type FlowNode,
  type JourneyFlow,
  journeyFlow,
  type Turn,
} from './lint/analysis/flow.ts'
export type { Module } from './modules/bind.ts'
export { library } from './modules/generated/library.ts'
export { isLibrary, librarySpecifier, resolveFile, resolveImport } from './modules/paths.ts'
export type { AnySymbol, SymbolKind, SymbolOf } from './modules/symbols.ts'
export { kindText } from './modules/symbols.ts'
export { pageText } from './pages/page-text.ts'
export { CONFIG_FILE, type Config, DEFAULT_CONFIG } from './project/config.ts'
export { findProject } from './project/find.ts'
export { readText } from './project/node-host.ts'
export { isInside, relativePath } from './project/paths.ts'
export { openProject } from './project/project.ts'
export { projectsBelow } from './project/select.ts'
export { EXTENSION, listSources } from './project/sources.ts'
export { monthNumber, WEEKDAYS } from './syntax/calendar-words.ts'
export { expectedWords } from './syntax/expected-words.ts'
export { textOf } from './syntax/expressions.ts'
export { type LexResult, lex } from './syntax/lexer.ts'
export { isWord, keywords, operatorWords } from './syntax/tokens.ts'
export { membersInTemplate, templateWords } from './templates/members.ts'
export { namesInTemplate, type TemplateMeaning, type TemplateName } from './templates/names.ts'
export { scenarioThread } from './threads/scenario-thread.ts'
export { TooLong } from './threads/thread.ts'
