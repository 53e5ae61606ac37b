import type { StepKey } from '../../core/ids.ts'
import type { CallResult, Input, Outcome } from '../../core/inputs.ts'
import type {
  CallCommand,
  NotifyCommand,
  RuntimeRecord,
  SendCommand,
  Suppression,
} from '../../core/output.ts'
import type { ContactState, Run } from '../../core/state.ts'
import type { Bundle, NodeId, SourceMap, Statistics } from '../../graph/format.ts'
import type { Content } from '../../render/renderer.ts'
import type { Instant } from '../../time/instant.ts'
import type { Lane } from './lane.ts'

/** An input that was taken in, and what came of it. Entries are only ever appended. */
export interface LogEntry {
  /** Counts entries of all contacts, without gaps, in the order in which they were made durable. */
  readonly seq: number
  readonly contact: string
  /** When it was received. */
  readonly at: Instant
  /** As it was given to the runtime, with `received` if that was later than `at`. */
  readonly input: Input
  /** What came of it. Texts that could not be written are told here, too. */
  readonly records: readonly RuntimeRecord[]
}

/**
 * What became of something that the runtime asked for. `waiting`: it is to be tried at `due`. `answering`: a call that was
 * taken over, whose answer is to come by `due`. `done`: a provider took it. `withheld`: the contact may not get it any
 * more. `dead`: it failed for good, and somebody should look at it.
 */
export const DELIVERY_STATES = ['waiting', 'answering', 'done', 'withheld', 'dead'] as const
/** One of `DELIVERY_STATES`. */
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** Whether it is not known yet what became of it. */
export function isOpen({ state }: { readonly state: DeliveryState }): boolean {
  return state === 'waiting' || state === 'answering'
}

/** Something that the runtime asked the outside for: a message, a call or a notification. */
export interface Delivery {
  readonly key: StepKey
  readonly contact: string
  readonly command: SendCommand | CallCommand | NotifyCommand
  /** The texts of a message, written when it was handed over: every attempt sends the same. */
  readonly content?: Content
  readonly state: DeliveryState
  /** How often it was tried. */
  readonly attempts: number
  /** When it is tried next, or given up if no answer has come. Only while it is open. */
  readonly due?: Instant
  readonly createdAt: Instant
  /** When it was settled first, and its run was told. It stays when somebody has it tried again by hand. */
  readonly settledAt?: Instant
  /** Why the last attempt failed, or why it was withheld. */
  readonly reason?: string
}

/** What an attempt to deliver came to. `to` is the address that it went to, if that is not the one of its command. */
export type Attempt = { readonly to?: string } & (
  | { readonly kind: 'done'; readonly outcome?: Outcome | CallResult }
  /** A call was taken over, and somebody else tells its answer: until then, or it has failed. */
  | { readonly kind: 'answering'; readonly until: Instant }
  /** It may go well later. `untried`: it was too early for an attempt, which is not counted. */
  | { readonly kind: 'again'; readonly at: Instant; readonly reason: string; readonly untried?: true }
  /** The contact may not get it any more. The run is told `{ ok: false, reason, withheld }`. */
  | { readonly kind: 'withheld'; readonly reason: string; readonly withheld: Suppression }
  /** It will never go well, or was tried often enough. `untried`: no answer came in time. */
  | { readonly kind: 'dead'; readonly reason: string; readonly untried?: true }
)

/**
 * An input at which the runtime failed, which is a fault of the runtime: it changed nothing, and is tried again when a
 * server starts. Only what nobody else would tell again is kept so: answers of providers, and timers.
 */
export interface SetAside {
  readonly contact: string
  /** When it was tried last. */
  readonly at: Instant
  readonly input: Input
  readonly reason: string
}

/** A run that stands at a step. */
export interface Standing {
  readonly contact: string
  readonly run: Run
}

/** A bundle that was put in place, and when. It is read when it is looked at, so only as long as the reader is open. */
export interface Deployment {
  /** SHA-256, in hex, of the canonical JSON of the bundle. */
  readonly hash: string
  readonly at: Instant
  /** The hash of each of its journeys, by name. */
  readonly versions: Readonly<Record<string, string>>
  readonly bundle: Bundle
  readonly sourceMap?: SourceMap | undefined
}

/** A part of a list, and where the next one begins: pass `next` as `after`. Absent at the end. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}

/** Which part of a list is asked for. */
export interface PageRequest {
  readonly after?: string
  /** At most so many items. */
  readonly limit: number
}

/**
 * What can be asked of the data, also while a server works on it. All answers of one call belong together; two calls
 * may see a turn of the engine in between.
 */
export interface StoreReader {
  contact(id: string): ContactState | undefined
  /** In order of their ids. */
  contacts(page: PageRequest & { prefix?: string }): Page<ContactState>
  /** The live runs that stand at a step, on any version of the journey, longest first. */
  standingAt(journey: string, node: NodeId, page: PageRequest): Page<Standing>
  /** What happened to a contact, newest first. */
  logOf(contact: string, page: PageRequest): Page<LogEntry>
  /** What happened, oldest first. */
  log(page: PageRequest): Page<LogEntry>
  delivery(key: StepKey): Delivery | undefined
  /** Newest first. */
  deliveries(page: PageRequest & { state?: DeliveryState; kind?: 'send' | 'call' | 'notify' }): Page<Delivery>
  /** Counts of all versions of each journey together. Steps that the latest version does not have are there too. */
  statistics(): Statistics
  /** The bundles that were put in place, latest first; without those that were forgotten together with their log. */
  deployments(): readonly Deployment[]
  /** How many runs are on each version of each journey. */
  versions(): readonly VersionCount[]
  /** How many deliveries of each lane are not over yet: they are to be tried, or their answer is awaited. */
  openByLane(): ReadonlyMap<Lane, number>
  setAside(): readonly SetAside[]
  counts(): StoreCounts
  close(): void
}

/** How many runs are kept of a version of a journey. */
export interface VersionCount {
  readonly journey: string
  readonly hash: string
  /** Live ones, and ended ones while a goal can still be reached. */
  readonly runs: number
  readonly live: number
}

/** How much there is. */
export interface StoreCounts {
  readonly contacts: number
  readonly liveRuns: number
  readonly logEntries: number
  readonly deliveries: Readonly<Record<DeliveryState, number>>
  /** The first moment at which a contact is to be looked at. */
  readonly nextDue?: Instant
}
