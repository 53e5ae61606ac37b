import type { StepKey } from '../../core/ids.ts'
import type { Input } from '../../core/inputs.ts'
import type { RuntimeRecord } from '../../core/output.ts'
import type { LoadedBundle } from '../../graph/loaded.ts'
import type { Problem } from '../../problems.ts'
import type { Instant } from '../../time/instant.ts'
import type { Lane } from '../store/lane.ts'
import type { Attempt, Delivery, StoreReader } from '../store/store.ts'
import type { Migration, MigrationRequest } from './migrate.ts'

/** What became of an input, told when it can't be lost any more. */
export type Receipt =
  /** It is entry `seq` of the log. Problems among the records did not keep it out. */
  | { readonly kind: 'taken'; readonly seq: number; readonly records: readonly RuntimeRecord[] }
  /** One with the same id about the same contact was taken before, or it changes nothing. */
  | { readonly kind: 'unchanged' }
  /** It does not fit the declarations. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }

/**
 * The durable host: takes inputs in batches, one transaction each, and fires what is due. All writing goes through it.
 */
export interface Engine {
  readonly reader: StoreReader
  /** The latest bundle, which also knows the versions of journeys that runs still are on. */
  readonly bundle: LoadedBundle
  /**
   * Takes inputs in. Inputs of one call keep their order; the promise is fulfilled when all of them are durable.
   * Rejects with `Overloaded` when too much is waiting already, and with `Stopped` after `stop`.
   */
  post(inputs: readonly Input[]): Promise<readonly Receipt[]>
  /** The lanes that have deliveries which wait and are due. What it costs grows with the lanes, not with what is due. */
  dueLanes(now: Instant): readonly Lane[]
  /** Deliveries of a lane that wait and are due, at most so many, the longest due first. */
  due(lane: Lane, now: Instant, limit: number): readonly Delivery[]
  /**
   * Notes what an attempt came to, and tells the contact's run, in one transaction. Of one that is settled, nothing. Rejects
   * when it can't be written, as on a full disk: then it is told again later, and not tried again before.
   */
  settle(key: StepKey, attempt: Attempt): Promise<void>
  /** Tries a delivery again now that is dead, waits, or whose answer has not come. False when there is none of that key, or it is done. Rejects as `settle` does. */
  retry(key: StepKey): Promise<boolean>
  /**
   * Takes runs to the latest version of their journeys, all of them or none; or tells what would be. Reading goes on
   * meanwhile. While it writes, everything else that is to be written waits, and nothing is sent.
   */
  migrate(request: MigrationRequest): Promise<Migration>
  /** Calls back after batches that made deliveries due. Gives the end of it. */
  onDeliveries(listener: () => void): () => void
  /** Calls back when `retry` made something due: it is to be tried now, whatever pause its provider has. Gives the end of it. */
  onRetry(listener: (key: StepKey) => void): () => void
  /** Calls back after each batch that was written. Gives the end of it. */
  onBatch(listener: (batch: Batch) => void): () => void
  readonly health: EngineHealth
  /** 32 random bytes that were made with the data and stay with it: they sign links in messages. */
  readonly secret: Uint8Array
  /** Finishes what was accepted, writes everything down and lets go of the file. */
  stop(): Promise<void>
}

/** What one transaction did. */
export interface Batch {
  /** How many inputs it took in, timers among them. */
  readonly inputs: number
  /** How long it took, to the end of its commit. */
  readonly milliseconds: number
}

/** How an engine does. */
export interface EngineHealth {
  /** Inputs that wait for their batch. */
  readonly queued: number
  /** Why nothing can be written at present, such as a full disk. `undefined` when all is well. */
  readonly trouble: string | undefined
  /** Inputs at which the runtime failed, which is a fault of it. */
  readonly setAside: number
  /** How late the oldest due timer is, in milliseconds. */
  readonly lag: number
}

/** Something worth telling whoever runs the engine. */
export interface EngineNote {
  readonly kind: 'trouble' | 'recovered' | 'clock_set' | 'set_aside' | 'job_rests'
  readonly message: string
}
