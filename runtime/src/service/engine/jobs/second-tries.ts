import type { Store } from '../../store/open.ts'
import type { Job } from './jobs.ts'

/** Tries once more what was set aside before the engine began. What fails again is set aside again. */
export function secondTries(store: Store): Job {
  const last = store.setAside.highestNo()
  let tried = 0
  return {
    name: 'trying again what was set aside',
    next(_, limit) {
      const found = tried < last ? store.setAside.between(tried, last, limit) : []
      const end = found.at(-1)
      if (end === undefined) {
        tried = last
        return undefined
      }
      return {
        work: found.map(({ setAside }) => ({ kind: 'resume', setAside })),
        written() {
          tried = end.no
        },
      }
    },
  }
}
