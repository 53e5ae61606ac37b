import type { RuntimeRecord } from './core/output.ts'
import type { Statistics } from './graph/format.ts'
import type { LoadedBundle } from './graph/loaded.ts'
import { addTally, talliesOf } from './tally.ts'

/** Counts records as they come. */
export interface StatisticsCollector {
  add(record: RuntimeRecord): void
  readonly statistics: Statistics
}

/**
 * Starts counting. Every journey and step of the bundle is there, with zeros, and those of the earlier versions that are
 * loaded: all versions of a journey are counted together.
 */
export function createStatistics(bundle: LoadedBundle): StatisticsCollector {
  const statistics: Statistics = { journeys: {} }
  for (const name of new Set([...bundle.journeys.keys(), ...bundle.earlier.keys()])) {
    const latest = bundle.journeys.get(name)
    const earlier = [...(bundle.earlier.get(name)?.values() ?? [])].map(({ journey }) => journey)
    const versions = latest === undefined ? earlier : [latest, ...earlier]
    const goals = versions.flatMap((version) => [...version.goals.values()].flat())
    const noGoals = () => Object.fromEntries(goals.map((goal) => [goal.name, 0]))
    const nodes = versions.flatMap((version) => [...version.nodes.keys()])
    statistics.journeys[name] = {
      entered: 0,
      refused: 0,
      finished: 0,
      exited: 0,
      goals: noGoals(),
      ...(versions.some(({ holdout }) => holdout > 0) && { heldOut: { entered: 0, goals: noGoals() } }),
      nodes: Object.fromEntries(nodes.map((id) => [id, { entered: 0, waiting: 0, passed: {} }])),
    }
  }
  return {
    statistics,
    add(record) {
      for (const tally of talliesOf(record)) addTally(statistics, tally)
    },
  }
}

/** Counts per journey and step: a fold over records. */
export function collectStatistics(bundle: LoadedBundle, records: Iterable<RuntimeRecord>): Statistics {
  const collector = createStatistics(bundle)
  for (const record of records) collector.add(record)
  return collector.statistics
}
