/**
 * A scenario in the form in which it is run: everything resolved, nothing of the syntax left but places. Values are the
 * runtime's, except that dates and times are local (`2026-03-02T10:00`), in the zone of the scenario, until it is run.
 */
import type { Expr, IsoDuration, NodeId, Value } from '@journey-lang/runtime'
import type { Place } from '../source/span.ts'

export interface Scenario {
  title: string
  /** The journey that it is about. */
  journey: string
  place: Place
  instructions: Instruction[]
}

export type Instruction = { place: Place } & (
  | { do: 'contact'; attributes: Record<string, Value> }
  /** A local date and time (`2026-03-02T10:00`), or a time (`10:00`): the next such time, in the scenario's zone. */
  | { do: 'at'; time: string; zone?: string }
  | { do: 'after'; duration: IsoDuration }
  | { do: 'event'; event: string; payload: Record<string, Value> }
  | { do: 'tag' | 'untag'; tag: string }
  | { do: 'start' }
  /** From here on the provider refuses this message, or this action fails. */
  | { do: 'fail'; what: 'send' | 'call'; subject: string }
  /** What the action answers from here on. */
  | { do: 'answer'; action: string; values: Record<string, Value> }
  /** Which arm of a split of the scenario's journey the contact takes, from the beginning. */
  | { do: 'take'; arm: string; split: string }
  /** The contact belongs to the holdout of this journey. */
  | { do: 'hold-out'; journey: string }
  | { do: 'expect'; that: Expectation; negated: boolean }
)

/** What can be expected. All are about the scenario's journey and the time that has been reached. */
export type Expectation =
  | { kind: 'sent'; message: string; times?: number; args: Record<string, Value> }
  | { kind: 'suppressed'; message: string }
  | { kind: 'called'; action: string; times?: number; args: Record<string, Value> }
  | { kind: 'notified'; department: string; times?: number }
  | { kind: 'tagged'; tag: string }
  | { kind: 'in-stage'; stage: string }
  | { kind: 'waiting-at'; node: NodeId }
  | { kind: 'goal'; goal: string }
  | { kind: 'finished'; reason?: string }
  | { kind: 'exited' }
  | { kind: 'entered'; journey: string }
  /** `text` is the condition as written. */
  | { kind: 'condition'; condition: Expr; text: string }
