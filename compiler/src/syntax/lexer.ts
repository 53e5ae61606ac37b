import { type IToken, Lexer } from 'chevrotain'
import type { Fix, Report } from '../diagnostics/diagnostic.ts'
import type { Span } from '../source/span.ts'
import type { Comment } from './ast.ts'
import { Colon, Dot, Identifier, keywords, lexerTokens, StringToken } from './tokens.ts'

/** Makes the lexer. Looking for mistakes in its patterns is left to a test, since it takes longer than to make it. */
export function createLexer({ validate = false } = {}): Lexer {
  return new Lexer(lexerTokens, {
    positionTracking: 'onlyOffset',
    ensureOptimizations: true,
    skipValidations: !validate,
  })
}

const lexer = createLexer()

export interface LexResult {
  tokens: IToken[]
  comments: Comment[]
}

/** Cuts a text into tokens. What has no meaning is reported and left out. */
export function lex(text: string, path: string, report: Report): LexResult {
  const result = lexer.tokenize(text)
  for (const error of result.errors) {
    const span = { start: error.offset, end: error.offset + error.length }
    const character = text.slice(span.start, span.end)
    if (BIDIRECTIONAL.test(character)) continue
    const fixes = character === ';' && endsItsLine(text, span.end) ? [removal(path, span)] : []
    report('unexpected-character', span, { character }, { fixes })
  }
  for (const { image, startOffset } of result.groups.foreignComments ?? []) {
    const span = { start: startOffset, end: startOffset + image.length }
    const words = image.replace(/^(\/\*+|#)[ \t]*/, '').replace(/[ \t]*\*\/$/, '')
    const commented = words.replace(/^[ \t]*\*?[ \t]*(?=.)/gm, '// ')
    // What follows on the line must not become part of the comment.
    BLANKS.lastIndex = span.end
    const next = span.end + BLANKS.exec(text)![0].length
    const followed = next < text.length && !/[\r\n]/.test(text[next]!)
    const edits = followed
      ? [{ file: path, span: { start: span.start, end: next }, text: `${commented}\n` }]
      : [{ file: path, span, text: commented }]
    const fixes: Fix[] = [{ title: 'Write it with "//"', edits, safe: true }]
    report('foreign-comment', { start: span.start, end: span.start + 1 }, {}, { fixes })
  }
  markKeywords(result.tokens)
  const comments = (result.groups.comments ?? []).map(toComment)
  if (BIDIRECTIONAL.test(text)) reportBidirectional(text, path, result.tokens, report)
  return { tokens: result.tokens, comments }
}

/** Nothing but a comment or a closing brace follows, so that nothing runs together. */
function endsItsLine(text: string, at: number): boolean {
  LINE_END.lastIndex = at
  return LINE_END.test(text)
}

const LINE_END = /[ \t]*(?:[\r\n}]|\/\/|$)/y

function removal(file: string, span: Span): Fix {
  return { title: 'Remove ";"', edits: [{ file, span, text: '' }], safe: true }
}

/** Words that may be keywords get that type; right after `.` and before `:` a word is always a name. */
function markKeywords(tokens: IToken[]): void {
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!
    if (token.tokenType !== Identifier) continue
    const type = keywords.get(token.image)
    if (type === undefined) continue
    const before = tokens[index - 1]
    if (before?.tokenType === Dot && before.startOffset + 1 === token.startOffset) continue
    if (index + 1 < tokens.length && tokens[index + 1]!.tokenType === Colon) continue
    token.tokenType = type
    token.tokenTypeIdx = type.tokenTypeIdx!
  }
}

function toComment(token: IToken): Comment {
  const documentation = token.image.startsWith('///') && !token.image.startsWith('////')
  return {
    text: token.image.slice(documentation ? 3 : 2).trim(),
    span: { start: token.startOffset, end: token.startOffset + token.image.length },
    documentation,
  }
}

const BLANKS = /[ \t]*/y

/** Marks, embeddings, overrides and isolates of the Unicode bidirectional algorithm (UAX #9). */
const BIDIRECTIONAL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

function reportBidirectional(text: string, path: string, tokens: readonly IToken[], report: Report): void {
  let next = 0
  for (const match of text.matchAll(new RegExp(BIDIRECTIONAL, 'g'))) {
    const at = match.index
    while (next < tokens.length && tokens[next]!.startOffset + tokens[next]!.image.length <= at) next++
    const around = tokens[next]
    const inText = around?.tokenType === StringToken && around.startOffset <= at
    const span = { start: at, end: at + 1 }
    const code = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`
    const edits = [{ file: path, span, text: '' }]
    // In a text it may be wanted: whoever writes Arabic or Hebrew may need it.
    const fixes: Fix[] = [{ title: `Remove ${code}`, edits, ...(!inText && { safe: true }) }]
    report(inText ? 'bidirectional-control-in-text' : 'bidirectional-control', span, { code }, { fixes })
  }
}
