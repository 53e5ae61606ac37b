import type { IToken, ParserMethod } from 'chevrotain'
import type { Block, WaitArm, WaitLimit, WaitStep } from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { DelayParser } from './delays.ts'

/** What others write before the limit of a wait. */
const LIMIT_WORDS: ReadonlySet<string> = new Set(['for', 'in', 'max', 'upto', 'within'])

/** The step that waits, in its three forms. */
export abstract class WaitParser extends DelayParser {
  protected abstract block: ParserMethod<[], Block>
  protected abstract elseBlock: ParserMethod<[], Block>

  /** `wait for EVENT …`, `wait until CONDITION …`, `wait up to D { on EVENT { … } … }` */
  protected wait = this.RULE('wait', (): WaitStep => {
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
            if (this.accept(K.where)) arm.where = this.SUBRULE(this.expression)
            this.armOf(step, 'for', arm, first)
            this.limit(step)
            this.SUBRULE(this.waitName, { ARGS: [step] })
            if (this.next(T.LeftBrace)) arm.block = this.SUBRULE(this.block)
          },
        },
        {
          ALT: () => {
            const first = this.CONSUME(K.until)
            const until = this.SUBRULE2(this.expression)
            const arm: WaitArm = { kind: 'wait-arm', until, span: this.span(first) }
            this.armOf(step, 'until', arm, first)
            this.limit(step)
            this.SUBRULE2(this.waitName, { ARGS: [step] })
            if (this.next(T.LeftBrace)) arm.block = this.SUBRULE2(this.block)
          },
        },
        {
          ALT: () => {
            this.SUBRULE3(this.waitLimit, { ARGS: [step] })
            this.SUBRULE3(this.waitName, { ARGS: [step] })
            if (this.lateEvent(step)) return
            this.SUBRULE(this.waitArms, { ARGS: [step] })
          },
        },
      ],
    })
    if (this.next(K.else)) step.else = this.SUBRULE(this.elseBlock)
    step.span = this.spanFrom(keyword)
    return step
  })

  /** `wait up to 3 days for purchased`: the event comes first. Reported, and read as it was meant. */
  private lateEvent(step: WaitStep): boolean {
    if (this.RECORDING_PHASE || !this.next(K.for) || !this.onSameLine()) return false
    const first = this.consume(90, K.for)
    this.problem('clause-order', this.span(first), {
      clause: 'for',
      order: 'for, where, up to, since start, as',
    })
    const on = this.subrule(0, this.trigger)
    const arm: WaitArm = { kind: 'wait-arm', on, span: on.span }
    this.armOf(step, 'for', arm, first)
    if (this.next(K.where)) {
      this.consume(90, K.where)
      arm.where = this.subrule(3, this.expression)
    }
    if (this.next(T.LeftBrace)) arm.block = this.subrule(3, this.block)
    return true
  }

  private limit(step: WaitStep): void {
    if (this.next(K.up) || this.next(K.forever)) this.SUBRULE(this.waitLimit, { ARGS: [step] })
    else this.limitWithoutUpTo(step)
  }

  /** `wait for purchased 3 days`, `… within 3 days`: a limit without its words. Reported, and read as it was meant. */
  private limitWithoutUpTo(step: WaitStep): void {
    if (this.RECORDING_PHASE || !this.onSameLine()) return
    const first = this.LA(1)
    const worded = LIMIT_WORDS.has(first.image) && this.LA(2).tokenType === T.DurationToken
    if (!worded && !this.next(T.DurationToken)) return
    const { start, end } = this.span(first)
    const edit = worded
      ? { file: this.source.path, span: { start, end }, text: 'up to' }
      : { file: this.source.path, span: { start, end: start }, text: 'up to ' }
    const args = { found: this.found(), expected: '"up to" and a length of time' }
    const fixes = [{ title: 'Write "up to"', edits: [edit] }]
    this.problem('unexpected-token', { start, end }, args, { fixes })
    if (worded) this.skip()
    const duration = this.subrule(4, this.duration)
    step.limit = { kind: 'up-to', duration, span: duration.span }
  }

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
    if (this.accept(K.since)) {
      this.need(2, K.start)
      if (!this.RECORDING_PHASE) step.sinceStart = true
    }
    if (!this.RECORDING_PHASE) step.limit = limit
  })

  private waitName = this.RULE('waitName', (step: WaitStep): void => {
    if (this.accept(K.as)) {
      const name = this.name(1, 'a name for the step')
      if (!this.RECORDING_PHASE) step.name = name
    }
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
          if (this.accept(K.where)) arm.where = this.SUBRULE(this.expression)
        },
      },
      {
        ALT: () => {
          this.CONSUME(K.until)
          arm.until = this.SUBRULE2(this.expression)
        },
      },
    ])
    if (this.accept(K.as)) arm.name = this.name(1, 'a name for what happened')
    arm.span = this.spanFrom(first)
    if (this.next(T.LeftBrace)) arm.block = this.SUBRULE(this.block)
    return arm
  })
}
