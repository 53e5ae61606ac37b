import type { CallResult, Input, Outcome } from '../../core/inputs.ts'
import type { CallCommand, RuntimeRecord, SendCommand } from '../../core/output.ts'
import { sampleResult } from '../../core/sample-values.ts'
import type { Bundle } from '../../graph/format.ts'
import type { Instant } from '../../time/instant.ts'
import { openStore } from '../store/open.ts'
import type { Attempt, Delivery, StoreReader } from '../store/store.ts'
import type { Work } from './batch-work.ts'
import { prepareBundle, putInPlace } from './deploy.ts'
import type { Receipt } from './engine.ts'
import { createWriter } from './writer.ts'

/** What a stepped host works on, and how it meets the outside. */
export interface SteppedHostOptions {
  /** The data file. */
  data: string
  bundle: Bundle | unknown
  /** What becomes of a message. By default all goes well; `undefined`: it stays waiting, until it is posted. */
  deliver?: (send: SendCommand) => Outcome | undefined
  /** What an action answers. By default, values that are made up; `undefined`: it stays waiting, until it is posted. */
  answer?: (call: CallCommand) => CallResult | undefined
}

/**
 * The durable host on a clock that only moves when it is told to, with the calls of the memory host: the same inputs
 * lead to the same records, also when the file is closed and opened again in between.
 */
export interface SteppedHost {
  readonly now: Instant
  readonly reader: StoreReader
  /** Takes an input, after the timers that are due before it. Problems of one that is refused are not in the log. */
  post(input: Input): Receipt
  advanceTo(instant: Instant): void
  runUntilIdle(limit: Instant): boolean
  /** All records of the log, oldest first. */
  records(): RuntimeRecord[]
  close(): void
}

/** @param now where the clock stands: the moment at which the host was closed, if the file was open before. */
export async function createSteppedHost(
  options: SteppedHostOptions,
  now = Number.NEGATIVE_INFINITY,
): Promise<SteppedHost> {
  const store = openStore(options.data)
  const prepared = await prepareBundle(store.reader, options.bundle)
  const { bundle } = prepared
  putInPlace(store, prepared, 0)
  const writer = createWriter({ store, ...prepared })
  const madeUp = ({ action, at }: CallCommand): CallResult => ({
    ok: true,
    values: sampleResult(bundle.actions.get(action)!, at),
  })
  const { deliver = () => ({ ok: true }), answer = madeUp } = options
  const left = new Set<string>()

  /** Works, and then hands over all that was asked for, until nothing more comes of it. */
  function work(one: Work): Receipt {
    const [receipt] = writer.write([one], now).receipts
    for (let due = waiting(); due.length > 0; due = waiting()) {
      for (const delivery of due) {
        const attempt = attemptOf(delivery)
        if (attempt === undefined) left.add(delivery.key)
        else writer.write([{ kind: 'settle', key: delivery.key, attempt }], now)
      }
    }
    return receipt!
  }

  /** In the order in which they were asked for, as the memory host delivers: a server takes each lane by itself. */
  function waiting(): Delivery[] {
    const madeAt = ({ key }: Delivery) => store.deliveries.standOf(key)!.no
    return store.deliveries
      .dueLanes(now)
      .flatMap((lane) => store.deliveries.dueBy(lane, now, Number.MAX_SAFE_INTEGER).deliveries)
      .filter(({ key }) => !left.has(key))
      .sort((a, b) => madeAt(a) - madeAt(b))
  }

  function attemptOf({ command }: Delivery): Attempt | undefined {
    const outcome: Outcome | CallResult | undefined =
      command.kind === 'notify' ? { ok: true } : command.kind === 'send' ? deliver(command) : answer(command)
    return outcome && { kind: 'done', outcome }
  }

  function fire(isDue: (due: Instant) => boolean): void {
    for (
      let due = store.contacts.firstDue();
      due !== undefined && isDue(due);
      due = store.contacts.firstDue()
    ) {
      now = Math.max(now, due)
      const [first] = store.contacts.dueBy(now, 1)
      work({ kind: 'due', ...first! })
    }
  }

  /** Sets the clock. When it starts, contacts who were known before learn what time it is. */
  function setClock(instant: Instant): void {
    const starts = now === Number.NEGATIVE_INFINITY && instant > now
    now = Math.max(now, instant)
    if (!starts || bundle.schedules.id === undefined) return
    const known = store.contacts.ids(undefined, Number.MAX_SAFE_INTEGER)
    for (const contact of known) work({ kind: 'input', input: { kind: 'wake', contact, at: now } })
  }

  return {
    get now() {
      return now
    },
    reader: store.reader,
    post(input) {
      const received = Math.max(input.received ?? input.at ?? now, now)
      fire((due) => due < received)
      setClock(received)
      return work({ kind: 'input', input: { ...input, received } })
    },
    advanceTo(instant) {
      fire((due) => due <= instant)
      setClock(instant)
    },
    runUntilIdle(limit) {
      fire((due) => due <= limit)
      return store.contacts.firstDue() === undefined
    },
    records() {
      const all: RuntimeRecord[] = []
      let after: string | undefined = '0'
      while (after !== undefined) {
        const page = store.reader.log({ after, limit: 1000 })
        for (const entry of page.items) all.push(...entry.records)
        after = page.next
      }
      return all
    },
    close: () => store.close(),
  }
}
