import type { Span } from '../../source/span.ts'
import type { Base, Documented, ErrorNode, Name } from './base.ts'
import type { Argument, Expression, Path, StringLiteral, TagLiteral } from './expressions.ts'

/**
 * What stands in a journey, a stage or a block. Header lines, stages and steps share one rule: one that stands in
 * the wrong place is found by the checker, which can say where it belongs.
 */
export type Item = HeaderLine | StageSection | Step | ErrorNode

export type HeaderLine = FollowsLine | StartLine | EnterLine | GoalLine | ExitLine | HoldoutLine

export interface FollowsLine extends Documented {
  kind: 'follows'
  model: Name
}

export type TriggerNode =
  | (Base & { kind: 'on-event'; event: Name })
  | (Base & { kind: 'on-tag'; tag: TagLiteral; removed: boolean })

export interface StartLine extends Documented {
  kind: 'start'
  on: StartOn
  where?: Expression
  key?: Expression
  name?: Name
}

/** What a journey starts on. */
export type StartOn =
  | TriggerNode
  | (Base & { kind: 'manually' })
  | SegmentStart
  | ChangeStart
  | DateStart
  | ScheduleStart

/** `on enter lapsed`, `on leave lapsed` */
export interface SegmentStart extends Base {
  kind: 'on-segment'
  segment: Name
  left: boolean
}

/** `on change contact.country to DE` */
export interface ChangeStart extends Base {
  kind: 'on-change'
  field: Path
  to?: Expression
}

/** `at contact.birthday - 3 days at 09:00, once`, `at 2026-11-27 08:00 for lapsed` */
export interface DateStart extends Base {
  kind: 'at-date'
  date: Expression
  time?: Expression
  once: boolean
  segment?: Name
}

/** `every monday at 09:00 for lapsed`, `every week on monday`, `every month on 15`, `every year on 21 March` */
export interface ScheduleStart extends Base {
  kind: 'every'
  /** `day`, `week`, `month`, `year`, or a day of the week. */
  unit: Name
  day?: Expression
  month?: Name
  weekday?: Name
  time?: Expression
  segment?: Name
}

/** `holdout 5%` */
export interface HoldoutLine extends Documented {
  kind: 'holdout'
  share: Expression
}

/** `enter once`, `enter again after exit`, `enter again after 30 days` */
export interface EnterLine extends Documented {
  kind: 'enter'
  rule: 'once' | 'again'
  after?: Expression
}

export interface GoalLine extends Documented {
  kind: 'goal'
  name: Name
  event: Name
  where?: Expression
  within?: Expression
}

export interface ExitLine extends Documented {
  kind: 'exit'
  /** One of the two: `exit when EXPR`, `exit on EVENT where EXPR`. */
  when?: Expression
  on?: TriggerNode
  where?: Expression
}

export interface StageSection extends Documented {
  kind: 'stage'
  name: Name
  body: Block
}

/** `{ … }` */
export interface Block extends Base {
  items: Item[]
}

export type Step =
  | SendStep
  | DelayStep
  | WaitStep
  | IfStep
  | MatchStep
  | SplitStep
  | RepeatStep
  | TagStep
  | SetStep
  | CallStep
  | NotifyStep
  | EmitStep
  | EnterJourneyStep
  | GoToStep
  | FinishStep

interface StepBase extends Documented {
  /** The words that name the kind of step, for diagnostics about the step as a whole. */
  keyword: Span
  /** `as NAME`: the step's fixed identity. */
  name?: Name
}

export interface SendStep extends StepBase {
  kind: 'send'
  message: Name
  args: Argument[]
  /** The parentheses and what is in them, if written. */
  argsSpan?: Span
  else?: Block
}

export interface DelayStep extends StepBase {
  kind: 'delay'
  /** One of the two: `delay 3 days`, `delay until monday at 09:00`. */
  duration?: Expression
  until?: DelayTarget
  /** `, if past skip`: what to do when the moment is over: `skip`, `continue` or `finish`. */
  ifPast?: Name
}

/** `09:00`, `monday at 09:00`, `contact.renewal at 09:00`, `next contact.birthday`, `2026-11-27 08:00` */
export interface DelayTarget extends Base {
  /** `next`: of a date that comes again every year. */
  next: boolean
  weekday?: Name
  /** A date, or a date and time. */
  target?: Expression
  /** The time of day. */
  time?: Expression
}

export interface WaitStep extends StepBase {
  kind: 'wait'
  form: 'for' | 'until' | 'any'
  arms: WaitArm[]
  limit?: WaitLimit
  /** `since start` */
  sinceStart: boolean
  else?: Block
}

export type WaitLimit = (Base & { kind: 'up-to'; duration: Expression }) | (Base & { kind: 'forever' })

export interface WaitArm extends Documented {
  kind: 'wait-arm'
  /** One of the two: `on EVENT where EXPR` or `until EXPR`. */
  on?: TriggerNode
  until?: Expression
  where?: Expression
  name?: Name
  block?: Block
}

export interface IfStep extends StepBase {
  kind: 'if'
  condition: Expression
  then: Block
  else?: Block | IfStep
}

export interface MatchStep extends StepBase {
  kind: 'match'
  subject: Expression
  arms: MatchArm[]
  else?: Block
}

/** `domestic { … }`, `DE, AT { … }` */
export interface MatchArm extends Base {
  kind: 'match-arm'
  values: Expression[]
  block: Block
}

/** `split offer_test { 50% discount { … } 50% control { … } }` */
export interface SplitStep extends StepBase {
  kind: 'split'
  split: Name
  arms: SplitArm[]
}

export interface SplitArm extends Base {
  kind: 'split-arm'
  share: Expression
  /** The arm's own name. */
  name: Name
  block?: Block
}

/** `repeat up to 3 times until any purchased since start { … }` */
export interface RepeatStep extends StepBase {
  kind: 'repeat'
  times: Expression
  /** Looked at before each round. */
  until?: Expression
  body: Block
}

/** `set contact.language = fa` */
export interface SetStep extends StepBase {
  kind: 'set'
  target: Path
  value: Expression
}

/** `call make_coupon(percent: 10%) as coupon else { … }` */
export interface CallStep extends StepBase {
  kind: 'call-step'
  action: Name
  args: Argument[]
  /** The parentheses and what is in them, if written. */
  argsSpan?: Span
  else?: Block
}

/** `notify sales "Call {contact.name}"` */
export interface NotifyStep extends StepBase {
  kind: 'notify'
  department: Name
  text: Expression
}

/** `emit loyalty_reached(level: 2)` */
export interface EmitStep extends StepBase {
  kind: 'emit'
  event: Name
  args: Argument[]
  /** The parentheses and what is in them, if written. */
  argsSpan?: Span
}

/** `enter journey onboarding` */
export interface EnterJourneyStep extends StepBase {
  kind: 'enter-journey'
  journey: Name
}

export interface GoToStep extends StepBase {
  kind: 'go-to'
  stage: Name
}

export interface TagStep extends StepBase {
  kind: 'tag' | 'untag'
  tag: TagLiteral
}

export interface FinishStep extends StepBase {
  kind: 'finish'
  reason?: StringLiteral
}
