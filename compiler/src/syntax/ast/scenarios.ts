import type { Span } from '../../source/span.ts'
import type { Base, Documented, ErrorNode, Name } from './base.ts'
import type { Argument, Expression, StringLiteral, TagLiteral } from './expressions.ts'

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
  /** `as sara` */
  | (Base & { kind: 'persona-line'; persona: Name })
  /** `take control of offer_test` */
  | (Base & { kind: 'take-line'; arm: Name; split: Name })
  /** `fail send welcome`, `fail call make_coupon` */
  | (Base & { kind: 'fail-line'; what: 'send' | 'call'; subject: Name })
  /** `answer make_coupon with (code: "TEA10")` */
  | (Base & { kind: 'answer-line'; action: Name; args: Argument[]; argsSpan?: Span })
  | (Base & { kind: 'expect-line'; expectations: Expectation[] })
  | ErrorNode

export type Expectation = Base & { negated: boolean } & (
    | { kind: 'sent'; message: Name; times?: Expression; args: Argument[]; argsSpan?: Span }
    | { kind: 'suppressed'; message: Name }
    | { kind: 'called'; action: Name; times?: Expression; args: Argument[]; argsSpan?: Span }
    | { kind: 'notified'; department: Name; times?: Expression }
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
