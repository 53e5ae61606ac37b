import type { Store } from '../../store/open.ts'
import type { Work } from '../batch-work.ts'
import type { Job } from './jobs.ts'

/**
 * Where the look at every contact has come to that follows a deployment: the last id. It is in the file until it is
 * done. An id means the same after an export and an import; a number of a row does not.
 */
const NOTE = 'looked at all until'

/** Has every contact looked at, from the first on, in the background. To be called within a transaction. */
export function lookAtAll(store: Store): void {
  store.notes.set(NOTE, null)
}

/** Wakes every contact once, after `lookAtAll`. */
export function looksAtAll(store: Store): Job {
  return {
    name: 'looking at all contacts',
    next(now, limit) {
      const after = store.notes.get<unknown>(NOTE)
      if (after === undefined) return undefined
      // Anything else than an id is the beginning: to look twice does no harm.
      const contacts = store.contacts.ids(typeof after === 'string' ? after : undefined, limit)
      const last = contacts.at(-1)
      const looks = contacts.map((contact): Work => {
        return { kind: 'input', input: { kind: 'wake', contact, at: now } }
      })
      const write = () => (last === undefined ? store.notes.remove(NOTE) : store.notes.set(NOTE, last))
      return { work: [...looks, { kind: 'note', write }] }
    },
  }
}
