import type { TokenType } from 'chevrotain'
import * as T from '../syntax/tokens.ts'
import { blankLine, concat, type Doc, hardLine, nothing, remark, space, text } from './doc.ts'
import type { FormatSource, Remark, Token } from './source.ts'

/**
 * Writes the tokens of a text in their order, each once, with the comments before and behind it. Whoever uses it only
 * says what is to stand between two of them.
 */
export class Cursor {
  readonly source: FormatSource
  /** The number of the next token. */
  at = 0
  /** What stands before the next token, instead of what is usual between the two. */
  #separator: Doc | undefined
  /** What stands before the next token is written. */
  #led = false

  constructor(source: FormatSource) {
    this.source = source
  }

  get next(): Token {
    return this.source.tokens[this.at]!
  }

  get last(): Token | undefined {
    return this.source.tokens[this.at - 1]
  }

  /** The number of the first token to come that begins at the offset or behind it. */
  indexOf(offset: number): number {
    const { tokens } = this.source
    let low = this.at
    let high = tokens.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (tokens[middle]!.start < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Says what is to stand before the next token, if that is not written yet. */
  separate(separator: Doc): void {
    if (!this.#led) this.#separator = separator
  }

  /** What stands before the next token: comments, and a space or line break. */
  lead(): Doc {
    if (this.#led) return nothing
    this.#led = true
    const separator = this.#separator
    this.#separator = undefined
    const { before, blankBefore, type } = this.next
    if (before.length === 0) return this.#between(separator, blankBefore)
    // Nothing follows at the end of the file.
    const end = type === undefined ? nothing : blankBefore ? blankLine : hardLine
    return concat([...this.#comments(before), end])
  }

  /** Comments before a closing token, which the caller indents. The next token then has nothing before it. */
  leadOfClosing(): Doc[] {
    const comments = this.#comments(this.next.before)
    this.#led = true
    return comments
  }

  /** The next token, with what stands before and behind it. */
  token(): Doc {
    const lead = this.lead()
    const token = this.next
    this.#advance()
    const written = text(token.text)
    if (lead === nothing && token.behind.length === 0) return written
    return concat([lead, written, ...behind(token.behind)])
  }

  /** All tokens that begin before the offset. */
  until(offset: number): Doc[] {
    const parts: Doc[] = []
    while (this.next.start < offset) parts.push(this.token())
    return parts
  }

  /** The text up to the offset as it stands, with the comments in it. */
  raw(offset: number): Doc {
    const lead = this.lead()
    const { start } = this.next
    while (this.source.tokens[this.at + 1]!.start < offset) this.at++
    const { end, behind: remarks } = this.next
    this.#advance()
    return concat([lead, text(this.source.text.slice(start, end)), ...behind(remarks)])
  }

  /** Leaves out the comma that comes next, if there is one; a comment before it keeps it. */
  dropComma(): Doc {
    const token = this.next
    if (token.type !== T.Comma) return nothing
    if (token.before.length > 0 || this.last!.behind.length > 0) return this.token()
    this.#advance()
    return concat(behind(token.behind))
  }

  /** Passes over a token that the caller has written. */
  skip(): void {
    this.#advance()
  }

  #advance(): void {
    this.at++
    this.#led = false
  }

  /** Comments on lines of their own, behind what was written last. */
  #comments(remarks: readonly Remark[]): Doc[] {
    return remarks.flatMap(({ text: written, blankBefore }, index) => [
      index === 0 ? this.#break(blankBefore) : blankBefore ? blankLine : hardLine,
      text(written),
    ])
  }

  #between(separator: Doc | undefined, blankBefore: boolean): Doc {
    const { last } = this
    if (last === undefined || this.next.type === undefined) return nothing
    // A comment ends with its line.
    if (last.behind.length > 0) return this.#break(blankBefore && separator === hardLine)
    if (separator === hardLine) return this.#break(blankBefore)
    return separator ?? (isTight(last.type, this.next.type) ? nothing : space)
  }

  /** A line break; none at the beginning of the file. Empty lines are kept as one, but none behind an opening brace. */
  #break(blankBefore: boolean): Doc {
    const { last } = this
    if (last === undefined) return nothing
    return blankBefore && last.type !== T.LeftBrace ? blankLine : hardLine
  }
}

function behind(remarks: readonly Remark[]): Doc[] {
  return remarks.flatMap(({ text }) => [remark(' '), remark(text)])
}

const TIGHT_BEFORE: ReadonlySet<TokenType | undefined> = new Set([
  T.Comma, T.Colon, T.Question, T.RightParen, T.RightBracket, T.Dot,
]) // biome-ignore format: a list of tokens
const TIGHT_BEHIND: ReadonlySet<TokenType | undefined> = new Set([T.LeftParen, T.LeftBracket, T.Dot])

/** No space stands between two such tokens, wherever they are. */
function isTight(before: TokenType | undefined, behind: TokenType | undefined): boolean {
  return TIGHT_BEHIND.has(before) || TIGHT_BEFORE.has(behind)
}
