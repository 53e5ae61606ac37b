import type { Instant } from '../../time/instant.ts'
import type { Store } from '../store/open.ts'
import type { Work } from './writer.ts'

/** Where the look at every contact has come to that follows a deployment. It is in the file until it is done. */
const NOTE = 'looked at all until'

/** Has every contact looked at, from the first on, in the background. To be called within a transaction. */
export function lookAtAll(store: Store): void {
  store.notes.set(NOTE, 0)
}

/** The next contacts to be looked at, and what notes in the same transaction how far it came. Nothing when it is done. */
export function nextLooks(
  store: Store,
  now: Instant,
  limit: number,
): { work: Work[]; note: () => void } | undefined {
  const after = store.notes.get<number>(NOTE)
  if (after === undefined) return undefined
  const contacts = store.contacts.after(after, limit)
  const last = contacts.at(-1)
  return {
    work: contacts.map(({ id }) => ({ kind: 'input', input: { kind: 'wake', contact: id, at: now } })),
    note: () => (last === undefined ? store.notes.remove(NOTE) : store.notes.set(NOTE, last.no)),
  }
}
