import { type IToken, type TokenType, tokenMatcher } from 'chevrotain'
import type {
  Expectation,
  Expression,
  Name,
  ScenarioDeclaration,
  ScenarioLine,
  StringLiteral,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { dateTimeLiteral, timeLiteral } from './quantities.ts'
import { StepParser } from './steps.ts'

const EXPECTATION =
  '"sent", "tagged", "in stage", "waiting at", "goal", "finished", "exited", "entered", "suppressed", "called", "notified" or a condition'

/** What is expected is never in parentheses: `expect (sent hello or finished)`. */
const EXPECTED_WORDS: ReadonlySet<TokenType> = new Set([
  K.sent, K.tagged, K.waiting, K.goal, K.finished, K.exited, K.entered, K.suppressed, K.called, K.notified, T.In,
]) // biome-ignore format: a list of words

/** Behind these, another line could be taken for a part of them: `expect sent hello at 10:00`. */
function endsItsLine(line: ScenarioLine | undefined): boolean {
  return line?.kind === 'expect-line' || (line?.kind === 'event-line' && !line.argsSpan)
}

/** Scenarios: lines that happen in order, and what is expected. */
export abstract class ScenarioParser extends StepParser {
  protected scenario = this.RULE('scenario', (): ScenarioDeclaration => {
    const keyword = this.CONSUME(K.scenario)
    const title = this.SUBRULE(this.string)
    this.need(1, K.for)
    const journey = this.name(1, 'the name of a journey')
    const open = this.need(1, T.LeftBrace)
    const lines: ScenarioLine[] = []
    if (!this.RECORDING_PHASE) {
      while (!this.atEnd() && !this.next(T.RightBrace) && !this.atNewDeclaration()) {
        if (endsItsLine(lines.at(-1)) && this.onSameLine()) this.expected('a new line')
        lines.push(
          this.guard<ScenarioLine>(
            () => this.scenarioLine(),
            () => this.next(T.Identifier) && !this.onSameLine(),
          ),
        )
      }
    }
    this.close(1, T.RightBrace, open)
    return { kind: 'scenario', title, journey, lines, span: this.spanFrom(keyword) }
  })

  /** A keyword begins its own kind of line, unless an event is called like it: `after()`, `at(x: 1)`. */
  private scenarioLine(): ScenarioLine {
    const second = this.LA(2)
    const called = second.tokenType === T.LeftParen
    switch (this.LA(1).tokenType) {
      case K.contact:
        if (called) return this.subrule(0, this.contactLine)
        break
      case K.at:
        if (!called) return this.subrule(0, this.atLine)
        break
      case K.after:
        if (!called) return this.subrule(0, this.afterLine)
        break
      case K.expect:
        if (!called || !this.atArguments()) return this.subrule(0, this.expectLine)
        break
      case K.tag:
      case K.untag:
        return this.subrule(0, this.tagLine)
      case K.start:
        if (second.tokenType === K.manually) return this.subrule(0, this.startLine)
        break
      case K.fail:
        if (tokenMatcher(second, T.Identifier) && this.onOneLine(this.LA(1), second)) {
          return this.subrule(0, this.failLine)
        }
        break
      case K.as:
        if (!called) return this.subrule(0, this.personaLine)
        break
      case K.answer:
        if (tokenMatcher(second, T.Identifier) && this.onOneLine(this.LA(1), second)) {
          return this.subrule(0, this.answerLine)
        }
        break
      case K.take:
        if (tokenMatcher(second, T.Identifier) && this.onOneLine(this.LA(1), second)) {
          return this.subrule(0, this.takeLine)
        }
    }
    return this.subrule(0, this.eventLine)
  }

  /** Behind the next word stand values with names, and not a condition in parentheses. */
  private atArguments(): boolean {
    const first = this.LA(3)
    return (
      first.tokenType === T.RightParen ||
      (tokenMatcher(first, T.Identifier) && this.LA(4).tokenType === T.Colon)
    )
  }

  private contactLine = this.RULE('contactLine', (): ScenarioLine => {
    const keyword = this.CONSUME(K.contact)
    const { args } = this.SUBRULE(this.args)
    return { kind: 'contact-line', args, span: this.spanFrom(keyword) }
  })

  private atLine = this.RULE('atLine', (): ScenarioLine => {
    const keyword = this.CONSUME(K.at)
    const time = this.SUBRULE(this.clock)
    const zone = this.accept(T.In) && this.SUBRULE(this.string)
    return { kind: 'at-line', time, ...(zone && { zone }), span: this.spanFrom(keyword) }
  })

  private afterLine = this.RULE('afterLine', (): ScenarioLine => {
    const keyword = this.CONSUME(K.after)
    const duration = this.SUBRULE(this.expression)
    return { kind: 'after-line', duration, span: this.spanFrom(keyword) }
  })

  private tagLine = this.RULE('tagLine', (): ScenarioLine => {
    const keyword = this.CONSUME(this.next(K.untag) ? K.untag : K.tag)
    const tag = this.SUBRULE(this.tagLiteral)
    return { kind: 'tag-line', tag, removed: keyword.tokenType === K.untag, span: this.spanFrom(keyword) }
  })

  /** Somebody starts the journey by hand. */
  private startLine = this.RULE('startLine', (): ScenarioLine => {
    const keyword = this.CONSUME(K.start)
    this.CONSUME(K.manually)
    return { kind: 'start-line', span: this.spanFrom(keyword) }
  })

  /** Which providers do not work: `fail send welcome`, `fail call make_coupon` */
  private failLine = this.RULE('failLine', (): ScenarioLine => {
    const keyword = this.CONSUME(K.fail)
    const call = this.next(K.call)
    if (call || this.next(K.send) || this.RECORDING_PHASE) this.CONSUME(T.Identifier)
    else this.expected('"send" or "call"')
    const subject = this.name(2, call ? 'the name of an action' : 'the name of a message')
    return { kind: 'fail-line', what: call ? 'call' : 'send', subject, span: this.spanFrom(keyword) }
  })

  /** What an action answers from here on: `answer make_coupon with (code: "TEA10")` */
  private answerLine = this.RULE('answerLine', (): ScenarioLine => {
    const keyword = this.CONSUME(K.answer)
    const action = this.name(1, 'the name of an action')
    const isGiven = this.next(K.with) || this.next(T.LeftParen)
    if (isGiven) this.need(1, K.with)
    const given = isGiven ? this.subrule(0, this.args) : undefined
    return {
      kind: 'answer-line',
      action,
      args: given?.args ?? [],
      ...(given && { argsSpan: given.span }),
      span: this.spanFrom(keyword),
    }
  })

  private personaLine = this.RULE('personaLine', (): ScenarioLine => {
    const keyword = this.CONSUME(K.as)
    const persona = this.name(1, 'the name of a persona')
    return { kind: 'persona-line', persona, span: this.spanFrom(keyword) }
  })

  /** `take control of offer_test` */
  private takeLine = this.RULE('takeLine', (): ScenarioLine => {
    const keyword = this.CONSUME(K.take)
    const arm = this.name(1, 'the name of an arm')
    this.need(1, K.of)
    const split = this.name(2, 'the name of a split')
    return { kind: 'take-line', arm, split, span: this.spanFrom(keyword) }
  })

  private expectLine = this.RULE('expectLine', (): ScenarioLine => {
    const keyword = this.CONSUME(K.expect)
    const expectations = [this.SUBRULE(this.expectation)]
    while (this.accept(T.Comma)) expectations.push(this.SUBRULE(this.expectation))
    return { kind: 'expect-line', expectations, span: this.spanFrom(keyword) }
  })

  private eventLine = this.RULE('eventLine', (): ScenarioLine => {
    const event = this.CONSUME(T.Identifier)
    const given = this.next(T.LeftParen) ? this.SUBRULE(this.args) : undefined
    const line = { kind: 'event-line', event: this.toName(event), args: given?.args ?? [] } as const
    return { ...line, ...(given && { argsSpan: given.span }), span: this.spanFrom(event) }
  })

  /** A date and time, or a time of the same day. Not an expression: `in` follows it and is no operator here. */
  private clock = this.RULE(
    'clock',
    (): Expression =>
      this.OR({
        ERR_MSG: 'a date and time such as 2026-03-02 10:00',
        DEF: [
          { ALT: () => dateTimeLiteral(this.CONSUME(T.DateTimeToken), this.quantityProblem) },
          { ALT: () => timeLiteral(this.CONSUME(T.TimeToken), this.quantityProblem) },
        ],
      }),
  )

  /** Each kind of expectation begins with its own word; whatever begins otherwise is a condition. */
  private expectation = this.RULE('expectation', (): Expectation => {
    const first = this.LA(1)
    let negated = false
    // `not contact.email exists` is a condition, and negates itself.
    if (this.next(T.Not) && !tokenMatcher(this.LA(2), K.contact) && !tokenMatcher(this.LA(2), T.LeftParen)) {
      this.CONSUME(T.Not)
      negated = true
    }
    if (this.RECORDING_PHASE) return { kind: 'error', negated, span: { start: 0, end: 0 } }
    const base = () => ({ negated, span: this.spanFrom(first) })
    switch (this.LA(1).tokenType) {
      case K.sent:
        return this.subrule(0, this.sentExpectation, { ARGS: [negated, first] })
      case K.suppressed: {
        this.consume(1, K.suppressed)
        const message = this.name(2, 'the name of a message')
        return { kind: 'suppressed', message, ...base() }
      }
      case K.called: {
        this.consume(1, K.called)
        const action = this.name(6, 'the name of an action')
        const times = this.accept(K.times) && this.subrule(0, this.expression)
        const given = this.accept(K.with) && this.subrule(0, this.args)
        return {
          kind: 'called',
          action,
          ...(times && { times }),
          args: given?.args ?? [],
          ...(given && { argsSpan: given.span }),
          ...base(),
        }
      }
      case K.notified: {
        this.consume(1, K.notified)
        const department = this.name(7, 'the name of a department')
        const times = this.accept(K.times) && this.subrule(0, this.expression)
        return { kind: 'notified', department, ...(times && { times }), ...base() }
      }
      case K.tagged: {
        this.consume(1, K.tagged)
        const tag = this.subrule(0, this.tagLiteral)
        return { kind: 'tagged', tag, ...base() }
      }
      case T.In: {
        this.consume(1, T.In)
        this.need(1, K.stage)
        const stage = this.name(3, 'the name of a stage')
        return { kind: 'in-stage', stage, ...base() }
      }
      case K.waiting: {
        this.consume(1, K.waiting)
        this.need(1, K.at)
        const step = this.subrule(0, this.stepName)
        return { kind: 'waiting-at', step, ...base() }
      }
      case K.goal: {
        this.consume(1, K.goal)
        const goal = this.name(4, 'the name of a goal')
        return { kind: 'goal', goal, ...base() }
      }
      case K.finished: {
        this.consume(1, K.finished)
        const reason = this.next(T.StringToken) ? this.subrule(0, this.string) : undefined
        return { kind: 'finished', ...(reason && { reason }), ...base() }
      }
      case K.exited:
        this.consume(1, K.exited)
        return { kind: 'exited', ...base() }
      case K.entered: {
        this.consume(1, K.entered)
        const named = this.next(T.Identifier) && this.onSameLine()
        const journey = named ? this.name(5, 'the name of a journey') : undefined
        return { kind: 'entered', ...(journey && { journey }), ...base() }
      }
    }
    if (!this.startsCondition()) {
      this.expected(EXPECTATION)
      this.skipTo(() => this.next(T.Comma) || !this.onSameLine(), this.LA(0))
      return { kind: 'error', ...base() }
    }
    const condition = this.subrule(0, this.expression)
    return { kind: 'condition', condition, ...base() }
  })

  private sentExpectation = this.RULE('sentExpectation', (negated: boolean, first: IToken): Expectation => {
    this.CONSUME(K.sent)
    const message = this.name(1, 'the name of a message')
    const times = this.accept(K.times) && this.SUBRULE(this.expression)
    const args = this.accept(K.with) && this.SUBRULE(this.args)
    const span = this.RECORDING_PHASE ? { start: 0, end: 0 } : this.spanFrom(first)
    return {
      kind: 'sent',
      message,
      args: args?.args ?? [],
      ...(args && { argsSpan: args.span }),
      ...(times && { times }),
      negated,
      span,
    }
  })

  private stepName = this.RULE('stepName', (): Name | StringLiteral =>
    this.OR({
      ERR_MSG: 'the name of a step',
      DEF: [{ ALT: () => this.SUBRULE(this.string) }, { ALT: () => this.toName(this.CONSUME(T.Identifier)) }],
    }),
  )

  private startsCondition(): boolean {
    if (this.next(T.LeftParen)) return !EXPECTED_WORDS.has(this.LA(2).tokenType)
    return this.next(K.contact) || this.next(T.Not) || this.atHistory()
  }
}
