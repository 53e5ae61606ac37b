import type { TokenType } from 'chevrotain'
import type { Span } from '../source/span.ts'
import * as T from '../syntax/tokens.ts'
import {
  blankLine,
  concat,
  type Doc,
  group,
  hardLine,
  indent,
  line,
  nothing,
  remark,
  space,
  text,
} from './doc.ts'
import { type Layout, type Opening, type Part, verbatim } from './layout.ts'
import { itemLayout } from './layouts/items.ts'
import type { FormatSource, Remark, Token } from './source.ts'

/** Columns by which what stands in braces or brackets is indented. */
const INDENTATION = 2
/** Columns by which a line that goes on is indented: more, so that it is not taken for the block that follows. */
const CONTINUATION = 4

/**
 * Weaves the tokens of a text into the layouts of its tree. Every token is written once and in its place, with the
 * comments that stand before and behind it: layouts only say what stands between two tokens.
 */
export class Weaver {
  readonly #source: FormatSource
  /** The next token to write. */
  #at = 0
  /** What stands before the next token, instead of what is usual between the two. */
  #separator: Doc | undefined
  /** What stands before the next token is written. */
  #led = false
  /** Spans of the declarations, members, steps and lines that were written, outer ones behind inner ones. */
  readonly units: Span[] = []

  constructor(source: FormatSource) {
    this.#source = source
  }

  /** The whole file. */
  file(declarations: readonly Layout[]): Doc {
    const parts = this.#row(declarations, hardLine, this.#source.text.length)
    this.#separate(hardLine)
    parts.push(this.#lead())
    return concat(parts)
  }

  // ---- Tokens

  get #next(): Token {
    return this.#source.tokens[this.#at]!
  }

  get #last(): Token | undefined {
    return this.#source.tokens[this.#at - 1]
  }

  /** Says what is to stand before the next token, if that is not written yet. */
  #separate(separator: Doc): void {
    if (!this.#led) this.#separator = separator
  }

  /** What stands before the next token: comments, and a space or line break. */
  #lead(): Doc {
    if (this.#led) return nothing
    this.#led = true
    const separator = this.#separator
    this.#separator = undefined
    const { before, blankBefore } = this.#next
    if (before.length === 0) return this.#between(separator, blankBefore)
    const parts = this.#comments(before)
    // Nothing follows at the end of the file.
    if (this.#next.type !== undefined) parts.push(blankBefore ? blankLine : hardLine)
    return concat(parts)
  }

  /** Comments on lines of their own, behind what was written last. */
  #comments(remarks: readonly Remark[]): Doc[] {
    return remarks.flatMap(({ text: written, blankBefore }, index) => [
      index === 0 ? this.#break(blankBefore) : blankBefore ? blankLine : hardLine,
      text(written),
    ])
  }

  #between(separator: Doc | undefined, blankBefore: boolean): Doc {
    const last = this.#last
    if (last === undefined) return nothing
    // A comment ends with its line.
    if (last.behind.length > 0) return this.#break(blankBefore && separator === hardLine)
    if (separator === hardLine) return this.#next.type === undefined ? nothing : this.#break(blankBefore)
    return separator ?? (isTight(last.type, this.#next.type) ? nothing : space)
  }

  /** A line break; none at the beginning of the file. Empty lines are kept as one, but none behind an opening brace. */
  #break(blankBefore: boolean): Doc {
    const last = this.#last
    if (last === undefined) return nothing
    return blankBefore && last.type !== T.LeftBrace ? blankLine : hardLine
  }

  /** The next token, with what stands before and behind it. */
  #token(): Doc {
    const lead = this.#lead()
    const token = this.#next
    this.#at++
    this.#led = false
    const written = text(token.text)
    return lead === nothing && token.behind.length === 0
      ? written
      : concat([lead, written, ...behind(token.behind)])
  }

  /** All tokens that begin before the offset. */
  #until(offset: number): Doc[] {
    const parts: Doc[] = []
    while (this.#next.start < offset) parts.push(this.#token())
    return parts
  }

  /** The number of the first token that begins at the offset or behind it. */
  #indexOf(offset: number): number {
    const { tokens } = this.#source
    let low = this.#at
    let high = tokens.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (tokens[middle]!.start < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  // ---- Nodes

  #node({ span, parts, verbatim }: Layout): Doc {
    const lead = this.#lead()
    if (verbatim) return concat([lead, this.#raw(span.end)])
    /** What was written up to the last block: it has line breaks of its own. */
    const done: Doc[] = [lead]
    let head: Doc[] = []
    const alone = parts.filter(isBlock).length === 1
    for (const part of parts) {
      if (isBlock(part)) {
        const brace = this.#findBrace(part.at, span.end)
        if (brace === undefined) continue
        head.push(...this.#until(brace))
        done.push(group(concat(head)), this.#block(part, alone))
        head = []
      } else head.push(...this.#part(part))
    }
    head.push(...this.#until(span.end))
    return concat([...done, group(concat(head))])
  }

  #part(part: Exclude<Part, BlockPart>): Doc[] {
    switch (part.kind) {
      case 'inside':
        return [...this.#until(part.at), this.#node(part.inside)]
      case 'clause': {
        const first = this.#source.tokens[Math.max(this.#at, this.#indexOf(part.at) - part.words)]!
        const before = this.#until(first.start)
        this.#separate(line(' '))
        const clause = this.#until(part.at)
        if (part.inside) clause.push(this.#node(part.inside))
        return [...before, indent(CONTINUATION, concat(clause))]
      }
      case 'list':
        return this.#list(part)
      case 'tight': {
        const before = this.#until(part.at)
        this.#separate(nothing)
        return before
      }
    }
  }

  /** The text up to the offset as it stands, with the comments in it. */
  #raw(offset: number): Doc {
    const { start } = this.#next
    while (this.#source.tokens[this.#at + 1]!.start < offset) this.#at++
    const { end, behind: remarks } = this.#next
    this.#at++
    this.#led = false
    return concat([text(this.#source.text.slice(start, end)), ...behind(remarks)])
  }

  // ---- Rows: what stands in braces or in the file

  /** Nodes one behind the other, up to an offset. What stands between them and belongs to none is left as it is. */
  #row(items: readonly Layout[], separator: Doc, end: number): Doc[] {
    const parts: Doc[] = []
    const put = (item: Layout): void => {
      this.#separate(parts.length === 0 && separator !== hardLine ? line(' ') : separator)
      const { start } = this.#next
      parts.push(this.#node(this.#isBroken(item) ? verbatim(item.span) : item))
      this.units.push({ start, end: this.#last!.end })
      const comma = this.#comma()
      if (comma) parts.push(comma)
    }
    for (const item of items) {
      const first =
        this.#source.tokens[Math.max(this.#at, this.#indexOf(item.span.start) - (item.lead ?? 0))]!
      if (this.#next.start < first.start) put(verbatim({ start: this.#next.start, end: first.start }))
      if (this.#next.start < item.span.end) put(item)
    }
    if (this.#next.start < end) put(verbatim({ start: this.#next.start, end }))
    return parts
  }

  /** Leaves out the comma that comes next, if there is one; a comment before it keeps it. */
  #comma(): Doc | undefined {
    const token = this.#next
    if (token.type !== T.Comma) return undefined
    if (token.before.length > 0 || this.#last!.behind.length > 0) return this.#token()
    this.#at++
    return token.behind.length === 0 ? undefined : concat(behind(token.behind))
  }

  /** A syntax error stands in it that does not stand in a block of its own. */
  #isBroken({ span, parts }: Layout): boolean {
    const { tokens, errors, closing } = this.#source
    let error = lowerBound(errors, span.start)
    if (error === errors.length || errors[error]! > span.end) return false
    const hasBlocks = parts.some(isBlock)
    for (let at = this.#at; error < errors.length && errors[error]! <= span.end; at++) {
      const token = tokens[at]!
      if (token.type !== T.LeftBrace || !hasBlocks) {
        if (errors[error]! < token.end || token.start >= span.end) return true
        continue
      }
      // An error at the brace itself is one of the block, not in it.
      if (errors[error]! <= token.start) return true
      at = closing.get(at)!
      while (error < errors.length && errors[error]! <= tokens[at]!.start) error++
    }
    return false
  }

  // ---- Blocks

  #findBrace(at: number, end: number): number | undefined {
    const { tokens } = this.#source
    for (let index = this.#indexOf(at); tokens[index]!.start < end; index++) {
      if (tokens[index]!.type === T.LeftBrace) return tokens[index]!.start
    }
    return undefined
  }

  /** A block on one line stays there if it fits, is `alone`, and holds one step at most and no other block. */
  #block(part: BlockPart, alone: boolean): Doc {
    const { tokens, text: source } = this.#source
    const opening = this.#at
    const closing = this.#source.closing.get(opening)!
    const lines = part.kind === 'steps' || part.lines
    const broken =
      !alone ||
      /[\n\r]/.test(source.slice(tokens[opening]!.start, tokens[closing]!.start)) ||
      (lines && part.items.length > 1) ||
      tokens.slice(opening + 1, closing).some(({ type }) => type === T.LeftBrace)
    const items = part.kind === 'steps' ? part.items.map(itemLayout) : part.items
    const open = this.#token()
    const row = this.#row(items, broken ? hardLine : line(', '), tokens[closing]!.start)
    if (this.#at !== closing || this.#next.type === undefined) {
      return concat([open, indent(INDENTATION, concat(row))])
    }
    return this.#closed(open, row, broken ? hardLine : line(' '))
  }

  /** What stands between an opening token, which is written, and the closing one, which comes next. */
  #closed(open: Doc, row: readonly Doc[], edge: Doc): Doc {
    const closing = this.#next
    const opening = this.#last!
    if (row.length === 0 && closing.before.length === 0 && opening.behind.length === 0) {
      this.#separate(nothing)
      return concat([open, this.#token()])
    }
    const comments = this.#comments(closing.before)
    const broken = comments.length > 0 || opening.behind.length > 0 || this.#last!.behind.length > 0
    this.#led = true
    const close = this.#token()
    const contents = indent(INDENTATION, concat([...row, ...comments]))
    return group(concat([open, contents, broken ? hardLine : edge, close]))
  }

  // ---- Lists

  #list(part: Part & { kind: 'list' }): Doc[] {
    const before = this.#until(part.at)
    const [opener, closer] = BRACKETS[part.open]
    // A list may stand in parentheses.
    while (this.#next.type === T.LeftParen && opener !== T.LeftParen) before.push(this.#token())
    if (this.#next.type !== opener) return before
    const braces = part.open === '{'
    this.#separate(part.spaced ? space : nothing)
    const open = this.#token()
    const row: Doc[] = []
    for (const [index, item] of part.items.entries()) {
      this.#separate(line(index > 0 || braces ? ' ' : ''))
      const lead = this.#lead()
      const written = [this.#node(item)]
      const isLast = index === part.items.length - 1
      const comma = isLast ? this.#comma() : undefined
      if (comma) written.push(comma)
      else if (!isLast && this.#next.type === T.Comma) written.push(this.#token())
      row.push(part.fill && index > 0 ? group(concat([lead, ...written])) : concat([lead, ...written]))
    }
    if (this.#next.type !== closer) return [...before, open, ...row]
    return [...before, this.#closed(open, row, line(braces ? ' ' : ''))]
  }
}

type BlockPart = Part & { kind: 'members' | 'steps' }

function isBlock(part: Part): part is BlockPart {
  return part.kind === 'members' || part.kind === 'steps'
}

function behind(remarks: readonly Remark[]): Doc[] {
  return remarks.flatMap(({ text }) => [remark(' '), remark(text)])
}

const BRACKETS: Readonly<Record<Opening, readonly [TokenType, TokenType]>> = {
  '(': [T.LeftParen, T.RightParen],
  '[': [T.LeftBracket, T.RightBracket],
  '{': [T.LeftBrace, T.RightBrace],
}
const TIGHT_BEFORE: ReadonlySet<TokenType | undefined> = new Set([
  T.Comma, T.Colon, T.Question, T.RightParen, T.RightBracket, T.Dot,
]) // biome-ignore format: a list of tokens
const TIGHT_BEHIND: ReadonlySet<TokenType | undefined> = new Set([T.LeftParen, T.LeftBracket, T.Dot])

/** No space stands between two such tokens, wherever they are. */
function isTight(before: TokenType | undefined, behind: TokenType | undefined): boolean {
  return TIGHT_BEHIND.has(before) || TIGHT_BEFORE.has(behind)
}

/** The number of the first that is not less. */
function lowerBound(sorted: readonly number[], least: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < least) low = middle + 1
    else high = middle
  }
  return low
}
