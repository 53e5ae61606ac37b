import type { ast, Span } from '@journey-lang/compiler'
import { isLibrary, keywords, lex, type Module, operatorWords } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { Entity } from './entities.ts'
import { type Occurrence, occurrencesIn } from './occurrences.ts'
import { stretchAround } from './stretch.ts'

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

const known = new WeakMap<Module, readonly SemanticToken[]>()

/**
 * What every word of a file, or of a part of it, is, in the order of the text. A token never goes over the end of a line.
 * Those of a whole file are found once for each check of it.
 */
export function semanticTokens(snapshot: Snapshot, path: string, part?: Span): readonly SemanticToken[] {
  const module = snapshot.program.modules.get(path)
  if (!module) return []
  const { tree } = module
  if (part) {
    const tokens = known.get(module) ?? tokensOf(snapshot, tree, stretchAround(tree, part))
    return tokens.filter(({ start, end }) => start <= part.end && part.start <= end)
  }
  const tokens = known.get(module) ?? tokensOf(snapshot, tree, { start: 0, end: tree.text.length })
  known.set(module, tokens)
  return tokens
}

function tokensOf(
  snapshot: Snapshot,
  { path, text }: Pick<ast.SourceTree, 'path' | 'text'>,
  stretch: Span,
): SemanticToken[] {
  const names = occurrencesIn(snapshot, path, stretch)
  const { tokens, comments } = lex(text.slice(stretch.start, stretch.end), path, () => {})
  const found: SemanticToken[] = comments.flatMap(({ span, documentation }) =>
    lines(
      {
        start: span.start + stretch.start,
        end: span.end + stretch.start,
        type: 'comment',
        modifiers: documentation ? DOCUMENTATION : NONE,
      },
      text,
    ),
  )
  let next = 0
  for (const { startOffset, image, tokenType } of tokens) {
    const span = { start: startOffset + stretch.start, end: startOffset + stretch.start + image.length }
    const inside: Occurrence[] = []
    for (let one = names[next]; one && one.span.start < span.end; one = names[++next]) {
      if (one.span.start >= span.start) inside.push(one)
    }
    const begin = image.startsWith('#') ? span.start + 1 : span.start
    const name = inside.findLast(({ span: { start } }) => start === span.start || start === begin)
    if (name) found.push({ ...span, ...lookOf(name) })
    else if (image.startsWith('"')) found.push(...textParts(text, span, inside))
    else {
      const isWord = operatorWords.has(tokenType) || keywords.get(image) === tokenType
      const type = plainType(image, tokenType.name, isWord)
      if (type) found.push({ ...span, type, modifiers: NONE })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function plainType(image: string, name: string, isWord: boolean): TokenType | undefined {
  if (isWord) return 'keyword'
  if (QUANTITIES.has(name)) return 'number'
  if (name === 'Identifier') return undefined
  return /^[-+*/<>=?!]+$/.test(image) ? 'operator' : undefined
}

const QUANTITIES = new Set(['DateTime', 'Date', 'Time', 'Duration', 'Money', 'Percent', 'Number'])

const NONE: readonly TokenModifier[] = []
const DOCUMENTATION: readonly TokenModifier[] = ['documentation']

function lookOf({ entity, role }: Occurrence): Pick<SemanticToken, 'type' | 'modifiers'> {
  const modifiers: TokenModifier[] = []
  if (role === 'declaration') modifiers.push('declaration')
  if (entity.kind === 'symbol' && isLibrary(entity.symbol.file)) modifiers.push('defaultLibrary')
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
function textParts(text: string, { start, end }: Span, named: readonly Occurrence[]): SemanticToken[] {
  const parts: SemanticToken[] = []
  const string = (from: number, to: number): void => {
    if (from < to) parts.push(...lines({ start: from, end: to, type: 'string', modifiers: NONE }, text))
  }
  let at = start
  for (const one of named) {
    if (one.span.start < at || one.span.end > end) continue
    string(at, one.span.start)
    parts.push({ ...one.span, ...lookOf(one) })
    at = one.span.end
  }
  string(at, end)
  return parts.filter((part) => text.slice(part.start, part.end).trim() !== '')
}

/** A token in parts that do not go over the end of a line. */
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
