import type {
  ChannelDeclaration,
  EventDeclaration,
  JourneyDeclaration,
  MessageDeclaration,
  StagesDeclaration,
  TagDeclaration,
} from '../syntax/ast.ts'

/** What a name can stand for. */
export type AnySymbol = EventSymbol | TagSymbol | ChannelSymbol | MessageSymbol | StagesSymbol | JourneySymbol

interface Declared<K extends string, D> {
  kind: K
  name: string
  /** Path of the declaring file. */
  file: string
  declaration: D
}

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
  event: 'an event',
  tag: 'a tag',
  channel: 'a channel',
  message: 'a message',
  stages: 'a stage model',
  journey: 'a journey',
}
