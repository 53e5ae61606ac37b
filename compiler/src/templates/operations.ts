import { ARITHMETIC, type LiquidTemplate } from '@journey-lang/runtime/liquid'
import type { Span } from '../source/span.ts'

/** Something written in a template that is compared or calculated with. */
export type Operand = { span: Span } & (
  | { kind: 'path' }
  | { kind: 'text'; value: string }
  | { kind: 'number' }
  | { kind: 'boolean' }
  /** `nil`, `empty`, a range: nothing that has a type of ours. */
  | { kind: 'other' }
)

/** Two operands side by side: `a == b`, or a `when` below its `case`. */
export interface Comparison {
  op: string
  left: Operand
  right: Operand
}

/** Values that a filter calculates with. */
export interface Calculation {
  filter: string
  operands: Operand[]
}

export interface Operations {
  comparisons: Comparison[]
  calculations: Calculation[]
}

/** What one tag or output compares and calculates, without what stands inside of it. */
export function operationsOf(template: LiquidTemplate): Operations {
  const found: Operations = { comparisons: [], calculations: [] }
  const given = [...(template.arguments?.() ?? [])] as (Token | LiquidValue | undefined)[]
  const parts = given.filter((part) => part !== undefined)
  for (const part of parts) {
    if (!('initial' in part)) continue
    found.comparisons.push(...comparisonsIn(part.initial.postfix))
    found.calculations.push(...calculationsIn(part))
  }
  const [subject, ...choices] = parts
  if ((template as { name?: string }).name === 'case' && subject && 'initial' in subject) {
    const [left, ...more] = subject.initial.postfix
    if (left && more.length === 0) {
      for (const choice of choices) {
        if (!('initial' in choice)) {
          found.comparisons.push({ op: '==', left: operandOf(left), right: operandOf(choice) })
        }
      }
    }
  }
  return found
}

/** A token of liquidjs, as far as it matters here. */
interface Token {
  begin: number
  end: number
  operator?: string
  content?: unknown
  literal?: string
  props?: unknown[]
}

interface LiquidValue {
  initial: { postfix: Token[] }
  filters: { name: string; args: (Token | [string?, Token?])[] }[]
}

/** The pairs that operators stand between. What an operator gives is no operand of interest to the next. */
function comparisonsIn(postfix: readonly Token[]): Comparison[] {
  const found: Comparison[] = []
  const stack: (Token | undefined)[] = []
  for (const token of postfix) {
    if (token.operator === undefined) stack.push(token)
    else if (token.operator === 'not') {
      stack.pop()
      stack.push(undefined)
    } else {
      const right = stack.pop()
      const left = stack.pop()
      if (left && right && token.operator !== 'and' && token.operator !== 'or') {
        found.push({ op: token.operator, left: operandOf(left), right: operandOf(right) })
      }
      stack.push(undefined)
    }
  }
  return found
}

const CALCULATING: ReadonlySet<string> = new Set(ARITHMETIC)

/** What filters before it make of a value is not known, so the first filter alone has a left side. */
function calculationsIn({ initial, filters }: LiquidValue): Calculation[] {
  return filters.flatMap(({ name, args }, index) => {
    if (!CALCULATING.has(name)) return []
    const left = index === 0 && initial.postfix.length === 1 ? initial.postfix : []
    const given = args.flatMap((arg) => (Array.isArray(arg) ? [] : [arg]))
    return [{ filter: name, operands: [...left, ...given].map(operandOf) }]
  })
}

function operandOf(token: Token): Operand {
  const span = { start: token.begin, end: token.end }
  if (token.props) return { kind: 'path', span }
  if (token.literal === 'true' || token.literal === 'false') return { kind: 'boolean', span }
  if (token.literal === undefined && typeof token.content === 'number') return { kind: 'number', span }
  if (token.literal === undefined && typeof token.content === 'string') {
    return { kind: 'text', value: token.content, span }
  }
  return { kind: 'other', span }
}
