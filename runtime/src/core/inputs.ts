import type { Value } from '../graph/format.ts'
import type { Instant } from '../time/instant.ts'
import type { RunId, StepKey } from './ids.ts'
import type { Suppression } from './output.ts'

/** Something that a host tells the runtime about one contact. A JSON value. */
export type Input =
  | ContactInput
  | EventInput
  | TagInput
  | StartInput
  | TimerInput
  | WakeInput
  | OutcomeInput
  | ResultInput
  | MigrateInput

interface InputBase {
  contact: string
  /**
   * An input whose id was seen before is dropped, and refused if it says something else; times do not count. Without an
   * id, it is always taken in.
   */
  id?: string
  /** When it happened. */
  at: Instant
  /** When the host got it, if that was later. */
  received?: Instant
}

/**
 * Facts about a contact from elsewhere. Those about a contact that is new, and those without a time, are an import:
 * they start nothing. Others may change a field or bring the contact into a segment.
 */
export interface ContactInput extends Omit<InputBase, 'at'> {
  kind: 'contact'
  /** Absent: an import, of what was known from the beginning. */
  at?: Instant
  /** Attributes to set; `null` removes one. Others stay. */
  attributes?: Readonly<Record<string, Value | null>>
  /** All tags that the contact has. Absent: they stay. */
  tags?: readonly string[]
}

/** Something happened to the contact. */
export interface EventInput extends InputBase {
  kind: 'event'
  event: string
  /** Fields that the event does not declare are left out. */
  payload?: Readonly<Record<string, Value>>
  /**
   * It is told so that it is known, as from another tool that was used before: whatever looks back finds it where it
   * happened, and nothing else comes of it. It starts and ends nothing, no wait for it goes on, no goal is reached, and
   * nothing is withdrawn; what conditions say of the contact is looked at again, as after any change.
   */
  history?: true
}

/** A tag is added or removed. Nothing happens if the contact has it already, or has it not. */
export interface TagInput extends InputBase {
  kind: 'tag' | 'untag'
  tag: string
}

/** Starts a journey by hand. */
export interface StartInput extends InputBase {
  kind: 'start'
  journey: string
}

/** A timer that a command asked for is due. */
export interface TimerInput extends InputBase {
  kind: 'timer'
  run: RunId
  token: number
}

/**
 * A wake that a command asked for is due. Without `due` it is a look at the contact for its own sake: once for every
 * contact when another version of a bundle is put in place, so that what it listens to is known and planned.
 */
export interface WakeInput extends InputBase {
  kind: 'wake'
  due?: Instant
}

/**
 * Takes the runs of a contact to the latest version of their journeys: all of them, or none and it is refused. What is
 * overdue is acted on afterwards, in that version. Runs that await an answer at a step that is gone, and runs of a journey
 * that is gone, go on as they are.
 */
export interface MigrateInput extends InputBase {
  kind: 'migrate'
  /** Absent: those of all journeys. */
  journey?: string
}

/** What became of a message that was handed over. Only the first outcome of a key counts. */
export type OutcomeInput = InputBase & { kind: 'outcome'; key: StepKey } & Outcome

/**
 * What an action answered that the runtime called. Only the first result of a call counts. Without a `key`, the longest
 * waiting call of that action by this contact is meant.
 */
export type ResultInput = InputBase & { kind: 'result'; action: string; key?: StepKey } & CallResult

/** What an action answered: the values that it returns, or why it failed. */
export type CallResult = { ok: true; values: Readonly<Record<string, Value>> } | { ok: false; reason: string }

/**
 * `withheld`: the host looked again right before sending, and the contact may not get the message any more. `to`: the
 * address that it went to, when the host found another one then than that of the command.
 */
export type Outcome =
  | { ok: true; to?: string }
  | { ok: false; reason: string; withheld?: Suppression; to?: string }
