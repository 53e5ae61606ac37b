import type { StepKey } from '../../core/ids.ts'
import { formatProblem } from '../../problems.ts'
import { storeError } from '../store/errors.ts'
import type { Store } from '../store/open.ts'
import type { Attempt } from '../store/store.ts'
import type { Work } from './batch-work.ts'
import { believedTime } from './believed-time.ts'
import { type Clock, steadyTime } from './clock.ts'
import type { Batch, Engine, EngineNote, Receipt } from './engine.ts'
import { Overloaded, Stopped } from './errors.ts'
import { dueContacts } from './jobs/due-contacts.ts'
import { createJobs, type PartOfJob } from './jobs/jobs.ts'
import { looksAtAll } from './jobs/look-at-all.ts'
import { retention } from './jobs/retention.ts'
import { secondTries } from './jobs/second-tries.ts'
import { trialWrites } from './jobs/trial-writes.ts'
import { createMigrations } from './migrations.ts'
import { secretOf } from './secret.ts'
import type { Writer, Written } from './writer.ts'

export interface LoopOptions {
  store: Store
  writer: Writer
  clock: Clock
  maxQueued: number
  batchSize: number
  /** How long the log and what was delivered are kept, in milliseconds. */
  keep: number
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
export function startLoop({ store, writer, clock, maxQueued, batchSize, keep, note }: LoopOptions): Engine {
  const secret = secretOf(store)
  let queue: Waiting[] = []
  const deliveryListeners = new Set<() => void>()
  const retryListeners = new Set<(key: StepKey) => void>()
  const batchListeners = new Set<(batch: Batch) => void>()
  let sleep: NodeJS.Timeout | NodeJS.Immediate | undefined
  let trouble: string | undefined
  let failures = 0
  let stopped: Promise<void> | undefined
  let lastLook = { wall: clock.now(), steady: steadyTime(clock) }
  const believed = believedTime(store, clock)
  const jobs = createJobs(
    [
      dueContacts(store),
      secondTries(store),
      looksAtAll(store),
      ...(keep === Number.POSITIVE_INFINITY ? [] : [retention(store, clock, believed, keep)]),
      trialWrites(store, () => trouble !== undefined),
    ],
    clock,
    ({ name }, reason) => note({ kind: 'job_rests', message: `It rests a while with ${name}: ${reason}` }),
  )

  const migrations = createMigrations(store, writer, clock, () => {
    for (const listener of deliveryListeners) listener()
    wakeUp(0)
  })

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
    if (stopped) return
    if (sleep !== undefined) {
      clearTimeout(sleep as NodeJS.Timeout)
      clearImmediate(sleep as NodeJS.Immediate)
    }
    sleep = delay === 0 ? setImmediate(turn) : setTimeout(turn, delay)
  }

  /** One batch, and then a pause as long as nothing is to be done. Not while a migration writes. */
  function turn(): void {
    sleep = undefined
    if (migrations.isWriting) return
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

  /** One batch: of what is asked for, and of what the jobs find. True when there may be more to do. */
  function workOnce(): boolean {
    const now = clock.now()
    const start = performance.now()
    const batch = queue.slice(0, batchSize)
    let parts: readonly PartOfJob[]
    let work: readonly Work[]
    let written: Written
    try {
      // However much is asked for, what is due has its part.
      parts = jobs.next(now, Math.max(batchSize - batch.length, batchSize >> 1))
      if (batch.length + parts.length === 0) return false
      work = [...batch.map((one) => one.work), ...parts.flatMap((part) => part.work)]
      written = writer.write(work, now)
    } catch (error) {
      failed(error, batch)
      return queue.length > 0
    }
    recovered()
    queue = queue.slice(batch.length)
    for (const [at, { call, index }] of batch.entries()) {
      call.receipts[index] = written.receipts[at]!
      if (--call.missing === 0) call.done(call.receipts)
    }
    let begin = batch.length
    for (const part of parts) {
      const end = begin + part.work.length
      jobs.wrote(part, written.receipts.slice(begin, end))
      begin = end
    }
    for (const message of written.failures) note({ kind: 'set_aside', message })
    if (written.hasDeliveries) for (const listener of deliveryListeners) listener()
    const milliseconds = performance.now() - start
    const inputs = work.filter(({ kind }) => kind !== 'note').length
    for (const listener of batchListeners) listener({ inputs, milliseconds })
    // There was something to do, so there may be more.
    return true
  }

  function failed(error: unknown, batch: readonly Waiting[]): void {
    failures++
    const told = storeError(error, store.path)
    const message = told instanceof Error ? told.message : String(told)
    if (trouble !== message) note({ kind: 'trouble', message })
    trouble = message
    const refused = new Set(batch.map(({ call }) => call))
    queue = queue.filter(({ call }) => !refused.has(call))
    for (const call of refused) call.failed(told)
  }

  function recovered(): void {
    if (trouble === undefined) return
    note({ kind: 'recovered', message: `${store.path} can be written to again.` })
    trouble = undefined
    failures = 0
  }

  function watchClock(): void {
    const look = { wall: clock.now(), steady: steadyTime(clock) }
    believed.look()
    const by = look.wall - lastLook.wall - (look.steady - lastLook.steady)
    lastLook = look
    if (Math.abs(by) < CLOCK_JUMP) return
    const way = by > 0 ? 'forward' : 'back'
    note({
      kind: 'clock_set',
      message: `The clock was set ${way} by ${Math.round(Math.abs(by) / 1000)} s.`,
    })
  }

  async function settle(key: StepKey, attempt: Attempt): Promise<void> {
    const [receipt] = await ask([{ kind: 'settle', key, attempt }])
    checkDone(receipt)
  }

  /** What can't be read can never be sent, and does not keep the rest of its lane back. */
  function giveUpDamaged(key: StepKey): void {
    const reason = 'what was to be sent is damaged in the data file'
    settle(key, { kind: 'dead', reason }).then(
      () => note({ kind: 'set_aside', message: `The delivery ${key} is a dead letter: ${reason}.` }),
      // It is found again.
      () => {},
    )
  }

  async function stop(): Promise<void> {
    if (sleep !== undefined) {
      clearTimeout(sleep as NodeJS.Timeout)
      clearImmediate(sleep as NodeJS.Immediate)
    }
    await migrations.stop()
    // Each round writes what waits, or turns it away.
    while (queue.length > 0) workOnce()
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
    // What is sent while nothing can be written is sent again if the process dies.
    dueLanes: (now) => (migrations.isWriting ? [] : store.deliveries.dueLanes(now)),
    due(lane, now, limit) {
      const { deliveries, damaged } = store.deliveries.dueBy(lane, now, limit)
      for (const key of damaged) giveUpDamaged(key)
      return deliveries
    },
    settle,
    async retry(key) {
      const [receipt] = await ask([{ kind: 'retry', key }])
      checkDone(receipt)
      if (receipt?.kind !== 'taken') return false
      for (const listener of retryListeners) listener(key)
      return true
    },
    migrate: (request) => migrations.run(request),
    onDeliveries: (listener) => listen(deliveryListeners, listener),
    onRetry: (listener) => listen(retryListeners, listener),
    onBatch: (listener) => listen(batchListeners, listener),
    secret,
    health: {
      get queued() {
        return queue.length
      },
      get trouble() {
        return trouble
      },
      get setAside() {
        return store.setAside.count()
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

/** Of what is refused only when it can't be written. */
function checkDone(receipt: Receipt | undefined): void {
  if (receipt?.kind === 'refused') throw new Error(receipt.problems.map(formatProblem).join('; '))
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
