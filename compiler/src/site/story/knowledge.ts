import type { Bundle, ContactState, Input, Instant, RunId, RuntimeRecord, Value } from '@journey-lang/runtime'
import type { LogEntry } from '@journey-lang/runtime/service'
import { own } from '../../emit/expression-text.ts'

type Values = Readonly<Record<string, Value>>

/** What is known of a thing: that it has a value, or that it has none. */
export interface Known {
  value?: Value
}

/**
 * What was known of a contact at each moment of its log: entries are read in order, and each teaches something. Where
 * the beginning of the log is not at hand, what nothing tells of stays unknown.
 */
export class Knowledge {
  readonly #bundle: Bundle
  /** The log begins with the contact: what it does not tell is not there. */
  readonly #whole: boolean
  readonly #attributes = new Map<string, Known>()
  readonly #tags = new Map<string, boolean>()
  readonly #events = new Map<string, Instant>()
  readonly #payloads = new Map<RunId, Map<string, Values>>()

  constructor(bundle: Bundle, contact: ContactState, log: readonly LogEntry[], whole: boolean) {
    this.#bundle = bundle
    this.#whole = whole
    if (whole) return
    // What no entry changes was then as it is now.
    const { fields, tags } = changedIn(bundle, log)
    for (const field of Object.keys(bundle.contact.fields)) {
      if (!fields.has(field)) this.#learn(field, own(contact.attributes, field))
    }
    for (const tag of Object.keys(bundle.tags)) {
      if (!tags.has(tag)) this.#tags.set(tag, contact.tags.includes(tag))
    }
  }

  /** What an input itself tells, before anything comes of it. */
  learnInput(input: Input): void {
    if (input.kind === 'contact') {
      for (const [field, value] of Object.entries(input.attributes ?? {}))
        this.#learn(field, value ?? undefined)
      if (input.tags)
        for (const tag of Object.keys(this.#bundle.tags)) this.#tags.set(tag, input.tags.includes(tag))
    } else if (input.kind === 'event') {
      const known = this.#events.get(input.event)
      // What is told as history may have happened before what is known.
      this.#events.set(
        input.event,
        input.history && known !== undefined ? Math.max(known, input.at) : input.at,
      )
      for (const consent of withdrawn(this.#bundle, input)) this.#learn(consent, false)
    }
  }

  learnRecord(record: RuntimeRecord): void {
    if (record.kind === 'set') this.#learn(record.field, record.value)
    else if (record.kind === 'tagged') this.#tags.set(record.tag, true)
    else if (record.kind === 'untagged') this.#tags.set(record.tag, false)
    else if (record.kind === 'sent') this.#events.set('sent', record.at)
    else if (record.kind === 'emitted') this.#events.set(record.event, record.at)
    else if (record.kind === 'called') this.learnPayload(record.run, record.node, record.values)
  }

  /** A payload that a run keeps: of its start, a wait or a call. */
  learnPayload(run: RunId, binding: string, payload: Values): void {
    const ofRun = this.#payloads.get(run) ?? new Map<string, Values>()
    this.#payloads.set(run, ofRun.set(binding, payload))
  }

  /** A field of the contact; `undefined` when nothing tells. */
  attribute(field: string): Known | undefined {
    const value = this.#attributes.get(field)?.value ?? own(this.#bundle.contact.fields, field)?.default
    if (value !== undefined) return { value }
    return this.#attributes.get(field) ?? (this.#whole ? {} : undefined)
  }

  hasTag(tag: string): boolean | undefined {
    return this.#tags.get(tag) ?? (this.#whole ? false : undefined)
  }

  /** When an event happened last; `never` only if that is sure. */
  lastOf(event: string): Instant | 'never' | undefined {
    return this.#events.get(event) ?? (this.#whole ? 'never' : undefined)
  }

  payload(run: RunId, binding: string): Values | undefined {
    return this.#payloads.get(run)?.get(binding)
  }

  #learn(field: string, value: Value | undefined): void {
    this.#attributes.set(field, value === undefined ? {} : { value })
  }
}

function changedIn(bundle: Bundle, log: readonly LogEntry[]): { fields: Set<string>; tags: Set<string> } {
  const fields = new Set<string>()
  const tags = new Set<string>()
  for (const { input, records } of log) {
    if (input.kind === 'contact') {
      for (const field of Object.keys(input.attributes ?? {})) fields.add(field)
      if (input.tags) for (const tag of Object.keys(bundle.tags)) tags.add(tag)
    }
    if (input.kind === 'event') for (const consent of withdrawn(bundle, input)) fields.add(consent)
    for (const record of records) {
      if (record.kind === 'set') fields.add(record.field)
      if (record.kind === 'tagged' || record.kind === 'untagged') tags.add(record.tag)
    }
  }
  return { fields, tags }
}

/** The consent that an event takes back: `unsubscribed` does, for its channel or that of its message, else for all. */
function withdrawn(
  { channels, messages }: Bundle,
  { event, payload, history }: Extract<Input, { kind: 'event' }>,
): string[] {
  if (event !== 'unsubscribed' || history) return []
  const name = payload?.channel ?? own(messages, String(payload?.message))?.channel
  const channel = own(channels, String(name))
  return (channel === undefined ? Object.values(channels) : [channel]).flatMap((one) =>
    'consent' in one && one.consent !== undefined ? [one.consent] : [],
  )
}
