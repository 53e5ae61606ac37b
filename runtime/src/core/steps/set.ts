import { checkPayload, checkValue } from '../../expressions/check-values.ts'
import type { LoadedSet } from '../../graph/loaded.ts'
import { setField } from '../attributes.ts'
import { scopeOf } from '../turn.ts'
import type { Step } from './step.ts'

/**
 * Sets a field of the contact. The run sees it at once; what the change starts elsewhere waits in line. A field that
 * must have a value keeps the one it has when the new one is missing. A value that the field can't hold, such as a sum
 * that is too large, is a problem.
 */
export const arriveAtSet: Step<LoadedSet> = (turn, run, { id: node, field, value, next }) => {
  const type = turn.bundle.contact.get(field)!
  const found = value(scopeOf(turn.contact, run))
  const checked = found === undefined ? undefined : checkValue(type, found, turn.bundle)
  if (checked === undefined && found !== undefined) {
    const { problems } = checkPayload('contact', new Map([[field, type]]), { [field]: found }, turn.bundle)
    const about = { at: turn.now, contact: turn.contact.id, journey: run.journey, run: run.id }
    for (const one of problems) turn.records.push({ kind: 'problem', ...about, problem: one })
    return next
  }
  if (checked === undefined && type.optional !== true) return next
  setField(turn, field, checked)
  turn.records.push({
    kind: 'set',
    at: turn.now,
    contact: turn.contact.id,
    journey: run.journey,
    run: run.id,
    node,
    field,
    ...(checked !== undefined && { value: checked }),
  })
  return next
}
