import type { Bundle, SourceMap } from '../../graph/format.ts'
import { storeError } from '../store/errors.ts'
import { openStore, type Store } from '../store/open.ts'
import { type Clock, systemClock } from './clock.ts'
import { prepareBundle, putInPlace } from './deploy.ts'
import type { Engine, EngineNote } from './engine.ts'
import { startLoop } from './loop.ts'
import { createWriter } from './writer.ts'

/** What an engine works on, and its limits. */
export interface EngineOptions {
  /** The data file, or one that is open already and that the engine closes when it stops. */
  data: string | Store
  /** The graph: what `journey build` writes, parsed. */
  bundle: Bundle | unknown
  sourceMap?: SourceMap
  clock?: Clock
  /** How many inputs may wait to be written. */
  maxQueued?: number
  /** Inputs of one transaction, at most. */
  batchSize?: number
  /** How many contacts are kept in memory. */
  cachedContacts?: number
  /** How long the log and what was delivered are kept, in milliseconds. Absent: for ever. */
  keep?: number
  note?: (note: EngineNote) => void
}

/**
 * Opens a data file, puts a bundle in place and begins to work.
 *
 * @throws StoreError when the file can't be used.
 * @throws ProblemsError when the bundle can't be executed.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { data, sourceMap, clock = systemClock, note = () => {} } = options
  const store = typeof data === 'string' ? openStore(data) : data
  try {
    const prepared = await prepareBundle(store.reader, options.bundle)
    putInPlace(store, prepared, clock.now(), sourceMap)
    const writer = createWriter({
      store,
      ...prepared,
      ...(options.cachedContacts !== undefined && { cached: options.cachedContacts }),
    })
    const { maxQueued = 100_000, batchSize = 1000, keep = Number.POSITIVE_INFINITY } = options
    return startLoop({ store, writer, clock, maxQueued, batchSize, keep, note })
  } catch (error) {
    store.close()
    // Damage may be come upon only when the file is read.
    throw storeError(error, store.path)
  }
}
