import type { Instant } from '../time/instant.ts'
import { addToHistory } from './history.ts'
import type { Occurrence } from './state.ts'
import { type Caused, nextSeq, type Turn } from './turn.ts'

export type NewOccurrence = Omit<Occurrence, 'position'>

/**
 * Numbers something that happened, and keeps it as long as a live run may look back at it: also one that begins
 * later in this turn.
 */
export function addOccurrence(turn: Turn, what: NewOccurrence, at: Instant): Occurrence {
  const occurrence: Occurrence = { ...what, position: [at, nextSeq(turn)] }
  const { contact, bundle } = turn
  if (bundle.awaited.has(what.trigger))
    turn.contact = { ...contact, history: addToHistory(contact.history, occurrence) }
  return occurrence
}

/** Puts something in line that is to be looked at once the current thing is done with. */
export function putInLine(turn: Turn, happening: Caused): void {
  turn.line.push({ happening, hop: turn.hop + 1 })
}

/** Puts in line what a step or an outcome made happen. It is looked at once the current thing is done with. */
export function emit(turn: Turn, what: NewOccurrence): void {
  putInLine(turn, { kind: 'occurrence', occurrence: addOccurrence(turn, what, turn.now) })
}
