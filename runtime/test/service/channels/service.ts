/** A service without a web server: an engine on a file, and a dispatcher with the ways that a test gives. */
import { onTestFinished } from 'vitest'
import type { Bundle, Input } from '../../../src/index.ts'
import {
  createEngine,
  DEFAULT_PACE,
  type Dispatcher,
  type DispatcherOptions,
  type Engine,
  type Pace,
  type Sender,
  startDispatcher,
  type Verdict,
  type Ways,
} from '../../../src/service/index.ts'
import { newDataFile } from '../files.ts'

export interface Service {
  readonly engine: Engine
  readonly dispatcher: Dispatcher
  /** Takes inputs in that happen now. */
  post(...inputs: Now[]): Promise<void>
  /** Stops both. */
  stop(grace?: number): Promise<void>
}

type WithoutTime<T> = T extends Input ? Omit<T, 'at'> : never
type Now = WithoutTime<Input>

export async function startService(
  bundle: Bundle,
  ways: Ways,
  {
    data = newDataFile(),
    wrap = (engine: Engine) => engine,
    ...options
  }: Partial<DispatcherOptions> & {
    data?: string
    wrap?: (engine: Engine) => Engine
  } = {},
): Promise<Service> {
  const engine = await createEngine({ data, bundle })
  const dispatcher = startDispatcher({ engine: wrap(engine), ways, ...options })
  const stop = async (grace = 0) => {
    await dispatcher.stop(grace)
    await engine.stop()
  }
  onTestFinished(() => stop())
  return {
    engine,
    dispatcher,
    async post(...inputs) {
      await engine.post(inputs.map((input) => ({ ...input, at: Date.now() }) as Input))
    },
    stop,
  }
}

/** A pace at which a test need not wait. */
export const FAST: Pace = { ...DEFAULT_PACE, retry: { first: 20, longest: 40, giveUpAfter: 60_000 } }

/** A way out that a test answers for, and what went it. Parcels of one that hangs are there before they are answered. */
export function way(answer: (count: number) => Verdict | Promise<Verdict> = () => ({ kind: 'done' })) {
  const parcels: Parameters<Sender['send']>[0][] = []
  const sender: Sender = {
    name: 'test',
    async send(parcel) {
      parcels.push(parcel)
      return answer(parcels.length)
    },
    async close() {},
  }
  return { sender, parcels }
}

/** The same way for every lane, or one for each by its name. */
export function waysBy(senderOf: (lane: string) => Sender, pace: Pace = FAST): Ways {
  return { of: (lane) => ({ sender: senderOf(lane), pace }), redact: (text) => text, close: async () => {} }
}

/** Never answers, and does not listen either. */
export const silence = () => new Promise<Verdict>(() => {})

/** Waits until something is so, ten seconds at most. */
export async function until(isSo: () => boolean, what = 'it'): Promise<void> {
  for (const end = Date.now() + 10_000; !isSo(); ) {
    if (Date.now() > end) throw new Error(`${what} did not come about`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
