import { type Expr, operandsOf, type Value, type ValueType } from '@journey-lang/runtime'
import { expressionText, own, type Scope, tagText, typeOf } from '../../emit/expression-text.ts'
import { valueText } from '../../emit/quantity-text.ts'
import type { Known } from './knowledge.ts'

/** What decides a condition, as far as it is known. */
export interface Facts {
  attribute(field: string): Known | undefined
  hasTag(tag: string): boolean | undefined
  /** The field of a payload that the run keeps, or of the event that is looked at. */
  payload(binding: string, field: string): Known | undefined
  /** When an event happened last, in words; `never`; or nothing, when it is not known. */
  lastOf(event: string): string | undefined
}

/** Whether the facts are told of then or of now. */
export type Tense = 'was' | 'is'

/** The longest value that is shown whole, in characters. */
const LONGEST = 60

/** What a condition looked at, each once, in the order in which it stands there: `contact.country was FR`. */
export function factsOf(expr: Expr, scope: Scope, facts: Facts, tense: Tense): string[] {
  return [...new Set(read(expr, scope, facts, tense))]
}

function read(expr: Expr, scope: Scope, facts: Facts, tense: Tense): string[] {
  if (typeof expr !== 'object') return []
  if ('var' in expr) {
    const known = valueRead(expr.var, facts)
    return known === undefined
      ? []
      : [`${expressionText(expr, scope)} ${tense} ${knownText(known, typeOf(expr, scope))}`]
  }
  if ('has_tag' in expr) {
    const has = facts.hasTag(expr.has_tag)
    if (has === undefined) return []
    const verb = tense === 'was' ? (has ? 'had' : 'did not have') : has ? 'has' : 'does not have'
    return [`contact ${verb} ${tagText(expr.has_tag)}`]
  }
  if ('in_segment' in expr) {
    const segment = own(scope.bundle.segments, expr.in_segment)
    return segment ? read(segment.when, scope, facts, tense) : []
  }
  if ('history' in expr) {
    const { event } = expr.history
    const last = facts.lastOf(event)
    if (last === undefined) return []
    return [last === 'never' ? `${event} never happened` : `${event} last happened on ${last}`]
  }
  return operandsOf(expr).flatMap((operand) => read(operand, scope, facts, tense))
}

function valueRead([root, first = '', second = '']: string[], facts: Facts): Known | undefined {
  if (root === 'contact') return facts.attribute(first)
  if (root === 'event') return facts.payload('event', first)
  return root === 'bind' ? facts.payload(first, second) : undefined
}

/** A value as the language writes it, cut where it is long; or that there is none. */
function knownText({ value }: Known, type?: ValueType): string {
  return value === undefined ? 'not known' : shortValue(value, type)
}

/** A value as the language writes it, and no longer than fits into a sentence. */
export function shortValue(value: Value, type?: ValueType): string {
  if (typeof value !== 'string') return valueText(value, type)
  const characters = [...value]
  return valueText(characters.length <= LONGEST ? value : `${characters.slice(0, LONGEST).join('')}…`, type)
}
