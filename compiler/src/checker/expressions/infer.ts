import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { Expression, StringLiteral } from '../../syntax/ast.ts'
import { mayBeMissing } from '../facts.ts'
import type { Program } from '../program.ts'
import type { Scope } from '../scope.ts'
import { boolean, describe, fits, list, present, scalar, string, type Type, unknown } from '../types.ts'
import { inferHistory } from './history.ts'
import { checkMoney, checkText } from './literals.ts'
import { inferBinary, inferUnary } from './operators.ts'
import { inferPath } from './paths.ts'
import { inferStartedBy } from './started-by.ts'

/**
 * Finds the type of an expression, reports what is wrong in it, and notes both for later passes. `wanted` is the
 * type that the place asks for, if it asks: bare codes such as `DE` are understood by it. Whether the result fits is
 * the caller's to check (`expectType`).
 */
export function infer(expression: Expression, scope: Scope, wanted?: Type): Type {
  const type = inferKind(expression, scope, wanted)
  if (!isPlainLiteral(expression)) scope.program.types.set(expression, type)
  return type
}

/** The type of an expression that was checked. */
export function typeOf(program: Program, expression: Expression): Type | undefined {
  return isPlainLiteral(expression) ? literalType(expression) : program.types.get(expression)
}

type PlainLiteral = Extract<
  Expression,
  { kind: 'number' | 'percent' | 'duration' | 'time' | 'date' | 'datetime' | 'boolean' }
>

/** Literals show their type, so that it is not noted: they are most of what is checked. */
function isPlainLiteral(expression: Expression): expression is PlainLiteral {
  return PLAIN.has(expression.kind)
}

const PLAIN: ReadonlySet<Expression['kind']> = new Set([
  'number',
  'percent',
  'duration',
  'time',
  'date',
  'datetime',
  'boolean',
])

function literalType(literal: PlainLiteral): Type {
  if (literal.kind !== 'number') return scalar(literal.kind)
  return scalar(Number.isInteger(literal.value) ? 'integer' : 'number')
}

function inferKind(expression: Expression, scope: Scope, wanted: Type | undefined): Type {
  switch (expression.kind) {
    case 'error':
      return unknown
    case 'string':
      return inferString(expression, scope, wanted)
    case 'number':
    case 'percent':
    case 'duration':
    case 'time':
    case 'date':
    case 'datetime':
    case 'boolean':
      return literalType(expression)
    case 'money':
      return checkMoney(expression, scope)
    case 'tag-literal':
      scope.module.report('bad-has', expression.span, {})
      return unknown
    case 'list': {
      const of = wanted?.name === 'list' ? wanted.of : wanted
      let found: Type | undefined
      for (const item of expression.items) {
        const type = requirePresent(item, scope, infer(item, scope, of ?? found))
        if (found && !fits(type, found)) {
          if (fits(found, type)) found = type
          else
            scope.module.report('type-mismatch', item.span, {
              expected: describe(found),
              found: describe(type),
            })
        }
        found ??= type
      }
      return list(found ?? of ?? unknown)
    }
    case 'path':
      return inferPath(expression, scope, wanted)
    case 'call': {
      for (const argument of expression.args) infer(argument, scope)
      const { text, span } = expression.callee
      scope.module.report('call-not-allowed', span, { name: text })
      return unknown
    }
    case 'unary':
      return inferUnary(expression, scope)
    case 'binary':
      return inferBinary(expression, scope, wanted)
    case 'exists': {
      const type = infer(expression.operand, scope)
      warnIfNeverMissing(expression.operand, type, 'exists', scope)
      return boolean
    }
    case 'started-by':
      return inferStartedBy(expression, scope)
    case 'history':
      return inferHistory(expression, scope)
    case 'metric':
      scope.module.report('metric-outside-kpi', expression.span, { measure: expression.measure })
      return unknown
  }
}

function inferString(literal: StringLiteral, scope: Scope, wanted: Type | undefined): Type {
  let plain = true
  for (const part of literal.parts) {
    if (typeof part === 'string') continue
    plain = false
    requirePresent(part, scope, infer(part, scope))
  }
  return plain ? checkText(literal, scope, wanted) : string
}

/** Checks that an expression has a type and a value; returns what it has. */
export function expectType(expression: Expression, scope: Scope, wanted: Type): Type {
  const found = infer(expression, scope, wanted)
  const type = wanted.optional ? present(found) : requirePresent(expression, scope, found)
  if (!fits(type, wanted)) {
    const args = { expected: describe(wanted), found: describe(type) }
    scope.module.report('type-mismatch', expression.span, args)
  }
  return type
}

/** Checks a condition. */
export function expectCondition(expression: Expression, scope: Scope): void {
  const found = infer(expression, scope, boolean)
  if (fits(present(found), boolean)) {
    requirePresent(expression, scope, found)
    return
  }
  const args = { found: describe(present(found)) }
  if (!found.optional || expression.kind !== 'path') {
    scope.module.report('not-a-condition', expression.span, args)
    return
  }
  // Whoever asks for a value that may be missing wants to know whether it is there.
  const guard = `${sourceText(expression, scope)} exists`
  const { end } = expression.span
  const edits = [{ file: scope.module.tree.path, span: { start: end, end }, text: ' exists' }]
  const fixes = [{ title: 'Add "exists"', edits }]
  scope.module.report('not-a-condition', expression.span, { ...args, guard }, { fixes })
}

/** Reports a value that may be missing where one is needed. */
export function requirePresent(expression: Expression, scope: Scope, type: Type): Type {
  if (!type.optional) return type
  const { module } = scope
  const what = sourceText(expression, scope)
  const meaning = expression.kind === 'path' ? scope.program.meanings.get(expression) : undefined
  const declaration = meaning && 'field' in meaning ? meaning.field : undefined
  module.report(
    'may-be-missing',
    expression.span,
    { what, guard: expression.kind === 'path' ? `${what} exists` : undefined },
    {
      related:
        meaning?.kind === 'result'
          ? [{ role: 'may fail', file: module.tree.path, span: meaning.step.keyword }]
          : declaration
            ? [{ role: 'may be missing', file: declaration.file, span: declaration.declaration.span }]
            : [],
    },
  )
  return present(type)
}

/** Warns about a check for a value that is always there. */
export function warnIfNeverMissing(
  operand: Expression,
  type: Type,
  op: string,
  scope: Scope,
  fixes: Fix[] = [],
): void {
  if (type.name === 'unknown' || mayBeMissing(scope.program, operand, scope.facts)) return
  // What was made certain before may be asked again in good style; what the declaration promises may not.
  const meaning = operand.kind === 'path' ? scope.program.meanings.get(operand) : undefined
  if (meaning && 'field' in meaning && meaning.field.type.optional) return
  scope.module.report('always-there', operand.span, { what: sourceText(operand, scope), op }, { fixes })
}

/** An expression as it is written, shortened for a message. */
export function sourceText(expression: Expression, scope: Scope): string {
  const text = scope.module.tree.text.slice(expression.span.start, expression.span.end).replace(/\s+/g, ' ')
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
