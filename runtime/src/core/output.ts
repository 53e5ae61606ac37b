import type { Values } from '../expressions/compile.ts'
import type { NodeId, Value } from '../graph/format.ts'
import type { Problem } from '../problems.ts'
import type { Instant } from '../time/instant.ts'
import type { RunId, StepKey } from './ids.ts'

/** What the runtime asks of its host. */
export type Command = SendCommand | TimerCommand | WakeCommand | CallCommand | NotifyCommand

/** Hand a message over, once per key, and answer with an outcome. */
export interface SendCommand {
  kind: 'send'
  key: StepKey
  at: Instant
  contact: string
  journey: string
  run: RunId
  node: NodeId
  message: string
  channel: string
  /** The address. */
  to: string
  args: Values
  /** The text of an earlier version is meant, for the latest does not fit: to be passed to the renderer. */
  pinned?: string
}

/** Carry an action out, once per key, and answer with a result. When it fails for a while, try again first. */
export interface CallCommand {
  kind: 'call'
  key: StepKey
  at: Instant
  contact: string
  journey: string
  run: RunId
  node: NodeId
  action: string
  args: Values
}

/** Give the people of a department something to do, once per key. Nothing is answered. */
export interface NotifyCommand {
  kind: 'notify'
  key: StepKey
  at: Instant
  contact: string
  journey: string
  run: RunId
  node: NodeId
  department: string
  text: string
}

/** Answer with a timer when it is due. */
export interface TimerCommand {
  kind: 'timer'
  contact: string
  run: RunId
  token: number
  due: Instant
}

/**
 * Answer with a wake when it is due: something may change then because time passes. It stands in for the one that was
 * asked for before; that one does no harm either.
 */
export interface WakeCommand {
  kind: 'wake'
  contact: string
  due: Instant
}

/** Why a contact was not let into a journey. */
export type Refusal =
  /** It has a live run there, of this key. */
  | 'inside'
  /** It was there before, and may enter once. */
  | 'once'
  /** Its last entry is not long enough ago. */
  | 'too_soon'
  /** A condition under which runs end holds already. */
  | 'exit'
  /** The key is missing. */
  | 'no_key'

/**
 * Why a message was not sent: no address or parameter, no consent, quiet hours, or the cap of the channel; or, since it
 * was handed over, the contact left the journey.
 */
export type Suppression = 'missing' | 'consent' | 'quiet' | 'cap' | 'left'

interface OfContact {
  at: Instant
  contact: string
}
interface OfRun extends OfContact {
  journey: string
  run: RunId
}
interface OfStep extends OfRun {
  node: NodeId
}
interface OfCall extends OfStep {
  action: string
  key: StepKey
}
interface OfMessage extends OfStep {
  message: string
  channel: string
}

/** Something that happened. Records are only ever appended; statistics and reports are folds over them. */
export type RuntimeRecord =
  | (OfStep & { kind: 'entered'; start: string; key?: string })
  /** The contact belongs to the holdout: its run has no steps. */
  | (OfRun & { kind: 'held_out'; start: string; key?: string })
  | (OfContact & { kind: 'refused'; journey: string; start: string; reason: Refusal; key?: string })
  /** A start by time came when nobody was there to act on it: `count` times, first at `due`. They are skipped. */
  | (OfContact & { kind: 'missed'; journey: string; start: string; due: Instant; count: number })
  /** The run left a step and came to the next. */
  | (OfStep & { kind: 'passed'; edge: string; to: NodeId })
  /** The run stands still, until `due` at the latest. */
  | (OfStep & { kind: 'held'; for: 'delay' | 'wait' | 'quiet'; due?: Instant })
  | (OfMessage & { kind: 'handed'; key: StepKey })
  /** `to`: the address, when it is another than that of the command. */
  | (OfMessage & { kind: 'sent'; key: StepKey; to?: string })
  | (OfMessage & { kind: 'failed'; key: StepKey; reason: string; to?: string })
  /** With a key, it was handed over before, and held back right before it was sent. */
  | (OfMessage & { kind: 'suppressed'; reason: Suppression; key?: StepKey })
  /** An action was called, and its result is awaited. */
  | (OfCall & { kind: 'calling'; args: Values })
  | (OfCall & { kind: 'called'; values: Values })
  /** The action failed for good, or was not called since a value that it needs is missing: then without a key. */
  | (Omit<OfCall, 'key'> & { kind: 'call_failed'; reason: string; key?: StepKey })
  | (OfStep & { kind: 'notified'; department: string; text: string; key: StepKey })
  | (OfStep & { kind: 'emitted'; event: string })
  | (OfRun & { kind: 'goal'; goal: string; heldOut?: true })
  | (OfStep & { kind: 'exited'; exit: string })
  | (OfStep & { kind: 'finished'; reason?: string })
  /**
   * The run was taken from one version of its journey to another, named by their hashes. `node` is where it stood, `to`
   * where it stands since; absent when it is over.
   */
  | (OfStep & {
      kind: 'migrated'
      was: string
      hash: string
      fate: 'stays' | 'arrives' | 'finishes' | 'over'
      to?: NodeId
    })
  /** By a step, if `run` is there; else from outside. */
  | (OfContact & { kind: 'tagged' | 'untagged'; tag: string; journey?: string; run?: RunId; node?: NodeId })
  /** By a step. Without a value: the field lost it. */
  | (OfStep & { kind: 'set'; field: string; value?: Value })
  /** The contact came into a segment that a journey listens to, or dropped out of it. */
  | (OfContact & { kind: 'joined' | 'left'; segment: string; journey?: never })
  | (OfContact & { kind: 'problem'; problem: Problem; journey?: string; run?: RunId })
