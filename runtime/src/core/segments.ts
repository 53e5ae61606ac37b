import type { LoadedSegment } from '../graph/loaded.ts'
import { emit } from './occur.ts'
import type { ContactState, Membership } from './state.ts'
import { scopeOf, type Turn } from './turn.ts'

/**
 * Notes quietly whether the contact is in the segments that journeys listen to, where that is not known: a contact that
 * is new, a segment that is new or means something else since. Nobody enters by being looked at for the first time.
 */
export function noteSegments(turn: Turn): void {
  for (const segment of turn.bundle.watched) {
    if (membershipOf(turn.contact, segment)?.definition !== segment.definition) note(turn, segment)
  }
}

/** Notes quietly where the contact is after an import. */
export function noteAllSegments(turn: Turn): void {
  for (const segment of turn.bundle.watched) note(turn, segment)
  turn.noted = turn.contact
}

/** Looks again at the segments that something touched, and puts in line that the contact came in or dropped out. */
export function lookAtSegments(turn: Turn): void {
  if (turn.bundle.watched.length === 0) return
  const { noted } = turn
  for (const segment of turn.bundle.watched) {
    const before = membershipOf(turn.contact, segment)
    const isOver = before?.until !== undefined && before.until <= turn.now
    if (before !== undefined && !isOver && !isTouched(segment, noted, turn.contact)) continue
    const after = note(turn, segment)
    if (before === undefined || before.in === after.in) continue
    turn.records.push({
      kind: after.in ? 'joined' : 'left',
      at: turn.now,
      contact: turn.contact.id,
      segment: segment.name,
    })
    emit(turn, { trigger: `${after.in ? 'enter' : 'leave'} ${segment.name}` })
  }
  turn.noted = turn.contact
}

function membershipOf({ memberships }: ContactState, { name }: LoadedSegment): Membership | undefined {
  return memberships !== undefined && Object.hasOwn(memberships, name) ? memberships[name] : undefined
}

function note(turn: Turn, segment: LoadedSegment): Membership {
  const { contact, now } = turn
  const horizon = { at: Number.POSITIVE_INFINITY }
  // The clock of the contact is set only once an input is taken in.
  const isIn = segment.holds(scopeOf({ ...contact, clock: now }, undefined, undefined, horizon))
  const membership: Membership = {
    in: isIn,
    definition: segment.definition,
    ...(horizon.at !== Number.POSITIVE_INFINITY && { until: horizon.at }),
  }
  turn.contact = { ...contact, memberships: { ...contact.memberships, [segment.name]: membership } }
  return membership
}

/** Whether something changed that the segment reads. */
function isTouched({ reads }: LoadedSegment, before: ContactState, after: ContactState): boolean {
  if (before.attributes !== after.attributes) {
    for (const field of reads.fields) if (before.attributes[field] !== after.attributes[field]) return true
  }
  if (reads.tags && before.tags !== after.tags) return true
  if (before.past === after.past) return false
  if (before.past?.tallies !== after.past?.tallies) return true
  for (const event of reads.events) if (before.past?.events[event] !== after.past?.events[event]) return true
  return false
}
