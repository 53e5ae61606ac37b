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
 * inputs, deliveries that were settled, and graphs that no run and no entry is of. What contacts are and where they stand is kept. The latest entry is, too:
 * numbers go on from it.
 */
export function retention(store: Store, clock: Clock, believed: BelievedTime, keep: number): Job {
  let nextLook = Number.NEGATIVE_INFINITY
  /** The number of the delivery to which this look has come. Those before it that are left are not over yet. */
  let looked = 0
  return {
    name: 'forgetting what is old',
    next() {
      if (steadyTime(clock) < nextLook) return undefined
      const before = believed.look() - keep
      const entries = store.log.oldest(before, STEP)
      const deliveries = store.deliveries.oldest(before, looked, STEP)
      if (entries.length + deliveries.length > 0) {
        const write = () => {
          forgetEntries(store, entries)
          forgetDeliveries(store, deliveries)
        }
        const written = () => {
          looked = deliveries.at(-1)?.no ?? looked
        }
        return { work: [{ kind: 'note', write }], written }
      }
      // Graphs go last, when no entry of the log is of their time any more.
      const graph = store.deployments.oldest(before, store.counters.versions())
      if (graph !== undefined) {
        return { work: [{ kind: 'note', write: () => store.deployments.removeTo(graph) }] }
      }
      looked = 0
      nextLook = steadyTime(clock) + LOOK_EVERY
      return believed.keep()
    },
  }
}

function forgetEntries(
  { log, inputIds, counters }: Store,
  entries: ReturnType<Store['log']['oldest']>,
): void {
  for (const { contact, id } of entries) if (id !== undefined) inputIds.remove(contact, id)
  const last = entries.at(-1)
  if (last !== undefined) log.removeTo(last.seq)
  counters.total('log', -entries.length)
}

function forgetDeliveries(
  { deliveries, counters }: Store,
  old: ReturnType<Store['deliveries']['oldest']>,
): void {
  for (const { no, state } of old.filter(({ isOver }) => isOver)) {
    deliveries.remove(no)
    counters.total(`deliveries ${state}`, -1)
  }
}
