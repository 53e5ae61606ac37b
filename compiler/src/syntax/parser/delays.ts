import { tokenMatcher } from 'chevrotain'
import type { DelayStep, DelayTarget, Name } from '../ast.ts'
import { WEEKDAYS } from '../calendar-words.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { HeaderParser } from './header.ts'

/** The step that holds a contact for a length of time, or until a moment. */
export abstract class DelayParser extends HeaderParser {
  /** `delay 3 days`, `delay until monday at 09:00, if past skip` */
  protected delay = this.RULE('delay', (): DelayStep => {
    const keyword = this.CONSUME(K.delay)
    const step: DelayStep = { kind: 'delay', keyword: this.span(keyword), span: this.span(keyword) }
    if (this.next(K.for) && this.onSameLine()) {
      this.expected('a length of time')
      this.consume(91, K.for)
    }
    if (this.next(K.until)) {
      step.until = this.subrule(0, this.delayTarget)
      const ifPast = this.ifPast()
      if (ifPast) step.ifPast = ifPast
    } else step.duration = this.SUBRULE(this.expression)
    const name = this.asName()
    if (name) step.name = name
    if (this.atIfPast()) {
      this.problem('clause-order', this.span(this.LA(2)), {
        clause: 'if past',
        order: 'until, at, if past, as',
      })
      const late = this.ifPast()
      if (late) step.ifPast = late
    }
    step.span = this.spanFrom(keyword)
    return step
  })

  private delayTarget = this.RULE('delayTarget', (): DelayTarget => {
    const keyword = this.CONSUME(K.until)
    const target: DelayTarget = { next: false, span: this.span(keyword) }
    if (this.RECORDING_PHASE) return target
    const first = this.LA(1)
    if (first.image === 'next' && tokenMatcher(this.LA(2), T.Identifier)) {
      this.consume(1, T.Identifier)
      target.next = true
    }
    if (WEEKDAYS.includes(this.LA(1).image) && this.LA(2).tokenType !== T.Dot) {
      target.weekday = this.name(1, 'a day of the week')
    } else {
      const moment = this.subrule(0, this.expression)
      if (moment.kind === 'time') target.time = moment
      else target.target = moment
    }
    const time = target.time ?? this.atTime()
    if (time) target.time = time
    target.span = this.spanFrom(first)
    return target
  })

  /** `, if past skip`, and no `if` step. A comma that is missing is told when the clause is read. */
  private atIfPast(): boolean {
    const behind = this.next(T.Comma) ? 1 : 0
    if (this.LA(1 + behind).tokenType !== K.if || this.LA(2 + behind).image !== 'past') return false
    const then = this.LA(3 + behind)
    return then.tokenType !== T.Dot && then.tokenType !== T.LeftBrace && !tokenMatcher(then, T.BinaryOperator)
  }

  private ifPast(): Name | undefined {
    if (!this.atIfPast()) return undefined
    this.need(90, T.Comma)
    this.consume(90, K.if)
    this.consume(90, T.Identifier)
    return this.name(90, '"skip", "continue" or "finish"')
  }
}
