import type { CallStep, EmitStep, EnterJourneyStep, NotifyStep, SendStep, SetStep, TagStep } from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { BranchParser } from './branches.ts'

/** Steps that do something: send, tag, set, call, notify, emit, enter a journey. */
export abstract class ActionParser extends BranchParser {
  protected send = this.RULE('send', (): SendStep => {
    const keyword = this.CONSUME(K.send)
    const message = this.name(1, 'the name of a message')
    const step: SendStep = {
      kind: 'send',
      keyword: this.span(keyword),
      message,
      args: [],
      span: message.span,
    }
    if (this.next(T.LeftParen)) {
      const { args, span } = this.SUBRULE(this.args)
      step.args = args
      step.argsSpan = span
    }
    if (this.accept(K.as)) step.name = this.name(2, 'a name for the step')
    if (this.next(K.else)) step.else = this.SUBRULE(this.elseBlock)
    step.span = this.spanFrom(keyword)
    return step
  })

  protected tagStep = this.RULE('tagStep', (): TagStep => {
    const keyword = this.CONSUME(this.next(K.untag) ? K.untag : K.tag)
    const tag = this.SUBRULE(this.tagLiteral)
    const kind = keyword.tokenType === K.untag ? 'untag' : 'tag'
    return { kind, keyword: this.span(keyword), tag, span: this.spanFrom(keyword) }
  })

  /** `set contact.language = fa` */
  protected set = this.RULE('set', (): SetStep => {
    const keyword = this.CONSUME(K.set)
    const target = this.SUBRULE(this.path)
    if (!this.RECORDING_PHASE && (this.next(T.Equal) || this.next(K.to) || this.next(T.Colon))) {
      this.expected('"="')
      this.skip()
    } else this.need(1, T.Assign)
    const value = this.SUBRULE(this.expression)
    const step: SetStep = { kind: 'set', keyword: this.span(keyword), target, value, span: value.span }
    const name = this.asName()
    if (name) step.name = name
    step.span = this.spanFrom(keyword)
    return step
  })

  /** `call make_coupon(percent: 10%) as coupon else { … }` */
  protected callStep = this.RULE('callStep', (): CallStep => {
    const keyword = this.CONSUME(K.call)
    const action = this.name(1, 'the name of an action')
    const given = this.next(T.LeftParen) ? this.subrule(0, this.args) : undefined
    const name = this.asName('a name for the result')
    const otherwise = this.next(K.else) ? this.subrule(0, this.elseBlock) : undefined
    return {
      kind: 'call-step',
      keyword: this.span(keyword),
      action,
      args: given?.args ?? [],
      ...(given && { argsSpan: given.span }),
      ...(name && { name }),
      ...(otherwise && { else: otherwise }),
      span: this.spanFrom(keyword),
    }
  })

  /** `notify sales "Call {contact.name}"` */
  protected notify = this.RULE('notify', (): NotifyStep => {
    const keyword = this.CONSUME(K.notify)
    const department = this.name(1, 'the name of a department')
    if (!this.startsValue()) this.expected('a text, such as "Call them"')
    const text = this.SUBRULE(this.expression)
    const name = this.asName()
    return {
      kind: 'notify',
      keyword: this.span(keyword),
      department,
      text,
      ...(name && { name }),
      span: this.spanFrom(keyword),
    }
  })

  /** `emit loyalty_reached(level: 2)` */
  protected emit = this.RULE('emit', (): EmitStep => {
    const keyword = this.CONSUME(K.emit)
    const event = this.name(1, 'the name of an event')
    const given = this.next(T.LeftParen) ? this.subrule(0, this.args) : undefined
    const name = this.asName()
    return {
      kind: 'emit',
      keyword: this.span(keyword),
      event,
      args: given?.args ?? [],
      ...(given && { argsSpan: given.span }),
      ...(name && { name }),
      span: this.spanFrom(keyword),
    }
  })

  /** `enter journey onboarding` */
  protected enterJourney = this.RULE('enterJourney', (): EnterJourneyStep => {
    const keyword = this.CONSUME(K.enter)
    const noun = this.CONSUME(K.journey)
    const journey = this.name(1, 'the name of a journey')
    const words = { start: this.span(keyword).start, end: this.span(noun).end }
    const name = this.asName()
    return {
      kind: 'enter-journey',
      keyword: words,
      journey,
      ...(name && { name }),
      span: this.spanFrom(keyword),
    }
  })
}
