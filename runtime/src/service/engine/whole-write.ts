import type { LoadedBundle } from '../../graph/loaded.ts'
import type { Renderer } from '../../render/renderer.ts'
import type { Instant } from '../../time/instant.ts'
import type { StoredContact } from '../store/contacts.ts'
import type { Store } from '../store/open.ts'
import { BatchWork, type Work } from './batch-work.ts'
import type { Receipt } from './engine.ts'
import { createWorkingSet } from './working-set.ts'

/** Work that is written a part at a time and in one transaction: all of it, or none. */
export interface WholeWrite {
  /**
   * Does some of the work, on contacts that were read already.
   *
   * @throws StoreError when it can't be written. Then all is to be taken back.
   */
  take(work: readonly Work[], contacts: readonly StoredContact[], now: Instant): readonly Receipt[]
  /** Makes all of it durable. */
  commit(): void
  /** Leaves everything as it was. */
  takeBack(): void
}

/**
 * Begins to write. Until the end, nobody else may write to the file; what is only read is as it was, on other
 * connections. Only the contacts of one part are in memory.
 */
export function beginWhole(store: Store, bundle: LoadedBundle, renderer: Renderer): WholeWrite {
  const transaction = store.begin()
  let highestNo = store.contacts.highestNo()
  let highestSeq = store.log.highestSeq()
  return {
    take(work, contacts, now) {
      const known = new Map(contacts.map((one) => [one.state.id, one]))
      const cache = { get: (id: string) => known.get(id), set: () => {}, clear: () => {} }
      const set = createWorkingSet(store, cache, highestNo)
      const batch = new BatchWork(store, set, bundle, renderer, now, highestSeq)
      const receipts = work.map((one) => batch.take(one))
      set.write()
      highestNo = set.highestNo
      highestSeq = batch.seq
      return receipts
    },
    commit: transaction.commit,
    takeBack: transaction.takeBack,
  }
}
