import type { ParserMethod, TokenType } from 'chevrotain'
import type {
  Block,
  DelayStep,
  ErrorNode,
  FinishStep,
  GoToStep,
  IfStep,
  Item,
  SendStep,
  StageSection,
  TagStep,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { WaitParser } from './waits.ts'

/** Blocks of items, and the steps in them. Header lines, stages and steps share one rule: order is the checker's. */
export abstract class StepParser extends WaitParser {
  /** `{ … }` */
  protected override block = this.RULE('block', (): Block => {
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
    if (this.mayBe(K.as))
      this.OPTION2(() => {
        this.CONSUME(K.as)
        step.name = this.name(2, 'a name for the step')
      })
    if (this.mayBe(K.else))
      this.OPTION3(() => {
        step.else = this.SUBRULE(this.elseBlock)
      })
    step.span = this.spanFrom(keyword)
    return step
  })

  protected override elseBlock = this.RULE('elseBlock', (): Block => {
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
    if (this.mayBe(K.as))
      this.OPTION(() => {
        this.CONSUME(K.as)
        step.name = this.name(1, 'a name for the step')
      })
    step.span = this.spanFrom(keyword)
    return step
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
    if (this.mayBe(K.as))
      this.OPTION(() => {
        this.CONSUME(K.as)
        step.name = this.name(1, 'a name for the step')
      })
    step.then = this.SUBRULE(this.block)
    if (this.mayBe(K.else))
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
