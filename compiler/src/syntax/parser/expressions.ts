import { type IToken, type TokenType, tokenMatcher } from 'chevrotain'
import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { Span } from '../../source/span.ts'
import type {
  Argument,
  BinaryOperator,
  Expression,
  Name,
  Path,
  StringLiteral,
  TagLiteral,
  TypeNode,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { HistoryParser } from './history.ts'
import { type Operand, type Operator, Precedence, type Rest } from './precedence.ts'
import * as quantities from './quantities.ts'

const MISSING: Expression = { kind: 'error', span: { start: 0, end: 0 } }

/** Tokens that begin a value, beside names. */
const VALUE_STARTS: ReadonlySet<TokenType> = new Set([
  T.StringToken, T.NumberToken, T.PercentToken, T.MoneyToken, T.DurationToken, T.TimeToken, T.DateToken,
  T.DateTimeToken, T.ForeignNumber, T.ForeignString, T.TagName, T.LeftBracket, T.LeftParen,
]) // biome-ignore format: a list of tokens

/** Operators of other languages, and what they are here. */
const FOREIGN_OPERATORS: Readonly<Record<string, string>> = {
  '=': '==',
  '===': '==',
  '!==': '!=',
  '&&': 'and',
  '||': 'or',
  '<>': '!=',
}
const FOREIGN_QUOTES = /['’”“»«]/

/** Expressions with more operators are refused: everything that walks a tree recurses. */
const MAX_OPERATORS = 1000

type ReadLiteral = (token: IToken, problem: ExpressionParser['quantityProblem']) => Expression

/** Literals that a token alone decides. A number is not among them: a word behind it may be meant as its unit. */
const LITERALS: ReadonlyMap<TokenType, ReadLiteral> = new Map<TokenType, ReadLiteral>([
  [T.PercentToken, quantities.percentLiteral],
  [T.MoneyToken, quantities.moneyLiteral],
  [T.DurationToken, quantities.durationLiteral],
  [T.TimeToken, quantities.timeLiteral],
  [T.DateToken, quantities.dateLiteral],
  [T.DateTimeToken, quantities.dateTimeLiteral],
])

/** Expressions and types. */
export abstract class ExpressionParser extends HistoryParser {
  /**
   * Operands and operators are read as they stand and put together by precedence afterwards: a rule for each level
   * would cost ten calls for every literal.
   */
  override expression = this.RULE('expression', (): Expression => {
    const alone = this.loneLiteral()
    if (alone !== undefined) return alone
    if (this.#level++ === 0) this.#operators = 0
    const first = this.SUBRULE(this.operand)
    let rest: Rest[] | undefined
    while (this.next(T.BinaryOperator) && !this.atWindow() && this.operatorFits()) {
      const operator = this.operator(this.CONSUME(T.BinaryOperator))
      const operand = this.SUBRULE(this.operand)
      rest ??= []
      rest.push({ operator, operand })
    }
    this.#level--
    if (this.RECORDING_PHASE) return MISSING
    if (rest === undefined && first.prefixes === undefined) return first.value
    return new Precedence(first, rest ?? [], this.chainedComparison).expression()
  })

  /** Most values are one literal: read at once, without the rules for operators and operands. */
  private loneLiteral(): Expression | undefined {
    if (this.RECORDING_PHASE) return undefined
    const { tokenType } = this.LA(1)
    const read = LITERALS.get(tokenType)
    if (read === undefined && tokenType !== T.StringToken) return undefined
    const after = this.LA(2)
    if (after.tokenType === T.Exists || tokenMatcher(after, T.BinaryOperator)) return undefined
    const token = this.consume(92, tokenType)
    return read ? read(token, this.quantityProblem) : this.toText(token)
  }

  protected override operand = this.RULE('operand', (): Operand => {
    let prefixes: IToken[] | undefined
    while (this.next(T.PrefixOperator) && this.operatorFits()) {
      const token = this.CONSUME(T.PrefixOperator)
      if (token.tokenType === T.ForeignNot) this.foreignOperator(token, 'not ')
      prefixes ??= []
      prefixes.push(token)
    }
    let value = this.primary()
    if (this.accept(T.Exists)) value = { kind: 'exists', operand: value, span: this.spanFrom(value.span) }
    return { prefixes, value }
  })

  private operator(token: IToken): Operator {
    const span = this.span(token)
    const meant = FOREIGN_OPERATORS[token.image]
    if (meant !== undefined) {
      this.foreignOperator(token, meant)
      return { op: meant as BinaryOperator, span }
    }
    if (token.tokenType !== K.starts) return { op: token.image as BinaryOperator, span }
    this.need(1, K.with)
    return { op: 'starts with', span: { start: span.start, end: this.lastEnd() } }
  }

  private foreignOperator(token: IToken, meant: string): void {
    const span = this.span(token)
    const edits = [{ file: this.source.path, span, text: meant }]
    const fixes: Fix[] = [{ title: `Change to "${meant.trim()}"`, edits, safe: true }]
    this.problem('foreign-operator', span, { found: token.image, meant: meant.trim() }, { fixes })
  }

  private chainedComparison = (span: Span): void => {
    this.problem('chained-comparison', span, {})
  }

  /** A part of the rule `operand`, and no rule of its own: it is read too often. */
  private primary(): Expression {
    if (!this.RECORDING_PHASE && !this.startsValue()) return this.missingValue()
    if (this.RECORDING_PHASE) return MISSING
    const { tokenType } = this.LA(1)
    const read = LITERALS.get(tokenType)
    if (read !== undefined) return read(this.CONSUME(tokenType), this.quantityProblem)
    switch (tokenType) {
      case T.StringToken:
      case T.ForeignString:
        return this.toText(this.CONSUME(tokenType))
      case T.NumberToken:
        return this.number(this.CONSUME(tokenType))
      case T.ForeignNumber:
        return this.foreignNumber(this.CONSUME(tokenType))
      case T.TagName:
        return this.SUBRULE(this.tagLiteral)
      case T.LeftBracket:
        return this.SUBRULE(this.list)
      case T.LeftParen:
        return this.SUBRULE(this.parenthesized)
      default:
        return this.SUBRULE(this.pathOrCall)
    }
  }

  private parenthesized = this.RULE('parenthesized', (): Expression => {
    const open = this.CONSUME(T.LeftParen)
    const inner = this.nested(
      () => this.SUBRULE(this.expression),
      () => this.tooDeep(),
    )
    if (!this.RECORDING_PHASE && this.next(T.Comma)) return this.listInParentheses(open, inner)
    this.close(1, T.RightParen, open)
    // The parentheses belong to the span, so that a fix that replaces the operand replaces them too.
    return this.RECORDING_PHASE ? inner : { ...inner, span: this.spanFrom(open) }
  })

  /** `in (DE, AT)` */
  private listInParentheses(open: IToken, first: Expression): Expression {
    this.consume(97, T.Comma)
    const items = [first, ...this.commaList(() => this.nestedExpression(), T.RightParen)]
    const file = this.source.path
    const edits = [{ file, span: this.span(open), text: '[' }]
    if (this.next(T.RightParen)) edits.push({ file, span: this.span(this.LA(1)), text: ']' })
    const fixes =
      edits.length === 2 ? [{ title: 'Write a list in brackets', edits, safe: true as const }] : []
    this.problem('foreign-operator', this.span(open), { found: '(', meant: '[' }, { fixes })
    this.accept(T.RightParen)
    return { kind: 'list', items, span: this.spanFrom(open) }
  }

  /** Whether a value can begin here. `up to` after a condition is not one: the value before it is missing. */
  protected startsValue(): boolean {
    const { tokenType } = this.LA(1)
    // A word with a colon is the name of what comes next.
    if (tokenType === T.Identifier) return this.LA(2).tokenType !== T.Colon
    if (VALUE_STARTS.has(tokenType)) return true
    return this.next(T.Identifier) && (!this.runsOn() || this.atHistory()) && !this.atUpTo()
  }

  /** A value that is missing costs no more than itself: the rest of the step is read as it stands. */
  private missingValue(): Expression {
    this.expected('a value')
    const end = this.lastEnd()
    return { kind: 'error', span: { start: end, end } }
  }

  /** A number. A word right behind it was meant as a unit. */
  private number(token: IToken): Expression {
    const literal = quantities.numberLiteral(token, this.quantityProblem)
    if (this.RECORDING_PHASE || this.LA(1).tokenType !== T.Identifier || !this.onSameLine()) return literal
    if (tokenMatcher(this.LA(2), T.Colon)) return literal
    const unit = this.consume(96, T.Identifier)
    const meant = quantities.unitMeant(unit.image)
    if (meant !== undefined) {
      const span = this.spanFrom(token)
      const fixed = `${token.image} ${meant}`
      this.quantityProblem(span, `write the number, a blank and the unit: ${fixed}.`, fixed)
      return { kind: 'error', span }
    }
    this.problem('unknown-unit', this.span(unit), {
      unit: unit.image,
      candidates: [...quantities.UNITS, 'EUR', 'USD', 'GBP', 'CHF', 'IRR', 'JPY'],
    })
    return { kind: 'error', span: this.spanFrom(token) }
  }

  protected duration = this.RULE('duration', () =>
    quantities.durationLiteral(this.CONSUME(T.DurationToken), this.quantityProblem),
  )

  protected string = this.RULE('string', (): StringLiteral => this.toText(this.CONSUME(T.StringToken)))

  private toText(token: IToken): StringLiteral {
    const literal: StringLiteral = { kind: 'string', span: this.span(token), parts: [] }
    if (this.RECORDING_PHASE) return literal
    if (token.tokenType === T.ForeignString) this.foreignQuotes(token, literal)
    else this.pending.push({ literal, token })
    return literal
  }

  protected tagLiteral = this.RULE('tagLiteral', (): TagLiteral => {
    if (!this.RECORDING_PHASE && this.next(T.Identifier) && this.onSameLine()) return this.tagWithoutHash()
    const token = this.CONSUME(T.TagName)
    const span = this.span(token)
    const text = token.image.slice(1).normalize('NFC')
    if (text === '__proto__') this.problem('reserved-name', span, { name: text })
    return { kind: 'tag-literal', name: { text, span: { start: span.start + 1, end: span.end } }, span }
  })

  /** A text in the quotation marks of a word processor or of another language. */
  private foreignQuotes(token: IToken, literal: StringLiteral): void {
    const inner = token.image.slice(1, FOREIGN_QUOTES.test(token.image.at(-1)!) ? -1 : undefined)
    const text = `"${inner.replaceAll('"', '\\"')}"`
    literal.parts.push(inner)
    const edits = [{ file: this.source.path, span: literal.span, text }]
    // Between the right marks a brace or a backslash means more than itself.
    const safe = !/[{}\\]/.test(inner)
    const fixes: Fix[] = [{ title: `Change to ${text}`, edits, ...(safe && { safe }) }]
    this.problem('foreign-quotes', literal.span, {}, { fixes })
  }

  private tagWithoutHash(): TagLiteral {
    const name = this.toName(this.consume(95, T.Identifier))
    const text = `#${name.text}`
    const edits = [{ file: this.source.path, span: name.span, text }]
    const fixes: Fix[] = [{ title: `Change to ${text}`, edits, safe: true }]
    this.problem('tag-without-hash', name.span, { name: name.text }, { fixes })
    return { kind: 'tag-literal', name, span: name.span }
  }

  private list = this.RULE('list', (): Expression => {
    const open = this.CONSUME(T.LeftBracket)
    const items = this.commaList(() => this.nestedExpression(), T.RightBracket)
    this.close(1, T.RightBracket, open)
    return { kind: 'list', items, span: this.spanFrom(open) }
  })

  private pathOrCall = this.RULE('pathOrCall', (): Expression => {
    if (this.atHistory()) return this.subrule(96, this.history)
    if (this.atMetric()) return this.subrule(96, this.metric)
    const first = this.CONSUME(T.Identifier)
    // `started by` is two words; a field called `started` alone is a path.
    if (!this.RECORDING_PHASE && first.tokenType === K.started && this.next(K.by)) {
      this.consume(98, K.by)
      const start: Name | TagLiteral = this.next(T.TagName)
        ? this.subrule(97, this.tagLiteral)
        : this.name(97, 'the event, the tag or the name of a starting point')
      return { kind: 'started-by', start, span: this.spanFrom(first) }
    }
    if (!this.RECORDING_PHASE && (first.tokenType === K.true || first.tokenType === K.false)) {
      return { kind: 'boolean', value: first.tokenType === K.true, span: this.span(first) }
    }
    const names = [this.toName(first)]
    let call: Expression[] | undefined
    while (this.accept(T.Dot)) names.push(this.name(2, 'the name of a field'))
    if (names.length === 1 && this.next(T.LeftParen)) {
      const open = this.CONSUME(T.LeftParen)
      call = this.commaList(() => this.nestedExpression(), T.RightParen)
      this.close(1, T.RightParen, open)
    }
    const span = this.spanFrom(first)
    return call ? { kind: 'call', callee: names[0]!, args: call, span } : { kind: 'path', names, span }
  })

  private nestedExpression(): Expression {
    return this.nested(
      () => this.subrule(0, this.expression),
      () => this.tooDeep(),
    )
  }

  private argument = this.RULE('argument', (): Argument => {
    const name = this.name(1, 'the name of a value, such as discount: 10%')
    // `name = value` is what other languages write.
    if (!this.RECORDING_PHASE && this.next(T.Assign)) {
      this.expected('":"')
      this.consume(93, T.Assign)
    } else this.need(1, T.Colon)
    const value = this.SUBRULE(this.expression)
    return { name, value, span: this.spanFrom(name.span) }
  })

  /** `contact.country`, where no other value may stand. */
  protected path = this.RULE('path', (): Path => {
    const names = [this.name(1, 'a field, such as contact.name')]
    while (this.accept(T.Dot)) names.push(this.name(2, 'the name of a field'))
    return { kind: 'path', names, span: this.spanFrom(names[0]!.span) }
  })

  /** A percentage. A number that stands alone is told, and what follows it is not taken for its unit. */
  protected share = this.RULE('share', (): Expression => {
    if (!this.RECORDING_PHASE && this.next(T.NumberToken)) {
      const number = this.LA(1).image
      this.quantityProblem(this.span(this.LA(1)), 'a share is written with a percent sign.', `${number}%`)
      return { kind: 'error', span: this.span(this.consume(2, T.NumberToken)) }
    }
    const isQuantity = this.next(T.PercentToken) || this.next(T.ForeignNumber)
    if (isQuantity || this.RECORDING_PHASE) return this.SUBRULE(this.operand).value
    this.expected('a share, such as 50%')
    return { kind: 'error', span: { start: this.lastEnd(), end: this.lastEnd() } }
  })

  /** `as NAME`, if it is written. */
  protected asName(what = 'a name for the step'): Name | undefined {
    return this.accept(K.as) && this.name(88, what)
  }

  /** The title behind a name, if there is one. */
  protected title(): StringLiteral | undefined {
    return this.next(T.StringToken) ? this.subrule(88, this.string) : undefined
  }

  /** `(name: value, …)` */
  protected args = this.RULE('args', (): { args: Argument[]; span: Span } => {
    const open = this.CONSUME(T.LeftParen)
    const args = this.commaList(() => this.subrule(0, this.argument), T.RightParen)
    this.close(1, T.RightParen, open)
    return { args, span: this.spanFrom(open) }
  })

  protected type = this.RULE('type', (): TypeNode => {
    const name = this.typeName()
    let args: TypeNode[] = []
    let optional = false
    if (this.next(T.Less)) {
      const open = this.CONSUME(T.Less)
      args = this.commaList(() => this.nestedType(), T.Greater)
      this.close(1, T.Greater, open)
    }
    if (this.accept(T.Question)) optional = true
    return { name, args, optional, span: this.spanFrom(name.span) }
  })

  /** A word on the next line that a colon follows is the next field: the type is missing. */
  private typeName(): Name {
    if (this.RECORDING_PHASE) return this.name(1, 'a type')
    const isNextField = !this.onSameLine() && tokenMatcher(this.LA(2), T.Colon)
    return isNextField ? this.missingName('a type') : this.name(1, 'a type')
  }

  private nestedType(): TypeNode {
    return this.nested<TypeNode>(
      () => this.subrule(0, this.type),
      () => {
        const first = this.LA(1)
        this.skipTo(() => this.next(T.Greater) || this.next(T.Comma), first)
        return {
          name: { text: '', span: this.span(first) },
          args: [],
          optional: false,
          span: this.spanFrom(first),
        }
      },
    )
  }

  private foreignNumber(token: IToken): Expression {
    const span = this.span(token)
    const ascii = token.image.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit))).replace('٪', '%')
    if (!this.RECORDING_PHASE) {
      const edits = [{ file: this.source.path, span, text: ascii }]
      const fixes: Fix[] = [{ title: `Change to ${ascii}`, edits, safe: true }]
      this.problem('foreign-digits', span, { text: token.image, ascii }, { fixes })
    }
    // What kind of quantity it was meant to be is not looked into: that it is none is one error.
    return { kind: 'error', span }
  }

  quantityProblem = (span: Span, problem: string, fixed?: string): void => {
    if (this.RECORDING_PHASE) return
    quantities.quantityProblem(this.source.path, this.source.text, this.source.report)(span, problem, fixed)
  }

  /** Operators read since the outermost expression began. */
  #operators = 0
  #level = 0

  /** Whether there is room for one more operator. What is beyond is skipped. */
  private operatorFits(): boolean {
    if (this.RECORDING_PHASE || ++this.#operators <= MAX_OPERATORS) return true
    if (this.next(T.BinaryOperator) || this.next(T.PrefixOperator)) {
      this.problem('expression-too-long', this.span(this.LA(1)), { limit: MAX_OPERATORS })
    }
    return false
  }

  private tooDeep(): Expression {
    const first = this.LA(1)
    this.skipGroup()
    return { kind: 'error', span: this.spanFrom(first) }
  }
}

/** The value of a decimal digit of any script: Unicode keeps each script's ten digits in a row. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return code - zero
}
