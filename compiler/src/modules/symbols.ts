import type {
  ActionDeclaration,
  CampaignDeclaration,
  ChannelDeclaration,
  DepartmentDeclaration,
  EnumDeclaration,
  EventDeclaration,
  JourneyDeclaration,
  MapDeclaration,
  MessageDeclaration,
  PersonaDeclaration,
  SegmentDeclaration,
  StagesDeclaration,
  TagDeclaration,
} from '../syntax/ast.ts'

/** What a name can stand for. */
export type AnySymbol =
  | EnumSymbol
  | EventSymbol
  | TagSymbol
  | SegmentSymbol
  | ChannelSymbol
  | MessageSymbol
  | DepartmentSymbol
  | ActionSymbol
  | StagesSymbol
  | PersonaSymbol
  | CampaignSymbol
  | JourneySymbol
  | MapSymbol

interface Declared<K extends string, D> {
  kind: K
  name: string
  /** Path of the declaring file. */
  file: string
  declaration: D
}

export type EnumSymbol = Declared<'enum', EnumDeclaration>
export type SegmentSymbol = Declared<'segment', SegmentDeclaration>
export type DepartmentSymbol = Declared<'department', DepartmentDeclaration>
export type ActionSymbol = Declared<'action', ActionDeclaration>
export type PersonaSymbol = Declared<'persona', PersonaDeclaration>
export type CampaignSymbol = Declared<'campaign', CampaignDeclaration>
export type MapSymbol = Declared<'map', MapDeclaration>
export type EventSymbol = Declared<'event', EventDeclaration>
export type TagSymbol = Declared<'tag', TagDeclaration>
export type ChannelSymbol = Declared<'channel', ChannelDeclaration>
export type MessageSymbol = Declared<'message', MessageDeclaration>
export type StagesSymbol = Declared<'stages', StagesDeclaration>
export type JourneySymbol = Declared<'journey', JourneyDeclaration>

export type SymbolKind = AnySymbol['kind']
export type SymbolOf<K extends SymbolKind> = Extract<AnySymbol, { kind: K }>

/** The kind with its article, for sentences. */
export const kindText: Record<SymbolKind, string> = {
  enum: 'an enum',
  event: 'an event',
  tag: 'a tag',
  segment: 'a segment',
  channel: 'a channel',
  message: 'a message',
  department: 'a department',
  action: 'an action',
  stages: 'a stage model',
  persona: 'a persona',
  campaign: 'a campaign',
  journey: 'a journey',
  map: 'a map',
}

/** How a name is used, a bit each: a step that adds a tag writes it; what a scenario names is tested. */
export const USE = { read: 1, written: 2, tested: 4 } as const
export type Use = (typeof USE)[keyof typeof USE]
