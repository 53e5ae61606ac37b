import { type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain'
import type {
  Expression,
  HistoryAggregate,
  HistoryExpression,
  HistoryWindow,
  MetricExpression,
  MetricMeasure,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { BaseParser } from './base.ts'
import type { Operand } from './precedence.ts'
import { numberLiteral } from './quantities.ts'

const AGGREGATES: ReadonlySet<TokenType> = new Set([K.any, K.no, K.count, K.sum, K.average, K.latest])
/** Words that need "of" behind them. */
const OF: ReadonlySet<TokenType> = new Set([K.count, K.sum, K.average])
/** Aggregates of a field. */
const OF_FIELD: ReadonlySet<TokenType> = new Set([K.sum, K.average, K.latest])
/** What may follow the event of a quantifier. */
const BEHIND_EVENT: ReadonlySet<TokenType> = new Set([K.where, T.In, K.since, K.ever])
/** What may follow "in last". */
const LENGTHS: ReadonlySet<TokenType> = new Set([T.NumberToken, T.DurationToken, T.ForeignNumber])
const MEASURES: ReadonlySet<string> = new Set<MetricMeasure>([
  'entered', 'left', 'sent', 'opened', 'clicked', 'reached',
]) // biome-ignore format: a list of words

const WINDOW = '"where", "in last …", "since start" or "ever"'

/** What happened: `any purchased in last 30 days`, and what KPIs count beside it: `sent offer`. */
export abstract class HistoryParser extends BaseParser {
  abstract expression: ParserMethod<[], Expression>
  protected abstract operand: ParserMethod<[], Operand>
  protected abstract quantityProblem: Parameters<typeof numberLiteral>[1]
  /** Whether the formula of a KPI is read, where the word behind `sent` may be any name. */
  protected inFormula = false

  /** Whether `in` begins a window here, and is no operator. */
  protected atWindow(): boolean {
    return (
      this.LA(1).tokenType === T.In && this.LA(2).tokenType === K.last && LENGTHS.has(this.LA(3).tokenType)
    )
  }

  /** A name may be called `count` or `no`: only what follows tells. */
  protected atHistory(): boolean {
    const { tokenType } = this.LA(1)
    if (tokenType === T.Identifier || !AGGREGATES.has(tokenType)) return false
    const second = this.LA(2)
    if (!tokenMatcher(second, T.Identifier)) return false
    const third = this.LA(3).tokenType
    if (second.tokenType === K.of) {
      // `count of` is clear; in `any of purchased` the word is too much, and in `any of ever` it is the event.
      if (OF.has(tokenType) || (tokenMatcher(this.LA(3), T.Identifier) && !BEHIND_EVENT.has(third)))
        return true
    }
    if (tokenType === K.latest && third === T.Dot) return true
    if (BEHIND_EVENT.has(third)) return true
    // The window is missing: said where the event is known.
    return second.tokenType === T.Identifier && third !== T.Colon && this.onOneLine(this.LA(1), second)
  }

  protected history = this.RULE('history', (): HistoryExpression => {
    const keyword = this.CONSUME(T.Identifier)
    const { tokenType } = keyword
    this.of(tokenType)
    const event = this.name(2, 'the name of an event')
    const history: HistoryExpression = {
      kind: 'history',
      aggregate: keyword.image as HistoryAggregate,
      keyword: this.span(keyword),
      event,
      span: event.span,
    }
    if (this.RECORDING_PHASE) return history
    if (OF_FIELD.has(tokenType)) {
      if (this.accept(T.Dot)) history.field = this.name(3, 'the name of a field')
      else this.expected(`"." and a field, such as ${event.text || 'purchased'}.total`)
    } else if (this.next(T.Dot)) {
      this.expected(WINDOW)
      this.consume(90, T.Dot)
      this.name(3, 'the name of a field')
    }
    if (this.accept(K.where)) history.where = this.subrule(0, this.expression)
    const window = this.window()
    if (window) history.window = window
    history.span = this.spanFrom(keyword)
    return history
  })

  private of(aggregate: TokenType): void {
    if (this.RECORDING_PHASE) return
    if (OF.has(aggregate)) this.need(90, K.of)
    else if (this.next(K.of) && !BEHIND_EVENT.has(this.LA(2).tokenType)) {
      this.expected('the name of an event')
      this.consume(90, K.of)
    }
  }

  private window(): HistoryWindow | undefined {
    const first = this.LA(1)
    if (this.next(K.last) && LENGTHS.has(this.LA(2).tokenType)) {
      this.expected('"in"')
      this.consume(90, K.last)
      return { kind: 'last', duration: this.subrule(0, this.operand).value, span: this.spanFrom(first) }
    }
    if (this.next(T.In) && !this.atWindow()) return this.halfWindow()
    if (this.atWindow()) {
      this.consume(90, T.In)
      this.consume(90, K.last)
      if (this.next(T.NumberToken) && tokenMatcher(this.LA(2), K.sent)) {
        const count = numberLiteral(this.consume(90, T.NumberToken), this.quantityProblem)
        this.consume(90, K.sent)
        return { kind: 'last-sent', count, span: this.spanFrom(first) }
      }
      const duration = this.subrule(0, this.operand).value
      return { kind: 'last', duration, span: this.spanFrom(first) }
    }
    if (this.accept(K.since)) {
      this.need(90, K.start)
      return { kind: 'since-start', span: this.spanFrom(first) }
    }
    if (this.accept(K.ever)) return { kind: 'ever', span: this.spanFrom(first) }
    return undefined
  }

  /** `in the last 3 days`, `in 3 days`, `in last three days`: reported once, and read as far as it goes. */
  private halfWindow(): HistoryWindow {
    const first = this.consume(90, T.In)
    const last = this.accept(K.last)
    this.expected(last ? 'a length of time, such as 30 days' : '"last" and a length of time, such as 30 days')
    while (!last && this.next(T.Identifier) && this.onSameLine()) this.consume(90, T.Identifier)
    const duration: Expression = LENGTHS.has(this.LA(1).tokenType)
      ? this.subrule(0, this.operand).value
      : { kind: 'error', span: this.spanFrom(first) }
    return { kind: 'last', duration, span: this.spanFrom(first) }
  }

  /** `sent offer`: elsewhere than in a formula only where nothing else can be meant. */
  protected atMetric(): boolean {
    const second = this.LA(2)
    if (second.tokenType !== T.Identifier && !(this.inFormula && tokenMatcher(second, T.Identifier)))
      return false
    return (
      MEASURES.has(this.LA(1).image) && this.LA(3).tokenType !== T.Colon && this.onOneLine(this.LA(1), second)
    )
  }

  protected metric = this.RULE('metric', (): MetricExpression => {
    const keyword = this.CONSUME(T.Identifier)
    const subject = this.name(2, 'the name of what is measured')
    return {
      kind: 'metric',
      measure: keyword.image as MetricMeasure,
      keyword: this.span(keyword),
      subject,
      span: this.spanFrom(keyword),
    }
  })
}
