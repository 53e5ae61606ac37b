import { sameValue } from '../expressions/value.ts'
import type { Value } from '../graph/format.ts'
import { emit } from './occur.ts'
import type { Turn } from './turn.ts'

/**
 * Gives a field of the contact a value, or takes its value away. A change is put in line for those who listen to it;
 * a first value is none.
 */
export function setField(turn: Turn, field: string, value: Value | undefined): void {
  const { [field]: _, ...others } = turn.contact.attributes
  const before = turn.contact.attributes
  turn.contact = {
    ...turn.contact,
    attributes: value === undefined ? others : { ...before, [field]: value },
  }
  noteChange(turn, field, before)
}

/** Puts in line that a field has another value than before, if somebody listens and it had one. */
export function noteChange(turn: Turn, field: string, before: Turn['contact']['attributes']): void {
  const { bundle, contact } = turn
  if (!bundle.starts.has(`change ${field}`)) return
  const otherwise = bundle.contact.get(field)?.default
  const old = own(before, field) ?? otherwise
  const value = own(contact.attributes, field) ?? otherwise
  if (old === undefined || sameValue(old, value)) return
  emit(turn, { trigger: `change ${field}`, ...(value !== undefined && { value }) })
}

function own(values: Turn['contact']['attributes'], field: string): Value | undefined {
  return Object.hasOwn(values, field) ? values[field] : undefined
}
