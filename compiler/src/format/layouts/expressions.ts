import type {
  Argument,
  BinaryExpression,
  BinaryOperator,
  Expression,
  HistoryWindow,
  TypeNode,
} from '../../syntax/ast.ts'
import {
  clause,
  inside,
  type Layout,
  layout,
  list,
  type Maybe,
  type Opening,
  type Part,
  tight,
  words,
} from '../layout.ts'

export function expressionLayout(expression: Expression): Layout {
  const { span } = expression
  switch (expression.kind) {
    case 'string':
    case 'number':
    case 'percent':
    case 'money':
    case 'duration':
    case 'time':
    case 'date':
    case 'datetime':
    case 'boolean':
    case 'tag-literal':
    case 'path':
    case 'started-by':
    case 'metric':
    case 'error':
      return words(span)
    case 'list':
      return layout(span, expressionList('[', span.start, expression.items))
    case 'call':
      return layout(span, expressionList('(', expression.callee.span.end, expression.args))
    case 'unary': {
      const operand = expressionLayout(expression.operand)
      return layout(span, expression.op === '-' ? tight(operand.span.start) : undefined, inside(operand))
    }
    case 'exists':
      return layout(span, inside(expressionLayout(expression.operand)))
    case 'binary':
      return layout(span, ...row(expression))
    case 'history': {
      const { where, window } = expression
      return layout(span, whereClause(where), clause(0, window && windowLayout(window)))
    }
  }
}

/** Operands of operators that bind alike are one row: it breaks before every operator or before none. */
function row(expression: BinaryExpression): Maybe[] {
  const parts: Maybe[] = []
  let left: Expression = expression
  while (left.kind === 'binary' && (left === expression || goesOn(left, expression.op))) {
    const right = expressionLayout(left.right)
    parts.push(ROWS[left.op] === undefined ? inside(right) : clause(1, right))
    left = left.left
  }
  parts.push(inside(expressionLayout(left)))
  return parts
}

/** In parentheses its span begins before its left side does, and it is a row of its own. */
function goesOn(left: BinaryExpression, op: BinaryOperator): boolean {
  return ROWS[op] !== undefined && ROWS[left.op] === ROWS[op] && left.span.start === left.left.span.start
}

/** Operators at which a long line may go on. At the others it had better break elsewhere. */
const ROWS: Partial<Record<BinaryOperator, string>> = {
  or: 'or',
  and: 'and',
  '??': '??',
  '+': 'sum',
  '-': 'sum',
  '*': 'product',
  '/': 'product',
}

function windowLayout(window: HistoryWindow): Layout {
  return layout(window.span, window.kind === 'last' ? inside(expressionLayout(window.duration)) : undefined)
}

function expressionList(open: Opening, at: number, items: readonly Expression[]): Part {
  return list(open, at, items.map(expressionLayout), { fill: items.every(isShort) })
}

function isShort({ kind, span }: Expression): boolean {
  return !LONG.has(kind) && span.end - span.start <= 20
}

const LONG: ReadonlySet<Expression['kind']> = new Set(['list', 'call', 'binary', 'history'])

/** `where …` */
export function whereClause(condition: Expression | undefined): Maybe {
  return clause(1, condition && expressionLayout(condition))
}

/** `(name: value, …)`, if it is written at this place. */
export function argumentList(at: number, args: readonly Argument[], { spaced = false } = {}): Part {
  return list('(', at, args.map(argumentLayout), { spaced })
}

function argumentLayout({ span, value }: Argument): Layout {
  return layout(span, inside(expressionLayout(value)))
}

/** `money<EUR>?` */
export function typeLayout({ span, name, args }: TypeNode): Layout {
  if (args.length === 0) return words(span)
  const brackets = [tight(name.span.end), tight(args[0]!.span.start), tight(args.at(-1)!.span.end)]
  return layout(span, ...brackets, ...args.map((arg) => inside(typeLayout(arg))))
}
