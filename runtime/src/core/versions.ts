import type { JourneyVersion } from '../graph/loaded.ts'
import type { Run } from './state.ts'

/**
 * The versions of journeys that runs are on, each once: of all the runs of all contacts, those that have to be loaded.
 * Ended runs whose goals are still measured count too.
 */
export function versionsOf(runs: Iterable<Run>): JourneyVersion[] {
  const found = new Map<string, JourneyVersion>()
  for (const { journey, hash } of runs) {
    const version = `${hash} ${journey}`
    if (!found.has(version)) found.set(version, { journey, hash })
  }
  return [...found.values()]
}
