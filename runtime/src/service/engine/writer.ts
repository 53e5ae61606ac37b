import type { LoadedBundle } from '../../graph/loaded.ts'
import { formatProblem, type Problem } from '../../problems.ts'
import type { Renderer } from '../../render/renderer.ts'
import type { Instant } from '../../time/instant.ts'
import { concernsFile } from '../store/errors.ts'
import type { Store } from '../store/open.ts'
import type { Attempt } from '../store/store.ts'
import { BatchWork, faultOf, POSTPONED, type Work } from './batch-work.ts'
import { createContactCache } from './contact-cache.ts'
import type { Receipt } from './engine.ts'
import { createWorkingSet } from './working-set.ts'

/** What was written. */
export interface Written {
  /** What became of each piece of work, in order. */
  readonly receipts: readonly Receipt[]
  /** Deliveries are due that were not before. */
  readonly hasDeliveries: boolean
  /** What the runtime failed at, and was set aside. */
  readonly failures: readonly string[]
}

/**
 * Does work on a store, a batch at a time: each is one transaction, and either all of it is durable when `write`
 * returns, or nothing of it was done. It knows no clock and waits for nothing; the engine is a loop around it.
 */
export interface Writer {
  readonly bundle: LoadedBundle
  readonly renderer: Renderer
  /**
   * @param now what the clock shows; `-Infinity` as long as it has not started, when only contacts can be known.
   * @throws StoreError when it can't be written.
   */
  write(work: readonly Work[], now: Instant): Written
  /** To be called when somebody else has written to the file: what is in memory is read again. */
  refresh(): void
}

export interface WriterOptions {
  store: Store
  bundle: LoadedBundle
  renderer: Renderer
  /** How many contacts are kept in memory. */
  cached?: number
}

export function createWriter({ store, bundle, renderer, cached = 10_000 }: WriterOptions): Writer {
  const cache = createContactCache(cached)
  let highestNo = store.contacts.highestNo()
  let highestSeq = store.log.highestSeq()

  function writeTogether(work: readonly Work[], now: Instant): Written {
    const contacts = createWorkingSet(store, cache, highestNo)
    const batch = new BatchWork(store, contacts, bundle, renderer, now, highestSeq)
    try {
      const written = store.transact(() => {
        const receipts = work.map((one) => batch.take(one))
        contacts.write()
        const { hasDeliveries, failures } = batch
        return { receipts, hasDeliveries, failures }
      })
      contacts.committed()
      highestNo = contacts.highestNo
      highestSeq = batch.seq
      return written
    } catch (error) {
      cache.clear()
      throw error
    }
  }

  /** Finds what it is that can't be written, and goes on with the rest: a transaction for each. */
  function writeApart(work: readonly Work[], now: Instant): Written {
    const all = work.map((one) => {
      try {
        return writeTogether([one], now)
      } catch (error) {
        if (concernsFile(error)) throw error
        if (one.kind === 'settle') {
          const written = settleAside(one, faultOf(error), now)
          if (written !== undefined) return written
        }
        if (one.kind === 'due') store.transact(() => store.contacts.postpone(one.contact, now + POSTPONED))
        const problems = [faultOf(error)]
        const receipts: Receipt[] = [{ kind: 'refused', problems }]
        // A job whose note could not be written is told of that.
        const failures = one.kind === 'note' ? [] : problems.map(formatProblem)
        return { receipts, hasDeliveries: false, failures }
      }
    })
    return {
      receipts: all.flatMap(({ receipts }) => receipts),
      hasDeliveries: all.some(({ hasDeliveries }) => hasDeliveries),
      failures: all.flatMap(({ failures }) => failures),
    }
  }

  /**
   * What was sent is noted as sent, whatever becomes of it here: else it would be sent again. An answer that can't be
   * written down itself fails. Nothing when not even that can be written.
   */
  function settleAside(
    work: Extract<Work, { kind: 'settle' }>,
    aside: Problem,
    now: Instant,
  ): Written | undefined {
    const failed: Attempt = { kind: 'dead', reason: formatProblem(aside) }
    for (const attempt of [work.attempt, failed]) {
      try {
        return writeTogether([{ ...work, attempt, aside }], now)
      } catch (error) {
        if (concernsFile(error)) throw error
      }
    }
    return undefined
  }

  return {
    bundle,
    renderer,
    write(work, now) {
      try {
        return writeTogether(work, now)
      } catch (error) {
        if (concernsFile(error)) throw error
        // A fault of ours, or a text that is damaged, that must not stop the others.
        return writeApart(work, now)
      }
    },
    refresh() {
      cache.clear()
      highestNo = store.contacts.highestNo()
      highestSeq = store.log.highestSeq()
    },
  }
}
