/**
 * The graph format: what a compiler writes and a runtime executes. One JSON bundle holds a whole project.
 *
 * The format is plain data with a closed set of kinds. It names steps, never source positions (those live in a
 * sidecar source map), so that two bundles differ exactly where their meaning differs.
 */

import type { Campaign, JourneyMap, Persona } from './map-format.ts'

/** Version of the format that this package writes and reads: `major.minor`. */
export const FORMAT_VERSION = '1.0'

/** `$schema` of every bundle; its number is the format's major version. */
export const SCHEMA_ID = 'https://journey-lang.dev/schema/graph-1.json'

/**
 * Abilities that a bundle may ask of its runtime. A bundle lists those it uses in `requires`; a runtime that lacks
 * one refuses the bundle at load, by name, rather than doing something else than what was reviewed.
 */
export const CAPABILITIES = [
  'actions',
  'frequency-caps',
  'history',
  'holdout',
  'keyed-runs',
  'liquid',
  'notifications',
  'quiet-hours',
  'scheduled-starts',
  'segments',
] as const
/** Something that a graph may require of a runtime. */
export type Capability = (typeof CAPABILITIES)[number]

/** How often a repeat goes round at most. */
export const MAX_TIMES = 1000

/** Basis points that make a whole: the shares of splits and holdouts are written in them. */
export const WHOLE = 10_000

/** A length of time as ISO 8601, e.g. `P7D`, `PT90M`, `P1DT12H`. Days and longer are calendar units. */
export type IsoDuration = string
/** A local time of day, `HH:MM`. */
export type LocalTime = string
/** Identity of a step, unique in its journey and stable under edits elsewhere, e.g. `subscription/wait purchased`. */
export type NodeId = string

/** The compiled form of a project. */
export interface Bundle {
  $schema: string
  formatVersion: string
  /** Sorted. */
  requires: string[]
  /** The project's IANA time zone, for contacts that have none of their own. UTC when absent. */
  timezone?: string
  contact: ContactSchema
  /** Absent: the project has none. */
  enums?: Record<string, EnumDeclaration>
  /** Absent: the project has none. `everyone` is built in, and never listed. */
  segments?: Record<string, Segment>
  tags: Record<string, TagDeclaration>
  events: Record<string, EventDeclaration>
  channels: Record<string, Channel>
  messages: Record<string, Message>
  stageModels: Record<string, StageModel>
  /** What journeys may call. Absent: nothing. */
  actions?: Record<string, ActionDeclaration>
  /** Who can be notified. Absent: nobody. */
  departments?: Record<string, DepartmentDeclaration>
  journeys: Record<string, Journey>
  /** What customers are like. Absent: no personas. */
  personas?: Record<string, Persona>
  /** Periods by which results are kept. Absent: none. */
  campaigns?: Record<string, Campaign>
  /** What customers experience. Absent: no maps. */
  maps?: Record<string, JourneyMap>
  /** Where runs go on that wait at a step which is gone or renamed. Absent: none do. */
  moved?: Moved[]
}

/** The attributes that a contact may have. */
export interface ContactSchema {
  fields: Record<string, Field>
  /** Name of the field that holds the contact's time zone. */
  timezone?: string
  /** Name of the field that holds the contact's language: texts are formatted for it. */
  language?: string
  doc?: string
}

/** Names of the value types. Money carries its currency, a list its element type. */
export const SCALAR_TYPES = [
  'string',
  'integer',
  'number',
  'boolean',
  'percent',
  'duration',
  'date',
  'time',
  'datetime',
  'email',
  'phone',
  'url',
  'country',
  'language',
  'timezone',
  'message',
  'channel',
] as const
/** A type whose values have no parts. */
export type ScalarType = (typeof SCALAR_TYPES)[number]

/** The type of a value that is present. */
export type ValueType =
  | { type: ScalarType }
  | { type: 'money'; currency: string }
  | { type: 'list'; of: ValueType }
  /** One of the members of an enum, by its name. */
  | { type: 'enum'; enum: string }

/** A field of a contact, an event or a message's parameters. */
export type Field = ValueType & {
  /** The value may be missing. */
  optional?: true
  /** What the field holds when nobody set it. */
  default?: Value
  doc?: string
}

/** An amount in minor units (cents), with its ISO 4217 currency. */
export interface Money {
  amount: number
  currency: string
}

/**
 * A value at run time. Percentages are fractions (`0.1`), durations ISO 8601, dates `YYYY-MM-DD`, times `HH:MM`,
 * datetimes ISO 8601 instants in UTC with milliseconds. A missing value is `undefined` in memory and an absent key
 * in JSON; `null` is not a value.
 */
export type Value = string | number | boolean | Money | Value[]

/** A closed list of values, in the order in which they were declared. A value is its member's name. */
export interface EnumDeclaration {
  title?: string
  doc?: string
  members: { name: string; title?: string; doc?: string }[]
}

/** A group of contacts: those for whom a condition holds now. */
export interface Segment {
  title?: string
  doc?: string
  /** Reads the contact, its tags, its history and other segments; segments never go in circles. */
  when: Expr
}

/** A tag that contacts may have. */
export interface TagDeclaration {
  title?: string
  doc?: string
}

/** An event, with the fields of its payload. */
export interface EventDeclaration {
  title?: string
  doc?: string
  fields: Record<string, Field>
}

/** The user's own code, which the host carries out. */
export interface ActionDeclaration {
  doc?: string
  params: Record<string, Field>
  /** What it answers with. */
  returns: Record<string, Field>
  /** Path of the source file that holds it, for its host. */
  from?: string
}

/** A department of the company, which steps may notify. */
export interface DepartmentDeclaration {
  title?: string
  doc?: string
  email?: string
}

/** Runs that wait at `from`, a step of an older version, go on at a step, at a stage's beginning, or are over. */
export interface Moved {
  journey: string
  from: NodeId
  to: { node: NodeId } | { stage: string } | { finish: true }
}

/** Kinds of channel on which a machine can send. */
export const SENDABLE_CHANNELS = ['email', 'sms', 'push', 'whatsapp', 'in_app', 'webhook', 'chat'] as const
/** A kind of channel that messages are sent on. */
export type ChannelKind = (typeof SENDABLE_CHANNELS)[number]

/** Kinds of channel on which only people act: they carry the touchpoints of maps. */
export const PEOPLE_CHANNELS = [
  'social',
  'ads',
  'search',
  'web',
  'press',
  'print',
  'outdoor',
  'post',
  'call',
  'store',
  'event_hall',
  'word_of_mouth',
] as const
/** A kind of channel on which only people act. */
export type PeopleChannelKind = (typeof PEOPLE_CHANNELS)[number]

/** A way on which the company and its contacts meet. */
export type Channel = SendingChannel | PeopleChannel

interface ChannelBase {
  /** Name of the department whose channel it is. */
  department?: string
  /** What people hold when they are on it, such as `phone`. */
  device?: string
  doc?: string
}

/** A channel on which nothing is sent. */
export interface PeopleChannel extends ChannelBase {
  kind: PeopleChannelKind
}

/** A channel that messages are sent on. */
export interface SendingChannel extends ChannelBase {
  kind: ChannelKind
  /** The address. Missing at run time: the send is suppressed. */
  to: Expr
  /** A boolean contact field that must be true when the message is handed over. */
  consent?: string
  /** Local times between which nothing is sent; `from` may be later than `to` (over midnight). */
  quiet?: { from: LocalTime; to: LocalTime; else?: 'skip' }
  /** At most `count` messages per contact in any window of length `per`, across journeys. */
  limit?: { count: number; per: IsoDuration }
}

/** What a message is for. */
export const PURPOSES = ['sell', 'inform', 'serve'] as const
/** Why a message is sent. */
export type Purpose = (typeof PURPOSES)[number]

/** A message: the channel that it goes, its parameters and its texts. */
export interface Message {
  channel: string
  params: Record<string, Field>
  /** Named parts (`subject`, `body`); an expression of type string, or a Liquid template. */
  content: Record<string, Template>
  /** Other content for some people: that of the first whose condition holds. `content` is for everybody else. */
  variants?: MessageVariant[]
  purpose?: Purpose
  doc?: string
}

/** Texts for those for whom a condition holds. */
export interface MessageVariant {
  /** Reads the contact and the parameters. */
  when: Expr
  content: Record<string, Template>
}

/** How a part of a message is written: an expression, or Liquid with the file that it stands in. */
export type Template = { text: Expr } | { liquid: string; file?: string }

/** The stages that journeys are told in, in order. */
export interface StageModel {
  title?: string
  doc?: string
  stages: { name: string; title?: string; asks?: string; loopsTo?: string; doc?: string }[]
}

/** A journey: who comes in, by which steps, and what ends it. */
export interface Journey {
  title?: string
  doc?: string
  /**
   * SHA-256, in hex, of what decides where a run goes: everything in the journey but titles and documentation.
   * Runs are pinned to it.
   */
  hash: string
  /** Name of the stage model that the journey follows. */
  follows?: string
  starts: Start[]
  enter: Enter
  goals: Record<string, Goal>
  exits: Exit[]
  /** The share of contacts, in basis points, whose runs have no steps and only measure goals. Absent: nobody. */
  holdout?: number
  /** The stages that have steps, in source order. Empty when the journey has steps without stages. */
  stages: { name: string; title?: string; doc?: string; entry: NodeId }[]
  /** Where a run begins. */
  entry: NodeId
  nodes: Record<NodeId, Node>
}

/** What a start, a wait's arm, a goal or an exit listens to. */
export type Trigger = { event: string } | { tag: string } | { untag: string }

/** What begins a run: what a trigger says, somebody's hand, a segment, a field of the contact, or time. */
export type StartTrigger =
  | Trigger
  | { manually: true }
  | SegmentTrigger
  | ChangeTrigger
  | DateStart
  | RecurringStart

/** The contact comes into a segment, or drops out of it. */
export type SegmentTrigger = { enter: string } | { leave: string }

/**
 * A field of the contact gets another value, or loses its value; with `to`, only if it gets that one. A first value, and
 * one that is imported, changes nothing.
 */
export interface ChangeTrigger {
  change: string
  to?: Expr
}

/** A way into a journey. The first in order whose trigger and condition match is recorded in the run. */
export interface Start {
  /** Identity in the journey, e.g. `purchased`, `tag new_customer`, `manually`. */
  id: string
  on: StartTrigger
  where?: Expr
  /** One live run per value of this expression. */
  key?: Expr
  /** The id is a name that the author gave. */
  named?: true
  doc?: string
}

/**
 * Starts each contact on a date, or at a moment, of their own or the same for all: `at` reads the contact and nothing
 * else. `time` is when on that day; absent, it is the beginning of the day, or the time of a moment. `yearly`: on each
 * anniversary as well; those of an outermost `shift` are counted before it is shifted. All in the contact's zone.
 */
export interface DateStart {
  at: Expr
  time?: LocalTime
  yearly?: true
  /** Only contacts who are in this segment then. Absent: everyone. */
  for?: string
}

/** Starts contacts again and again, at a local time of each. */
export interface RecurringStart {
  every: Recurrence
  time: LocalTime
  /** Only contacts who are in this segment then. Absent: everyone. */
  for?: string
}

/** 1 is Monday. A day that a month does not have is its last. */
export type Recurrence =
  | { unit: 'day' }
  | { unit: 'week'; weekday: number }
  | { unit: 'month'; day: number }
  | { unit: 'year'; month: number; day: number }

/** `once`: one run ever. `again`: a new run once the last one is over and, if given, `after` its entry has passed. */
export type Enter = { rule: 'once' } | { rule: 'again'; after?: IsoDuration }

/** Recorded the first time its event happens to a run; never ends a run. */
export interface Goal {
  event: string
  where?: Expr
  /** From entry, also after the run has ended. Absent: only while the run is live. */
  within?: IsoDuration
  doc?: string
}

/** Ends a run, at any step. */
export type Exit =
  | { id: string; on: Trigger; where?: Expr; doc?: string }
  | { id: string; when: Expr; doc?: string }

interface NodeBase {
  /** Name of the stage that the step stands in. */
  stage?: string
  /** The id is a name that the author gave: people know the step by it. */
  named?: true
  doc?: string
  /** Outgoing edges by name. Every target is a node of the same journey. */
  edges: Record<string, NodeId>
  /** Names of the edges that leave the repeats around the step: their rounds begin anew. */
  breaks?: string[]
}

/** `next`; and `else`, taken when the message was suppressed or failed. */
export interface SendNode extends NodeBase {
  kind: 'send'
  message: string
  args: Record<string, Expr>
  edges: { next: NodeId; else?: NodeId }
}

/**
 * Holds the contact for a length of time, or until a moment. `past` is taken when that moment is past already, or its
 * date missing; without such an edge it is `next`.
 */
export type DelayNode = DelayBase & ({ for: IsoDuration } | { until: DelayTarget })

/** What delays have in common, whatever they wait until. */
export interface DelayBase extends NodeBase {
  kind: 'delay'
  edges: { next: NodeId; past?: NodeId }
}

/**
 * The next time that clocks show `time`, on a `weekday` if there is one (1 is Monday). Or a date or moment `at`; with
 * `next` the next of its anniversaries. A day without a `time` is meant from its beginning. All in the contact's zone;
 * what is "next" is later than now.
 */
export type DelayTarget = { time: LocalTime; weekday?: number } | { at: Expr; time?: LocalTime; next?: true }

/**
 * Holds the contact until an arm is satisfied; an edge by each arm's name. `timeout` is taken when the limit has
 * passed. Events count from the end of the run's last hold, or from its start with `since: 'start'`.
 */
export interface WaitNode extends NodeBase {
  kind: 'wait'
  arms: WaitArm[]
  /** Absent: waits forever, and there is no `timeout` edge. */
  limit?: IsoDuration
  since?: 'start'
}

/** What ends a wait: an occurrence, or a condition that comes to hold. */
export type WaitArm = { name: string; on: Trigger; where?: Expr } | { name: string; until: Expr }

/** Goes one of two ways by a condition. */
export interface BranchNode extends NodeBase {
  kind: 'branch'
  when: Expr
  edges: { then: NodeId; else: NodeId }
}

/**
 * Goes the way of the first arm that has the value, by the arm's name; `else` when none has, also when the value is
 * missing.
 */
export interface MatchNode extends NodeBase {
  kind: 'match'
  on: Expr
  arms: { name: string; is: Expr[] }[]
}

/**
 * Sets a field of the contact. A missing value takes the field's value away if the field is optional; otherwise the
 * field stays as it is.
 */
export interface SetNode extends NodeBase {
  kind: 'set'
  field: string
  value: Expr
  edges: { next: NodeId }
}

/** Gives the contact a tag, or takes it away. */
export interface TagNode extends NodeBase {
  kind: 'tag' | 'untag'
  tag: string
  edges: { next: NodeId }
}

/** Sends contacts on different ways: an edge by each arm's name. A contact always takes the same one. */
export interface SplitNode extends NodeBase {
  kind: 'split'
  split: string
  /** Shares in basis points, which add up to 10,000. */
  arms: { name: string; share: number }[]
}

/**
 * Goes through `body`, which leads back here, at most so many times, then along `next`. A round begins only while
 * `until` does not hold.
 */
export interface RepeatNode extends NodeBase {
  kind: 'repeat'
  times: number
  until?: Expr
  edges: { body: NodeId; next: NodeId }
}

/** Has the host carry out an action. `else` is taken when it failed. Its answer is read by `["bind", ID, FIELD]`. */
export interface CallNode extends NodeBase {
  kind: 'call'
  action: string
  args: Record<string, Expr>
  edges: { next: NodeId; else?: NodeId }
}

/** Gives the people of a department something to do. */
export interface NotifyNode extends NodeBase {
  kind: 'notify'
  department: string
  text: Expr
  edges: { next: NodeId }
}

/** Makes an event happen to the contact. */
export interface EmitNode extends NodeBase {
  kind: 'emit'
  event: string
  args: Record<string, Expr>
  edges: { next: NodeId }
}

/** Puts the contact into a journey that has a start by hand. */
export interface EnterNode extends NodeBase {
  kind: 'enter'
  journey: string
  edges: { next: NodeId }
}

/** The run is over. */
export interface FinishNode extends NodeBase {
  kind: 'finish'
  reason?: string
  edges: Record<string, never>
}

/** A step. The kinds are a closed set: a reader refuses one that it does not know. */
export type Node =
  | SendNode
  | DelayNode
  | WaitNode
  | BranchNode
  | MatchNode
  | SplitNode
  | RepeatNode
  | SetNode
  | TagNode
  | CallNode
  | NotifyNode
  | EmitNode
  | EnterNode
  | FinishNode

/**
 * An expression of the profile `journey-expr/1`: trees in the shape of JsonLogic, with strict types and a closed set
 * of operators. Stock JsonLogic libraries do not conform: in this profile ordering with a missing operand is false
 * and arithmetic with one is missing.
 */
export type Expr =
  | string
  | number
  | boolean
  /**
   * Reads a value. Roots: `contact` (`["contact","email"]`), `param` (a message's parameters), `event` (the event
   * that is being matched in a `where`), `matched` (inside the `where` of a history expression, where `event` is what
   * happened then: the event that is being matched now), `bind` (a payload kept by the run: `["bind", ID, FIELD]`,
   * where ID is `start`, the id of a wait, or the id of a call).
   */
  | { var: string[] }
  | { money: [amount: number, currency: string] }
  | { duration: IsoDuration }
  | { date: string }
  | { time: LocalTime }
  | { datetime: string }
  | { list: Expr[] }
  | { '===': [Expr, Expr] }
  | { '!==': [Expr, Expr] }
  | { '<': [Expr, Expr] }
  | { '<=': [Expr, Expr] }
  | { '>': [Expr, Expr] }
  | { '>=': [Expr, Expr] }
  | { and: Expr[] }
  | { or: Expr[] }
  | { '!': [Expr] }
  | { '+': [Expr, Expr] }
  | { '-': [Expr, Expr] }
  | { '*': [Expr, Expr] }
  /** Division of two numbers or of money by a number or by money of its currency; by zero: missing. */
  | { div: [Expr, Expr] }
  /** A date or moment, later (1) or earlier (-1) by a duration. Days and longer keep the clock of the contact's zone. */
  | { shift: [Expr, Expr, 1 | -1] }
  /** Money times a number, rounded half to even in minor units. */
  | { scale: [Expr, Expr] }
  | { in: [Expr, Expr] }
  | { contains: [Expr, Expr] }
  | { starts_with: [Expr, Expr] }
  | { exists: [Expr] }
  | { coalesce: [Expr, Expr] }
  | { has_tag: string }
  /** True for a contact that is in the segment now. */
  | { in_segment: string }
  /** What happened to the contact before. */
  | { history: History }
  /** True in a run that began through one of these starts. */
  | { started_by: string[] }
  /** Texts joined; a missing part is empty. */
  | { cat: Expr[] }
  /** A value as text for people, by its type, in the contact's language. */
  | { format: [Expr, FormatType] }

/** The type that a value is formatted by; of an enum, and of a list of its members, with the name of the enum. */
export type FormatType = Exclude<ScalarType, 'message' | 'channel'> | 'money' | 'list' | { enum: string }

/** How history is summed up. */
export const AGGREGATES = ['any', 'none', 'count', 'sum', 'average', 'latest'] as const

/**
 * Looks at the events of one name that happened to the contact in a window, and for which `where` holds. `any` and
 * `none` are truth values, `count` is a number. `sum`, `average` and `latest` are about a `field`, and leave out
 * events in which it is missing: the sum of none is zero, the average and the latest of none are missing.
 */
export interface History {
  agg: (typeof AGGREGATES)[number]
  event: string
  /** Of `sum`, `average` and `latest`. */
  field?: string
  /** Here `event` is what happened then. */
  where?: Expr
  window: HistoryWindow
}

/**
 * - `last`: what happened at a moment that, with this length added in the contact's zone, is in the future.
 * - `lastSent`: what is about one of the contact's last messages, this many.
 * - `since: 'start'`: what happened since the run began, without what began it.
 * - `ever`: all that happened since this was asked first.
 */
export type HistoryWindow = { last: IsoDuration } | { lastSent: number } | { since: 'start' } | { ever: true }

/** Where each step of each journey stands in the sources; written beside the bundle. */
export interface SourceMap {
  version: 1
  /** Paths relative to the project, with `/`. */
  files: string[]
  journeys: Record<
    string,
    { span: MappedSpan; starts: Record<string, MappedSpan>; nodes: Record<NodeId, MappedSpan> }
  >
}

/** `[file, startLine, startColumn, endLine, endColumn]`: an index into `files`, then 1-based positions. */
export type MappedSpan = [
  file: number,
  startLine: number,
  startColumn: number,
  endLine: number,
  endColumn: number,
]

/** Counts per step, as a run of a log writes them and a diagram shows them. */
export interface Statistics {
  journeys: Record<
    string,
    {
      entered: number
      /** Entries refused: by the entry rule, because an exit held already, or without a key. */
      refused: number
      /** Starts by time that came when nobody was there to act on them. Absent: none. */
      missed?: number
      finished: number
      exited: number
      goals: Record<string, number>
      /** Of a journey with a holdout: runs that were held out, and how many of them reached each goal. */
      heldOut?: { entered: number; goals: Record<string, number> }
      nodes: Record<NodeId, NodeStatistics>
    }
  >
}

/** Counts of a step. */
export interface NodeStatistics {
  /** Times that a run arrived at the step. */
  entered: number
  /** Runs that are at the step now. */
  waiting: number
  /** Times that a run left the step along each edge. */
  passed: Record<string, number>
}
