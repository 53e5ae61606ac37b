import type { HistoryNeed, TallyRule } from '../expressions/history.ts'
import { longestLength, parseDuration } from '../time/duration.ts'
import type { LoadedMemory } from './loaded.ts'

interface Memory {
  longest?: number
  lastSent?: number
  tallies: TallyRule[]
}

/** Collects what must be kept of each event so that all history expressions of a bundle can be answered. */
export class MemoryPlan {
  readonly #memories = new Map<string, Memory>()

  get memories(): ReadonlyMap<string, LoadedMemory> {
    return this.#memories
  }

  add({ event, window, tally }: HistoryNeed): void {
    const memory = this.#of(event)
    if (tally !== undefined) {
      if (!memory.tallies.some(({ key }) => key === tally.key)) memory.tallies.push(tally)
    } else if ('last' in window) {
      memory.longest = Math.max(memory.longest ?? 0, longestLength(parseDuration(window.last)!))
    } else if ('lastSent' in window) {
      for (const one of [memory, this.#of('sent')]) {
        one.lastSent = Math.max(one.lastSent ?? 0, window.lastSent)
      }
    } else if ('ever' in window) memory.longest = Number.POSITIVE_INFINITY
  }

  #of(event: string): Memory {
    const known = this.#memories.get(event)
    if (known !== undefined) return known
    const memory: Memory = { tallies: [] }
    this.#memories.set(event, memory)
    return memory
  }
}
