import type { Store } from '../../store/open.ts'
import type { Work } from '../batch-work.ts'
import type { Job } from './jobs.ts'

/** Fires what contacts are due for, the longest due first. How far it is follows from the contacts. */
export function dueContacts(store: Store): Job {
  return {
    name: 'firing timers',
    next(now, limit) {
      const work = store.contacts.dueBy(now, limit).map((due): Work => ({ kind: 'due', ...due }))
      return work.length === 0 ? undefined : { work }
    },
  }
}
