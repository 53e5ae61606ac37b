/** A text as the formatter sees it: all its tokens, each with the comments and empty lines around it. */
import type { TokenType } from 'chevrotain'
import { type Diagnostic, severityOf } from '../diagnostics/diagnostic.ts'
import { lex } from '../syntax/lexer.ts'
import type { ParseResult } from '../syntax/parse.ts'
import * as T from '../syntax/tokens.ts'

/** What stands between tokens and is no space: a comment, or characters that mean nothing to the lexer. */
export interface Remark {
  text: string
  /** An empty line stands before it. */
  blankBefore: boolean
}

export interface Token {
  start: number
  end: number
  /** Undefined at the end of the file. */
  type: TokenType | undefined
  text: string
  /** On lines of their own before it, in order. */
  before: Remark[]
  /** On its line, behind it. */
  behind: Remark[]
  /** An empty line stands before it, behind its remarks. */
  blankBefore: boolean
}

export interface FormatSource {
  text: string
  /** The last one is the end of the file. */
  tokens: readonly Token[]
  /** The number of the brace that closes the one with this number; the end of the file, if none does. */
  closing: ReadonlyMap<number, number>
  /** Where errors begin, in order. */
  errors: readonly number[]
}

/** Reads what was parsed once more, with everything that the tree leaves out. */
export function formatSource({ tree, diagnostics }: ParseResult): FormatSource {
  const { text, path } = tree
  const { tokens: read, comments } = lex(text, path, () => {})
  const tokens: Token[] = []
  let end = 0
  let comment = 0
  const put = (start: number, type: TokenType | undefined, image: string): void => {
    const token: Token = {
      start,
      end: start + image.length,
      type,
      text: type === undefined ? '' : textOf(type, image),
      before: [],
      behind: [],
      blankBefore: false,
    }
    const previous = tokens.at(-1)
    // Behind the token before, until a line ends.
    let sameLine = previous !== undefined
    const gap = (to: number): string => {
      const between = text.slice(end, to)
      if (/[\n\r]/.test(between)) sameLine = false
      return between
    }
    const note = (from: number, to: number): void => {
      const remark = { text: text.slice(from, to).trimEnd(), blankBefore: isBlank(gap(from)) }
      if (sameLine) previous!.behind.push(remark)
      else token.before.push(remark)
      end = to
    }
    while (end < start) {
      const next = comments[comment]
      const stop = next && next.span.start < start ? next.span.start : start
      const strange = NOT_SPACE.exec(text.slice(end, stop))
      if (strange) {
        const from = end + strange.index
        note(from, from + strange[0].trimEnd().length)
      }
      if (stop === start) break
      note(next!.span.start, next!.span.end)
      comment++
    }
    token.blankBefore = isBlank(gap(start))
    end = token.end
    tokens.push(token)
  }
  for (const { startOffset, tokenType, image } of read) put(startOffset, tokenType, image)
  put(text.length, undefined, '')
  return { text, tokens, closing: closingBraces(tokens), errors: errorsOf(diagnostics) }
}

/** What the lexer takes for space, and no more. */
const NOT_SPACE = /[^ \t\r\n\f\ufeff\u00a0][\s\S]*/

function isBlank(gap: string): boolean {
  return /(?:\n|\r(?!\n))[ \t]*(?:\n|\r)/.test(gap)
}

const SPACED: ReadonlySet<TokenType> = new Set([T.DateTimeToken, T.DurationToken, T.MoneyToken])

/** A token as it is written: quantities with one space between their parts, everything else as it stands. */
function textOf(type: TokenType, image: string): string {
  return SPACED.has(type) ? image.replace(/[ \t]+/g, ' ') : image
}

function closingBraces(tokens: readonly Token[]): Map<number, number> {
  const closing = new Map<number, number>()
  const open: number[] = []
  tokens.forEach(({ type }, at) => {
    if (type === T.LeftBrace) open.push(at)
    else if (type === T.RightBrace && open.length > 0) closing.set(open.pop()!, at)
  })
  for (const at of open) closing.set(at, tokens.length - 1)
  return closing
}

function errorsOf(diagnostics: readonly Diagnostic[]): number[] {
  return diagnostics
    .filter((diagnostic) => severityOf(diagnostic) === 'error')
    .map(({ span }) => span.start)
    .sort((a, b) => a - b)
}
