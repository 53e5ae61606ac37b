import type { Store } from '../../store/open.ts'
import type { Job } from './jobs.ts'

/** While nothing can be written, writes something small, to see whether that is possible again. */
export function trialWrites(store: Store, isInTrouble: () => boolean): Job {
  return {
    name: 'trying to write',
    next: (now) =>
      isInTrouble() ? { work: [{ kind: 'note', write: () => store.notes.set('written', now) }] } : undefined,
  }
}
