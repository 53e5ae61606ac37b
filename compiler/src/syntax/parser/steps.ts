import { type IToken, type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain'
import type {
  Block,
  DelayStep,
  EnterLine,
  ErrorNode,
  ExitLine,
  FinishStep,
  FollowsLine,
  GoalLine,
  GoToStep,
  IfStep,
  Item,
  SendStep,
  StageSection,
  StartLine,
  TagStep,
  TriggerNode,
  WaitArm,
  WaitLimit,
  WaitStep,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { ExpressionParser } from './expressions.ts'

/** What stands in a journey: header lines, stages and steps. They share one rule, so that order is the checker's. */
export abstract class StepParser extends ExpressionParser {
  /** `{ … }` */
  protected block = this.RULE('block', (): Block => {
    const open = this.need(1, T.LeftBrace)
    if (!this.RECORDING_PHASE && open.image === '') return { items: [], span: this.span(open) }
    const items = this.RECORDING_PHASE ? [] : this.items()
    this.close(1, T.RightBrace, open)
    return { items, span: this.spanFrom(open) }
  })

  /** The body of a journey or stage: what follows belongs to it, even when its "{" was forgotten. */
  protected body = this.RULE('body', (): Block => {
    const open = this.need(1, T.LeftBrace)
    const items = this.RECORDING_PHASE ? [] : this.items()
    this.close(1, T.RightBrace, open)
    return { items, span: this.spanFrom(open) }
  })

  /** Items up to the brace that closes them. Whatever can't begin an item is reported once and skipped. */
  private items(): Item[] {
    const items: Item[] = []
    this.nested(
      () => {
        while (!this.atEnd() && !this.next(T.RightBrace) && !this.atNewDeclaration() && !this.atNextStage()) {
          if (this.next(T.Comma) && items.length > 0) this.consume(1, T.Comma)
          else items.push(this.oneItem())
        }
      },
      () => this.skipRestOfBlock(),
    )
    return items
  }

  /** Where the word `stage` of the stage stands that is being read; -1 outside of stages. */
  #stageColumn = -1

  /** A stage that is indented no deeper than the one around it: that one was never closed. */
  private atNextStage(): boolean {
    return this.next(K.stage) && !this.onSameLine() && this.column() <= this.#stageColumn
  }

  private oneItem(): Item {
    if (!this.startsItem()) return this.strayItem()
    return this.guard(
      () => this.item(),
      () => this.startsItem() && (!this.onSameLine() || this.next(T.RightBrace)),
    )
  }

  private strayItem(): ErrorNode {
    const first = this.LA(1)
    this.problem('unknown-step', this.span(first), { found: this.found(), candidates: T.itemWords })
    this.skipTo(() => this.startsItem() && !this.onSameLine(), first)
    return { kind: 'error', span: this.spanFrom(first) }
  }

  private skipRestOfBlock(): void {
    while (!this.atEnd() && !this.next(T.RightBrace)) {
      if (this.next(T.LeftBrace)) this.skipGroup()
      else this.consume(97, T.AnyToken)
    }
  }

  private item(): Item {
    const doc = this.docs()
    const item = this.dispatch(this.itemRules(), this.finish)
    if (doc !== undefined) item.doc = doc
    return item
  }

  #itemRules: ReadonlyMap<TokenType, ParserMethod<[], Exclude<Item, ErrorNode>>> | undefined

  private itemRules() {
    this.#itemRules ??= new Map<TokenType, ParserMethod<[], Exclude<Item, ErrorNode>>>([
      [K.send, this.send],
      [K.wait, this.wait],
      [K.delay, this.delay],
      [K.if, this.ifStep],
      [K.go, this.goTo],
      [K.tag, this.tagStep],
      [K.untag, this.tagStep],
      [K.finish, this.finish],
      [K.stage, this.stage],
      [K.follows, this.follows],
      [K.start, this.start],
      [K.enter, this.enter],
      [K.goal, this.goal],
      [K.exit, this.exit],
    ])
    return this.#itemRules
  }

  // ---- Header lines

  private follows = this.RULE('follows', (): FollowsLine => {
    const keyword = this.CONSUME(K.follows)
    const model = this.name(1, 'the name of the stages')
    return { kind: 'follows', model, span: this.spanFrom(keyword) }
  })

  private start = this.RULE('start', (): StartLine => {
    const keyword = this.CONSUME(K.start)
    const on = this.OR({
      ERR_MSG: '"on" and an event or a tag, or "manually"',
      DEF: [
        {
          ALT: () => {
            this.CONSUME(K.on)
            return this.SUBRULE(this.trigger)
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(K.manually)
            return { kind: 'manually', span: this.span(token) } as const
          },
        },
      ],
    })
    const line: StartLine = { kind: 'start', on, span: this.span(keyword) }
    this.OPTION(() => {
      this.CONSUME(K.where)
      line.where = this.SUBRULE(this.expression)
    })
    this.OPTION2(() => {
      this.CONSUME(K.key)
      line.key = this.SUBRULE2(this.expression)
    })
    this.OPTION3(() => {
      this.CONSUME(K.as)
      line.name = this.name(1, 'a name for the start')
    })
    this.lateClauses('where, key, as', [K.where, K.key, K.as], (word) => {
      if (word === K.as) line.name = this.name(2, 'a name for the start')
      else if (word === K.key) line.key = this.subrule(3, this.expression)
      else line.where = this.subrule(3, this.expression)
    })
    line.span = this.spanFrom(keyword)
    return line
  })

  /** `purchased`, `tag #vip`, `untag #vip` */
  private trigger = this.RULE('trigger', (): TriggerNode => {
    const first = this.LA(1)
    if (!this.RECORDING_PHASE && !this.atTagTrigger()) {
      // `wait for up to 3 days`: the event is missing.
      const event = this.atUpTo()
        ? this.missingName('the name of an event')
        : this.name(3, 'the name of an event')
      return { kind: 'on-event', event, span: event.span }
    }
    const keyword = this.OR([{ ALT: () => this.CONSUME(K.tag) }, { ALT: () => this.CONSUME(K.untag) }])
    const tag = this.SUBRULE(this.tagLiteral)
    return { kind: 'on-tag', tag, removed: keyword.tokenType === K.untag, span: this.spanFrom(first) }
  })

  /** `tag #vip`; also `tag vip`, whose missing "#" is reported by the tag itself. */
  private atTagTrigger(): boolean {
    if (!this.next(K.tag) && !this.next(K.untag)) return false
    return tokenMatcher(this.LA(2), T.TagName) || this.LA(2).tokenType === T.Identifier
  }

  /** Clauses that come too late, or are written with another word, are reported once and read all the same. */
  private lateClauses(order: string, words: readonly TokenType[], read: (word: TokenType) => void): void {
    if (this.RECORDING_PHASE) return
    for (
      let word = this.LA(1).tokenType;
      words.includes(word) && this.onSameLine();
      word = this.LA(1).tokenType
    ) {
      const token = this.consume(92, T.AnyToken)
      this.problem('clause-order', this.span(token), { clause: token.image, order })
      read(word)
    }
  }

  private enter = this.RULE('enter', (): EnterLine => {
    const keyword = this.CONSUME(K.enter)
    const line: EnterLine = { kind: 'enter', rule: 'once', span: this.span(keyword) }
    this.OR({
      ERR_MSG: '"once" or "again after …"',
      DEF: [
        { ALT: () => this.CONSUME(K.once) },
        {
          ALT: () => {
            this.CONSUME(K.again)
            this.need(1, K.after)
            line.rule = 'again'
            this.OR2({
              ERR_MSG: '"exit" or a length of time',
              DEF: [
                { ALT: () => this.CONSUME(K.exit) },
                {
                  ALT: () => {
                    line.after = this.SUBRULE(this.duration)
                  },
                },
              ],
            })
          },
        },
      ],
    })
    line.span = this.spanFrom(keyword)
    return line
  })

  private goal = this.RULE('goal', (): GoalLine => {
    const keyword = this.CONSUME(K.goal)
    const name = this.name(1, 'a name for the goal')
    this.need(1, T.Colon)
    const event = this.name(2, 'the name of an event')
    const line: GoalLine = { kind: 'goal', name, event, span: this.span(keyword) }
    this.OPTION(() => {
      this.CONSUME(K.where)
      line.where = this.SUBRULE(this.expression)
    })
    this.OPTION2(() => {
      this.CONSUME(K.within)
      line.within = this.SUBRULE2(this.expression)
    })
    line.span = this.spanFrom(keyword)
    return line
  })

  private exit = this.RULE('exit', (): ExitLine => {
    const keyword = this.CONSUME(K.exit)
    const line: ExitLine = { kind: 'exit', span: this.span(keyword) }
    this.OR({
      ERR_MSG: '"when" and a condition, or "on" and an event',
      DEF: [
        {
          ALT: () => {
            this.CONSUME(K.when)
            line.when = this.SUBRULE(this.expression)
          },
        },
        {
          ALT: () => {
            this.CONSUME(K.on)
            line.on = this.SUBRULE(this.trigger)
            this.OPTION(() => {
              this.CONSUME(K.where)
              line.where = this.SUBRULE2(this.expression)
            })
          },
        },
      ],
    })
    line.span = this.spanFrom(keyword)
    return line
  })

  private stage = this.RULE('stage', (): StageSection => {
    const column = this.column()
    const keyword = this.CONSUME(K.stage)
    const name = this.name(1, 'the name of a stage')
    this.#stageColumn = column
    const body = this.SUBRULE(this.body)
    this.#stageColumn = -1
    return { kind: 'stage', name, body, span: this.spanFrom(keyword) }
  })

  // ---- Steps

  private send = this.RULE('send', (): SendStep => {
    const keyword = this.CONSUME(K.send)
    const message = this.name(1, 'the name of a message')
    const step: SendStep = {
      kind: 'send',
      keyword: this.span(keyword),
      message,
      args: [],
      span: message.span,
    }
    this.OPTION(() => {
      const { args, span } = this.SUBRULE(this.args)
      step.args = args
      step.argsSpan = span
    })
    this.OPTION2(() => {
      this.CONSUME(K.as)
      step.name = this.name(2, 'a name for the step')
    })
    this.OPTION3(() => {
      step.else = this.SUBRULE(this.elseBlock)
    })
    step.span = this.spanFrom(keyword)
    return step
  })

  private elseBlock = this.RULE('elseBlock', (): Block => {
    this.CONSUME(K.else)
    return this.SUBRULE(this.block)
  })

  private delay = this.RULE('delay', (): DelayStep => {
    const keyword = this.CONSUME(K.delay)
    if (!this.RECORDING_PHASE && this.next(K.for) && this.onSameLine()) {
      this.expected('a length of time')
      this.consume(91, K.for)
    }
    const duration = this.SUBRULE(this.expression)
    const step: DelayStep = { kind: 'delay', keyword: this.span(keyword), duration, span: duration.span }
    this.OPTION(() => {
      this.CONSUME(K.as)
      step.name = this.name(1, 'a name for the step')
    })
    step.span = this.spanFrom(keyword)
    return step
  })

  /** `wait for EVENT …`, `wait until CONDITION …`, `wait up to D { on EVENT { … } … }` */
  private wait = this.RULE('wait', (): WaitStep => {
    const keyword = this.CONSUME(K.wait)
    const step: WaitStep = {
      kind: 'wait',
      form: 'any',
      arms: [],
      sinceStart: false,
      keyword: this.span(keyword),
      span: this.span(keyword),
    }
    this.OR({
      ERR_MSG: '"for" and an event, "until" and a condition, or "up to" and a length of time',
      DEF: [
        {
          ALT: () => {
            const first = this.CONSUME(K.for)
            const on = this.SUBRULE(this.trigger)
            const arm: WaitArm = { kind: 'wait-arm', on, span: on.span }
            this.OPTION(() => {
              this.CONSUME(K.where)
              arm.where = this.SUBRULE(this.expression)
            })
            this.armOf(step, 'for', arm, first)
            this.OPTION2(() => this.SUBRULE(this.waitLimit, { ARGS: [step] }))
            this.SUBRULE(this.waitName, { ARGS: [step] })
            this.OPTION3(() => {
              arm.block = this.SUBRULE(this.block)
            })
          },
        },
        {
          ALT: () => {
            const first = this.CONSUME(K.until)
            const until = this.SUBRULE2(this.expression)
            const arm: WaitArm = { kind: 'wait-arm', until, span: this.span(first) }
            this.armOf(step, 'until', arm, first)
            this.OPTION4(() => this.SUBRULE2(this.waitLimit, { ARGS: [step] }))
            this.SUBRULE2(this.waitName, { ARGS: [step] })
            this.OPTION5(() => {
              arm.block = this.SUBRULE2(this.block)
            })
          },
        },
        {
          ALT: () => {
            this.SUBRULE3(this.waitLimit, { ARGS: [step] })
            this.SUBRULE3(this.waitName, { ARGS: [step] })
            this.SUBRULE(this.waitArms, { ARGS: [step] })
          },
        },
      ],
    })
    this.OPTION6(() => {
      step.else = this.SUBRULE(this.elseBlock)
    })
    step.span = this.spanFrom(keyword)
    return step
  })

  private armOf(step: WaitStep, form: WaitStep['form'], arm: WaitArm, first: IToken): void {
    step.form = form
    step.arms = [arm]
    arm.span = this.spanFrom(first)
  }

  private waitLimit = this.RULE('waitLimit', (step: WaitStep): void => {
    const limit = this.OR({
      ERR_MSG: '"up to" and a length of time, or "forever"',
      DEF: [
        {
          ALT: (): WaitLimit => {
            const first = this.CONSUME(K.up)
            this.need(1, K.to)
            const duration = this.SUBRULE(this.expression)
            return { kind: 'up-to', duration, span: this.spanFrom(first) }
          },
        },
        { ALT: (): WaitLimit => ({ kind: 'forever', span: this.span(this.CONSUME(K.forever)) }) },
      ],
    })
    this.OPTION(() => {
      this.CONSUME(K.since)
      this.need(2, K.start)
      if (!this.RECORDING_PHASE) step.sinceStart = true
    })
    if (!this.RECORDING_PHASE) step.limit = limit
  })

  private waitName = this.RULE('waitName', (step: WaitStep): void => {
    this.OPTION(() => {
      this.CONSUME(K.as)
      const name = this.name(1, 'a name for the step')
      if (!this.RECORDING_PHASE) step.name = name
    })
    this.lateClauses('where, up to, since start, as', [K.where, K.up, K.forever, K.since], (word) => {
      if (word === K.where) this.subrule(3, this.expression)
      else if (word === K.up) {
        this.need(2, K.to)
        const duration = this.subrule(3, this.expression)
        step.limit = { kind: 'up-to', duration, span: duration.span }
      } else if (word === K.since) this.need(2, K.start)
      else step.limit = { kind: 'forever', span: this.span(this.LA(0)) }
    })
  })

  private waitArms = this.RULE('waitArms', (step: WaitStep): void => {
    const open = this.need(1, T.LeftBrace)
    const startsArm = () => this.next(K.on) || this.next(K.until)
    while (!this.RECORDING_PHASE && !this.atEnd() && !this.next(T.RightBrace) && !this.atNewDeclaration()) {
      if (startsArm()) {
        const arm = this.guard(
          () => this.subrule(0, this.waitArm),
          () => startsArm() && !this.onSameLine(),
        )
        if (arm.kind === 'wait-arm') step.arms.push(arm)
      } else {
        this.expected('"on" and an event, or "until" and a condition')
        this.skipTo(startsArm, this.LA(1))
      }
    }
    this.close(1, T.RightBrace, open)
  })

  private waitArm = this.RULE('waitArm', (): WaitArm => {
    const doc = this.RECORDING_PHASE ? undefined : this.docs()
    const first = this.LA(1)
    const arm: WaitArm = { kind: 'wait-arm', span: this.span(first) }
    if (doc !== undefined) arm.doc = doc
    this.OR([
      {
        ALT: () => {
          this.CONSUME(K.on)
          arm.on = this.SUBRULE(this.trigger)
          this.OPTION(() => {
            this.CONSUME(K.where)
            arm.where = this.SUBRULE(this.expression)
          })
        },
      },
      {
        ALT: () => {
          this.CONSUME(K.until)
          arm.until = this.SUBRULE2(this.expression)
        },
      },
    ])
    this.OPTION2(() => {
      this.CONSUME(K.as)
      arm.name = this.name(1, 'a name for what happened')
    })
    arm.span = this.spanFrom(first)
    this.OPTION3(() => {
      arm.block = this.SUBRULE(this.block)
    })
    return arm
  })

  private ifStep = this.RULE('ifStep', (): IfStep => {
    const keyword = this.CONSUME(K.if)
    const condition = this.SUBRULE(this.expression)
    const step: IfStep = {
      kind: 'if',
      keyword: this.span(keyword),
      condition,
      then: { items: [], span: this.span(keyword) },
      span: this.span(keyword),
    }
    this.OPTION(() => {
      this.CONSUME(K.as)
      step.name = this.name(1, 'a name for the step')
    })
    step.then = this.SUBRULE(this.block)
    this.OPTION2(() => {
      this.CONSUME(K.else)
      const other = this.OR({
        ERR_MSG: '"{" or "if"',
        DEF: [
          {
            ALT: () =>
              this.nested<IfStep | Block>(
                () => this.SUBRULE(this.ifStep),
                () => this.skippedElse(),
              ),
          },
          { ALT: () => this.SUBRULE2(this.block) },
        ],
      })
      step.else = other
    })
    step.span = this.spanFrom(keyword)
    return step
  })

  /** The rest of an `else if` chain that is too long. */
  private skippedElse(): Block {
    const first = this.LA(1)
    this.skipTo(() => this.startsItem() && !this.onSameLine() && !this.next(K.if), first)
    return { items: [], span: this.spanFrom(first) }
  }

  private goTo = this.RULE('goTo', (): GoToStep => {
    const keyword = this.CONSUME(K.go)
    const to = this.need(1, K.to)
    const stage = this.name(1, 'the name of a stage')
    const span = this.spanFrom(keyword)
    const words = { start: span.start, end: to.startOffset + to.image.length }
    return { kind: 'go-to', keyword: words, stage, span }
  })

  private tagStep = this.RULE('tagStep', (): TagStep => {
    const keyword = this.OR([{ ALT: () => this.CONSUME(K.tag) }, { ALT: () => this.CONSUME(K.untag) }])
    const tag = this.SUBRULE(this.tagLiteral)
    const kind = keyword.tokenType === K.untag ? 'untag' : 'tag'
    return { kind, keyword: this.span(keyword), tag, span: this.spanFrom(keyword) }
  })

  private finish = this.RULE('finish', (): FinishStep => {
    const keyword = this.CONSUME(K.finish)
    const step: FinishStep = { kind: 'finish', keyword: this.span(keyword), span: this.span(keyword) }
    this.OPTION(() => {
      step.reason = this.SUBRULE(this.string)
    })
    step.span = this.spanFrom(keyword)
    return step
  })
}
