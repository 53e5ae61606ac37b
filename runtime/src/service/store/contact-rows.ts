import { nextDue } from '../../core/due.ts'
import type { ContactState, Run } from '../../core/state.ts'
import type { Instant } from '../../time/instant.ts'
import type { StoredContact } from './contacts.ts'
import { standsSince } from './standing.ts'
import type { Tables } from './tables.ts'

/** What is written of a contact. The rest follows from it. */
export interface ContactRow {
  readonly no: number
  readonly state: ContactState
  readonly last: number
  /** Timers look at it not before then. */
  readonly postponed?: Instant
}

/** Writes a contact, and all that follows from its state: when it is due, where it stands, how many there are. */
export function storeContact(tables: Tables, row: ContactRow, before?: StoredContact): StoredContact {
  const { no, state, last } = row
  const next: StoredContact = { no, state, last, due: dueOf(row) }
  if (before === undefined) {
    tables.contacts.insert(next)
    tables.counters.total('contacts', 1)
  } else tables.contacts.update(next, next.due !== before.due)
  if (before?.state.runs !== state.runs) noteRuns(tables, no, before?.state.runs ?? [], state.runs)
  return next
}

function dueOf({ state, postponed }: ContactRow): Instant | null {
  const due = nextDue(state)
  if (due === undefined || !Number.isSafeInteger(due)) return null
  return postponed === undefined ? due : Math.max(due, postponed)
}

/** Brings up to date where a contact stands, and how many runs there are of each version. */
function noteRuns(
  { standing, counters }: Tables,
  contact: number,
  before: readonly Run[],
  after: readonly Run[],
): void {
  const [stood, stands] = [placesOf(before), placesOf(after)]
  for (const [place, run] of stood) if (!stands.has(place)) standing.remove(contact, run)
  for (const [place, run] of stands) if (!stood.has(place)) standing.add(contact, run)
  for (const { journey, hash, state } of before)
    counters.version(journey, hash, -1, state === 'active' ? -1 : 0)
  for (const { journey, hash, state } of after) counters.version(journey, hash, 1, state === 'active' ? 1 : 0)
}

/** Live runs by step and moment: two that came to one step at one moment are one note. */
function placesOf(runs: readonly Run[]): Map<string, Run> {
  const live = runs.filter(({ state }) => state === 'active')
  return new Map(live.map((run) => [`${standsSince(run)} ${run.journey} ${run.node}`, run]))
}
