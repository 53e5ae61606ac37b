import type { Condition, Enums, Environment, Fields, Values } from '../expressions/compile.ts'
import type { Reader } from '../expressions/format-value.ts'
import type { HistoryNeed } from '../expressions/history.ts'
import { type Problem, problem } from '../problems.ts'
import type { Journey } from './format.ts'
import type { LoadedAction, LoadedMessage, LoadedSegment } from './loaded.ts'

/** What preparing any part of a bundle needs. */
export interface Preparation {
  readonly contact: Fields
  readonly events: ReadonlyMap<string, Fields>
  readonly tags: ReadonlySet<string>
  readonly enums: Enums
  readonly segments: { get(name: string): LoadedSegment | undefined }
  readonly messages: ReadonlyMap<string, LoadedMessage>
  readonly stageModels: ReadonlySet<string>
  readonly actions: ReadonlyMap<string, LoadedAction>
  readonly departments: ReadonlySet<string>
  /** All journeys, as they stand in the bundle. */
  readonly journeys: Readonly<Record<string, Journey>>
  reader(attributes: Values): Reader
  report(problem: Problem): void
  /** Told of what history expressions ask to be kept. */
  remember(need: HistoryNeed): void
}

/** An environment for expressions that stand at a path and read no more than the contact. */
export function environmentAt(path: string, preparation: Preparation): Environment {
  const segments = { get: (name: string): Condition | undefined => preparation.segments.get(name)?.holds }
  return {
    contact: preparation.contact,
    tags: preparation.tags,
    events: preparation.events,
    enums: preparation.enums,
    segments,
    remember: preparation.remember,
    reader: preparation.reader,
    unknown: (kind, name) => preparation.report(problem('unknown_name', { kind, name }, { path })),
  }
}

/** Adds to the list under a key. */
export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
