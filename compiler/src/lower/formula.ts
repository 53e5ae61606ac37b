import type { Formula, Happenings, Metric } from '@journey-lang/runtime'
import { typeOf } from '../checker/expressions/infer.ts'
import type { Program } from '../checker/program.ts'
import { toMinorUnits } from '../checker/values/currencies.ts'
import { toIso } from '../checker/values/durations.ts'
import type { BinaryExpression, Expression, HistoryExpression, MoneyLiteral } from '../syntax/ast.ts'
import { declarationContext, lowerExpression } from './expressions.ts'

/** A checked formula of a KPI as the graph writes it. */
export function lowerFormula(formula: Expression, program: Program): Formula {
  switch (formula.kind) {
    case 'number':
    case 'percent':
      return formula.value
    case 'money':
      return { money: minorUnits(formula) }
    case 'unary': {
      const type = typeOf(program, formula)
      const zero: Formula = type?.name === 'money' ? { money: [0, type.currency!] } : 0
      return { '-': [zero, lowerFormula(formula.operand, program)] }
    }
    case 'binary':
      return lowerBinary(formula, program)
    case 'history':
      return { history: lowerHappenings(formula, program) }
    case 'metric': {
      const name = program.references.get(formula.subject)?.name ?? formula.subject.text
      return { metric: { [formula.measure]: name } as Metric }
    }
    default:
      throw new Error(`a ${formula.kind} has no place in a formula`)
  }
}

function minorUnits({ amount, currency }: MoneyLiteral): [number, string] {
  return [toMinorUnits(amount, currency.text)!, currency.text]
}

function lowerBinary({ op, left, right }: BinaryExpression, program: Program): Formula {
  const operands: [Formula, Formula] = [lowerFormula(left, program), lowerFormula(right, program)]
  switch (op) {
    case '+':
      return { '+': operands }
    case '-':
      return { '-': operands }
    case '*':
      return { '*': operands }
    case '/':
      return { div: operands }
    default:
      throw new Error(`"${op}" has no place in a formula`)
  }
}

function lowerHappenings(history: HistoryExpression, program: Program): Happenings {
  const { aggregate, event, field, where, window } = history
  return {
    agg: aggregate as Happenings['agg'],
    event: program.references.get(event)!.name,
    ...(field && { field: field.text }),
    ...(where && { where: lowerExpression(where, declarationContext(program)) }),
    ...(window?.kind === 'last' &&
      window.duration.kind === 'duration' && { window: { last: toIso(window.duration) } }),
    ...(window?.kind === 'ever' && { window: { ever: true as const } }),
  }
}
