import { nextDue } from '../../core/due.ts'
import { type ContactState, newContact, type Run } from '../../core/state.ts'
import type { Instant } from '../../time/instant.ts'
import type { StoredContact } from '../store/contacts.ts'
import type { Store } from '../store/open.ts'
import type { ContactCache } from './contact-cache.ts'

/** A contact that a batch works on. */
export interface Working {
  readonly no: number
  /** As it is stored; absent for one that is new. */
  readonly stored?: StoredContact
  state: ContactState
  /** Its latest entry in the log. */
  last: number
  /** Not looked at by timers before then, since the runtime fails at it. */
  postponed?: Instant
}

/** The contacts of one batch: each is read once, and written once if something happened to it. */
export interface WorkingSet {
  get(id: string): Working
  /** Writes what has changed, with what follows from it: when contacts are due, and where they stand. */
  write(): void
  /** To be called when it is durable. */
  committed(): void
}

export function createWorkingSet(
  store: Store,
  cache: ContactCache,
  highestNo: number,
): WorkingSet & { highestNo: number } {
  const working = new Map<string, Working>()
  const written: StoredContact[] = []
  const set = {
    highestNo,
    get(id: string): Working {
      const known = working.get(id)
      if (known !== undefined) return known
      const stored = cache.get(id) ?? store.contacts.find(id)
      const one: Working = stored
        ? { no: stored.no, stored, state: stored.state, last: stored.last }
        : { no: ++set.highestNo, state: newContact(id), last: 0 }
      working.set(id, one)
      return one
    },
    write() {
      for (const one of working.values()) {
        const { no, stored, state, last, postponed } = one
        if (last === (stored?.last ?? 0) && postponed === undefined) continue
        const due = dueOf(state, postponed)
        const next: StoredContact = { no, state, due, last }
        if (stored === undefined) {
          store.contacts.insert(next)
          store.counters.total('contacts', 1)
        } else store.contacts.update(next, due !== stored.due)
        if (stored?.state.runs !== state.runs) noteRuns(store, no, stored?.state.runs ?? [], state.runs)
        written.push(next)
      }
    },
    committed() {
      for (const one of written) cache.set(one)
    },
  }
  return set
}

function dueOf(state: ContactState, postponed: Instant | undefined): Instant | null {
  const due = nextDue(state)
  if (due === undefined || !Number.isSafeInteger(due)) return null
  return postponed === undefined ? due : Math.max(due, postponed)
}

/** Brings up to date where a contact stands, and how many runs there are of each version. */
function noteRuns(
  { standing, counters }: Store,
  contact: number,
  before: readonly Run[],
  after: readonly Run[],
): void {
  // Of two runs that stand at one step since one moment there is one note: all go before any come.
  const stays = new Set(before.filter((run) => after.includes(run)))
  for (const run of before) {
    if (stays.has(run)) continue
    if (run.state === 'active') standing.remove(contact, run)
    counters.version(run.journey, run.hash, -1, run.state === 'active' ? -1 : 0)
  }
  for (const run of after) {
    if (run.state === 'active') standing.add(contact, run)
    if (!stays.has(run)) counters.version(run.journey, run.hash, 1, run.state === 'active' ? 1 : 0)
  }
}
