import { type TokenType, tokenMatcher } from 'chevrotain'
import type {
  Block,
  Expression,
  IfStep,
  MatchArm,
  MatchStep,
  RepeatStep,
  SplitArm,
  SplitStep,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { WaitParser } from './waits.ts'

/** Steps at which ways part: `if`, `match`, `split`, and `repeat`, which goes round. */
export abstract class BranchParser extends WaitParser {
  protected ifStep = this.RULE('ifStep', (): IfStep => {
    const keyword = this.CONSUME(K.if)
    const condition = this.SUBRULE(this.expression)
    const step: IfStep = {
      kind: 'if',
      keyword: this.span(keyword),
      condition,
      then: { items: [], span: this.span(keyword) },
      span: this.span(keyword),
    }
    if (this.accept(K.as)) step.name = this.name(1, 'a name for the step')
    step.then = this.SUBRULE(this.block)
    if (this.accept(K.else)) step.else = this.otherwise()
    step.span = this.spanFrom(keyword)
    return step
  })

  /** What stands behind `else`: a block, or another `if`. */
  private otherwise(): IfStep | Block {
    if (this.next(T.LeftBrace)) return this.SUBRULE(this.block)
    if (!this.next(K.if)) this.consume(1, T.LeftBrace, { ERR_MSG: '"{" or "if"' })
    return this.nested<IfStep | Block>(
      () => this.SUBRULE(this.ifStep),
      () => this.skippedElse(),
    )
  }

  /** The rest of an `else if` chain that is too long. */
  private skippedElse(): Block {
    const first = this.LA(1)
    this.skipTo(() => this.startsItem() && !this.onSameLine() && !this.next(K.if), first)
    return { items: [], span: this.spanFrom(first) }
  }

  /** `match contact.market { domestic { … } DE, AT { … } else { … } }` */
  protected match = this.RULE('match', (): MatchStep => {
    const keyword = this.CONSUME(K.match)
    const subject = this.SUBRULE(this.expression)
    const step: MatchStep = {
      kind: 'match',
      keyword: this.span(keyword),
      subject,
      arms: [],
      span: subject.span,
    }
    const name = this.asName()
    if (name) step.name = name
    this.armsOf({
      starts: () =>
        this.#isArmWord() ||
        this.next(K.else) ||
        this.next(T.Minus) ||
        (this.startsValue() && !this.startsItem()),
      resumes: () => this.#isArmWord(),
      expected: 'a value and "{", or "else"',
      read: () => {
        if (!this.next(K.else)) step.arms.push(this.subrule(0, this.matchArm))
        else if (step.else) this.consume(1, T.RightBrace)
        else step.else = this.subrule(1, this.elseBlock)
      },
    })
    step.span = this.spanFrom(keyword)
    return step
  })

  private matchArm = this.RULE('matchArm', (): MatchArm => {
    const first = this.LA(1)
    if (!this.RECORDING_PHASE && this.atCase()) {
      this.expected('the value alone, as in DE { … }')
      this.skip()
    }
    const values = [this.matchValue()]
    while (this.accept(T.Comma)) values.push(this.matchValue())
    // Not `need`: what has no block is no arm.
    if (!this.next(T.LeftBrace)) this.consume(1, T.LeftBrace)
    const block = this.SUBRULE(this.block)
    return { kind: 'match-arm', values, block, span: this.spanFrom(first) }
  })

  /** `case DE { … }`, as other languages have it. */
  private atCase(): boolean {
    const second = this.LA(2)
    return (
      this.LA(1).image === 'case' &&
      this.onOneLine(this.LA(1), second) &&
      (tokenMatcher(second, T.Identifier) ||
        second.tokenType === T.StringToken ||
        second.tokenType === T.NumberToken)
    )
  }

  /** A word with a comma or a block behind it is a name, whatever else it means. */
  private matchValue(): Expression {
    if (!this.#isArmWord()) return this.subrule(0, this.expression)
    const name = this.toName(this.consume(2, T.Identifier))
    const { text, span } = name
    if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true', span }
    return { kind: 'path', names: [name], span }
  }

  #isArmWord(): boolean {
    const { tokenType } = this.LA(2)
    return this.next(T.Identifier) && ARM_BREAKS.has(tokenType)
  }

  /** `split offer_test { 50% discount { … } 50% control }` */
  protected split = this.RULE('split', (): SplitStep => {
    const keyword = this.CONSUME(K.split)
    const split = this.name(1, 'a name for the split')
    const step: SplitStep = { kind: 'split', keyword: this.span(keyword), split, arms: [], span: split.span }
    const starts = () => SHARES.has(this.LA(1).tokenType)
    this.armsOf({
      starts,
      resumes: starts,
      expected: 'a share and a name, such as 50% control',
      read: () => step.arms.push(this.subrule(0, this.splitArm)),
    })
    step.span = this.spanFrom(keyword)
    return step
  })

  private splitArm = this.RULE('splitArm', (): SplitArm => {
    const first = this.LA(1)
    const share = this.SUBRULE(this.share)
    const name = this.name(1, 'a name for this arm')
    const arm: SplitArm = { kind: 'split-arm', share, name, span: this.span(first) }
    if (this.next(T.LeftBrace)) arm.block = this.subrule(0, this.block)
    arm.span = this.spanFrom(first)
    return arm
  })

  /** `repeat up to 3 times until any purchased since start { … }` */
  protected repeat = this.RULE('repeat', (): RepeatStep => {
    const keyword = this.CONSUME(K.repeat)
    this.need(1, K.up)
    this.need(1, K.to)
    const times = this.SUBRULE(this.operand).value
    this.need(1, K.times)
    const until = this.accept(K.until) && this.subrule(0, this.expression)
    const name = this.asName()
    const body = this.SUBRULE(this.block)
    return {
      kind: 'repeat',
      keyword: this.span(keyword),
      times,
      ...(until && { until }),
      ...(name && { name }),
      body,
      span: this.spanFrom(keyword),
    }
  })

  /** The arms in the braces of a step. Whatever can't begin one is reported once and skipped. */
  private armsOf({ starts, resumes, read, expected }: Arms): void {
    const open = this.need(1, T.LeftBrace)
    const resume = () => resumes() && !this.onSameLine()
    while (open.image !== '' && !this.atEnd() && !this.next(T.RightBrace) && !this.atNewDeclaration()) {
      if (starts()) this.guard<unknown>(read, resume)
      else {
        this.expected(expected)
        this.skipTo(resume, this.LA(1))
      }
      this.accept(T.Comma)
    }
    this.close(1, T.RightBrace, open)
  }
}

interface Arms {
  /** Whether an arm can begin here. */
  starts: () => boolean
  /** Whether one surely begins here: where reading goes on behind a mistake. */
  resumes: () => boolean
  read: () => unknown
  expected: string
}

/** What stands behind a value of an arm; a colon is a mistake, but tells that an arm was meant. */
const ARM_BREAKS: ReadonlySet<TokenType> = new Set([T.LeftBrace, T.Comma, T.Colon])
const SHARES: ReadonlySet<TokenType> = new Set([T.PercentToken, T.NumberToken, T.ForeignNumber])
