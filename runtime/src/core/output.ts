import type { Values } from '../expressions/compile.ts'
import type { NodeId } from '../graph/format.ts'
import type { Problem } from '../problems.ts'
import type { Instant } from '../time/instant.ts'
import type { RunId, SendKey } from './ids.ts'

/** What the runtime asks of its host. */
export type Command = SendCommand | TimerCommand

/** Hand a message over, once per key, and answer with an outcome. */
export interface SendCommand {
  kind: 'send'
  key: SendKey
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
}

/** Answer with a timer when it is due. */
export interface TimerCommand {
  kind: 'timer'
  contact: string
  run: RunId
  token: number
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

/** Why a message was not handed over: no address or parameter, no consent, quiet hours, or the cap of the channel. */
export type Suppression = 'missing' | 'consent' | 'quiet' | 'cap'

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
interface OfMessage extends OfStep {
  message: string
  channel: string
}

/** Something that happened. Records are only ever appended; statistics and reports are folds over them. */
export type RuntimeRecord =
  | (OfStep & { kind: 'entered'; start: string; key?: string })
  | (OfContact & { kind: 'refused'; journey: string; start: string; reason: Refusal; key?: string })
  /** The run left a step and came to the next. */
  | (OfStep & { kind: 'passed'; edge: string; to: NodeId })
  /** The run stands still, until `due` at the latest. */
  | (OfStep & { kind: 'held'; for: 'delay' | 'wait' | 'quiet'; due?: Instant })
  | (OfMessage & { kind: 'handed'; key: SendKey })
  | (OfMessage & { kind: 'sent'; key: SendKey })
  | (OfMessage & { kind: 'failed'; key: SendKey; reason: string })
  | (OfMessage & { kind: 'suppressed'; reason: Suppression })
  | (OfRun & { kind: 'goal'; goal: string })
  | (OfStep & { kind: 'exited'; exit: string })
  | (OfStep & { kind: 'finished'; reason?: string })
  /** By a step, if `run` is there; else from outside. */
  | (OfContact & { kind: 'tagged' | 'untagged'; tag: string; journey?: string; run?: RunId; node?: NodeId })
  | (OfContact & { kind: 'problem'; problem: Problem; journey?: string; run?: RunId })
