import { valueKey } from '../../checker/facts.ts'
import type { Program } from '../../checker/program.ts'
import type { BinaryExpression, Expression, TagLiteral } from '../../syntax/ast.ts'

type Value = string | number | boolean

/** Something that holds of one value: it is one of some, none of some, or beyond a bound. */
export interface Fact {
  /** Names the value: that of `valueKey`, or `#vip` for having a tag. */
  key: string
  op: 'in' | 'not in' | '<' | '<=' | '>' | '>='
  values: readonly Value[]
}

/**
 * What certainly holds where a condition turned out true, or false. Less may be known than follows: what is joined by
 * `or` says nothing of a single value.
 */
export function factsOf(condition: Expression, truth: boolean, program: Program): Fact[] {
  switch (condition.kind) {
    case 'boolean':
      return [{ key: 'true', op: 'in', values: [condition.value === truth] }, TRUE]
    case 'unary':
      return condition.op === 'not' ? factsOf(condition.operand, !truth, program) : []
    case 'path': {
      const key = keyOf(condition, program)
      return key === undefined ? [] : [{ key, op: 'in', values: [truth] }]
    }
    case 'binary':
      return factsOfBinary(condition, truth, program)
    default:
      return []
  }
}

const TRUE: Fact = { key: 'true', op: 'in', values: [true] }
const FLIPPED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const
const OPPOSITE = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const

function factsOfBinary(condition: BinaryExpression, truth: boolean, program: Program): Fact[] {
  const { op, left, right } = condition
  switch (op) {
    case 'and':
    case 'or':
      if ((op === 'and') !== truth) return []
      return [...factsOf(left, truth, program), ...factsOf(right, truth, program)]
    case 'has':
      return right.kind === 'tag-literal' ? [hasTag(right, truth, program)] : []
    case '==':
    case '!=':
      return equality(condition, (op === '==') === truth, program)
    case 'in': {
      const key = keyOf(left, program)
      const values =
        right.kind === 'list' ? right.items.map((item) => constantOf(item, program)) : [undefined]
      if (key === undefined || values.includes(undefined)) return []
      return [{ key, op: truth ? 'in' : 'not in', values: values as Value[] }]
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const ordered = truth ? op : OPPOSITE[op]
      const [key, value] = [keyOf(left, program), constantOf(right, program)]
      if (key !== undefined && value !== undefined) return [{ key, op: ordered, values: [value] }]
      const [otherKey, otherValue] = [keyOf(right, program), constantOf(left, program)]
      if (otherKey === undefined || otherValue === undefined) return []
      return [{ key: otherKey, op: FLIPPED[ordered], values: [otherValue] }]
    }
    default:
      return []
  }
}

/** That a contact has a tag, or has it not. A tag is known by its own name, whatever a file calls it. */
export function hasTag({ name }: TagLiteral, truth: boolean, program: Program): Fact {
  return { key: `#${program.references.get(name)?.name ?? name.text}`, op: 'in', values: [truth] }
}

function equality({ left, right }: BinaryExpression, equal: boolean, program: Program): Fact[] {
  const [key, value] = [
    keyOf(left, program) ?? keyOf(right, program),
    constantOf(right, program) ?? constantOf(left, program),
  ]
  if (key === undefined || value === undefined) return []
  // What is not true is false.
  if (typeof value === 'boolean') return [{ key, op: 'in', values: [value === equal] }]
  return [{ key, op: equal ? 'in' : 'not in', values: [value] }]
}

function keyOf(expression: Expression, program: Program): string | undefined {
  return expression.kind === 'path' ? valueKey(program.meanings.get(expression)) : undefined
}

/** A written-out value, if it is one that can be compared here. */
export function constantOf(expression: Expression, program: Program): Value | undefined {
  switch (expression.kind) {
    case 'number':
    case 'percent':
    case 'boolean':
    case 'date':
    case 'time':
    case 'datetime':
      return expression.value
    case 'money':
      return Number(expression.amount)
    case 'string':
      return expression.parts.every((part) => typeof part === 'string')
        ? expression.parts.join('')
        : undefined
    case 'unary': {
      const value = expression.op === '-' ? constantOf(expression.operand, program) : undefined
      return typeof value === 'number' ? -value : undefined
    }
    case 'path': {
      const meaning = program.meanings.get(expression)
      if (meaning?.kind === 'code') return meaning.value
      return meaning?.kind === 'declaration' ? `${meaning.symbol.kind} ${meaning.symbol.name}` : undefined
    }
    default:
      return undefined
  }
}

/** Whether no values could make some facts true where others are known. */
export function contradict(facts: readonly Fact[], known: readonly Fact[] = []): boolean {
  return facts.some(({ key }, index) => {
    const about = facts.filter((fact, at) => at >= index && fact.key === key)
    for (const fact of known) if (fact.key === key) about.push(fact)
    return about.length > 1 && !possible(about)
  })
}

function possible(facts: readonly Fact[]): boolean {
  const choices = facts.find(({ op }) => op === 'in')
  if (choices) return choices.values.some((value) => facts.every((fact) => admits(fact, value)))
  // Without choices, bounds can only exclude each other in pairs.
  const lower = facts.filter(({ op }) => op === '>' || op === '>=')
  const upper = facts.filter(({ op }) => op === '<' || op === '<=')
  return lower.every((low) =>
    upper.every((high) => {
      const [from, to] = [low.values[0]!, high.values[0]!]
      return from < to || (from === to && low.op === '>=' && high.op === '<=')
    }),
  )
}

function admits({ op, values }: Fact, value: Value): boolean {
  const bound = values[0]!
  switch (op) {
    case 'in':
      return values.includes(value)
    case 'not in':
      return !values.includes(value)
    case '<':
      return value < bound
    case '<=':
      return value <= bound
    case '>':
      return value > bound
    case '>=':
      return value >= bound
  }
}
