import { type ContactState, newContact } from '../../core/state.ts'
import type { Instant } from '../../time/instant.ts'
import { storeContact } from '../store/contact-rows.ts'
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
  /** `no`: its number, if that is known. It is read faster by it. */
  get(id: string, no?: number): Working
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
    get(id: string, no?: number): Working {
      const known = working.get(id)
      if (known !== undefined) return known
      const stored = cache.get(id) ?? (no === undefined ? store.contacts.find(id) : store.contacts.byNo(no))
      const one: Working = stored
        ? { no: stored.no, stored, state: stored.state, last: stored.last }
        : { no: ++set.highestNo, state: newContact(id), last: 0 }
      working.set(id, one)
      return one
    },
    write() {
      for (const one of working.values()) {
        const { stored, last, postponed } = one
        if (last === (stored?.last ?? 0) && postponed === undefined) continue
        written.push(storeContact(store, one, stored))
      }
    },
    committed() {
      for (const one of written) cache.set(one)
    },
  }
  return set
}
