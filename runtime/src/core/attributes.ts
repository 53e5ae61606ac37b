import { sameValue } from '../expressions/value.ts'
import type { Value } from '../graph/format.ts'
import { forgetAside } from './declared-values.ts'
import { emit, putInLine } from './occur.ts'
import type { Turn } from './turn.ts'

/**
 * Gives a field of the contact a value, or takes its value away. Whatever differs is put in line, for conditions may
 * hold now; those who listen to a change of the field hear of it unless it is a first value.
 */
export function setField(turn: Turn, field: string, value: Value | undefined): void {
  const { [field]: _, ...others } = turn.contact.attributes
  const before = turn.contact.attributes
  turn.contact = {
    ...turn.contact,
    attributes: value === undefined ? others : { ...before, [field]: value },
  }
  forgetAside(turn, [field])
  if (noteChange(turn, field, before)) return
  const [old, now] = valuesOf(turn, field, before)
  if (!sameValue(old, now)) putInLine(turn, { kind: 'contact', field, at: turn.now })
}

/** Puts in line that a field has another value than before, if somebody listens and it had one. True if so. */
export function noteChange(turn: Turn, field: string, before: Attributes): boolean {
  if (!turn.bundle.starts.has(`change ${field}`)) return false
  const [old, value] = valuesOf(turn, field, before)
  if (old === undefined || sameValue(old, value)) return false
  emit(turn, { trigger: `change ${field}`, ...(value !== undefined && { value }) })
  return true
}

type Attributes = Turn['contact']['attributes']

/** What a field says, before and now. */
function valuesOf({ bundle, contact }: Turn, field: string, before: Attributes) {
  const otherwise = bundle.contact.get(field)?.default
  return [own(before, field) ?? otherwise, own(contact.attributes, field) ?? otherwise] as const
}

function own(values: Attributes, field: string): Value | undefined {
  return Object.hasOwn(values, field) ? values[field] : undefined
}
