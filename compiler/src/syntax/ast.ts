/**
 * The syntax tree: a value of one file, with no meaning attached. The parser always returns one, however broken the
 * text is; what could not be read stands in it as an `error` node with its span.
 */
import type { Span } from '../source/span.ts'

/** A name as written, compared under NFC. Its text is empty when the name is missing from the source. */
export interface Name {
  text: string
  span: Span
}

/** The result of parsing one file. */
export interface SourceTree {
  path: string
  text: string
  declarations: Declaration[]
  comments: Comment[]
}

export interface Comment {
  text: string
  span: Span
  /** `///`: documents what follows. */
  documentation: boolean
}

interface Base {
  span: Span
}

interface Documented extends Base {
  /** The text of the `///` lines before it. */
  doc?: string
}

// ---- Declarations

export type Declaration =
  | ImportDeclaration
  | ContactDeclaration
  | TagDeclaration
  | EventDeclaration
  | ChannelDeclaration
  | MessageDeclaration
  | StagesDeclaration
  | JourneyDeclaration
  | ScenarioDeclaration
  | ErrorNode

export interface ErrorNode extends Base {
  kind: 'error'
}

/** `import { a, b as c } from "./shop.journey"` */
export interface ImportDeclaration extends Documented {
  kind: 'import'
  names: ImportedName[]
  from: StringLiteral
}

export interface ImportedName extends Base {
  name: Name
  alias?: Name
}

export interface ContactDeclaration extends Documented {
  kind: 'contact'
  keyword: Span
  fields: FieldDeclaration[]
}

export interface FieldDeclaration extends Documented {
  kind: 'field'
  name: Name
  type: TypeNode
  default?: Expression
}

/** `string`, `date?`, `money<EUR>`, `list<string>` */
export interface TypeNode extends Base {
  name: Name
  args: TypeNode[]
  optional: boolean
}

export interface TagDeclaration extends Documented {
  kind: 'tag-declaration'
  name: Name
  title?: StringLiteral
}

export interface EventDeclaration extends Documented {
  kind: 'event'
  name: Name
  title?: StringLiteral
  fields: FieldDeclaration[]
}

export interface ChannelDeclaration extends Documented {
  kind: 'channel'
  name: Name
  channelKind: Name
  settings: Setting[]
}

/** `name: value` in a channel or message. */
export interface Setting extends Documented {
  kind: 'setting'
  name: Name
  value: SettingValue
}

export type SettingValue =
  | Expression
  /** `21:00 to 08:00 else skip` */
  | (Base & { kind: 'range'; from: Expression; to: Expression; else?: Name })
  /** `3 per 7 days` */
  | (Base & { kind: 'rate'; count: Expression; per: Expression })

export interface MessageDeclaration extends Documented {
  kind: 'message'
  name: Name
  params: FieldDeclaration[]
  channel: Name
  settings: Setting[]
}

export interface StagesDeclaration extends Documented {
  kind: 'stages'
  name: Name
  title?: StringLiteral
  stages: StageDefinition[]
}

/** `awareness "Awareness" asks "How …?" loops to promotion` */
export interface StageDefinition extends Documented {
  kind: 'stage-definition'
  name: Name
  title?: StringLiteral
  asks?: StringLiteral
  loopsTo?: Name
}

export interface JourneyDeclaration extends Documented {
  kind: 'journey'
  name: Name
  title?: StringLiteral
  body: Item[]
}

// ---- Journeys

/**
 * What stands in a journey, a stage or a block. Header lines, stages and steps share one rule: one that stands in
 * the wrong place is found by the checker, which can say where it belongs.
 */
export type Item = HeaderLine | StageSection | Step | ErrorNode

export type HeaderLine = FollowsLine | StartLine | EnterLine | GoalLine | ExitLine

export interface FollowsLine extends Documented {
  kind: 'follows'
  model: Name
}

export type TriggerNode =
  | (Base & { kind: 'on-event'; event: Name })
  | (Base & { kind: 'on-tag'; tag: TagLiteral; removed: boolean })

export interface StartLine extends Documented {
  kind: 'start'
  on: TriggerNode | (Base & { kind: 'manually' })
  where?: Expression
  key?: Expression
  name?: Name
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

export type Step = SendStep | DelayStep | WaitStep | IfStep | GoToStep | TagStep | FinishStep

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

/** `name: value` in parentheses. */
export interface Argument extends Base {
  name: Name
  value: Expression
}

export interface DelayStep extends StepBase {
  kind: 'delay'
  duration: Expression
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

// ---- Expressions

export type Expression =
  | StringLiteral
  | NumberLiteral
  | PercentLiteral
  | MoneyLiteral
  | DurationLiteral
  | TimeLiteral
  | DateLiteral
  | DateTimeLiteral
  | BooleanLiteral
  | TagLiteral
  | ListExpression
  | Path
  | CallExpression
  | UnaryExpression
  | BinaryExpression
  | ExistsExpression
  | StartedByExpression
  | ErrorNode

/** A text with holes: `"Welcome, {contact.name ?? "friend"}"` has the parts `"Welcome, "` and the expression. */
export interface StringLiteral extends Base {
  kind: 'string'
  parts: (string | Expression)[]
}

export interface NumberLiteral extends Base {
  kind: 'number'
  value: number
}

/** `value` is a fraction: 0.1 for `10%`. */
export interface PercentLiteral extends Base {
  kind: 'percent'
  value: number
}

/** The amount as written, so that nothing is lost before the currency's minor units are known. */
export interface MoneyLiteral extends Base {
  kind: 'money'
  amount: string
  currency: Name
}

export type DurationUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

export interface DurationLiteral extends Base {
  kind: 'duration'
  parts: { amount: number; unit: DurationUnit }[]
}

/** `HH:MM` */
export interface TimeLiteral extends Base {
  kind: 'time'
  value: string
}

/** `YYYY-MM-DD` */
export interface DateLiteral extends Base {
  kind: 'date'
  value: string
}

/** A local date and time: `YYYY-MM-DDTHH:MM`. */
export interface DateTimeLiteral extends Base {
  kind: 'datetime'
  value: string
}

export interface BooleanLiteral extends Base {
  kind: 'boolean'
  value: boolean
}

/** `#vip`; the name's span leaves the `#` out. */
export interface TagLiteral extends Base {
  kind: 'tag-literal'
  name: Name
}

export interface ListExpression extends Base {
  kind: 'list'
  items: Expression[]
}

/** `contact.email`, `purchased.total`, `DE`: names joined by dots. */
export interface Path extends Base {
  kind: 'path'
  names: Name[]
}

/** `file("mails/hello.liquid")` */
export interface CallExpression extends Base {
  kind: 'call'
  callee: Name
  args: Expression[]
}

export interface UnaryExpression extends Base {
  kind: 'unary'
  op: 'not' | '-'
  operand: Expression
}

export type BinaryOperator =
  | 'or'
  | 'and'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'has'
  | 'contains'
  | 'starts with'
  | '??'
  | '+'
  | '-'
  | '*'
  | '/'

export interface BinaryExpression extends Base {
  kind: 'binary'
  op: BinaryOperator
  operator: Span
  left: Expression
  right: Expression
}

/** `contact.phone exists` */
export interface ExistsExpression extends Base {
  kind: 'exists'
  operand: Expression
}

/** `started by purchased`, `started by #new_customer` */
export interface StartedByExpression extends Base {
  kind: 'started-by'
  start: Name | TagLiteral
}

// ---- Scenarios

export interface ScenarioDeclaration extends Documented {
  kind: 'scenario'
  title: StringLiteral
  journey: Name
  lines: ScenarioLine[]
}

export type ScenarioLine =
  | (Base & { kind: 'contact-line'; args: Argument[] })
  | (Base & { kind: 'at-line'; time: Expression; zone?: StringLiteral })
  | (Base & { kind: 'after-line'; duration: Expression })
  | (Base & { kind: 'event-line'; event: Name; args: Argument[]; argsSpan?: Span })
  | (Base & { kind: 'tag-line'; tag: TagLiteral; removed: boolean })
  | (Base & { kind: 'start-line' })
  | (Base & { kind: 'fail-line'; message: Name })
  | (Base & { kind: 'expect-line'; expectations: Expectation[] })
  | ErrorNode

export type Expectation = Base & { negated: boolean } & (
    | { kind: 'sent'; message: Name; times?: Expression; args: Argument[]; argsSpan?: Span }
    | { kind: 'suppressed'; message: Name }
    | { kind: 'tagged'; tag: TagLiteral }
    | { kind: 'in-stage'; stage: Name }
    | { kind: 'waiting-at'; step: Name | StringLiteral }
    | { kind: 'goal'; goal: Name }
    | { kind: 'finished'; reason?: StringLiteral }
    | { kind: 'exited' }
    | { kind: 'entered'; journey?: Name }
    | { kind: 'condition'; condition: Expression }
    | { kind: 'error' }
  )
