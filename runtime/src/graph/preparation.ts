import type { Condition, Environment, Fields, KnownField, Lookup, Values } from '../expressions/compile.ts'
import type { Reader } from '../expressions/format-value.ts'
import type { HistoryNeed } from '../expressions/history.ts'
import { type Problem, problem } from '../problems.ts'
import type { Journey } from './format.ts'
import type { LoadedAction, LoadedMessage, LoadedSegment } from './loaded.ts'

/** What preparing any part of a bundle needs: what its names mean. */
export interface Preparation {
  readonly contact: Lookup<KnownField>
  readonly events: { get(name: string): Fields | undefined }
  /** The fields of an event of which something may be kept. That alone does not make it one to listen to. */
  payloadOf(event: string): Fields | undefined
  readonly tags: { has(name: string): boolean }
  readonly enums: { get(name: string): ReadonlyMap<string, string> | undefined }
  readonly segments: { get(name: string): LoadedSegment | undefined }
  readonly messages: { get(name: string): LoadedMessage | undefined }
  readonly stageModels: { has(name: string): boolean }
  readonly actions: { get(name: string): LoadedAction | undefined }
  readonly departments: { has(name: string): boolean }
  /** All journeys, as they stand in the bundle. */
  readonly journeys: Readonly<Record<string, Journey>>
  /** It is about earlier versions of journeys, whose names mean what they mean now. */
  readonly isEarlier?: true
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
