import type { JourneySymbol, StagesSymbol } from '../../modules/symbols.ts'
import type { Expression, HistoryExpression, MetricExpression, Name } from '../../syntax/ast.ts'
import { inferHistory } from '../expressions/history.ts'
import { infer } from '../expressions/infer.ts'
import { arithmeticType } from '../expressions/operators.ts'
import { partsOf } from '../journeys/parts.ts'
import { lookup, type Scope } from '../scope.ts'
import { present, scalar, type Type, unknown } from '../types.ts'

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

/** The windows of one contact have no meaning here, and are not asked about a second time. */
function happeningsType(happenings: HistoryExpression, scope: Scope): Type {
  const { window, ...unbounded } = happenings
  const ofOneContact = window?.kind === 'last-sent' || window?.kind === 'since-start'
  if (ofOneContact) scope.module.report('window-of-one-contact', window.span, {})
  return inferHistory(ofOneContact ? unbounded : happenings, { ...scope, wholePeriod: true })
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
