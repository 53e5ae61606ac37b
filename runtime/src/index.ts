/**
 * `@journey-lang/runtime`: executes journey graphs.
 *
 * `loadBundle` makes a graph ready. `apply` is the runtime, a pure function from a contact's state and an input to the
 * next state, commands for the host and records of what happened. `createMemoryHost` carries commands out in memory.
 */

export { chanceOf } from './chance.ts'
export { type Advanced, advance } from './core/advance.ts'
export { type Applied, apply } from './core/apply.ts'
export { dueInput, nextDue } from './core/due.ts'
export type { RunId, StepKey } from './core/ids.ts'
export type * from './core/inputs.ts'
export type { Fate } from './core/migration/fate.ts'
export {
  createMigrationPlanner,
  type MigrationPlan,
  type MigrationPlanner,
  type PlannedStep,
  planMigration,
} from './core/migration/plan.ts'
export type * from './core/output.ts'
export { type Moves, route, type Wake } from './core/route.ts'
export { sampleResult } from './core/sample-values.ts'
// The pure core
export { SEEN_FOR } from './core/seen.ts'
export { type ContactState, type Hold, newContact, type Run } from './core/state.ts'
export { versionsOf } from './core/versions.ts'
export { checkPayload, checkValue } from './expressions/check-values.ts'
// Expressions and values
export {
  compileCondition,
  compileExpression,
  type Environment,
  type Evaluate,
  type Fields,
  type Scope,
  type Values,
} from './expressions/compile.ts'
export { currencyDigits } from './expressions/currency.ts'
export { formatValue, type Reader } from './expressions/format-value.ts'
export { operandsOf } from './expressions/reads.ts'
export { compareValues, type Maybe, sameValue } from './expressions/value.ts'
// The graph format
export { BUILTIN_EVENTS } from './graph/builtin-events.ts'
export { canonicalJson } from './graph/canonical.ts'
export * from './graph/format.ts'
export { journeyHash } from './graph/hash.ts'
export { MAX_CAUSED, MAX_HOPS, maxArrivals } from './graph/limits.ts'
export { listeningId } from './graph/listening.ts'
export { loadBundle } from './graph/load.ts'
export {
  type JourneyVersion,
  type LoadedAction,
  type LoadedBundle,
  type LoadedJourney,
  type LoadedMessage,
  type LoadedNode,
  type Pins,
  pinChances,
} from './graph/loaded.ts'
export * from './graph/map-format.ts'
export { graphSchema } from './graph/schema.ts'
export { isSchedule, type TriggerKey, triggerKey, triggerName } from './graph/triggers.ts'
export { validateGraph } from './graph/validate.ts'
// Hosts, logs, statistics, texts of messages
export {
  createMemoryHost,
  type HandedCall,
  type HandedMessage,
  type MemoryHost,
  type MemoryHostOptions,
} from './hosts/memory.ts'
export {
  type LineDefaults,
  LOG_LINE_FIELDS,
  type LogLine,
  parseLogLine,
  readEventLog,
  sortByTime,
  toldAt,
} from './log/read-log.ts'
export type { Occurrence } from './past/history.ts'
export {
  formatProblem,
  type Place,
  PROBLEMS,
  type Problem,
  type ProblemArgs,
  type ProblemKind,
  type ProblemName,
  ProblemsError,
  problem,
  type Result,
  unwrap,
} from './problems.ts'
export {
  type Content,
  createRenderer,
  type Recipient,
  type Renderer,
  renderMessage,
} from './render/renderer.ts'
export { collectStatistics, createStatistics, type StatisticsCollector } from './statistics.ts'
// Problems
export { suggested } from './suggest.ts'
// Time
export { addDuration } from './time/add-duration.ts'
export { type Duration, durationUnits, nominalLength, parseDuration } from './time/duration.ts'
export { formatInstant, type Instant, parseInstant } from './time/instant.ts'
export { DAY } from './time/units.ts'
export { fromLocal, offsetAt, toLocal } from './time/zone.ts'
export { isZone } from './time/zone-name.ts'
