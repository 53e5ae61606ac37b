import { keywords, lex, operatorWords } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { Entity } from './entities.ts'
import { type Occurrence, occurrencesIn } from './occurrences.ts'

/** Kinds of tokens: names of the protocol, so that every theme has a colour for them. */
export const TOKEN_TYPES = [
  'keyword',
  'event',
  'enum',
  'enumMember',
  'type',
  'property',
  'parameter',
  'variable',
  'function',
  'class',
  'namespace',
  'decorator',
  'label',
  'string',
  'number',
  'operator',
  'comment',
] as const
export type TokenType = (typeof TOKEN_TYPES)[number]

export const TOKEN_MODIFIERS = ['declaration', 'documentation', 'defaultLibrary'] as const
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number]

export interface SemanticToken {
  start: number
  end: number
  type: TokenType
  modifiers: readonly TokenModifier[]
}

/** What every word of a file is, in the order of the text. A token never goes over the end of a line. */
export function semanticTokens(snapshot: Snapshot, path: string): SemanticToken[] {
  const text = snapshot.textOf(path)
  if (text === undefined || !snapshot.parsed(path)) return []
  const named = new Map(occurrencesIn(snapshot, path).map((one) => [one.span.start, one]))
  const { tokens, comments } = lex(text, path, () => {})
  const found: SemanticToken[] = comments.map(({ span, documentation }) => ({
    ...span,
    type: 'comment',
    modifiers: documentation ? ['documentation'] : [],
  }))
  const inTexts = [...named.values()]
  for (const { startOffset, image, tokenType } of tokens) {
    const span = { start: startOffset, end: startOffset + image.length }
    const occurrence =
      named.get(startOffset) ?? (image.startsWith('#') ? named.get(startOffset + 1) : undefined)
    if (occurrence) {
      found.push({ ...span, ...lookOf(occurrence) })
      continue
    }
    if (image.startsWith('"')) {
      found.push(...textParts(text, span, inTexts))
      continue
    }
    const type = plainType(
      image,
      tokenType.name,
      operatorWords.has(tokenType) || keywords.get(image) === tokenType,
    )
    if (type) found.push({ ...span, type, modifiers: [] })
  }
  return found.sort((a, b) => a.start - b.start).flatMap((token) => lines(token, text))
}

function plainType(image: string, name: string, isWord: boolean): TokenType | undefined {
  if (isWord) return 'keyword'
  if (QUANTITIES.has(name)) return 'number'
  if (name === 'Identifier') return undefined
  return /^[-+*/<>=?!]+$/.test(image) ? 'operator' : undefined
}

const QUANTITIES = new Set(['DateTime', 'Date', 'Time', 'Duration', 'Money', 'Percent', 'Number'])

function lookOf({ entity, role }: Occurrence): Pick<SemanticToken, 'type' | 'modifiers'> {
  const modifiers: TokenModifier[] = []
  if (role === 'declaration') modifiers.push('declaration')
  if (entity.kind === 'symbol' && entity.symbol.file.startsWith('<std>/')) modifiers.push('defaultLibrary')
  return { type: typeOf(entity), modifiers }
}

function typeOf(entity: Entity): TokenType {
  switch (entity.kind) {
    case 'symbol':
      return SYMBOLS[entity.symbol.kind]
    case 'field':
      return entity.of === 'message' || entity.of === 'action' ? 'parameter' : 'property'
    case 'member':
      return 'enumMember'
    case 'stage':
      return 'namespace'
    case 'local':
      return entity.what === 'stage' ? 'namespace' : entity.what === 'step' ? 'variable' : 'label'
  }
}

const SYMBOLS: Record<Extract<Entity, { kind: 'symbol' }>['symbol']['kind'], TokenType> = {
  enum: 'enum',
  event: 'event',
  tag: 'decorator',
  segment: 'type',
  channel: 'class',
  message: 'function',
  department: 'class',
  action: 'function',
  stages: 'namespace',
  persona: 'class',
  campaign: 'class',
  journey: 'function',
  map: 'class',
}

/** A text with holes: the names in them are told apart. */
function textParts(
  text: string,
  { start, end }: { start: number; end: number },
  named: readonly Occurrence[],
): SemanticToken[] {
  const parts: SemanticToken[] = []
  let at = start
  for (let index = firstFrom(named, start); named[index] && named[index]!.span.start < end; index++) {
    const one = named[index]!
    if (one.span.start < at || one.span.end > end) continue
    // A hole begins after a brace.
    const from = one.span.start
    if (from > at) parts.push({ start: at, end: from, type: 'string', modifiers: [] })
    parts.push({ ...one.span, ...lookOf(one) })
    at = one.span.end
  }
  if (at < end) parts.push({ start: at, end, type: 'string', modifiers: [] })
  return parts.filter((part) => text.slice(part.start, part.end).trim() !== '')
}

/** The index of the first name that begins at or behind an offset. */
function firstFrom(named: readonly Occurrence[], offset: number): number {
  let [low, high] = [0, named.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (named[middle]!.span.start < offset) low = middle + 1
    else high = middle
  }
  return low
}

function lines(token: SemanticToken, text: string): SemanticToken[] {
  const parts: SemanticToken[] = []
  let { start } = token
  for (;;) {
    const breaks = text.slice(start, token.end).search(/[\r\n]/)
    const end = breaks < 0 ? token.end : start + breaks
    if (end > start) parts.push({ ...token, start, end })
    if (breaks < 0) return parts
    start = end + 1
  }
}
