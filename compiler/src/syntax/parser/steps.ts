import type { IToken, ParserMethod, TokenType } from 'chevrotain'
import { adviceOnStep } from '../../diagnostics/advice.ts'
import type {
  Block,
  EnterJourneyStep,
  EnterLine,
  ErrorNode,
  FinishStep,
  GoToStep,
  Item,
  StageSection,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { ActionParser } from './actions.ts'

/** Blocks of items. Header lines, stages and steps share one rule: order is the checker's. */
export abstract class StepParser extends ActionParser {
  /** `{ … }` */
  protected override block = this.RULE('block', (): Block => {
    const open = this.need(1, T.LeftBrace)
    if (!this.RECORDING_PHASE && open.image === '') return { items: [], span: this.span(open) }
    const items = this.RECORDING_PHASE ? [] : this.items(() => this.atElseOf(open))
    this.close(1, T.RightBrace, open)
    return { items, span: this.spanFrom(open) }
  })

  /** An `else` that is indented no deeper than the line of an open brace: that block was never closed. */
  private atElseOf(open: IToken): boolean {
    return this.next(K.else) && !this.onSameLine() && this.column() <= this.indentation(open)
  }

  /** The body of a journey or stage: what follows belongs to it, even when its "{" was forgotten. */
  protected body = this.RULE('body', (): Block => {
    const open = this.need(1, T.LeftBrace)
    const items = this.RECORDING_PHASE ? [] : this.items()
    this.close(1, T.RightBrace, open)
    return { items, span: this.spanFrom(open) }
  })

  /** Items up to the brace that closes them. Whatever can't begin an item is reported once and skipped. */
  private items(ended = () => false): Item[] {
    const items: Item[] = []
    const atEnd = () => this.atEnd() || this.atNewDeclaration() || this.atNextStage() || ended()
    this.nested(
      () => {
        while (!this.next(T.RightBrace) && !atEnd()) {
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
    if (!this.foreignAmount()) {
      const candidates = adviceOnStep(first.image) === '' ? T.itemWords : []
      this.problem('unknown-step', this.span(first), { found: this.found(), candidates })
    }
    this.skipTo(() => this.startsItem() && !this.onSameLine(), first)
    return { kind: 'error', span: this.spanFrom(first) }
  }

  private skipRestOfBlock(): void {
    while (!this.atEnd() && !this.next(T.RightBrace)) {
      if (this.next(T.LeftBrace)) this.skipGroup()
      else this.skip()
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
      [K.match, this.match],
      [K.split, this.split],
      [K.repeat, this.repeat],
      [K.set, this.set],
      [K.call, this.callStep],
      [K.notify, this.notify],
      [K.emit, this.emit],
      [K.go, this.goTo],
      [K.tag, this.tagStep],
      [K.untag, this.tagStep],
      [K.finish, this.finish],
      [K.stage, this.stage],
      [K.follows, this.follows],
      [K.start, this.start],
      [K.enter, this.enterOrJourney],
      [K.goal, this.goal],
      [K.exit, this.exit],
      [K.holdout, this.holdout],
    ])
    return this.#itemRules
  }

  /** `enter once` is a line of the head, `enter journey onboarding` a step. */
  private enterOrJourney = this.RULE('enterOrJourney', (): EnterLine | EnterJourneyStep =>
    !this.RECORDING_PHASE && this.LA(2).tokenType === K.journey
      ? this.subrule(0, this.enterJourney)
      : this.SUBRULE(this.enter),
  )

  private stage = this.RULE('stage', (): StageSection => {
    const column = this.column()
    const keyword = this.CONSUME(K.stage)
    const name = this.name(1, 'the name of a stage')
    // `stage "Welcome" {`: the text is not its name, but the block is its own.
    if (!this.RECORDING_PHASE && name.text === '' && this.next(T.StringToken)) this.consume(2, T.StringToken)
    this.#stageColumn = column
    const body = this.SUBRULE(this.body)
    this.#stageColumn = -1
    return { kind: 'stage', name, body, span: this.spanFrom(keyword) }
  })

  // ---- Steps

  protected override elseBlock = this.RULE('elseBlock', (): Block => {
    this.CONSUME(K.else)
    return this.SUBRULE(this.block)
  })

  private goTo = this.RULE('goTo', (): GoToStep => {
    const keyword = this.CONSUME(K.go)
    const to = this.need(1, K.to)
    const stage = this.name(1, 'the name of a stage')
    const span = this.spanFrom(keyword)
    const words = { start: span.start, end: T.endOf(to) }
    return { kind: 'go-to', keyword: words, stage, span }
  })

  private finish = this.RULE('finish', (): FinishStep => {
    const keyword = this.CONSUME(K.finish)
    const step: FinishStep = { kind: 'finish', keyword: this.span(keyword), span: this.span(keyword) }
    const reason = this.title()
    if (reason) step.reason = reason
    step.span = this.spanFrom(keyword)
    return step
  })
}
