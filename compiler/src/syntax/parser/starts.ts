import { type TokenType, tokenMatcher } from 'chevrotain'
import type { DateStart, Expression, Name, ScheduleStart, StartLine, StartOn, TriggerNode } from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { ExpressionParser } from './expressions.ts'
import { numberLiteral } from './quantities.ts'

/** Who comes in, and when: the starting points, and the events and tags that waits and exits listen to as well. */
export abstract class StartParser extends ExpressionParser {
  protected start = this.RULE('start', (): StartLine => {
    const keyword = this.CONSUME(K.start)
    const on = this.OR({
      ERR_MSG: '"on" and an event or a tag, "at" and a date, "every" and a day, or "manually"',
      DEF: [
        {
          ALT: (): StartOn => {
            this.CONSUME(K.on)
            return this.SUBRULE(this.startTrigger)
          },
        },
        { ALT: (): StartOn => this.SUBRULE(this.dateStart) },
        { ALT: (): StartOn => this.SUBRULE(this.scheduleStart) },
        {
          ALT: (): StartOn => {
            const token = this.CONSUME(K.manually)
            return { kind: 'manually', span: this.span(token) }
          },
        },
      ],
    })
    const line: StartLine = { kind: 'start', on, span: this.span(keyword) }
    if (this.acceptWhere()) line.where = this.SUBRULE(this.expression)
    if (this.accept(K.key)) line.key = this.SUBRULE2(this.expression)
    if (this.accept(K.as)) line.name = this.name(1, 'a name for the start')
    this.lateClauses('where, key, as', [K.where, K.key, K.as], (word) => {
      if (word === K.as) line.name = this.name(2, 'a name for the start')
      else if (word === K.key) line.key = this.subrule(3, this.expression)
      else line.where = this.subrule(3, this.expression)
    })
    line.span = this.spanFrom(keyword)
    return line
  })

  /** `where`, also where `if` stands on the line for it. */
  private acceptWhere(): boolean {
    if (this.RECORDING_PHASE || !this.next(K.if) || !this.onSameLine() || this.bringsBlock()) {
      return this.accept(K.where) !== undefined
    }
    this.expected('"where"')
    this.skip()
    return true
  }

  /** Behind the rest of the line, or in it, a block begins: what stands next is a step. */
  private bringsBlock(): boolean {
    for (let ahead = 2; ; ahead++) {
      if (this.LA(ahead).tokenType === T.LeftBrace) return true
      if (this.LA(ahead).tokenType.name === 'EOF' || !this.onOneLine(this.LA(ahead - 1), this.LA(ahead)))
        return false
    }
  }

  /** `purchased`, `tag #vip`, `untag #vip` */
  protected trigger = this.RULE('trigger', (): TriggerNode => {
    const first = this.LA(1)
    if (!this.RECORDING_PHASE && !this.atTagTrigger()) {
      // `wait for up to 3 days`: the event is missing.
      const event = this.atUpTo()
        ? this.missingName('the name of an event')
        : this.name(3, 'the name of an event')
      return { kind: 'on-event', event, span: event.span }
    }
    const keyword = this.CONSUME(this.next(K.untag) ? K.untag : K.tag)
    const tag = this.SUBRULE(this.tagLiteral)
    return { kind: 'on-tag', tag, removed: keyword.tokenType === K.untag, span: this.spanFrom(first) }
  })

  /** `tag #vip`; also `tag vip`, whose missing "#" is reported by the tag itself. */
  protected atTagTrigger(): boolean {
    if (!this.next(K.tag) && !this.next(K.untag)) return false
    return tokenMatcher(this.LA(2), T.TagName) || this.LA(2).tokenType === T.Identifier
  }

  /** Clauses that come too late, or are written with another word, are reported once and read all the same. */
  protected lateClauses(order: string, words: readonly TokenType[], read: (word: TokenType) => void): void {
    if (this.RECORDING_PHASE) return
    for (
      let word = this.LA(1).tokenType;
      words.includes(word) && this.onSameLine();
      word = this.LA(1).tokenType
    ) {
      const token = this.skip()
      this.problem('clause-order', this.span(token), { clause: token.image, order })
      read(word)
    }
  }

  /** What may follow `start on`: also `enter lapsed`, `leave lapsed`, `change contact.country to DE`. */
  private startTrigger = this.RULE('startTrigger', (): StartOn => {
    const first = this.LA(1)
    if (this.next(K.enter) || this.next(K.leave)) {
      this.consume(1, T.Identifier)
      const segment = this.name(4, 'the name of a segment')
      const left = first.tokenType === K.leave
      return { kind: 'on-segment', segment, left, span: this.spanFrom(first) }
    }
    if (this.next(K.change)) {
      this.consume(1, T.Identifier)
      const field = this.subrule(0, this.path)
      const to = this.accept(K.to) && this.subrule(0, this.expression)
      return { kind: 'on-change', field, ...(to && { to }), span: this.spanFrom(first) }
    }
    return this.SUBRULE(this.trigger)
  })

  /** `at contact.birthday - 3 days at 09:00, once`, `at 2026-11-27 08:00 for lapsed` */
  private dateStart = this.RULE('dateStart', (): DateStart => {
    const keyword = this.CONSUME(K.at)
    const date = this.SUBRULE(this.expression)
    const start: DateStart = { kind: 'at-date', date, once: false, span: date.span }
    const time = this.atTime()
    if (time) start.time = time
    start.once = this.once()
    const segment = this.forSegment()
    if (segment) start.segment = segment
    this.lateClauses('at, once, for', [K.at, K.once], (word) => {
      if (word === K.once) start.once = true
      else start.time = this.subrule(3, this.expression)
    })
    start.span = this.spanFrom(keyword)
    return start
  })

  /** `every monday at 09:00 for lapsed`, `every week on monday`, `every month on 15`, `every year on 21 March` */
  private scheduleStart = this.RULE('scheduleStart', (): ScheduleStart => {
    const keyword = this.CONSUME(K.every)
    const unit = this.name(1, '"day", "week", "month", "year" or a day of the week')
    const start: ScheduleStart = { kind: 'every', unit, span: unit.span }
    if (this.accept(K.on)) {
      if (this.next(T.NumberToken)) {
        start.day = numberLiteral(this.consume(2, T.NumberToken), this.quantityProblem)
        if (this.LA(1).tokenType === T.Identifier && this.onSameLine()) {
          start.month = this.name(2, 'the name of a month')
        }
      } else if (this.next(T.ForeignNumber)) start.day = this.subrule(2, this.expression)
      else {
        start.weekday = this.name(2, 'a day, such as monday, 15 or 21 March')
        if (this.next(T.NumberToken)) {
          this.expected('the day before the month, as in 21 March')
          start.day = this.subrule(2, this.expression)
        }
      }
    }
    const time = this.atTime()
    if (time) start.time = time
    const segment = this.forSegment()
    if (segment) start.segment = segment
    start.span = this.spanFrom(keyword)
    return start
  })

  /** `at 09:00`, if it is written. */
  protected atTime(): Expression | undefined {
    if (this.accept(K.at)) return this.subrule(86, this.expression)
    if (!this.next(T.TimeToken)) return undefined
    this.expected('"at"')
    return this.subrule(86, this.expression)
  }

  /** `, once` */
  private once(): boolean {
    const behindComma = this.next(T.Comma) && tokenMatcher(this.LA(2), K.once)
    if (behindComma) this.consume(2, T.Comma)
    else if (this.next(K.once) && this.onSameLine()) this.expected('","')
    else return false
    this.consume(2, K.once)
    return true
  }

  /** `for lapsed`, if it is written. */
  protected forSegment(): Name | undefined {
    return this.accept(K.for) && this.name(87, 'the name of a segment')
  }
}
