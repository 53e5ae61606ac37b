import type { Instant } from '../../time/instant.ts'
import type { Store } from '../store/open.ts'

/** So many rows of each kind are removed at once: a moment's work. */
const STEP = 500

/**
 * Forgets some of what is older than a moment: entries of the log with the ids of their inputs, and deliveries that were
 * settled. What contacts are and where they stand is kept. The latest entry is, too: numbers go on from it.
 *
 * @returns true when there may be more.
 */
export function forgetSome(store: Store, before: Instant): boolean {
  const entries = store.log.oldest(before, STEP)
  const deliveries = store.deliveries.settledBefore(before, STEP)
  if (entries.length + deliveries.length === 0) return false
  store.transact(() => {
    for (const { contact, id } of entries) if (id !== undefined) store.inputIds.remove(contact, id)
    const last = entries.at(-1)
    if (last !== undefined) store.log.removeTo(last.seq)
    store.counters.total('log', -entries.length)
    for (const { key, state } of deliveries) {
      store.deliveries.remove(key)
      store.counters.total(`deliveries ${state}`, -1)
    }
  })
  return entries.length === STEP || deliveries.length === STEP
}
