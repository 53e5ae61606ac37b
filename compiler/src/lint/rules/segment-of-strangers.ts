import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { Expression, SegmentDeclaration } from '../../syntax/ast.ts'
import { rule } from '../rule.ts'

/** A segment that asks what happened, and takes in people to whom nothing ever did. */
export const segmentOfStrangers = rule({
  name: 'segment-of-strangers',
  check({ analysis, report }) {
    for (const { file, declaration } of analysis.declared('segment')) {
      const { condition, name } = declaration
      const event = absentIn(condition)
      if (event === undefined || forStranger(condition) === false) continue
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

/** The first event whose absence is asked for. */
function absentIn(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'history':
      return expression.aggregate === 'no' || expression.aggregate === 'count'
        ? expression.event.text
        : undefined
    case 'binary':
      return absentIn(expression.left) ?? absentIn(expression.right)
    case 'unary':
      return expression.operand.kind === 'history'
        ? expression.operand.event.text
        : absentIn(expression.operand)
    default:
      return undefined
  }
}

/** The outcome of a condition for a contact with no tags to whom nothing ever happened; nothing if fields decide. */
function forStranger(expression: Expression): boolean | number | undefined {
  switch (expression.kind) {
    case 'boolean':
    case 'number':
      return expression.value
    case 'history':
      if (expression.aggregate === 'any') return false
      if (expression.aggregate === 'no') return true
      return expression.aggregate === 'count' || expression.aggregate === 'sum' ? 0 : undefined
    case 'unary': {
      const value = forStranger(expression.operand)
      return expression.op === 'not' && typeof value === 'boolean' ? !value : undefined
    }
    case 'binary': {
      const [left, right] = [forStranger(expression.left), forStranger(expression.right)]
      switch (expression.op) {
        case 'has':
          return false
        case 'and':
          return left === false || right === false
            ? false
            : left === true && right === true
              ? true
              : undefined
        case 'or':
          return left === true || right === true
            ? true
            : left === false && right === false
              ? false
              : undefined
        default:
          return typeof left === 'number' && typeof right === 'number'
            ? compare(left, expression.op, right)
            : undefined
      }
    }
    default:
      return undefined
  }
}

function compare(left: number, op: string, right: number): boolean | undefined {
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
