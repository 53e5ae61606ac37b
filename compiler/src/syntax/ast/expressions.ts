import type { Span } from '../../source/span.ts'
import type { Base, ErrorNode, Name } from './base.ts'

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
  | HistoryExpression
  | MetricExpression
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

/**
 * What happened to the contact: `any purchased where purchased.total > 50 EUR in last 30 days`,
 * `sum of purchased.total ever`, `latest purchased.total since start`.
 */
export interface HistoryExpression extends Base {
  kind: 'history'
  aggregate: HistoryAggregate
  keyword: Span
  event: Name
  field?: Name
  where?: Expression
  /** Only in a KPI may it be missing: the period that is reported is meant. */
  window?: HistoryWindow
}

export type HistoryAggregate = 'any' | 'no' | 'count' | 'sum' | 'average' | 'latest'

export type HistoryWindow =
  /** `in last 30 days` */
  | (Base & { kind: 'last'; duration: Expression })
  /** `in last 5 sent` */
  | (Base & { kind: 'last-sent'; count: Expression })
  /** `since start` */
  | (Base & { kind: 'since-start' })
  /** `ever` */
  | (Base & { kind: 'ever' })

/** Only in a KPI: `entered awareness`, `left awareness`, `sent offer`, `opened offer`, `clicked offer`, `reached bought` */
export interface MetricExpression extends Base {
  kind: 'metric'
  measure: MetricMeasure
  keyword: Span
  subject: Name
}

export type MetricMeasure = 'entered' | 'left' | 'sent' | 'opened' | 'clicked' | 'reached'

/** `name: value` in parentheses. */
export interface Argument extends Base {
  name: Name
  value: Expression
}
