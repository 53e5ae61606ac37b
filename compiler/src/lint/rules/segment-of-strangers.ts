import type { Program } from '../../checker/program.ts'
import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { BinaryExpression, Expression, SegmentDeclaration } from '../../syntax/ast.ts'
import { constantOf } from '../analysis/conditions.ts'
import { rule } from '../rule.ts'

/** A segment that asks what happened, and takes in people to whom nothing ever did. */
export const segmentOfStrangers = rule({
  name: 'segment-of-strangers',
  check({ analysis, program, report }) {
    for (const { file, declaration } of analysis.declared('segment')) {
      const { condition, name } = declaration
      const event = absentIn(condition, true, program)
      if (event === undefined) continue
      const outcome = forStranger(condition, program)
      if (outcome !== true && outcome !== EITHER) continue
      report(file, name.span, { segment: name.text, event }, { fixes: [askFirst(file, declaration, event)] })
    }
  },
})

function askFirst(file: string, { condition }: SegmentDeclaration, event: string): Fix {
  const { start, end } = condition.span
  const at = (offset: number) => ({ start: offset, end: offset })
  const loose = condition.kind === 'binary' && condition.op === 'or'
  const edits = [{ file, span: at(start), text: `any ${event} ever and ${loose ? '(' : ''}` }]
  if (loose) edits.push({ file, span: at(end), text: ')' })
  return { title: `Take only people with "${event}"`, edits }
}

/** The first event whose absence makes a condition true, or not true. */
function absentIn(expression: Expression, truth: boolean, program: Program): string | undefined {
  switch (expression.kind) {
    case 'history':
      return expression.aggregate === (truth ? 'no' : 'any') ? expression.event.text : undefined
    case 'unary':
      return expression.op === 'not' ? absentIn(expression.operand, !truth, program) : undefined
    case 'binary': {
      const { op, left, right } = expression
      if (op === 'and' || op === 'or') {
        return absentIn(left, truth, program) ?? absentIn(right, truth, program)
      }
      const counted = [left, right].find((side) => side.kind === 'history' && side.aggregate === 'count')
      if (counted?.kind !== 'history' || forStranger(expression, program) !== truth) return undefined
      return counted.event.text
    }
    default:
      return undefined
  }
}

/** There is no value: nothing happened that it could come from. */
const MISSING: unique symbol = Symbol('missing')

/** The fields of the contact decide. */
const EITHER: unique symbol = Symbol('either')

type Constant = boolean | number | string
type Outcome = Constant | typeof MISSING | typeof EITHER | undefined

/** What an expression gives for a contact with no tags to whom nothing ever happened; nothing if that is not sure. */
function forStranger(expression: Expression, program: Program, inside: readonly unknown[] = []): Outcome {
  const of = (operand: Expression) => forStranger(operand, program, inside)
  switch (expression.kind) {
    case 'history':
      if (expression.aggregate === 'any') return false
      if (expression.aggregate === 'no') return true
      return expression.aggregate === 'count' || expression.aggregate === 'sum' ? 0 : MISSING
    case 'path':
      if (program.meanings.get(expression)?.kind === 'contact-field') return EITHER
      return constantOf(expression, program)
    case 'exists': {
      const value = of(expression.operand)
      return value === MISSING ? false : value === EITHER ? EITHER : undefined
    }
    case 'unary': {
      const value = of(expression.operand)
      if (expression.op === '-') return typeof value === 'number' ? -value : undefined
      return typeof value === 'boolean' ? !value : value === EITHER ? EITHER : undefined
    }
    case 'binary':
      if (expression.op === 'in' && expression.right.kind === 'path') {
        const segment = program.references.get(expression.right.names[0]!)
        if (segment?.kind !== 'segment' || inside.includes(segment)) return undefined
        return forStranger(segment.declaration.condition, program, [...inside, segment])
      }
      return ofBoth(expression, of)
    default:
      return constantOf(expression, program)
  }
}

function ofBoth({ op, left, right }: BinaryExpression, of: (operand: Expression) => Outcome): Outcome {
  if (op === 'has') return false
  const one = of(left)
  const other = of(right)
  const either = one === EITHER || other === EITHER
  switch (op) {
    case 'and':
      if (one === false || other === false) return false
      if (one === undefined || other === undefined) return undefined
      return either ? EITHER : true
    case 'or':
      if (one === true || other === true) return true
      if (one === undefined || other === undefined) return undefined
      return either ? EITHER : false
    case '??':
      return one === MISSING ? other : one
    case 'in':
    case 'contains':
    case 'starts with':
      return one === EITHER ? EITHER : undefined
    default:
      if (one === MISSING || other === MISSING) return undefined
      if (either) return one === undefined || other === undefined ? undefined : EITHER
      if (one === undefined || other === undefined || typeof one !== typeof other) return undefined
      return compare(one, op, other)
  }
}

/** Compares two values of one type. Nothing is said of what other operators give. */
function compare(left: Constant, op: string, right: Constant): boolean | undefined {
  switch (op) {
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      return undefined
  }
}
