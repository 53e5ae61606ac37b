import type { IToken } from 'chevrotain'
import type { Span } from '../../source/span.ts'
import type { BinaryOperator, Expression } from '../ast.ts'
import { Not } from '../tokens.ts'

/** A value with the `not` and `-` written before it. */
export interface Operand {
  prefixes: readonly IToken[] | undefined
  value: Expression
}

export interface Operator {
  op: BinaryOperator
  span: Span
}

export interface Rest {
  operator: Operator
  operand: Operand
}

/** How tightly operators bind. Between `and` and the comparisons stands `not`, tightest of all is the sign. */
const BINDING: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  has: 4,
  contains: 4,
  'starts with': 4,
  '??': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
}
const NOT = 3
const COMPARISON = 4
const SIGN = 8

/** Puts a row of operands and operators together, by precedence climbing. */
export class Precedence {
  readonly #rest: readonly Rest[]
  readonly #chained: (span: Span) => void
  #operand: Operand
  #prefix = 0
  #at = 0

  /** `chained` is told of a comparison of a comparison. */
  constructor(first: Operand, rest: readonly Rest[], chained: (span: Span) => void) {
    this.#operand = first
    this.#rest = rest
    this.#chained = chained
  }

  expression(): Expression {
    return this.#binary(0)
  }

  /** An expression whose operators bind at least as tightly as `least`. */
  #binary(least: number): Expression {
    let left = this.#prefixed()
    for (let next = this.#rest[this.#at]; next; next = this.#rest[this.#at]) {
      const { op, span } = next.operator
      const binding = BINDING[op]
      if (binding < least) break
      if (binding === COMPARISON && left.kind === 'binary' && BINDING[left.op] === COMPARISON) {
        // In parentheses its span would begin before its left side does.
        if (left.span.start === left.left.span.start) {
          this.#chained(span)
          left = { kind: 'error', span: left.span }
        }
      }
      this.#take(next.operand)
      // `??` groups to the right: the first value that is there wins either way.
      const right = this.#binary(op === '??' ? binding : binding + 1)
      left = {
        kind: 'binary',
        op,
        operator: span,
        left,
        right,
        span: { start: left.span.start, end: right.span.end },
      }
    }
    return left
  }

  #take(operand: Operand): void {
    this.#operand = operand
    this.#prefix = 0
    this.#at++
  }

  #prefixed(): Expression {
    const prefix = this.#operand.prefixes?.[this.#prefix]
    if (!prefix) return this.#operand.value
    this.#prefix++
    const op = prefix.tokenType === Not ? 'not' : '-'
    const operand = this.#binary(op === 'not' ? NOT : SIGN)
    return { kind: 'unary', op, operand, span: { start: prefix.startOffset, end: operand.span.end } }
  }
}
