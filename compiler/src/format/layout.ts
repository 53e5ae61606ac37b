/**
 * What the formatter must know of a node: where it stands, and which of its parts are laid out in a way of their own.
 * Everything else in it is words, written in their order with a space between them. So nothing can be lost or change
 * places, and a layout says no more than where lines may break.
 */
import type { Span } from '../source/span.ts'
import type { Block, Item, Name } from '../syntax/ast.ts'

export interface Layout {
  span: Span
  parts: readonly Part[]
  /** Words before the span that belong to it: the `else` of a block. */
  lead?: number
  /** Left as it was written: it could not be read. */
  verbatim?: true
}

export type Part =
  | Clause
  | Inside
  | List
  | Members
  | Steps
  /** No space before what begins here. */
  | { kind: 'tight'; at: number }

/** Where a line that is too long goes on; all clauses of a node go on new lines, or none. */
interface Clause {
  kind: 'clause'
  at: number
  /** How many words of the clause stand before that: `where`, `up to`. */
  words: number
  inside?: Layout
}

/** A part that goes on where it stands. */
interface Inside {
  kind: 'inside'
  at: number
  inside: Layout
}

export type Opening = '(' | '[' | '{'

/** What stands in brackets, with commas between: on one line, or each on its own. */
interface List {
  kind: 'list'
  /** Its opening bracket. It is the next token from here on; if that is another, there is no list. */
  open: Opening
  at: number
  items: readonly Layout[]
  /** Short values fill the lines, as words do. */
  fill: boolean
  /** A space stands before the bracket. */
  spaced: boolean
}

/** What stands in braces: with commas on one line, without on several. */
interface Members {
  kind: 'members'
  /** Its opening brace is the next brace from here on. */
  at: number
  items: readonly Layout[]
  /** No commas: several never stand on one line. */
  lines: boolean
}

/** Steps in braces. Like members of the kind `lines`; their layouts are made when they are needed. */
interface Steps {
  kind: 'steps'
  /** Its opening brace is the next brace from here on. */
  at: number
  items: readonly Item[]
}

/** A part that may not be there. */
export type Maybe = Part | undefined

export function layout(span: Span, ...parts: readonly Maybe[]): Layout {
  return { span, parts: parts.filter((part) => part !== undefined).sort((a, b) => a.at - b.at) }
}

/** A node in which nothing can break. */
export const words = (span: Span): Layout => ({ span, parts: [] })

export const verbatim = (span: Span): Layout => ({ span, parts: [], verbatim: true })

export const tight = (at: number): Part => ({ kind: 'tight', at })

export function inside(inner: Layout | undefined): Maybe {
  return inner && { kind: 'inside', at: inner.span.start, inside: inner }
}

/** `where …`, `up to …`: a clause whose words stand before it. */
export function clause(before: number, inner: Layout | undefined): Maybe {
  return inner && { kind: 'clause', at: inner.span.start, words: before, inside: inner }
}

/** A name at which a line may go on, with the words before it. */
export function nameClause(before: number, name: Name | undefined): Maybe {
  return name && { kind: 'clause', at: name.span.start, words: before }
}

/** `as NAME` */
export const named = (name: Name | undefined): Maybe => nameClause(1, name)

export function list(
  open: Opening,
  at: number,
  items: readonly Layout[],
  { fill = false, spaced = false } = {},
): Part {
  return { kind: 'list', open, at, items, fill, spaced }
}

export function members(at: number, items: readonly Layout[], { lines = false } = {}): Part {
  return { kind: 'members', at, items, lines }
}

export function steps(block: Block | undefined): Maybe {
  return block && { kind: 'steps', at: block.span.start, items: block.items }
}
