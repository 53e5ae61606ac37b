import type { Instant } from '../time/instant.ts'
import type { Occurrence } from './state.ts'
import { journeyOf, nextSeq, type Turn } from './turn.ts'

export type NewOccurrence = Omit<Occurrence, 'position'>

/** Numbers something that happened, and keeps it as long as a live run may look back at it. */
export function addOccurrence(turn: Turn, what: NewOccurrence, at: Instant): Occurrence {
  const occurrence: Occurrence = { ...what, position: [at, nextSeq(turn)] }
  const { contact, bundle } = turn
  const awaited = contact.runs.some(
    (run) => run.state === 'active' && journeyOf(bundle, run)?.awaited.has(what.trigger) === true,
  )
  if (awaited) turn.contact = { ...contact, history: [...contact.history, occurrence] }
  return occurrence
}

/** Puts in line what a step or an outcome made happen. It is looked at once the current thing is done with. */
export function emit(turn: Turn, what: NewOccurrence): void {
  turn.line.push({ occurrence: addOccurrence(turn, what, turn.now), hop: turn.hop + 1 })
}
