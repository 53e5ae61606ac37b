import { nextDue } from '../../core/due.ts'
import type { ContactState, Run } from '../../core/state.ts'
import type { Instant } from '../../time/instant.ts'
import type { StoredContact } from './contacts.ts'
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
  const stays = new Set(before.filter((run) => after.includes(run)))
  for (const run of before) {
    if (stays.has(run)) continue
    if (run.state === 'active') standing.remove(contact, run)
    counters.version(run.journey, run.hash, -1, run.state === 'active' ? -1 : 0)
  }
  for (const run of after) {
    // Also those that stay: two runs that stand at one step since one moment share a note, and the other may have gone.
    if (run.state === 'active') standing.add(contact, run)
    if (!stays.has(run)) counters.version(run.journey, run.hash, 1, run.state === 'active' ? 1 : 0)
  }
}
