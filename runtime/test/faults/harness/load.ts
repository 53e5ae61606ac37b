import { pause } from './processes.ts'
import type { Chance } from './random.ts'

/** A line of the log, to be posted. */
export interface Line {
  readonly id: string
  readonly contact: string
  readonly event: 'purchased' | 'signed_up'
  readonly payload?: { readonly order: string }
}

/**
 * Makes things happen, as a careful client does: each has an id, what was not acknowledged is told again, and what was is
 * remembered.
 */
export interface Load {
  readonly acknowledged: ReadonlySet<string>
  /** Posts lines one batch after the other until the service is gone or `stop` is called. */
  run(url: string): Promise<void>
  stop(): void
  /** Posts everything that was not acknowledged yet. */
  settle(url: string): Promise<void>
}

const CONTACTS = 40

export function createLoad(chance: Chance): Load {
  const acknowledged = new Set<string>()
  const unknown: Line[] = []
  let count = 0
  let running = false

  function newLine(): Line {
    const number = ++count
    const about = { id: `e${number}`, contact: `c${chance.below(CONTACTS)}` }
    return chance.next() < 0.8
      ? { ...about, event: 'purchased', payload: { order: `o${number}` } }
      : { ...about, event: 'signed_up' }
  }

  /** What is not known to be taken, and then new lines. */
  function nextBatch(): Line[] {
    const size = 1 + chance.below(10)
    const again = unknown.splice(0, size)
    return [...again, ...Array.from({ length: size - again.length }, newLine)]
  }

  /** False when the service is gone. */
  async function post(url: string, batch: readonly Line[]): Promise<boolean> {
    try {
      const response = await fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: batch.map((line) => `${JSON.stringify({ type: 'event', ...line })}\n`).join(''),
      })
      const { taken, unchanged } = (await response.json()) as { taken: number; unchanged: number }
      if (response.status !== 200 || taken + unchanged !== batch.length) throw new Error('not taken')
      for (const { id } of batch) acknowledged.add(id)
      return true
    } catch {
      unknown.push(...batch)
      return false
    }
  }

  return {
    acknowledged,
    async run(url) {
      running = true
      while (running && (await post(url, nextBatch()))) await pause(chance.below(20))
    },
    stop() {
      running = false
    },
    async settle(url) {
      while (unknown.length > 0) {
        if (!(await post(url, unknown.splice(0, 500)))) throw new Error('The service is gone.')
      }
    },
  }
}
