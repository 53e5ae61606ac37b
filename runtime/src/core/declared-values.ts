import { checkValue } from '../expressions/check-values.ts'
import type { Values } from '../expressions/compile.ts'
import { sameValue } from '../expressions/value.ts'
import type { Value } from '../graph/format.ts'
import { problem } from '../problems.ts'
import type { Turn } from './turn.ts'

/**
 * Brings what is known of a contact in line with the declarations, which may be others since: a value that its field can
 * not hold any more, or whose field is gone, is set aside, where nobody reads it; one that was set aside comes back when its
 * field can hold it again. Quiet: that starts nothing.
 */
export function settleValues(turn: Turn): void {
  const { contact, bundle, now } = turn
  const attributes: Record<string, Value> = {}
  const aside: Record<string, Value> = {}
  for (const [field, value] of Object.entries({ ...contact.aside, ...contact.attributes })) {
    const type = bundle.contact.get(field)
    const fits = type !== undefined && checkValue(type, value, bundle) !== undefined
    if (fits) attributes[field] = value
    else aside[field] = value
    if (type !== undefined && !fits && Object.hasOwn(contact.attributes, field)) {
      const found = problem('value_set_aside', { field })
      turn.records.push({ kind: 'problem', at: now, contact: contact.id, problem: found })
    }
  }
  if (sameValues(attributes, contact.attributes)) return
  const { aside: _, ...others } = contact
  turn.contact = { ...others, attributes, ...(Object.keys(aside).length > 0 && { aside }) }
}

function sameValues(a: Values, b: Values): boolean {
  const fields = Object.keys(a)
  return fields.length === Object.keys(b).length && fields.every((field) => sameValue(a[field], b[field]))
}

/** What a field was is forgotten when it is said what it is. */
export function forgetAside(turn: Turn, fields: readonly string[]): void {
  const { aside, ...contact } = turn.contact
  if (aside === undefined || !fields.some((field) => Object.hasOwn(aside, field))) return
  const left = Object.fromEntries(Object.entries(aside).filter(([field]) => !fields.includes(field)))
  turn.contact = { ...contact, ...(Object.keys(left).length > 0 && { aside: left }) }
}
