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
  tables.entryKeys.change(no, before?.state.entries ?? {}, state.entries)
  if (before?.state.runs !== state.runs) noteRuns(tables, no, before?.state.runs ?? [], state.runs)
  return next
}

function dueOf({ state, postponed }: ContactRow): Instant | null {
  const due = nextDue(state)
  if (due === undefined || !Number.isSafeInteger(due)) return null
  return postponed === undefined ? due : Math.max(due, postponed)
}

/** Brings up to date where a contact stands, and how many runs there are of each version. Most runs stay what they are. */
function noteRuns(
  { standing, counters }: Tables,
  contact: number,
  before: readonly Run[],
  after: readonly Run[],
): void {
  const gone = before.filter((run) => !after.includes(run))
  const come = after.filter((run) => !before.includes(run))
  for (const run of gone) {
    const { journey, hash, state } = run
    counters.version(journey, hash, -1, state === 'active' ? -1 : 0)
    if (state === 'active' && !isPlaceOf(run, after)) standing.remove(contact, run)
  }
  for (const run of come) {
    const { journey, hash, state } = run
    counters.version(journey, hash, 1, state === 'active' ? 1 : 0)
    if (state === 'active' && !isPlaceOf(run, before)) standing.add(contact, run)
  }
}

/** Whether one of the runs is live at the step to which a run came, since the same moment: the two are one note. */
function isPlaceOf(one: Run, runs: readonly Run[]): boolean {
  const { journey, node } = one
  const since = standsSince(one)
  return runs.some(
    (run) =>
      run.node === node && run.journey === journey && standsSince(run) === since && run.state === 'active',
  )
}
