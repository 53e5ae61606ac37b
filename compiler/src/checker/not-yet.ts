import type { Span } from '../source/span.ts'
import type { Declaration, Expectation, Expression, ScenarioLine, StartOn, Step } from '../syntax/ast.ts'
import type { Scope } from './scope.ts'

type Kind = Declaration['kind'] | Step['kind'] | StartOn['kind'] | Expression['kind'] | OtherKind
type OtherKind = ScenarioLine['kind'] | Expectation['kind'] | 'delay-until'

/** What can be written, but not compiled yet, in words. */
const WORDS: Partial<Record<Kind, string>> = {
  'at-date': 'A start at a date',
  every: 'A start by the calendar',
  'delay-until': '"delay until"',
}

/** Reports what the checker and the graph do not know yet. */
export function reportNotYet(kind: Kind, span: Span, scope: Scope): void {
  scope.module.report('not-supported-yet', span, { what: WORDS[kind] ?? `"${kind}"` })
}
