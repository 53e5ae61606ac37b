import {
  EmbeddedActionsParser,
  type IParserErrorMessageProvider,
  type IToken,
  isRecognitionException,
  type ParserMethod,
  type TokenType,
  tokenMatcher,
} from 'chevrotain'
import type { Fix, Report, ReportExtra } from '../../diagnostics/diagnostic.ts'
import type { Span } from '../../source/span.ts'
import type { Comment, ErrorNode, Name, StringLiteral } from '../ast.ts'
import {
  BinaryOperator,
  Colon,
  Comma,
  Dot,
  declarationWords,
  endOf,
  Identifier,
  itemWords,
  K,
  LeftBrace,
  LeftBracket,
  LeftParen,
  Minus,
  operatorWords,
  parserTokens,
  RightBrace,
  RightBracket,
  RightParen,
  StringToken,
} from '../tokens.ts'
import { foreignAmount } from './foreign-amounts.ts'
import { isClosed } from './strings.ts'

/** Deeper nesting is refused, so that no text makes the parser run out of stack. */
export const MAX_DEPTH = 200

/** How many tokens are looked at for the end of a pair that something is in the way of. */
const MAX_IN_THE_WAY = 20

/** Chevrotain's messages are not shown: an error carries only what was expected, and is put into words by us. */
const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
  buildNotAllInputParsedMessage: () => 'the end of the file',
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? 'something else',
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? 'something else',
}

/** What one parse works on. */
export interface ParseInput {
  path: string
  text: string
  /** Where the part of the text begins that is parsed. */
  start: number
  tokens: IToken[]
  comments: readonly Comment[]
  report: Report
}

/** A text whose holes are parsed once the file has been read. */
export interface PendingString {
  literal: StringLiteral
  token: IToken
}

const EMPTY: ParseInput = { path: '', text: '', start: 0, tokens: [], comments: [], report: () => {} }
const declarationStarts = new Set(declarationWords.map((word) => K[word] as TokenType))
const itemStarts = new Set(itemWords.map((word) => K[word] as TokenType))
const opening = new Set<TokenType>([LeftBrace, LeftParen, LeftBracket])
const closing = new Set<TokenType>([RightBrace, RightParen, RightBracket])

/**
 * What all rules share: tokens to tree, and recovery.
 *
 * Recovery is ours. A closing or separating token that is missing is reported and taken as written (`need`). Any
 * other mistake ends the nearest declaration, step or line (`guard`), which becomes an `error` node: the tokens up to
 * where the next one can begin are skipped, with the blocks in them. So one mistake gives one error and costs at most
 * the step that it stands in.
 */
export abstract class BaseParser extends EmbeddedActionsParser {
  protected source: ParseInput = EMPTY
  protected pending: PendingString[] = []
  #comment = 0
  #depth = 0
  /** Where the last error was reported: a second one at the same token is an echo of the first. */
  #lastProblem = -1
  /** Where the end of a block was last missed. */
  #unclosedAt: number | undefined

  /** Looking for mistakes in the grammar takes a third of the start: a test does, a user's command does not. */
  constructor({ validate = false } = {}) {
    super(parserTokens, {
      recoveryEnabled: false,
      maxLookahead: 2,
      errorMessageProvider: expectations,
      nodeLocationTracking: 'none',
      skipValidations: !validate,
    })
  }

  protected begin(source: ParseInput): void {
    this.source = source
    this.pending = []
    this.#comment = 0
    this.#depth = 0
    this.#lastProblem = -1
    this.#unclosedAt = undefined
    this.input = source.tokens
  }

  // ---- Spans, names, comments

  protected span(token: IToken): Span {
    if (this.RECORDING_PHASE) return { start: 0, end: 0 }
    return { start: token.startOffset, end: endOf(token) }
  }

  /** From a token to the last one that was read. */
  protected spanFrom(first: IToken | Span): Span {
    if (this.RECORDING_PHASE) return { start: 0, end: 0 }
    const start = 'startOffset' in first ? first.startOffset : first.start
    return { start, end: Math.max(start, this.lastEnd()) }
  }

  protected lastEnd(): number {
    const last = this.LA(0)
    return last.startOffset >= 0 ? endOf(last) : this.source.start
  }

  protected toName(token: IToken): Name {
    const { image } = token
    const span = this.span(token)
    // What was meant as a word of the language is no name: so it was not meant.
    if (token.endOffset !== undefined) this.problem('reserved-name', span, { name: image })
    // The one name that a JSON object can't hold as its own.
    if (image === '__proto__') this.problem('reserved-name', span, { name: image })
    return { text: isAscii(image) ? image : image.normalize('NFC'), span }
  }

  /** The `///` lines right before the next token, with no empty line between. Called in the order of the text. */
  protected docs(): string | undefined {
    const { comments } = this.source
    const here = this.LA(1).startOffset
    const next = comments[this.#comment]
    if (next === undefined || next.span.start >= here) return undefined
    const after = this.lastEnd()
    const lines: string[] = []
    let end = after
    while (this.#comment < comments.length && comments[this.#comment]!.span.start < here) {
      const { documentation, span, text } = comments[this.#comment++]!
      if (this.#emptyLineBetween(end, span.start)) lines.length = 0
      // A comment behind the last declaration on its line does not document the next one.
      if (documentation && (after === this.source.start || this.#lineBreakBetween(after, span.start)))
        lines.push(text)
      end = span.end
    }
    return lines.length > 0 && !this.#emptyLineBetween(end, here) ? lines.join('\n') : undefined
  }

  #lineBreakBetween(from: number, to: number): boolean {
    const { text } = this.source
    // Not indexOf: it would look through the rest of a very long line for every token on it.
    for (let at = from; at < to; at++) if (endsLine(text.charCodeAt(at))) return true
    return false
  }

  #emptyLineBetween(from: number, to: number): boolean {
    return /(?:\n|\r(?!\n))[ \t]*[\r\n]/.test(this.source.text.slice(from, to))
  }

  // ---- Lookahead

  /** Runs the rule that belongs to the next token: cheaper than alternatives, where one token decides. */
  protected dispatch<T>(
    rules: ReadonlyMap<TokenType, ParserMethod<[], T>>,
    otherwise: ParserMethod<[], T>,
  ): T {
    return this.subrule(0, rules.get(this.LA(1).tokenType) ?? otherwise)
  }

  protected next(type: TokenType): boolean {
    return tokenMatcher(this.LA(1), type)
  }

  /**
   * Reads a token if it is the next one. So is all read that may be left out: the next token decides, which is quicker
   * than `OPTION` and `MANY`, both when the grammar is recorded and when it is used. The recorded grammar does not show
   * what may be left out: no lookahead may depend on it, and no `OR` may stand in it.
   */
  protected accept(type: TokenType): IToken | undefined {
    return this.next(type) ? this.consume(89, type) : undefined
  }

  /** Reads the next token, whatever it is. */
  protected skip(): IToken {
    return this.consume(99, this.LA(1).tokenType)
  }

  protected atEnd(): boolean {
    return this.LA(1).tokenType.name === 'EOF'
  }

  /** No line break between the last token and the next. */
  protected onSameLine(): boolean {
    const next = this.LA(1).startOffset
    return next >= 0 && !this.#lineBreakBetween(this.lastEnd(), next)
  }

  /** No line break between two tokens. */
  protected onOneLine(first: IToken, second: IToken): boolean {
    return !this.#lineBreakBetween(endOf(first), second.startOffset)
  }

  protected startsDeclaration(): boolean {
    return declarationStarts.has(this.LA(1).tokenType)
  }

  protected startsItem(): boolean {
    return itemStarts.has(this.LA(1).tokenType) && !this.continuesExpression()
  }

  /** Behind the next word a path or a comparison goes on: `contact.email`, `tag: …`, `starts with`. */
  private continuesExpression(): boolean {
    const second = this.LA(2)
    const { tokenType } = second
    if (tokenType === Dot || tokenType === Colon) return true
    if (tokenType === K.starts) return tokenMatcher(this.LA(3), K.with)
    // `if -1 < …` begins a step.
    return tokenMatcher(second, BinaryOperator) && tokenType !== Minus
  }

  /** The next token is a keyword that begins a line, so whatever was to come before it is missing. */
  protected runsOn(): boolean {
    const { tokenType } = this.LA(1)
    return tokenType !== Identifier && !this.onSameLine() && !this.continuesExpression() && !this.inList()
  }

  /** Behind the next word a list goes on or ends, so that it is a name in it. */
  private inList(): boolean {
    const { tokenType } = this.LA(2)
    return tokenType === Comma || tokenType === RightBracket || tokenType === RightParen
  }

  /** A declaration that begins a line: what a block that was never closed runs into. */
  protected atNewDeclaration(): boolean {
    if (!this.startsDeclaration() || !this.atLineStart()) return false
    const second = this.LA(2)
    switch (this.LA(1).tokenType) {
      case K.contact:
      case K.import:
        return second.tokenType === LeftBrace
      case K.scenario:
        return second.tokenType === StringToken
      default:
        // `tag #vip` is a step, `message: …` a setting; `tag vip "…"` and `message hello …` are declarations.
        return tokenMatcher(second, Identifier)
    }
  }

  /** The next token stands in the first column, where only declarations do. */
  protected atLineStart(): boolean {
    const at = this.LA(1).startOffset
    return at === 0 || endsLine(this.source.text.charCodeAt(at - 1))
  }

  /** Where the next token stands on its line, from 0. */
  protected column(): number {
    return columnOf(this.source.text, this.LA(1).startOffset)
  }

  /** How far the line of a token is indented. */
  protected indentation(token: IToken): number {
    const { text } = this.source
    const start = token.startOffset - columnOf(text, token.startOffset)
    let at = start
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++
    return at - start
  }

  /** What would follow is inside of a text that was never closed, which is an error of its own. */
  private afterUnclosedText(): boolean {
    const last = this.LA(0)
    return last.tokenType === StringToken && !isClosed(last.image)
  }

  // ---- Recovery

  protected problem(...[name, span, args, extra]: Parameters<Report>): void {
    if (span.start === this.#lastProblem) return
    this.#lastProblem = span.start
    this.source.report(name, span, args, extra)
  }

  /** What stands next, in words. */
  protected found(): string {
    if (this.atEnd()) return 'the end of the file'
    const { start, end } = this.span(this.LA(1))
    const image = this.source.text.slice(start, end)
    return image.startsWith('"') ? 'a text' : `"${image.length > 30 ? `${image.slice(0, 30)}…` : image}"`
  }

  protected expected(what: string, extra?: ReportExtra): void {
    if (this.afterUnclosedText() || this.foreignAmount()) return
    // What is missing at the end of a line is missing there, not where the next line begins.
    if (this.atEnd() || !this.onSameLine()) {
      const at = this.lastEnd()
      this.problem('missing-token', { start: at, end: at }, { expected: what }, extra)
    } else {
      this.problem('unexpected-token', this.span(this.LA(1)), { found: this.found(), expected: what }, extra)
    }
  }

  /** What can't be read may be an amount in the way of another country: tells that, if it is. */
  protected foreignAmount(): boolean {
    const { path, text } = this.source
    const amount = foreignAmount((offset) => this.LA(offset), text)
    if (!amount) return false
    const { span, problem, meant } = amount
    const fixes = meant.map((each) => ({
      title: `Change to ${each}`,
      edits: [{ file: path, span, text: each }],
    }))
    this.problem('bad-quantity', span, { text: text.slice(span.start, span.end), problem }, { fixes })
    return true
  }

  /** Reads a token; one that is missing is reported and taken as written. */
  protected need(index: number, type: TokenType): IToken {
    if (this.RECORDING_PHASE || this.next(type)) return this.consume(index, type)
    this.expected(type.LABEL ?? type.name)
    return missingToken(type, this.lastEnd())
  }

  /** Reads the closing token of a pair. `fixable`: were it missing, it belongs where what could be read ends. */
  protected close(index: number, type: TokenType, open: IToken, fixable = true): Span {
    if (this.RECORDING_PHASE || this.next(type)) return this.span(this.consume(index, type))
    if (type !== RightBrace && this.closesFurtherOn(type)) {
      this.expected(type.LABEL ?? type.name)
      this.skipTo(() => this.next(type), open)
      return this.span(this.consume(index, type))
    }
    const end = this.lastEnd()
    // Where one brace is missing, all that are around it seem to be.
    const here = this.LA(1).startOffset
    const first = this.#unclosedAt !== here
    this.#unclosedAt = here
    if (first && open.image !== '' && !this.afterUnclosedText()) {
      const args = { open: open.image, close: (type.PATTERN as string) ?? '' }
      this.problem('unclosed-block', this.span(open), args, {
        fixes: fixable ? [this.#closing(open, args.close, end)] : [],
      })
    }
    return { start: end, end }
  }

  /** Closes a pair where what could be read of it ends: on the line on which it opens, or on one of its own. */
  #closing(open: IToken, close: string, end: number): Fix {
    const { path: file, text } = this.source
    const lineStart = text.lastIndexOf('\n', open.startOffset - 1) + 1
    const isOneLine = !text.slice(open.startOffset, end).includes('\n')
    const [remark] = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(end)) ?? ['']
    const at = isOneLine && remark === '' ? end : end + remark.length
    const indent = /^[ \t]*/.exec(text.slice(lineStart))![0]
    const written = close !== '}' ? close : isOneLine && remark === '' ? ' }' : `\n${indent}}`
    return { title: `Add "${close}"`, edits: [{ file, span: { start: at, end: at }, text: written }] }
  }

  /** Whether the closing token stands further on in the line, so that it is not missing: something is in the way. */
  private closesFurtherOn(type: TokenType): boolean {
    let depth = 0
    for (let ahead = 1; ahead <= MAX_IN_THE_WAY; ahead++) {
      const token = this.LA(ahead)
      if (token.tokenType.name === 'EOF' || !this.onOneLine(this.LA(0), token)) return false
      if (opening.has(token.tokenType)) depth++
      else if (closing.has(token.tokenType)) {
        if (depth === 0) return token.tokenType === type
        depth--
      }
    }
    return false
  }

  /**
   * Reads a name. A word that begins the next line's step or declaration is not taken for it: the name is missing,
   * and gets an empty text.
   */
  protected name(index: number, what: string): Name {
    if (this.RECORDING_PHASE) return this.toName(this.consume(index, Identifier))
    if (this.LA(1).tokenType === Identifier || (this.next(Identifier) && !this.runsOn()))
      return this.toName(this.consume(index, Identifier))
    if (operatorWords.has(this.LA(1).tokenType) && this.onSameLine()) {
      const token = this.skip()
      this.problem('reserved-name', this.span(token), { name: token.image })
      return this.toName(token)
    }
    return this.missingName(what)
  }

  /** Reads a name in a list, which may stand on a line of its own: there a word that could begin a step is a name. */
  protected listedName(index: number, what: string): Name {
    if (!this.RECORDING_PHASE && this.next(Identifier) && this.standsAlone()) {
      return this.toName(this.consume(index, Identifier))
    }
    return this.name(index, what)
  }

  /** Behind the next word the line or the list ends. */
  private standsAlone(): boolean {
    const second = this.LA(2)
    return closing.has(second.tokenType) || !this.onOneLine(this.LA(1), second)
  }

  protected missingName(what: string): Name {
    this.expected(what)
    const end = this.lastEnd()
    return { text: '', span: { start: end, end } }
  }

  /** `up to`, which begins the limit of a wait. */
  protected atUpTo(): boolean {
    return this.next(K.up) && tokenMatcher(this.LA(2), K.to)
  }

  /** Runs a rule; if the text does not fit it, reports that once, skips to where `resume` holds. */
  protected guard<T>(parse: () => T, resume: () => boolean): T | ErrorNode {
    if (this.RECORDING_PHASE) return parse()
    const first = this.LA(1)
    const depth = this.#depth
    try {
      return parse()
    } catch (error) {
      if (!(error instanceof Error) || !isRecognitionException(error)) throw error
      this.#depth = depth
      this.expected(error.message)
      this.skipTo(resume, first)
      return { kind: 'error', span: this.spanFrom(first) }
    }
  }

  /**
   * Skips tokens, whole pairs of brackets at a time, until `resume` holds or the block around ends. At least one
   * token is read since `first`, so that the caller's loop always goes on.
   */
  protected skipTo(resume: () => boolean, first: IToken, { pastBrace = false } = {}): void {
    let depth = 0
    while (!this.atEnd()) {
      const token = this.LA(1)
      if (depth <= 0 && token !== first) {
        if ((token.tokenType === RightBrace && !pastBrace) || resume()) return
      }
      if (token !== first && this.atNewDeclaration()) return
      if (opening.has(token.tokenType)) depth++
      else if (closing.has(token.tokenType) && depth > 0) depth--
      this.skip()
    }
  }

  /**
   * Reads items with commas between them, up to the bracket that closes the list. A comma that is missing is one
   * error; an item that can't be read is left out. What it calls must be rules of their own.
   */
  protected commaList<T>(item: () => T, closer: TokenType): T[] {
    const items: T[] = []
    if (this.RECORDING_PHASE) return items
    const atBreak = () => this.next(Comma) || this.next(closer) || this.next(RightBrace) || this.runsOn()
    while (!this.atEnd() && !this.next(closer) && !this.next(RightBrace)) {
      const first = this.LA(1)
      const read = this.guard<T>(item, atBreak)
      if (!isErrorNode(read)) items.push(read)
      if (this.next(Comma)) this.consume(94, Comma)
      else if (this.next(closer) || this.runsOn()) break
      else {
        this.missingComma()
        if (this.LA(1) === first || !this.next(Identifier)) this.skipTo(atBreak, this.LA(1))
        if (this.next(Comma)) this.consume(94, Comma)
        else if (this.runsOn()) break
      }
    }
    return items
  }

  /** Over several lines a comma is easily forgotten: where a name with a colon follows, it is clear where it belongs. */
  private missingComma(): void {
    const namesNext = this.next(Identifier) && this.LA(2).tokenType === Colon
    if (this.onSameLine() || !namesNext || this.afterUnclosedText()) {
      this.expected('","')
      return
    }
    const at = this.lastEnd()
    const span = { start: at, end: at }
    const edits = [{ file: this.source.path, span, text: ',' }]
    const fixes = [{ title: 'Add ","', edits, safe: true as const }]
    this.problem('missing-token', span, { expected: '","' }, { fixes })
  }

  /** Runs a rule that nests, up to a depth that the stack can bear. Deeper text is skipped. */
  protected nested<T>(parse: () => T, otherwise: () => T): T {
    if (this.RECORDING_PHASE) return parse()
    if (this.#depth >= MAX_DEPTH) {
      this.problem('nested-too-deeply', this.span(this.LA(1)), { limit: MAX_DEPTH })
      return otherwise()
    }
    this.#depth++
    try {
      return parse()
    } finally {
      this.#depth--
    }
  }

  /** Skips one bracketed group, if one begins here. */
  protected skipGroup(): void {
    let depth = 0
    while (!this.atEnd()) {
      const type = this.LA(1).tokenType
      if (opening.has(type)) depth++
      else if (closing.has(type)) depth--
      else if (depth === 0) return
      this.skip()
      if (depth <= 0) return
    }
  }
}

function isErrorNode(node: unknown): node is ErrorNode {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'error'
}

/** Line ends are LF, CRLF and CR, as in `LineIndex`. */
function endsLine(code: number): boolean {
  return code === 10 || code === 13
}

/** Columns beyond the limit are all alike: nobody indents that far. */
function columnOf(text: string, offset: number): number {
  let start = offset
  while (start > 0 && offset - start < 500 && !endsLine(text.charCodeAt(start - 1))) start--
  return offset - start
}

function missingToken(type: TokenType, at: number): IToken {
  return {
    image: '',
    startOffset: at,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx!,
    isInsertedInRecovery: true,
  } as IToken
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}
