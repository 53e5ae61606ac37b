import type { Values } from '../expressions/compile.ts'
import type { NodeId } from '../graph/format.ts'
import type { History, Position } from '../past/history.ts'
import type { Past } from '../past/look-back.ts'
import type { Instant } from '../time/instant.ts'
import type { Generations } from './generations.ts'
import type { RunId, StepKey } from './ids.ts'

/**
 * All that the runtime knows of one contact. It is a JSON value: a host stores it as it is. Every input makes a new
 * one, which shares what did not change.
 */
export interface ContactState {
  readonly id: string
  readonly attributes: Values
  /** Values that an earlier version of the declarations could hold. Nobody reads them. Absent: there are none. */
  readonly aside?: Values
  /** In the order in which they were added. */
  readonly tags: readonly string[]
  /**
   * The latest moment that this contact has seen. Absent before the first input; `null` as long as no input said when
   * it happened.
   */
  readonly clock?: Instant | null
  /** Counts what happened to this contact, so that things of one moment have an order. */
  readonly seq: number
  /** What live runs may still look back at. */
  readonly history: History
  /** What history expressions look back at. Absent while nothing of it is asked for. */
  readonly past?: Past
  /** By name, the segments that journeys listen to. Absent while there are none. */
  readonly memberships?: Readonly<Record<string, Membership>>
  /** The timer that was asked for, to look at the contact again. */
  readonly wake?: Instant
  /** Messages handed over, as far as caps and the events that answer them need them. */
  readonly sends: readonly SentMessage[]
  /** Entries by journey. */
  readonly entries: Readonly<Record<string, Entries>>
  /** Live runs, and ended ones while a goal can still be reached, in order of entry. */
  readonly runs: readonly Run[]
  /** Ids of inputs that were taken in, so that none counts twice. */
  readonly seen: Generations
  /** When starts by time come, and of which bundle. Absent: there are none. */
  readonly schedule?: { readonly id: string; readonly plans: Readonly<Record<string, StartPlan>> }
}

/** Whether the contact is in a segment. */
export interface Membership {
  readonly in: boolean
  /** When that may change because time passes. */
  readonly until?: Instant
  /** What the segment meant when that was found out. */
  readonly definition: string
}

/** A start by time, for one contact. */
export interface StartPlan {
  /** When it comes next. Absent: never, as far as is known. */
  readonly due?: Instant
  /** The last day (`YYYY-MM-DD`, by the contact's calendar) on which it came: it comes once on a day. */
  readonly last?: string
}

/** A message that was handed over. */
export interface SentMessage {
  readonly key: StepKey
  readonly journey: string
  readonly run: RunId
  readonly node: NodeId
  readonly message: string
  readonly channel: string
  readonly at: Instant
  /** Absent until the outcome is known. */
  readonly outcome?: 'sent' | 'failed' | 'withheld'
}

/** How a contact entered a journey so far. */
export interface Entries {
  /** How often, with whatever key: it numbers the runs. */
  readonly count: number
  /** When it entered last without a key. */
  readonly at?: Instant
  /** When it entered last with each key, as far as the rule of entry asks for that. */
  readonly keys?: Generations
}

/** A contact's way through a journey. */
export interface Run {
  readonly id: RunId
  readonly journey: string
  /** The version of the journey that the run stays on. */
  readonly hash: string
  /** Id of the starting point. */
  readonly start: string
  readonly key?: string
  readonly enteredAt: Instant
  /** Where the run began among what happened: when its start was received. */
  readonly began: Position
  /** The end of the last hold: waits look at what came after it. */
  readonly since: Position
  /** A run that is held out has no steps: it stays before the first. */
  readonly state: 'active' | 'finished' | 'exited' | 'held_out'
  /** Why it ended: the reason of a finish, or the id of an exit. */
  readonly reason?: string
  /** The step that the run is at, or ended at. */
  readonly node: NodeId
  /** What it waits for there: between two inputs, `null` only when the run has ended. */
  readonly hold: Hold | null
  /** Counts holds, so that a timer of an earlier one is known to be stale. */
  readonly token: number
  /** How often the run came to each step of a loop since the last delay or wait: the guard against endless ones. */
  readonly arrivals: Readonly<Record<NodeId, number>>
  /** How many rounds of the repeats around its step the run has begun. */
  readonly rounds: Readonly<Record<NodeId, number>>
  /** How often the run came to each step that asks something of the host. */
  readonly visits: Readonly<Record<NodeId, number>>
  /** Payloads that are read later, of the start, of waits and of calls. */
  readonly bindings: Readonly<Record<string, Values>>
  /** When goals were reached. */
  readonly goals: Readonly<Record<string, Instant>>
}

/** Why a run stands still. A timer that names its token and is due moves it on. */
export type Hold =
  | {
      readonly kind: 'delay'
      readonly token: number
      /** A newer version of the journey may have another length: it is counted from here. */
      readonly began: Instant
      readonly due: Instant
    }
  | { readonly kind: 'wait'; readonly token: number; readonly began: Instant; readonly due?: Instant }
  /** A message waits for the end of quiet hours. */
  | { readonly kind: 'quiet'; readonly token: number; readonly due: Instant }
  /** A message was handed over, and its outcome is awaited. `hop` counts the chain of inputs it belongs to. */
  | { readonly kind: 'sending'; readonly key: StepKey; readonly hop: number }
  /** An action was called, and its result is awaited. */
  | { readonly kind: 'calling'; readonly key: StepKey; readonly hop: number; readonly action: string }

/** A contact of which nothing is known yet. */
export function newContact(id: string): ContactState {
  return { id, attributes: {}, tags: [], seq: 0, history: [], sends: [], entries: {}, runs: [], seen: [] }
}

/** The value under a key that comes from outside, and may be the name of something that every object has. */
export function ownValue<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
