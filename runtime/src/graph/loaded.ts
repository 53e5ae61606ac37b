/**
 * A bundle made ready to execute: names resolved to objects, expressions to functions, durations to numbers. It holds
 * no state and is never changed, so that one serves any number of contacts.
 */
import type { Condition, Enums, Evaluate, Fields, Scope, Values } from '../expressions/compile.ts'
import type { Reader } from '../expressions/format-value.ts'
import type { TallyRule } from '../expressions/history.ts'
import type { Reads } from '../expressions/reads.ts'
import type { Duration } from '../time/duration.ts'
import type { Instant } from '../time/instant.ts'
import type { DailyPeriod } from '../time/quiet.ts'
import type { Bundle, NodeId } from './format.ts'
import type { TriggerKey } from './triggers.ts'

/** A bundle that is ready to execute, with the earlier versions of journeys that are needed beside it. */
export interface LoadedBundle {
  readonly source: Bundle
  readonly contact: Fields
  /** The contact's fields that are neither optional nor have a default. */
  readonly required: readonly string[]
  readonly events: ReadonlyMap<string, Fields>
  readonly tags: ReadonlySet<string>
  readonly enums: Enums
  readonly segments: ReadonlyMap<string, LoadedSegment>
  /** The segments that some start listens to. */
  readonly watched: readonly LoadedSegment[]
  /** By event, what history expressions ask to be kept. */
  readonly remembered: ReadonlyMap<string, LoadedMemory>
  /** Conditions that somebody listens to may change because time passes. */
  readonly timed: boolean
  readonly channels: ReadonlyMap<string, LoadedChannel>
  readonly messages: ReadonlyMap<string, LoadedMessage>
  readonly actions: ReadonlyMap<string, LoadedAction>
  /** The latest version of each journey. */
  readonly journeys: ReadonlyMap<string, LoadedJourney>
  /** Earlier versions of journeys that runs still are on, by journey and hash. */
  readonly earlier: ReadonlyMap<string, ReadonlyMap<string, EarlierVersion>>
  /** Texts of earlier versions, by `pinned`: those that the latest text of their message does not fit. */
  readonly pinnedTexts: ReadonlyMap<string, LoadedMessage>
  /** The starting points that listen to a trigger, by journey, each list in source order. */
  readonly starts: ReadonlyMap<TriggerKey, readonly (readonly LoadedStart[])[]>
  readonly schedules: Schedules
  /** What waits of any journey listen to. */
  readonly awaited: ReadonlySet<TriggerKey>
  /** For whom a contact's texts are written, and the zone that its times are in. */
  reader(attributes: Values): Reader
  /** What is not left to chance, in a test. */
  readonly pins?: Pins
}

/** Decisions of splits and holdouts that a test makes itself. */
export interface Pins {
  /** Arms by journey and split. Other splits are decided as ever. */
  readonly arms: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** The journeys that hold their contacts out. Others hold nobody out. */
  readonly heldOut: ReadonlySet<string>
}

/** The same bundle for a test that decides for itself. */
export function pinChances(bundle: LoadedBundle, pins: Pins): LoadedBundle {
  return { ...bundle, pins }
}

/** An action, with the fields that it takes and returns. */
export interface LoadedAction {
  readonly name: string
  readonly params: Fields
  readonly returns: Fields
}

export interface LoadedSegment {
  readonly name: string
  readonly holds: Condition
  /** What it and the segments in it read. */
  readonly reads: Reads
  /** Changes when what the segment means does. */
  readonly definition: string
}

/** How much of an event is kept. */
export interface LoadedMemory {
  /** For so long, in milliseconds; for ever when infinite. */
  readonly longest?: number
  /** As far as it is about the last messages, so many. */
  readonly lastSent?: number
  /** What is added up. */
  readonly tallies: readonly TallyRule[]
}

/** The starting points by time, by `JOURNEY/START`. */
export interface Schedules {
  /** Tells these from those of another bundle. Absent: there are none. */
  readonly id?: string
  readonly starts: ReadonlyMap<string, { readonly start: LoadedStart; readonly moments: Moments }>
}

/** The first moment after another, in a zone. `undefined` when there is none, or what it depends on is missing. */
export type Moments = (scope: Scope, zone: string, after: Instant) => Instant | undefined

export interface LoadedChannel {
  readonly name: string
  readonly to: Evaluate
  readonly consent?: string
  readonly quiet?: { readonly period: DailyPeriod; readonly skip: boolean }
  readonly limit?: { readonly count: number; readonly per: Duration }
}

/** A message whose texts are ready to be written. */
export interface LoadedMessage {
  readonly name: string
  /** The text is that of an earlier version: its key among those. */
  readonly pinned?: string
  readonly channel: LoadedChannel
  readonly params: Fields
  readonly content: LoadedContent
  /** The content of the first whose condition holds is written, else `content`. */
  readonly variants: readonly LoadedVariant[]
}

/** Every message, in the latest text and in those that earlier versions still send. */
export function textsOf({ messages, pinnedTexts }: LoadedBundle): Iterable<LoadedMessage> {
  return new Set([...messages.values(), ...pinnedTexts.values()])
}

/** Every content that a message may have. */
export function contentsOf({ content, variants }: LoadedMessage): LoadedContent[] {
  return [...variants.map((variant) => variant.content), content]
}

/** Templates by the part of the message that they write. */
export type LoadedContent = ReadonlyMap<string, LoadedTemplate>

export interface LoadedVariant {
  readonly when: Condition
  readonly content: LoadedContent
}

export type LoadedTemplate = { readonly text: Evaluate } | LoadedLiquid

export interface LoadedLiquid {
  readonly liquid: string
  readonly file?: string
  /** It writes HTML: it is a body that begins with a tag, or its file says so. What it prints is escaped. */
  readonly html: boolean
}

/** A version of a journey: its name, and the hash of its content. */
export interface JourneyVersion {
  readonly journey: string
  readonly hash: string
}

/** A version of a journey that is not the latest. */
export interface EarlierVersion {
  readonly journey: LoadedJourney
  /** Where a run that stands at a step of it is to go on in the latest version. */
  destination(node: NodeId): Destination
}

/** Where a run goes on in another version of its journey. */
export type Destination =
  /** `anew`: it comes to the step, rather than being there already. `moved`: the sources say so. */
  | { readonly kind: 'step'; readonly node: NodeId; readonly anew: boolean; readonly moved: boolean }
  | { readonly kind: 'finish' }
  /** The step is gone, and nothing says where its runs go on. */
  | { readonly kind: 'unknown' }
  /** The journey is gone. */
  | { readonly kind: 'none' }

/** A version of a journey that is ready to execute. */
export interface LoadedJourney {
  readonly name: string
  readonly hash: string
  readonly manualStarts: readonly LoadedStart[]
  readonly once: boolean
  /** How long after an entry the next may be. */
  readonly again?: Duration
  readonly goals: ReadonlyMap<TriggerKey, readonly LoadedGoal[]>
  /** The goals that can be reached after a run has ended. */
  readonly windows: readonly LoadedGoal[]
  readonly exitsOn: ReadonlyMap<TriggerKey, readonly LoadedExit[]>
  readonly exitsWhen: readonly LoadedExit[]
  /** The share of contacts that are held out, in basis points. */
  readonly holdout: number
  readonly entry: LoadedNode
  readonly nodes: ReadonlyMap<NodeId, LoadedNode>
  /** The steps that a run may come to again without a delay in between, and how often it may at most. */
  readonly looping: ReadonlyMap<LoadedNode, number>
  /** What its waits listen to. */
  readonly awaited: ReadonlySet<TriggerKey>
  /** A wait, or history, goes back to the start of the run. */
  readonly looksBack: boolean
  /** An `exit when` or a `wait until` may change because time passes. */
  readonly timed: boolean
  /** What a run must keep the payload of: `start` and ids of waits and calls. */
  readonly kept: ReadonlySet<string>
  /** The fields of what it may keep the payload of, by the same ids. */
  readonly payloads: ReadonlyMap<string, Fields>
}

export interface LoadedStart {
  readonly id: string
  readonly journey: LoadedJourney
  readonly where: Condition
  /** The value that a field must get, if only one will do. */
  readonly to?: Evaluate
  readonly key?: Evaluate
}

export interface LoadedGoal {
  readonly name: string
  readonly where: Condition
  readonly within?: Duration
}

export interface LoadedExit {
  readonly id: string
  readonly holds: Condition
}

/** A way from a step to the next. */
export interface LoadedEdge {
  readonly name: string
  readonly to: LoadedNode
  /** It leaves the repeats around its step. */
  readonly breaks?: true
}

interface LoadedNodeBase {
  readonly id: NodeId
  readonly stage?: string
}

export interface LoadedSend extends LoadedNodeBase {
  readonly kind: 'send'
  readonly message: LoadedMessage
  readonly args: ReadonlyMap<string, Evaluate>
  readonly next: LoadedEdge
  readonly else?: LoadedEdge
}

export interface LoadedDelay extends LoadedNodeBase {
  readonly kind: 'delay'
  readonly ends: { readonly for: Duration } | { readonly until: Moments }
  /** Every run that comes to it is held. */
  readonly holds: boolean
  readonly next: LoadedEdge
  /** For runs that come too late. */
  readonly past?: LoadedEdge
}

export interface LoadedWait extends LoadedNodeBase {
  readonly kind: 'wait'
  readonly arms: readonly LoadedArm[]
  readonly limit?: Duration
  readonly sinceStart: boolean
  readonly timeout?: LoadedEdge
}

export interface LoadedArm {
  readonly name: string
  /** Absent for a condition. */
  readonly on?: TriggerKey
  readonly where: Condition
  readonly next: LoadedEdge
}

export interface LoadedBranch extends LoadedNodeBase {
  readonly kind: 'branch'
  readonly when: Condition
  /** The edge `then`. */
  readonly yes: LoadedEdge
  /** The edge `else`. */
  readonly no: LoadedEdge
}

export interface LoadedMatch extends LoadedNodeBase {
  readonly kind: 'match'
  readonly on: Evaluate
  readonly arms: readonly LoadedMatchArm[]
  readonly else: LoadedEdge
}

export interface LoadedMatchArm {
  readonly name: string
  readonly is: readonly Evaluate[]
  readonly next: LoadedEdge
}

export interface LoadedSet extends LoadedNodeBase {
  readonly kind: 'set'
  readonly field: string
  readonly value: Evaluate
  readonly next: LoadedEdge
}

export interface LoadedTag extends LoadedNodeBase {
  readonly kind: 'tag' | 'untag'
  readonly tag: string
  readonly next: LoadedEdge
}

export interface LoadedSplit extends LoadedNodeBase {
  readonly kind: 'split'
  readonly split: string
  readonly arms: readonly LoadedSplitArm[]
}

export interface LoadedSplitArm {
  readonly name: string
  /** In basis points. */
  readonly share: number
  readonly next: LoadedEdge
}

export interface LoadedRepeat extends LoadedNodeBase {
  readonly kind: 'repeat'
  readonly times: number
  readonly until: Condition
  readonly body: LoadedEdge
  readonly next: LoadedEdge
}

export interface LoadedCall extends LoadedNodeBase {
  readonly kind: 'call'
  readonly action: LoadedAction
  readonly args: ReadonlyMap<string, Evaluate>
  readonly next: LoadedEdge
  readonly else?: LoadedEdge
}

export interface LoadedNotify extends LoadedNodeBase {
  readonly kind: 'notify'
  readonly department: string
  readonly text: Evaluate
  readonly next: LoadedEdge
}

export interface LoadedEmit extends LoadedNodeBase {
  readonly kind: 'emit'
  readonly event: string
  readonly args: ReadonlyMap<string, Evaluate>
  readonly next: LoadedEdge
}

export interface LoadedEnter extends LoadedNodeBase {
  readonly kind: 'enter'
  readonly journey: string
  readonly next: LoadedEdge
}

export interface LoadedFinish extends LoadedNodeBase {
  readonly kind: 'finish'
  readonly reason?: string
}

/** A step that is ready to execute, by its kind. */
export type LoadedNode =
  | LoadedSend
  | LoadedDelay
  | LoadedWait
  | LoadedBranch
  | LoadedMatch
  | LoadedSet
  | LoadedSplit
  | LoadedRepeat
  | LoadedTag
  | LoadedCall
  | LoadedNotify
  | LoadedEmit
  | LoadedEnter
  | LoadedFinish
