import { checkPayload } from '../../expressions/check-values.ts'
import type { Value } from '../../graph/format.ts'
import type { LoadedEmit } from '../../graph/loaded.ts'
import { emit } from '../occur.ts'
import { scopeOf } from '../turn.ts'
import type { Step } from './step.ts'

/** Makes an event happen to the contact. What it starts or moves waits in line, this run included. */
export const arriveAtEmit: Step<LoadedEmit> = (turn, run, { id: node, event, args, next }) => {
  const scope = scopeOf(turn.contact, run)
  const given: Record<string, Value> = {}
  for (const [name, evaluate] of args) {
    const value = evaluate(scope)
    if (value !== undefined) given[name] = value
  }
  const fields = turn.bundle.events.get(event)!
  const { values, problems } = checkPayload(`event "${event}"`, fields, given, turn.bundle)
  const { id, journey } = run
  const about = { at: turn.now, contact: turn.contact.id, journey, run: id }
  for (const found of problems) turn.records.push({ kind: 'problem', ...about, problem: found })
  if (problems.length === 0) {
    turn.records.push({ kind: 'emitted', ...about, node, event })
    emit(turn, { trigger: `event ${event}`, payload: values })
  }
  return next
}
