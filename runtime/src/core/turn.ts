import type { Horizon, Scope, Values } from '../expressions/compile.ts'
import type { LoadedBundle, LoadedJourney } from '../graph/loaded.ts'
import type { Occurrence } from '../past/history.ts'
import type { Problem } from '../problems.ts'
import type { Instant } from '../time/instant.ts'
import type { Command, RuntimeRecord } from './output.ts'
import type { ContactState, Run } from './state.ts'

/** What a step or an outcome makes happen: an event, the change of a tag or a field, or a journey that is entered. */
export type Caused =
  | { readonly kind: 'occurrence'; readonly occurrence: Occurrence }
  | { readonly kind: 'contact'; readonly field: string; readonly at: Instant }
  | { readonly kind: 'start'; readonly journey: LoadedJourney }

/**
 * The work on one input: what it reads, and what it collects. A turn lives as long as one call and is seen by nobody
 * else, so that the functions in here may fill it in place while the runtime stays pure.
 */
export interface Turn {
  readonly bundle: LoadedBundle
  readonly now: Instant
  /** The state so far. Replaced, never changed. */
  contact: ContactState
  /** The state when segments were looked at last. */
  noted: ContactState
  readonly commands: Command[]
  readonly records: RuntimeRecord[]
  /** What happened because of this input, to be looked at after it. */
  readonly line: { happening: Caused; hop: number }[]
  /** How many links of such a chain led here. */
  hop: number
  /** Why the input was not taken in. */
  refused?: readonly Problem[]
}

export function newTurn(bundle: LoadedBundle, contact: ContactState, now: Instant): Turn {
  return { bundle, now, contact, noted: contact, commands: [], records: [], line: [], hop: 0 }
}

/** A run that is being moved: a copy of its own, changed in place. */
export type RunDraft = { -readonly [K in keyof Run]: Run[K] }

/** What expressions can read. */
export function scopeOf(contact: ContactState, run?: Scope['run'], event?: Values, horizon?: Horizon): Scope {
  return { attributes: contact.attributes, tags: contact.tags, run, event, past: contact, horizon }
}

/** The version of the journey that the run is on. `undefined` when it is not loaded. */
export function journeyOf(bundle: LoadedBundle, run: Run): LoadedJourney | undefined {
  const journey = bundle.journeys.get(run.journey)
  return journey?.hash === run.hash ? journey : bundle.earlier.get(run.journey)?.get(run.hash)?.journey
}

/** Puts the next state of a run in place of the last. */
export function replaceRun(contact: ContactState, run: Run): ContactState {
  return { ...contact, runs: contact.runs.map((other) => (other.id === run.id ? run : other)) }
}

/** Numbers the next thing that happens to the contact. */
export function nextSeq(turn: Turn): number {
  const seq = turn.contact.seq + 1
  turn.contact = { ...turn.contact, seq }
  return seq
}
