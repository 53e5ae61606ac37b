import {
  type Expr,
  type FormatType,
  formatInstant,
  fromLocal,
  type History,
  type NodeId,
} from '@journey-lang/runtime'
import { typeOf } from '../checker/expressions/infer.ts'
import { segmentIn } from '../checker/facts.ts'
import type { Program } from '../checker/program.ts'
import { isMoment, type Type } from '../checker/types.ts'
import { toMinorUnits } from '../checker/values/currencies.ts'
import { toIso } from '../checker/values/durations.ts'
import type {
  BinaryExpression,
  CallStep,
  Expression,
  HistoryExpression,
  HistoryWindow,
  Path,
  StartLine,
  StringLiteral,
  WaitStep,
} from '../syntax/ast.ts'

/** What expressions refer to beside declarations: steps and starts have their identity from the journey. */
export interface ExpressionContext {
  program: Program
  stepId(step: WaitStep | CallStep): NodeId
  startId(line: StartLine): string
  /** Dates and times stay as written (`2026-03-02T10:00`): their zone is not known yet. */
  localDatetimes?: true
  /** In the `where` of a look at what happened, whose event is the innermost. */
  inHistory?: true
}

/** Outside a journey there are no steps and starts. */
export function declarationContext(program: Program): ExpressionContext {
  const none = (): never => {
    throw new Error('an expression outside a journey can not refer to its steps')
  }
  return { program, stepId: none, startId: none }
}

/** In a scenario dates and times stay local: their zone is that of its run. */
export function scenarioContext(program: Program): ExpressionContext {
  return { ...declarationContext(program), localDatetimes: true }
}

/** A checked expression as the graph writes it. */
export function lowerExpression(expression: Expression, context: ExpressionContext): Expr {
  const lower = (inner: Expression) => lowerExpression(inner, context)
  switch (expression.kind) {
    case 'string':
      return lowerText(expression, context)
    case 'number':
    case 'percent':
    case 'boolean':
      return expression.value
    case 'money': {
      const currency = expression.currency.text
      return { money: [toMinorUnits(expression.amount, currency)!, currency] }
    }
    case 'duration':
      return { duration: toIso(expression) }
    case 'time':
      return { time: expression.value }
    case 'date':
      return { date: expression.value }
    case 'datetime':
      return {
        datetime: context.localDatetimes ? expression.value : toInstant(expression.value, context.program),
      }
    case 'list':
      return { list: expression.items.map(lower) }
    case 'path':
      return lowerPath(expression, context)
    case 'exists':
      return { exists: [lower(expression.operand)] }
    case 'started-by':
      return { started_by: (context.program.startedBy.get(expression) ?? []).map(context.startId) }
    case 'unary': {
      const operand = lower(expression.operand)
      if (expression.op === 'not') return { '!': [operand] }
      const type = typeOf(context.program, expression)
      return { '-': [type?.name === 'money' ? { money: [0, type.currency!] } : 0, operand] }
    }
    case 'binary':
      return lowerBinary(expression, context)
    case 'history':
      return { history: lowerHistory(expression, context) }
    case 'metric':
    case 'tag-literal':
    case 'call':
    case 'error':
      throw new Error(`a ${expression.kind} has no place in a graph`)
  }
}

function lowerBinary(expression: BinaryExpression, context: ExpressionContext): Expr {
  const { op, left, right } = expression
  if (op === 'has') {
    const tag = right.kind === 'tag-literal' ? right.name : undefined
    return { has_tag: context.program.references.get(tag!)!.name }
  }
  if (op === 'in') {
    const segment = segmentName(expression, context.program)
    if (segment !== undefined) return { in_segment: segment }
  }
  if (op === 'and' || op === 'or') {
    const operands = chain(expression, op).map((operand) => lowerExpression(operand, context))
    return op === 'and' ? { and: operands } : { or: operands }
  }
  const a = lowerExpression(left, context)
  const b = lowerExpression(right, context)
  switch (op) {
    case '==':
      return { '===': [a, b] }
    case '!=':
      return { '!==': [a, b] }
    case '<':
      return { '<': [a, b] }
    case '<=':
      return { '<=': [a, b] }
    case '>':
      return { '>': [a, b] }
    case '>=':
      return { '>=': [a, b] }
    case 'in':
      return { in: [a, b] }
    case 'contains':
      return context.program.types.get(left)?.name === 'list' ? { in: [b, a] } : { contains: [a, b] }
    case 'starts with':
      return { starts_with: [a, b] }
    case '??':
      return { coalesce: [a, b] }
    case '+':
      return isMoment(typeOf(context.program, left)) ? { shift: [a, b, 1] } : { '+': [a, b] }
    case '-':
      return isMoment(typeOf(context.program, left)) ? { shift: [a, b, -1] } : { '-': [a, b] }
    case '/':
      return { div: [a, b] }
    case '*': {
      const isMoney = (side: Expression) => typeOf(context.program, side)?.name === 'money'
      if (isMoney(left)) return { scale: [a, b] }
      return isMoney(right) ? { scale: [b, a] } : { '*': [a, b] }
    }
  }
}

/** The segment that is asked for; `everyone` is no declaration. */
function segmentName(expression: BinaryExpression, program: Program): string | undefined {
  const { left, right } = expression
  const isAsked = left.kind === 'path' && left.names.length === 1 && left.names[0]!.text === 'contact'
  return isAsked ? (segmentIn(program, expression)?.name ?? (right as Path).names[0]!.text) : undefined
}

/** The operands of a chain of one operator, without the nesting in which it was parsed. */
function chain(expression: BinaryExpression, op: 'and' | 'or'): Expression[] {
  const operands: Expression[] = [expression.right]
  let left: Expression = expression.left
  while (left.kind === 'binary' && left.op === op) {
    operands.unshift(left.right)
    left = left.left
  }
  return [left, ...operands]
}

function lowerPath(path: Path, { program, stepId, inHistory }: ExpressionContext): Expr {
  const meaning = program.meanings.get(path)
  switch (meaning?.kind) {
    case 'contact-field':
      return { var: ['contact', meaning.field.name] }
    case 'param':
      return { var: ['param', meaning.field.name] }
    case 'code':
      return meaning.value
    case 'declaration':
      return meaning.symbol.name
    case 'payload': {
      const { source, field } = meaning
      if (source.of === 'history') return { var: ['event', field.name] }
      if (source.of === 'candidate') return { var: [inHistory ? 'matched' : 'event', field.name] }
      return { var: ['bind', source.of === 'start' ? 'start' : stepId(source.step), field.name] }
    }
    case 'result':
      return { var: ['bind', stepId(meaning.step), meaning.field.name] }
    case undefined:
      throw new Error('a path without a meaning was not reported')
  }
}

/** A text; its holes are formatted for people by their type. */
function lowerText(literal: StringLiteral, context: ExpressionContext): Expr {
  const parts = literal.parts.map((part): Expr => {
    if (typeof part === 'string') return part
    const lowered = lowerExpression(part, context)
    const type = formatOf(typeOf(context.program, part))
    return type === undefined ? lowered : { format: [lowered, type] }
  })
  if (parts.length === 0) return ''
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : { cat: parts }
}

/** How a value is written for people; texts and names stand as they are. */
function formatOf(type: Type | undefined): FormatType | undefined {
  const of = type?.name === 'list' ? type.of : type
  if (of?.enum) return { enum: of.enum.name }
  const name = type?.name ?? 'string'
  return name === 'string' || name === 'message' || name === 'channel' ? undefined : (name as FormatType)
}

/** A local date and time in the project's zone as an instant. */
function toInstant(local: string, program: Program): string {
  return formatInstant(fromLocal(Date.parse(`${local}Z`), program.timezone ?? 'UTC'))
}

const AGGREGATES = {
  any: 'any',
  no: 'none',
  count: 'count',
  sum: 'sum',
  average: 'average',
  latest: 'latest',
} as const

function lowerHistory(expression: HistoryExpression, context: ExpressionContext): History {
  const { aggregate, event, field, where, window } = expression
  return {
    agg: AGGREGATES[aggregate],
    event: context.program.references.get(event)!.name,
    ...(field && { field: field.text }),
    ...(where && { where: lowerExpression(where, { ...context, inHistory: true }) }),
    window: lowerWindow(window!, context),
  }
}

function lowerWindow(window: HistoryWindow, context: ExpressionContext): History['window'] {
  switch (window.kind) {
    case 'last':
      return { last: (lowerExpression(window.duration, context) as { duration: string }).duration }
    case 'last-sent':
      return { lastSent: lowerExpression(window.count, context) as number }
    case 'since-start':
      return { since: 'start' }
    case 'ever':
      return { ever: true }
  }
}
