import { openSnapshot, type Store } from '../store/open.ts'
import type { Clock } from './clock.ts'
import { Stopped } from './errors.ts'
import {
  type Migration,
  type MigrationRequest,
  type MigrationSteps,
  migrationSteps,
  planSteps,
} from './migrate.ts'
import type { Writer } from './writer.ts'

/** Migrations beside everything else that a process does. */
export interface Migrations {
  /** One writes now: nobody else may. */
  readonly isWriting: boolean
  /**
   * Carries one out, after those that were asked for before.
   *
   * @throws StoreError when it can't be written, and `Stopped`. Then nothing was done.
   */
  run(request: MigrationRequest): Promise<Migration>
  /** Ends what is under way, so that nothing of it was done. */
  stop(): Promise<void>
}

/** @param ended is called when others may write again. */
export function createMigrations(store: Store, writer: Writer, clock: Clock, ended: () => void): Migrations {
  let isWriting = false
  let isStopped = false
  let last: Promise<unknown> = Promise.resolve()

  /** What is planned is that of one moment. */
  async function plan(journey?: string): Promise<Migration> {
    const file = openSnapshot(store.path, true)
    try {
      return await inTurns(planSteps(file, writer.bundle, clock.now(), journey))
    } finally {
      file.close()
    }
  }

  /** On a connection of its own, so that what is read meanwhile is as it was before. */
  async function write(journey?: string): Promise<Migration> {
    const aside = store.beside()
    isWriting = true
    try {
      return await inTurns(migrationSteps(aside, writer, clock.now(), journey))
    } finally {
      aside.close()
      writer.refresh()
      isWriting = false
      ended()
    }
  }

  async function inTurns(steps: MigrationSteps): Promise<Migration> {
    for (;;) {
      const { done, value } = steps.next()
      if (done) return value
      await new Promise((resolve) => setImmediate(resolve))
      if (!isStopped) continue
      steps.return(undefined as never)
      throw new Stopped()
    }
  }

  return {
    get isWriting() {
      return isWriting
    },
    run({ dryRun, journey }) {
      const one = last.then(() => {
        if (isStopped) throw new Stopped()
        return dryRun ? plan(journey) : write(journey)
      })
      last = one.catch(() => {})
      return one
    },
    async stop() {
      isStopped = true
      await last
    },
  }
}
