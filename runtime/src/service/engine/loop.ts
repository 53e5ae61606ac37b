import type { Instant } from '../../time/instant.ts'
import type { Store } from '../store/open.ts'
import type { EngineNote } from './create.ts'
import { noteWakePass, wakePass } from './deploy.ts'
import type { Batch, Engine, Receipt } from './engine.ts'
import { Overloaded, Stopped } from './errors.ts'
import { secretOf } from './secret.ts'
import type { Work, Writer } from './writer.ts'

/** What time it is. */
export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => Date.now() }

export interface LoopOptions {
  store: Store
  writer: Writer
  clock: Clock
  maxQueued: number
  batchSize: number
  note: (note: EngineNote) => void
}

/** What somebody asked for, and waits for. */
interface Call {
  readonly receipts: Receipt[]
  missing: number
  readonly done: (receipts: readonly Receipt[]) => void
  readonly failed: (error: unknown) => void
}
interface Waiting {
  readonly work: Work
  readonly call: Call
  readonly index: number
}

/** The clock is looked at as often, in milliseconds: it may have been set forward. */
const LONGEST_SLEEP = 1000
/** Pauses between attempts to write while that is not possible, in milliseconds. */
const PAUSES = [1000, 2000, 5000, 10_000, 30_000]
/** A clock that is off by more, against the time that has passed, was set, in milliseconds. */
const CLOCK_JUMP = 5000

/**
 * Works in batches: what is waiting and what is due, one transaction each. In between, everything else of the process
 * has its turn.
 */
export function startLoop({ store, writer, clock, maxQueued, batchSize, note }: LoopOptions): Engine {
  const secret = secretOf(store)
  let queue: Waiting[] = []
  const deliveryListeners = new Set<() => void>()
  const batchListeners = new Set<(batch: Batch) => void>()
  let sleep: NodeJS.Timeout | NodeJS.Immediate | undefined
  let trouble: string | undefined
  let failures = 0
  let stopped: Promise<void> | undefined
  let lastLook = { wall: clock.now(), steady: performance.now() }

  function ask(works: readonly Work[], limit = Number.POSITIVE_INFINITY): Promise<readonly Receipt[]> {
    if (stopped) return Promise.reject(new Stopped())
    if (works.length === 0) return Promise.resolve([])
    if (queue.length > 0 && queue.length + works.length > limit) {
      return Promise.reject(new Overloaded(queue.length))
    }
    return new Promise((done, failed) => {
      const call: Call = { receipts: [], missing: works.length, done, failed }
      for (const [index, work] of works.entries()) queue.push({ work, call, index })
      wakeUp(0)
    })
  }

  function wakeUp(delay: number): void {
    if (sleep !== undefined) {
      clearTimeout(sleep as NodeJS.Timeout)
      clearImmediate(sleep as NodeJS.Immediate)
    }
    sleep = delay === 0 ? setImmediate(turn) : setTimeout(turn, delay)
  }

  /** One batch, and then a pause as long as nothing is to be done. */
  function turn(): void {
    sleep = undefined
    watchClock()
    const busy = workOnce()
    if (stopped) return
    if (busy) wakeUp(0)
    else if (trouble !== undefined) wakeUp(PAUSES[Math.min(failures, PAUSES.length) - 1]!)
    else wakeUp(sleepLength())
  }

  function sleepLength(): number {
    const due = store.contacts.firstDue()
    if (due === undefined) return LONGEST_SLEEP
    return Math.min(Math.max(due - clock.now(), 1), LONGEST_SLEEP)
  }

  /** True when there may be more to do. */
  function workOnce(): boolean {
    const now = clock.now()
    const start = performance.now()
    const batch = queue.slice(0, batchSize)
    try {
      const due: Work[] = store.contacts.dueBy(now, batchSize).map((contact) => ({ kind: 'due', contact }))
      const pass = due.length < batchSize && batch.length < batchSize ? wakePass(store) : undefined
      const woken = pass && store.contacts.after(pass.after, batchSize >> 1)
      const looks: Work[] = (woken ?? []).map(({ id }) => ({
        kind: 'input',
        input: { kind: 'wake', contact: id, at: now },
      }))
      if (due.length + batch.length + looks.length === 0 && pass === undefined) {
        if (trouble !== undefined) store.transact(() => store.notes.set('probe', now))
        recovered()
        return false
      }
      const work = [...due, ...batch.map((one) => one.work), ...looks]
      const last = woken?.at(-1)
      const noteLooks = pass && (() => noteWakePass(store, last && { after: last.no }))
      const { receipts, hasDeliveries } = writer.write(work, now, noteLooks)
      recovered()
      queue = queue.slice(batch.length)
      for (const [at, { call, index }] of batch.entries()) {
        call.receipts[index] = receipts[due.length + at]!
        if (--call.missing === 0) call.done(call.receipts)
      }
      if (hasDeliveries) for (const listener of deliveryListeners) listener()
      const milliseconds = performance.now() - start
      for (const listener of batchListeners) listener({ inputs: work.length, milliseconds })
      return queue.length > 0 || due.length > 0 || pass !== undefined
    } catch (error) {
      failed(error, batch)
      return false
    }
  }

  function failed(error: unknown, batch: readonly Waiting[]): void {
    failures++
    const message = error instanceof Error ? error.message : String(error)
    if (trouble !== message) note({ kind: 'trouble', message })
    trouble = message
    const refused = new Set(batch.map(({ call }) => call))
    queue = queue.filter(({ call }) => !refused.has(call))
    for (const call of refused) call.failed(error)
  }

  function recovered(): void {
    if (trouble === undefined) return
    note({ kind: 'recovered', message: `${store.path} can be written to again.` })
    trouble = undefined
    failures = 0
  }

  function watchClock(): void {
    const look = { wall: clock.now(), steady: performance.now() }
    const by = look.wall - lastLook.wall - (look.steady - lastLook.steady)
    lastLook = look
    if (Math.abs(by) < CLOCK_JUMP) return
    const way = by > 0 ? 'forward' : 'back'
    note({
      kind: 'clock_jumped',
      message: `The clock was set ${way} by ${Math.round(Math.abs(by) / 1000)} s.`,
    })
  }

  async function stop(): Promise<void> {
    if (sleep !== undefined) {
      clearTimeout(sleep as NodeJS.Timeout)
      clearImmediate(sleep as NodeJS.Immediate)
    }
    while (queue.length > 0 && trouble === undefined) workOnce()
    for (const call of new Set(queue.map((one) => one.call))) call.failed(new Stopped())
    queue = []
    store.close()
  }

  wakeUp(0)
  return {
    reader: store.reader,
    get bundle() {
      return writer.bundle
    },
    post: (inputs) =>
      ask(
        inputs.map((input) => ({ kind: 'input', input })),
        maxQueued,
      ),
    dueLanes: (now) => store.deliveries.dueLanes(now),
    due: (lane, now, limit) => store.deliveries.dueBy(lane, now, limit),
    async settle(key, attempt) {
      await ask([{ kind: 'settle', key, attempt }])
    },
    async retry(key) {
      const [receipt] = await ask([{ kind: 'retry', key }])
      return receipt?.kind === 'taken'
    },
    onDeliveries: (listener) => listen(deliveryListeners, listener),
    onBatch: (listener) => listen(batchListeners, listener),
    secret,
    health: {
      get queued() {
        return queue.length
      },
      get trouble() {
        return trouble
      },
      get lag() {
        return stopped ? 0 : Math.max(0, clock.now() - (store.contacts.firstDue() ?? clock.now()))
      },
    },
    stop() {
      stopped ??= stop()
      return stopped
    },
  }
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
