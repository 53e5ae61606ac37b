import { addToHistory, type Occurrence } from '../past/history.ts'
import { remember } from '../past/remember.ts'
import type { Instant } from '../time/instant.ts'
import { type Caused, nextSeq, type Turn } from './turn.ts'

const EVENT = 'event '

export type NewOccurrence = Omit<Occurrence, 'position'>

/**
 * Numbers something that happened, and keeps it as long as a live run may look back at it (also one that begins later
 * in this turn), and as far as history expressions ask for it.
 */
export function addOccurrence(turn: Turn, what: NewOccurrence, at: Instant): Occurrence {
  const occurrence: Occurrence = { ...what, position: [at, nextSeq(turn)] }
  const { contact, bundle } = turn
  const event = what.payload === undefined ? undefined : what.trigger.slice(EVENT.length)
  const memory = event === undefined ? undefined : bundle.remembered.get(event)
  if (memory !== undefined) {
    turn.contact = { ...turn.contact, past: remember(contact.past, event!, memory, occurrence, turn.now) }
  }
  if (bundle.awaited.has(what.trigger))
    turn.contact = { ...turn.contact, history: addToHistory(contact.history, occurrence) }
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
