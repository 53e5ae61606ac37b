import { type IToken, tokenMatcher, type TokenType } from 'chevrotain'
import type {
  Argument,
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

/** Scenarios: lines that happen in order, and what is expected. */
export abstract class ScenarioParser extends StepParser {
  protected scenario = this.RULE('scenario', (): ScenarioDeclaration => {
    const keyword = this.CONSUME(K.scenario)
    const title = this.SUBRULE(this.string)
    this.need(1, K.for)
    const journey = this.name(1, 'the name of a journey')
    const open = this.need(1, T.LeftBrace)
    const lines: ScenarioLine[] = []
    if (this.RECORDING_PHASE) this.MANY(() => this.SUBRULE(this.scenarioLine))
    else {
      while (!this.atEnd() && !this.next(T.RightBrace) && !this.atNewDeclaration()) {
        lines.push(
          this.guard<ScenarioLine>(
            () => this.SUBRULE(this.scenarioLine),
            () => this.next(T.Identifier) && !this.onSameLine(),
          ),
        )
      }
    }
    this.close(1, T.RightBrace, open)
    return { kind: 'scenario', title, journey, lines, span: this.spanFrom(keyword) }
  })

  private scenarioLine = this.RULE('scenarioLine', (): ScenarioLine => {
    const first = this.LA(1)
    const at = () => ({ span: this.spanFrom(first) })
    return this.OR({
      ERR_MSG: 'an event, "contact", "at", "after", "tag", "start", "fail" or "expect"',
      DEF: [
        {
          GATE: () => this.leads(K.contact, T.LeftParen),
          ALT: (): ScenarioLine => {
            this.CONSUME(K.contact)
            const { args } = this.SUBRULE(this.args)
            return { kind: 'contact-line', args, ...at() }
          },
        },
        {
          GATE: () => !this.leads(K.at, T.LeftParen),
          ALT: (): ScenarioLine => {
            this.CONSUME(K.at)
            const time = this.SUBRULE(this.clock)
            let zone: StringLiteral | undefined
            this.OPTION(() => {
              this.CONSUME(T.In)
              zone = this.SUBRULE(this.string)
            })
            return { kind: 'at-line', time, ...(zone && { zone }), ...at() }
          },
        },
        {
          GATE: () => !this.leads(K.after, T.LeftParen),
          ALT: (): ScenarioLine => {
            this.CONSUME(K.after)
            const duration = this.SUBRULE(this.expression)
            return { kind: 'after-line', duration, ...at() }
          },
        },
        {
          GATE: () => tokenMatcher(this.LA(2), T.TagName),
          ALT: (): ScenarioLine => {
            const keyword = this.OR2([
              { ALT: () => this.CONSUME(K.tag) },
              { ALT: () => this.CONSUME(K.untag) },
            ])
            const tag = this.SUBRULE(this.tagLiteral)
            return { kind: 'tag-line', tag, removed: keyword.tokenType === K.untag, ...at() }
          },
        },
        {
          GATE: () => this.leads(K.start, K.manually),
          ALT: (): ScenarioLine => {
            this.CONSUME(K.start)
            this.CONSUME(K.manually)
            return { kind: 'start-line', ...at() }
          },
        },
        {
          GATE: () => this.leads(K.fail, K.send),
          ALT: (): ScenarioLine => {
            this.CONSUME(K.fail)
            this.CONSUME(K.send)
            const message = this.name(1, 'the name of a message')
            return { kind: 'fail-line', message, ...at() }
          },
        },
        {
          GATE: () => !this.leads(K.expect, T.LeftParen),
          ALT: (): ScenarioLine => {
            const keyword = this.CONSUME(K.expect)
            const expectations: Expectation[] = []
            this.AT_LEAST_ONE_SEP({
              SEP: T.Comma,
              DEF: () => {
                expectations.push(this.SUBRULE(this.expectation))
              },
            })
            return { kind: 'expect-line', expectations, span: this.spanFrom(keyword) }
          },
        },
        {
          ALT: (): ScenarioLine => {
            const event = this.CONSUME(T.Identifier)
            let args: { args: Argument[]; span: { start: number; end: number } } | undefined
            this.OPTION2(() => {
              args = this.SUBRULE2(this.args)
            })
            const line = { kind: 'event-line', event: this.toName(event), args: args?.args ?? [], ...at() } as const
            return args ? { ...line, argsSpan: args.span } : line
          },
        },
      ],
    })
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

  private expectation = this.RULE('expectation', (): Expectation => {
    const first = this.LA(1)
    let negated = false
    this.OPTION({
      // `not contact.email exists` is a condition, and negates itself.
      GATE: () => !tokenMatcher(this.LA(2), K.contact) && !tokenMatcher(this.LA(2), T.LeftParen),
      DEF: () => {
        this.CONSUME(T.Not)
        negated = true
      },
    })
    const base = () => ({ negated, span: this.spanFrom(first) })
    return this.OR({
      ERR_MSG: '"sent", "tagged", "in stage", "waiting at", "goal", "finished", "exited", "suppressed" or a condition',
      DEF: [
        { ALT: () => this.SUBRULE(this.sentExpectation, { ARGS: [negated, first] }) },
        {
          ALT: (): Expectation => {
            this.CONSUME(K.suppressed)
            const message = this.name(2, 'the name of a message')
            return { kind: 'suppressed', message, ...base() }
          },
        },
        {
          ALT: (): Expectation => {
            this.CONSUME(K.tagged)
            const tag = this.SUBRULE(this.tagLiteral)
            return { kind: 'tagged', tag, ...base() }
          },
        },
        {
          ALT: (): Expectation => {
            this.CONSUME(T.In)
            this.need(1, K.stage)
            const stage = this.name(3, 'the name of a stage')
            return { kind: 'in-stage', stage, ...base() }
          },
        },
        {
          ALT: (): Expectation => {
            this.CONSUME(K.waiting)
            this.need(1, K.at)
            const step = this.SUBRULE(this.stepName)
            return { kind: 'waiting-at', step, ...base() }
          },
        },
        {
          ALT: (): Expectation => {
            this.CONSUME(K.goal)
            const goal = this.name(4, 'the name of a goal')
            return { kind: 'goal', goal, ...base() }
          },
        },
        {
          ALT: (): Expectation => {
            this.CONSUME(K.finished)
            let reason: StringLiteral | undefined
            this.OPTION3(() => {
              reason = this.SUBRULE(this.string)
            })
            return { kind: 'finished', ...(reason && { reason }), ...base() }
          },
        },
        {
          ALT: (): Expectation => {
            this.CONSUME(K.exited)
            return { kind: 'exited', ...base() }
          },
        },
        {
          ALT: (): Expectation => {
            this.CONSUME(K.entered)
            let journey: Name | undefined
            this.OPTION4({
              GATE: () => this.onSameLine(),
              DEF: () => {
                journey = this.toName(this.CONSUME(T.Identifier))
              },
            })
            return { kind: 'entered', ...(journey && { journey }), ...base() }
          },
        },
        {
          GATE: () => this.startsCondition(),
          ALT: (): Expectation => {
            const condition = this.SUBRULE(this.expression)
            return { kind: 'condition', condition, ...base() }
          },
        },
      ],
    })
  })

  private sentExpectation = this.RULE('sentExpectation', (negated: boolean, first: IToken): Expectation => {
    this.CONSUME(K.sent)
    const message = this.name(1, 'the name of a message')
    let times: Expression | undefined
    let args: { args: Argument[]; span: { start: number; end: number } } | undefined
    this.OPTION(() => {
      this.CONSUME(K.times)
      times = this.SUBRULE(this.expression)
    })
    this.OPTION2(() => {
      this.CONSUME(K.with)
      args = this.SUBRULE(this.args)
    })
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

  private stepName = this.RULE(
    'stepName',
    (): Name | StringLiteral =>
      this.OR({
        ERR_MSG: 'the name of a step',
        DEF: [
          { ALT: () => this.SUBRULE(this.string) },
          { ALT: () => this.toName(this.CONSUME(T.Identifier)) },
        ],
      }),
  )

  /** The next two tokens are these. */
  private leads(first: TokenType, second: TokenType): boolean {
    return tokenMatcher(this.LA(1), first) && tokenMatcher(this.LA(2), second)
  }

  private startsCondition(): boolean {
    return this.next(K.contact) || this.next(T.LeftParen) || this.next(T.Not)
  }
}
