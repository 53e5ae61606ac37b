import { BUILTIN_EVENTS, isAboutMessage } from '@journey-lang/runtime/graph'
import type { EventSymbol } from '../../modules/symbols.ts'
import type { HistoryExpression, HistoryWindow } from '../../syntax/ast.ts'
import { checkDuration } from '../durations.ts'
import { namePayload } from '../journeys/triggers.ts'
import type { Field } from '../program.ts'
import { lookup, type Scope } from '../scope.ts'
import { boolean, describe, isNumeric, optional, present, scalar, type Type, unknown } from '../types.ts'
import { expectCondition, expectType } from './infer.ts'
import { fieldOf } from './paths.ts'

/** `any purchased where purchased.total > 50 EUR in last 30 days`: its `where` is about what happened then. */
export function inferHistory(expression: HistoryExpression, scope: Scope): Type {
  const { report } = scope.module
  if (scope.noHistory === 'history') {
    // In a formula the second count is no condition: it was to stand behind the first.
    report('history-in-history', expression.keyword, { counts: scope.wholePeriod === true })
    return unknown
  }
  if (scope.noHistory) report(NO_HISTORY[scope.noHistory], expression.keyword, {})
  const event = lookup(scope, expression.event, 'event')
  const field = event && fieldNamed(expression, event, scope)
  if (expression.where) {
    const payloads = namePayload(event, expression.event, undefined, { of: 'history' }, scope.payloads)
    expectCondition(expression.where, { ...scope, payloads, noHistory: 'history' })
  }
  checkWindow(expression, event, scope)
  return typeOfAggregate(expression, field, scope)
}

/** Why there is no looking back in some places. */
const NO_HISTORY = {
  scenario: 'history-not-here',
  start: 'history-in-date',
} as const

function fieldNamed({ field }: HistoryExpression, event: EventSymbol, scope: Scope): Field | undefined {
  if (!field || field.text === '') return undefined
  const fields = scope.program.eventFields.get(event) ?? new Map()
  return fieldOf(fields, field, `"${event.name}"`, scope, event)
}

function typeOfAggregate(expression: HistoryExpression, field: Field | undefined, scope: Scope): Type {
  const { aggregate } = expression
  switch (aggregate) {
    case 'any':
    case 'no':
      return boolean
    case 'count':
      return scalar('integer')
    case 'latest':
      return field ? optional(present(field.type)) : unknown
    case 'sum':
    case 'average': {
      if (!field || field.type.name === 'unknown') return unknown
      const type = present(field.type)
      if (!isNumeric(type) && type.name !== 'money') {
        scope.module.report('not-summable', expression.field!.span, { aggregate, found: describe(type) })
        return unknown
      }
      if (aggregate === 'sum') return type
      return optional(type.name === 'integer' ? scalar('number') : type)
    }
  }
}

function checkWindow(
  { window, event: name, aggregate, field, span }: HistoryExpression,
  event: EventSymbol | undefined,
  scope: Scope,
): void {
  const { report } = scope.module
  if (!window) {
    if (scope.wholePeriod) return
    const of = aggregate === 'any' || aggregate === 'no' || aggregate === 'latest' ? '' : ' of'
    const example = `${aggregate}${of} ${name.text || 'purchased'}${field ? `.${field.text}` : ''}`
    report('no-window', span, { example })
    return
  }
  switch (window.kind) {
    case 'last':
      checkDuration(window.duration, scope)
      return
    case 'last-sent':
      checkLastSent(window, event, scope)
      return
    case 'since-start':
      if (!scope.starts) report('no-start-here', window.span, {})
      return
    case 'ever':
  }
}

function checkLastSent(
  { count, span }: Extract<HistoryWindow, { kind: 'last-sent' }>,
  event: EventSymbol | undefined,
  scope: Scope,
): void {
  const { report } = scope.module
  expectType(count, scope, scalar('integer'))
  if (count.kind === 'number' && count.value < 1) report('limit-not-positive', count.span, {})
  if (!event || isAboutMessage(event.name)) return
  report('not-about-messages', span, { event: event.name, known: Object.keys(BUILTIN_EVENTS) })
}
