import { type Expr, type FormatType, formatInstant, fromLocal, type NodeId } from '@journey-lang/runtime'
import { typeOf } from '../checker/expressions/infer.ts'
import type { Program } from '../checker/program.ts'
import { toMinorUnits } from '../checker/values/currencies.ts'
import { toIso } from '../checker/values/durations.ts'
import type {
  BinaryExpression,
  CallStep,
  Expression,
  Path,
  StartLine,
  StringLiteral,
  WaitStep,
} from '../syntax/ast.ts'

import { notLowered } from './not-yet.ts'

/** What expressions refer to beside declarations: steps and starts have their identity from the journey. */
export interface ExpressionContext {
  program: Program
  stepId(step: WaitStep | CallStep): NodeId
  startId(line: StartLine): string
  /** Dates and times stay as written (`2026-03-02T10:00`): their zone is not known yet. */
  localDatetimes?: true
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
    case 'metric':
      return notLowered(expression.kind)
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
      return { '+': [a, b] }
    case '-':
      return { '-': [a, b] }
    case '/':
      return { div: [a, b] }
    case '*': {
      const isMoney = (side: Expression) => typeOf(context.program, side)?.name === 'money'
      if (isMoney(left)) return { scale: [a, b] }
      return isMoney(right) ? { scale: [b, a] } : { '*': [a, b] }
    }
  }
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

function lowerPath(path: Path, { program, stepId }: ExpressionContext): Expr {
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
      if (source.of === 'candidate') return { var: ['event', field.name] }
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
    const type = typeOf(context.program, part)?.name ?? 'string'
    if (type === 'string' || type === 'message' || type === 'channel') return lowered
    return { format: [lowered, type as FormatType] }
  })
  if (parts.length === 0) return ''
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : { cat: parts }
}

/** A local date and time in the project's zone as an instant. */
function toInstant(local: string, program: Program): string {
  return formatInstant(fromLocal(Date.parse(`${local}Z`), program.timezone ?? 'UTC'))
}
