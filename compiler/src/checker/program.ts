import type { Module } from '../modules/bind.ts'
import type {
  ActionSymbol,
  AnySymbol,
  ChannelSymbol,
  EventSymbol,
  MessageSymbol,
  SegmentSymbol,
} from '../modules/symbols.ts'
import type {
  CallStep,
  ContactDeclaration,
  Expression,
  FieldDeclaration,
  JourneyDeclaration,
  MatchArm,
  MatchStep,
  Name,
  Path,
  StartLine,
  WaitArm,
  WaitStep,
} from '../syntax/ast.ts'
import type { Outcomes } from './facts.ts'
import type { Identities } from './journeys/identity.ts'
import type { Type } from './types.ts'

/** A field of the contact, of an event, or a parameter of a message. */
export interface Field {
  name: string
  type: Type
  file: string
  declaration: FieldDeclaration
}

export type Fields = ReadonlyMap<string, Field>

/** What a path or a single name in an expression stands for. */
export type Meaning =
  | { kind: 'contact-field'; field: Field }
  | { kind: 'param'; field: Field }
  | { kind: 'payload'; source: PayloadSource; event: EventSymbol; field: Field }
  /** What an action answered. */
  | { kind: 'result'; step: CallStep; field: Field }
  /** A bare code such as `DE` or `fa`, known by the type that is wanted. */
  | { kind: 'code'; value: string }
  /** The name of a message or channel as a value. */
  | { kind: 'declaration'; symbol: AnySymbol }

/** Which event a payload is of. */
export type PayloadSource =
  /** The one that is being matched by a `where`. */
  | { of: 'candidate' }
  /** The one that a look at what happened is about. */
  | { of: 'history' }
  | { of: 'start' }
  | { of: 'wait'; step: WaitStep }

export interface ContactInfo {
  fields: Fields
  file: string
  declaration: ContactDeclaration
  /** Names of the fields that hold the time zone and the language. */
  timezone: string | undefined
  language: string | undefined
}

/**
 * A checked project: its modules, and beside the trees what they mean. Complete only where nothing was reported;
 * what is missing was said.
 */
export interface Program {
  modules: ReadonlyMap<string, Module>
  contact: ContactInfo | undefined
  timezone: string | undefined
  references: Map<Name, AnySymbol>
  types: Map<Expression, Type>
  meanings: Map<Path, Meaning>
  eventFields: Map<EventSymbol, Fields>
  messageParams: Map<MessageSymbol, Fields>
  messageChannels: Map<MessageSymbol, ChannelSymbol>
  actionParams: Map<ActionSymbol, Fields>
  actionResults: Map<ActionSymbol, Fields>
  /** Texts of the template files, by path. */
  templates: Map<string, string>
  /** The starting points that a `started by` means. */
  startedBy: Map<Expression, StartLine[]>
  /** What is known of who is in a segment, and of who is not; found when it is asked for first. */
  segmentFacts: Map<SegmentSymbol, Outcomes>
  /** Identities of the steps of each journey. */
  identities: Map<JourneyDeclaration, Identities>
  /** Names of the arms of waits and matches: the edges that they become. */
  armNames: Map<WaitArm | MatchArm, string>
  /** The matches whose arms take everyone: nobody goes on behind one without taking an arm. */
  exhaustive: Set<MatchStep>
}
