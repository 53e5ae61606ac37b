import type { Input, RunId, RuntimeRecord, StepKey } from '@journey-lang/runtime'
import { clean, isolate } from '../../emit/bidi.ts'
import { own } from '../../emit/expression-text.ts'
import type { Sentence } from './story.ts'

type EventInput = Extract<Input, { kind: 'event' }>

/** What people do with a message, in words. */
const WORDS: Readonly<
  Record<string, (message: string, payload: Readonly<Record<string, unknown>>) => string>
> = {
  delivered: (message) => `${message} was delivered.`,
  opened: (message) => `Opened ${message}.`,
  clicked: (message, { url }) =>
    `Clicked a link in ${message}${typeof url === 'string' ? `: ${isolate(clean(url))}` : ''}.`,
  bounced: (message, { reason }) =>
    `${message} bounced${typeof reason === 'string' ? `: ${clean(reason)}` : ''}.`,
  unsubscribed: (message) => `Unsubscribed${message === '' ? '' : ` through ${message}`}.`,
}

/** Knows which run sent which message, so that what comes back is told where it belongs. */
export class Answers {
  readonly #byKey = new Map<StepKey, RunId>()
  readonly #latest = new Map<string, { run: RunId; key: StepKey }>()

  add(record: RuntimeRecord): void {
    if (record.kind !== 'handed') return
    const { key, run, message } = record
    this.#byKey.set(key, run)
    this.#latest.set(message, { run, key })
  }

  /** What an event says about a message; nothing for other events. */
  tell({ event, payload = {}, at }: EventInput): { run?: RunId; sentence: Sentence } | undefined {
    const words = own(WORDS, event)
    if (words === undefined) return undefined
    const message = typeof payload.message === 'string' ? isolate(clean(payload.message)) : ''
    const latest = this.#latest.get(String(payload.message))
    const key = typeof payload.key === 'string' ? payload.key : latest?.key
    const run = (key === undefined ? undefined : this.#byKey.get(key)) ?? latest?.run
    const sentence: Sentence = {
      topic: 'reach',
      at,
      text: words(message, payload),
      ...(key !== undefined && { key }),
    }
    return { ...(run !== undefined && { run }), sentence }
  }
}
