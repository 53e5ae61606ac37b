import type { Instant } from '../../../time/instant.ts'
import type { Store } from '../../store/open.ts'
import type { BelievedTime } from '../believed-time.ts'
import { type Clock, steadyTime } from '../clock.ts'
import type { Job } from './jobs.ts'

/** How often it is looked whether something may be forgotten, in milliseconds. */
const LOOK_EVERY = 60_000
/** So many rows of each kind are removed at once: a moment's work. */
const STEP = 500

/**
 * Forgets what is older than `keep` milliseconds by a clock that is believed: entries of the log with the ids of their
 * inputs, and deliveries that were settled. What contacts are and where they stand is kept. The latest entry is, too:
 * numbers go on from it.
 */
export function retention(store: Store, clock: Clock, believed: BelievedTime, keep: number): Job {
  let nextLook = Number.NEGATIVE_INFINITY
  return {
    name: 'forgetting what is old',
    next() {
      if (steadyTime(clock) < nextLook) return undefined
      const forget = whatIsOld(store, believed.look() - keep)
      if (forget !== undefined) return { work: [{ kind: 'note', write: forget }] }
      nextLook = steadyTime(clock) + LOOK_EVERY
      return believed.keep()
    },
  }
}

/** What removes some of it. Nothing when there is nothing so old. */
function whatIsOld(store: Store, before: Instant): (() => void) | undefined {
  const entries = store.log.oldest(before, STEP)
  const deliveries = store.deliveries.settledBefore(before, STEP)
  if (entries.length + deliveries.length === 0) return undefined
  return () => {
    for (const { contact, id } of entries) if (id !== undefined) store.inputIds.remove(contact, id)
    const last = entries.at(-1)
    if (last !== undefined) store.log.removeTo(last.seq)
    store.counters.total('log', -entries.length)
    for (const { key, state } of deliveries) {
      store.deliveries.remove(key)
      store.counters.total(`deliveries ${state}`, -1)
    }
  }
}
