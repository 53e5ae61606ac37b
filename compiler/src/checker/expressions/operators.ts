import type { BinaryExpression, Expression, Path, UnaryExpression } from '../../syntax/ast.ts'
import { assume } from '../facts.ts'
import { type Scope, withFacts } from '../scope.ts'
import { checkInSegment, isSegment } from '../segments.ts'
import { checkTag } from '../tags.ts'
import {
  boolean,
  comparable,
  describe,
  fits,
  isMoment,
  isNumeric,
  isOrdered,
  isText,
  optional,
  present,
  scalar,
  string,
  type Type,
  unknown,
} from '../types.ts'
import { toDuration } from '../values/durations.ts'
import { expectCondition, infer, requirePresent, warnIfNeverMissing } from './infer.ts'
import { findPayload } from './paths.ts'

export function inferUnary(expression: UnaryExpression, scope: Scope): Type {
  if (expression.op === 'not') {
    expectCondition(expression.operand, scope)
    return boolean
  }
  const type = requirePresent(expression.operand, scope, infer(expression.operand, scope))
  if (isNumeric(type) || type.name === 'money' || type.name === 'unknown') return type
  const args = { expected: 'a number', found: describe(type) }
  scope.module.report('type-mismatch', expression.operand.span, args)
  return unknown
}

export function inferBinary(expression: BinaryExpression, scope: Scope, wanted: Type | undefined): Type {
  const { op, left, right } = expression
  switch (op) {
    case 'and':
    case 'or': {
      expectCondition(left, scope)
      // The right side is only looked at when the left side did not decide.
      const facts = assume(scope.program, left, op === 'and', scope.facts)
      expectCondition(right, withFacts(scope, facts))
      return boolean
    }
    case '??':
      return inferCoalesce(expression, scope, wanted)
    case '==':
    case '!=':
      return inferEquality(expression, scope)
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [a, b] = bothPresent(left, right, scope)
      if (a.name === 'unknown' || b.name === 'unknown') return boolean
      if (!sameCurrency(expression, a, b, scope)) return boolean
      if (!isOrdered(a) || !isOrdered(b) || !comparable(a, b)) badOperands(expression, a, b, scope)
      return boolean
    }
    case 'in': {
      if (isContactAlone(left)) {
        checkInSegment(right, scope)
        return boolean
      }
      if (isSegment(right, scope)) {
        infer(left, scope)
        infer(right, scope)
        return boolean
      }
      // Bare codes are understood by the other side, on whichever side they stand.
      const [item, collection] = isBareName(left, scope)
        ? itemAfterList(left, right, scope)
        : bothPresent(left, right, scope)
      if (collection.name === 'unknown' || item.name === 'unknown') return boolean
      if (collection.of && !sameCurrency(expression, item, collection.of, scope)) return boolean
      if (collection.name !== 'list' || (collection.of && !comparable(item, collection.of))) {
        badOperands(expression, item, collection, scope)
      }
      return boolean
    }
    case 'has': {
      if (!isContactAlone(left) || right.kind !== 'tag-literal') {
        scope.module.report('bad-has', expression.span, {})
      } else checkTag(right, scope)
      return boolean
    }
    case 'contains':
    case 'starts with': {
      const a = requirePresent(left, scope, infer(left, scope))
      // A part of an address need not be one.
      const part = a.name === 'list' ? a.of : string
      const b = requirePresent(right, scope, infer(right, scope, part))
      const inList = op === 'contains' && a.name === 'list' && (!a.of || comparable(a.of, b))
      const inText = isText(a) && isText(b)
      if (a.name !== 'unknown' && b.name !== 'unknown' && !inList && !inText) {
        badOperands(expression, a, b, scope)
      }
      return boolean
    }
    default:
      return inferArithmetic(expression, scope)
  }
}

/** `contact`, which stands alone before `has` and a tag, or before `in` and a segment. */
function isContactAlone(expression: Expression): boolean {
  return (
    expression.kind === 'path' && expression.names.length === 1 && expression.names[0]!.text === 'contact'
  )
}

function itemAfterList(left: Expression, right: Expression, scope: Scope): [Type, Type] {
  const collection = requirePresent(right, scope, infer(right, scope))
  const of = collection.name === 'list' ? collection.of : undefined
  return [requirePresent(left, scope, infer(left, scope, of)), collection]
}

function inferCoalesce({ left, right }: BinaryExpression, scope: Scope, wanted: Type | undefined): Type {
  const value = infer(left, scope, wanted)
  const span = { start: left.span.end, end: right.span.end }
  const title = 'Remove what stands in for it'
  warnIfNeverMissing(left, value, '??', scope, [
    { title, edits: [{ file: scope.module.tree.path, span, text: '' }] },
  ])
  // Codes are understood by what they stand in for; "unknown" may stand in for an address in a text.
  const hint =
    wanted ?? (isText(value) && value.name !== 'country' && value.name !== 'language' ? undefined : value)
  const otherwise = infer(right, scope, hint)
  if (!fits(otherwise, value) && !fits(value, otherwise)) {
    const args = { expected: describe(present(value)), found: describe(present(otherwise)) }
    scope.module.report('type-mismatch', right.span, args)
    return unknown
  }
  const type = fits(otherwise, value) ? present(value) : present(otherwise)
  return otherwise.optional ? optional(type) : type
}

function inferEquality(expression: BinaryExpression, scope: Scope): Type {
  const { left, right } = expression
  // A bare code is understood by the other side, on whichever side it stands.
  const leftFirst = !isBareName(left, scope)
  const first = infer(leftFirst ? left : right, scope)
  const second = infer(leftFirst ? right : left, scope, first)
  const [a, b] = leftFirst ? [first, second] : [second, first]
  if (a.name === 'unknown' || b.name === 'unknown') return boolean
  if (sameCurrency(expression, a, b, scope) && !comparable(a, b)) badOperands(expression, a, b, scope)
  return boolean
}

function inferArithmetic(expression: BinaryExpression, scope: Scope): Type {
  const [a, b] = bothPresent(expression.left, expression.right, scope)
  return arithmeticType(expression, a, b, scope)
}

/** The type of `+ - * /` on operands of two types. */
export function arithmeticType(expression: BinaryExpression, a: Type, b: Type, scope: Scope): Type {
  const { op, right } = expression
  if (a.name === 'unknown' || b.name === 'unknown') return unknown
  if (!sameCurrency(expression, a, b, scope)) return unknown
  if ((op === '+' || op === '-') && b.name === 'duration' && isMoment(a)) {
    return shifted(a, right, scope)
  }
  const money = a.name === 'money' ? a : b.name === 'money' ? b : undefined
  if (money) {
    if (a.name === b.name) {
      if (op === '+' || op === '-') return money
      if (op === '/') return quotient(scalar('number'), right)
    } else if (op === '*' && (isNumeric(a) || isNumeric(b))) return money
    else if (op === '/' && a === money && isNumeric(b)) return quotient(money, right)
    badOperands(expression, a, b, scope)
    return unknown
  }
  if (!isNumeric(a) || !isNumeric(b)) {
    badOperands(expression, a, b, scope)
    return unknown
  }
  if (op === '/') return quotient(scalar('number'), right)
  if (a.name === b.name && (op !== '*' || a.name === 'integer')) return a
  return scalar('number')
}

/** A date later or earlier. It has no hours: where they can't be seen, the result may be missing. */
function shifted(moment: Type, by: Expression, scope: Scope): Type {
  if (moment.name === 'datetime') return moment
  if (by.kind !== 'duration') return optional(moment)
  if (toDuration(by).ms !== 0) scope.module.report('hours-on-date', by.span, {})
  return moment
}

/** Division by zero has no value, so a quotient may be missing unless the divisor is written out. */
function quotient(type: Type, divisor: Expression): Type {
  const certain = (divisor.kind === 'number' || divisor.kind === 'percent') && divisor.value !== 0
  return certain ? type : optional(type)
}

function bothPresent(left: Expression, right: Expression, scope: Scope): [Type, Type] {
  const a = requirePresent(left, scope, infer(left, scope))
  const b = requirePresent(right, scope, infer(right, scope, a))
  return [a, b]
}

function sameCurrency({ span }: BinaryExpression, a: Type, b: Type, scope: Scope): boolean {
  if (a.name !== 'money' || b.name !== 'money' || a.currency === b.currency) return true
  scope.module.report('currency-mismatch', span, { left: a.currency ?? '', right: b.currency ?? '' })
  return false
}

function badOperands({ op, span }: BinaryExpression, a: Type, b: Type, scope: Scope): void {
  scope.module.report('bad-operands', span, { op, left: describe(a), right: describe(b) })
}

function isBareName(expression: Expression, scope: Scope): expression is Path {
  if (expression.kind !== 'path' || expression.names.length !== 1) return false
  const name = expression.names[0]!.text
  return !scope.params?.has(name) && !findPayload(name, scope)
}
