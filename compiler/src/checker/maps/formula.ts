import type { JourneySymbol, StagesSymbol } from '../../modules/symbols.ts'
import type { Expression, HistoryExpression, MetricExpression, Name } from '../../syntax/ast.ts'
import { checkDuration } from '../durations.ts'
import { infer } from '../expressions/infer.ts'
import { arithmeticType } from '../expressions/operators.ts'
import { partsOf } from '../journeys/parts.ts'
import { checkTrigger } from '../journeys/triggers.ts'
import { lookup, type Scope } from '../scope.ts'
import { describe, isNumeric, present, scalar, type Type, unknown } from '../types.ts'

/** What the names in the formulas of a map mean. */
export interface Measured {
  /** The stages that can be entered and left. */
  stages: readonly string[]
  model: StagesSymbol | undefined
  /** The journeys whose goals can be reached. */
  journeys: readonly JourneySymbol[]
}

/**
 * The type of a formula. A formula counts over all contacts, so it knows other things than conditions do: no contact,
 * and windows may be left out. What divides by zero is shown as a KPI without a value, and needs no guard.
 */
export function checkFormula(formula: Expression, scope: Scope, measured: Measured): Type {
  const type = present(formulaType(formula, scope, measured))
  scope.program.types.set(formula, type)
  return type
}

function formulaType(formula: Expression, scope: Scope, measured: Measured): Type {
  switch (formula.kind) {
    case 'number':
    case 'percent':
    case 'money':
      return infer(formula, scope)
    case 'unary': {
      if (formula.op !== '-') break
      return checkFormula(formula.operand, scope, measured)
    }
    case 'binary': {
      if (!ARITHMETIC.has(formula.op)) break
      const left = checkFormula(formula.left, scope, measured)
      const right = checkFormula(formula.right, scope, measured)
      return arithmeticType(formula, left, right, scope)
    }
    case 'history':
      if (formula.aggregate === 'count' || formula.aggregate === 'sum' || formula.aggregate === 'average') {
        return happeningsType(formula, scope)
      }
      break
    case 'metric':
      checkMetric(formula, scope, measured)
      return scalar('integer')
    case 'error':
      return unknown
  }
  scope.module.report('not-a-formula', formula.span, {})
  return unknown
}

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/'])

function happeningsType(happenings: HistoryExpression, scope: Scope): Type {
  const { program, module } = scope
  const { aggregate, window } = happenings
  const on = { kind: 'on-event', event: happenings.event, span: happenings.event.span } as const
  const { event } = checkTrigger(on, happenings.where, undefined, scope)
  if (window?.kind === 'last') checkDuration(window.duration, scope)
  else if (window?.kind === 'last-sent' || window?.kind === 'since-start') {
    module.report('window-of-one-contact', window.span, {})
  }
  if (aggregate === 'count') return scalar('integer')
  if (!event || !happenings.field || happenings.field.text === '') return unknown
  const fields = program.eventFields.get(event) ?? new Map()
  const field = fields.get(happenings.field.text)
  if (!field) {
    const candidates = [...fields.keys()]
    const args = { of: `"${event.name}"`, name: happenings.field.text, candidates }
    module.report('unknown-field', happenings.field.span, args)
    return unknown
  }
  const type = present(field.type)
  if (isNumeric(type) || type.name === 'money') {
    return aggregate === 'average' && type.name === 'integer' ? scalar('number') : type
  }
  module.report('type-mismatch', happenings.field.span, { expected: 'a number', found: describe(type) })
  return unknown
}

function checkMetric({ measure, subject }: MetricExpression, scope: Scope, measured: Measured): void {
  switch (measure) {
    case 'sent':
    case 'opened':
    case 'clicked':
      lookup(scope, subject, 'message')
      return
    case 'entered':
    case 'left':
      expectName(subject, 'stage of this map', measured.stages, scope)
      return
    case 'reached': {
      const goals = measured.journeys.flatMap(({ declaration }) => partsOf(declaration).goals)
      expectName(
        subject,
        'goal of the journeys of this map',
        [...new Set(goals.map(({ name }) => name.text))],
        scope,
      )
    }
  }
}

function expectName(name: Name, what: string, candidates: readonly string[], scope: Scope): void {
  if (name.text === '' || candidates.includes(name.text)) return
  scope.module.report('unknown-name', name.span, { what, name: name.text, candidates })
}
