import type { Instant, NodeId, RuntimeRecord, Values } from '@journey-lang/runtime'

interface OfStep {
  at: Instant
  contact: string
  journey: string
  run: string
  node: NodeId
  key: string
}

/** An action that was called, and what it answered, once that is known. */
export interface Call extends OfStep {
  action: string
  args: Values
  values?: Values
  failed?: string
}

/** What a department was told. */
export interface Notice extends OfStep {
  department: string
  text: string
}

/** What steps asked of others than the contact, as the records of what happened tell it. */
export class Asked {
  readonly #calls = new Map<string, Call>()
  readonly notices: Notice[] = []

  get calls(): Call[] {
    return [...this.#calls.values()]
  }

  add(record: RuntimeRecord): void {
    switch (record.kind) {
      case 'calling': {
        const { kind: _, ...call } = record
        this.#calls.set(record.key, call)
        break
      }
      case 'called': {
        const call = this.#calls.get(record.key)
        if (call) call.values = record.values
        break
      }
      case 'call_failed': {
        const call = record.key === undefined ? undefined : this.#calls.get(record.key)
        if (call) call.failed = record.reason
        break
      }
      case 'notified': {
        const { kind: _, ...notice } = record
        this.notices.push(notice)
        break
      }
      default:
    }
  }
}
