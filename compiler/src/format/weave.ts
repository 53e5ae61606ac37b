import type { TokenType } from 'chevrotain'
import type { Span } from '../source/span.ts'
import * as T from '../syntax/tokens.ts'
import { Cursor } from './cursor.ts'
import { concat, type Doc, group, hardLine, indent, line, nothing, space, text } from './doc.ts'
import { type Layout, type Opening, type Part, verbatim } from './layout.ts'
import { itemLayout } from './layouts/items.ts'
import type { FormatSource } from './source.ts'

/** Columns by which what stands in braces or brackets is indented. */
const INDENTATION = 2
/** Columns by which a line that goes on is indented: more, so that it is not taken for the block that follows. */
const CONTINUATION = 4

type BlockPart = Part & { kind: 'members' | 'steps' }

/** Weaves the tokens of a text into the layouts of its tree, which say where lines may break. */
export class Weaver {
  readonly #source: FormatSource
  readonly #cursor: Cursor
  /** Spans of the declarations, members, steps and lines that were written, inner ones before outer ones. */
  readonly units: Span[] = []

  constructor(source: FormatSource) {
    this.#source = source
    this.#cursor = new Cursor(source)
  }

  /** The whole file. */
  file(declarations: readonly Layout[]): Doc {
    const parts = this.#row(declarations, hardLine, this.#source.text.length)
    this.#cursor.separate(hardLine)
    return concat([...parts, this.#cursor.lead()])
  }

  #node({ span, parts, verbatim }: Layout): Doc {
    const cursor = this.#cursor
    if (verbatim) return cursor.raw(span.end)
    const lead = cursor.lead()
    const done: Doc[] = []
    let head: Doc[] = []
    const alone = parts.filter(isBlock).length === 1
    for (const part of parts) {
      if (isBlock(part)) {
        const brace = this.#findBrace(part.at, span.end)
        if (brace === undefined) continue
        head.push(...cursor.until(brace))
        done.push(group(concat(head)), this.#block(part, alone))
        head = []
      } else head.push(...this.#part(part))
    }
    head.push(...cursor.until(span.end))
    done.push(group(concat(head)))
    // A block stands on the line of what comes before it, or on lines of its own.
    return concat([lead, group(concat(done))])
  }

  #part(part: Exclude<Part, BlockPart>): Doc[] {
    const cursor = this.#cursor
    switch (part.kind) {
      case 'inside':
        return [...cursor.until(part.at), this.#node(part.inside)]
      case 'clause': {
        const before = cursor.until(this.#startOf(part.at, part.words))
        cursor.separate(line(' '))
        const clause = cursor.until(part.at)
        if (part.inside) clause.push(this.#node(part.inside))
        return [...before, indent(CONTINUATION, concat(clause))]
      }
      case 'list':
        return this.#list(part)
      case 'tight': {
        const before = cursor.until(part.at)
        cursor.separate(nothing)
        return before
      }
    }
  }

  /** Where something begins that has so many words before an offset. */
  #startOf(offset: number, words: number): number {
    const { at } = this.#cursor
    return this.#source.tokens[Math.max(at, this.#cursor.indexOf(offset) - words)]!.start
  }

  // ---- Rows: what stands in braces or in the file

  /** Nodes one behind the other, up to an offset. What stands between them and belongs to none is left as it is. */
  #row(items: readonly Layout[], separator: Doc, end: number): Doc[] {
    const cursor = this.#cursor
    const parts: Doc[] = []
    let wasBroken = false
    const put = (item: Layout): void => {
      const broken = this.#isBroken(item)
      const start = this.#startOf(item.span.start, item.lead ?? 0)
      const gap = this.#source.text.slice(cursor.last?.end ?? 0, start)
      const behindComma = parts.length > 0 && cursor.next.start < start
      if (parts.length === 0) cursor.separate(separator === hardLine ? separator : line(' '))
      else if ((broken || wasBroken) && /^[ \t,]*$/.test(gap)) {
        // How a broken line is read depends on what else stands on it.
        if (behindComma) cursor.skip()
        cursor.separate(text(gap))
      } else {
        if (behindComma) parts.push(cursor.dropComma())
        cursor.separate(separator)
      }
      parts.push(this.#node(broken ? verbatim(item.span) : item))
      this.units.push({ start, end: cursor.last!.end })
      wasBroken = broken
    }
    const stray = (end: number): void => {
      const at = parts.length > 0 && cursor.next.type === T.Comma ? cursor.at + 1 : cursor.at
      const { start } = this.#source.tokens[at]!
      if (start < end) put(verbatim({ start, end }))
    }
    for (const item of items) {
      const start = this.#startOf(item.span.start, item.lead ?? 0)
      stray(start)
      if (cursor.next.start < item.span.end) put(item)
    }
    stray(end)
    if (parts.length > 0) parts.push(cursor.dropComma())
    return parts
  }

  /** A syntax error stands in it that does not stand in a block of its own. */
  #isBroken({ span, parts, verbatim }: Layout): boolean {
    if (verbatim) return true
    const { tokens, errors, closing } = this.#source
    let error = lowerBound(errors, span.start)
    if (error === errors.length || errors[error]! > span.end) return false
    const hasBlocks = parts.some(isBlock)
    for (let at = this.#cursor.at; error < errors.length && errors[error]! <= span.end; at++) {
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

  /** Where the next brace from an offset on opens. */
  #findBrace(offset: number, end: number): number | undefined {
    const { tokens } = this.#source
    for (let at = this.#cursor.indexOf(offset); tokens[at]!.start < end; at++) {
      if (tokens[at]!.type === T.LeftBrace) return tokens[at]!.start
    }
    return undefined
  }

  /** A block on one line stays there if it fits, is `alone`, and holds one step at most and no other block. */
  #block(part: BlockPart, alone: boolean): Doc {
    const { tokens, text: source } = this.#source
    const opening = this.#cursor.at
    const closing = this.#source.closing.get(opening)!
    const lines = part.kind === 'steps' || part.lines
    const broken =
      !alone ||
      /[\n\r]/.test(source.slice(tokens[opening]!.start, tokens[closing]!.start)) ||
      (lines && part.items.length > 1) ||
      tokens.slice(opening + 1, closing).some(({ type }) => type === T.LeftBrace)
    const items = part.kind === 'steps' ? part.items.map(itemLayout) : part.items
    const open = this.#cursor.token()
    const row = this.#row(items, broken ? hardLine : line(', '), tokens[closing]!.start)
    // It was never closed, or what could not be read went on behind its end.
    if (this.#cursor.at !== closing || tokens[closing]!.type === undefined) {
      return concat([open, indent(INDENTATION, concat(row))])
    }
    return this.#closed(open, row, broken ? hardLine : line(' '))
  }

  /** What stands between an opening token, which is written, and the closing one, which comes next. */
  #closed(open: Doc, row: readonly Doc[], edge: Doc): Doc {
    const cursor = this.#cursor
    const isRemarked = cursor.next.before.length > 0 || cursor.last!.behind.length > 0
    if (row.length === 0 && !isRemarked) {
      cursor.separate(nothing)
      return concat([open, cursor.token()])
    }
    const contents = indent(INDENTATION, concat([...row, ...cursor.leadOfClosing()]))
    return concat([open, contents, isRemarked ? hardLine : edge, cursor.token()])
  }

  // ---- Lists

  #list({ open: bracket, at, items, fill, spaced }: Part & { kind: 'list' }): Doc[] {
    const cursor = this.#cursor
    const before = cursor.until(at)
    const [opener, closer] = BRACKETS[bracket]
    // A list may stand in parentheses.
    while (cursor.next.type === T.LeftParen && opener !== T.LeftParen) before.push(cursor.token())
    if (cursor.next.type !== opener) return before
    const edge = line(bracket === '{' ? ' ' : '')
    cursor.separate(spaced ? space : nothing)
    const open = cursor.token()
    const row = items.map((item, index) => {
      cursor.separate(index > 0 ? line(' ') : edge)
      const parts = [cursor.lead(), this.#node(item)]
      if (index === items.length - 1) parts.push(cursor.dropComma())
      else if (cursor.next.type === T.Comma) parts.push(cursor.token())
      return fill && index > 0 ? group(concat(parts)) : concat(parts)
    })
    if (cursor.next.type !== closer) return [...before, open, ...row]
    return [...before, group(this.#closed(open, row, edge))]
  }
}

const BRACKETS: Readonly<Record<Opening, readonly [TokenType, TokenType]>> = {
  '(': [T.LeftParen, T.RightParen],
  '[': [T.LeftBracket, T.RightBracket],
  '{': [T.LeftBrace, T.RightBrace],
}

function isBlock(part: Part): part is BlockPart {
  return part.kind === 'members' || part.kind === 'steps'
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
