import type { RuntimeRecord } from './core/output.ts'
import type { Statistics } from './graph/format.ts'
import type { LoadedBundle } from './graph/loaded.ts'
import { addTally, talliesOf } from './tally.ts'

/** Counts records as they come. */
export interface StatisticsCollector {
  add(record: RuntimeRecord): void
  readonly statistics: Statistics
}

/** Starts counting. Every journey and step of the bundle is there, with zeros. */
export function createStatistics(bundle: LoadedBundle): StatisticsCollector {
  const statistics: Statistics = { journeys: {} }
  for (const [name, { nodes, goals, holdout }] of bundle.journeys) {
    const noGoals = () => Object.fromEntries([...goals.values()].flat().map((goal) => [goal.name, 0]))
    statistics.journeys[name] = {
      entered: 0,
      refused: 0,
      finished: 0,
      exited: 0,
      goals: noGoals(),
      ...(holdout > 0 && { heldOut: { entered: 0, goals: noGoals() } }),
      nodes: Object.fromEntries([...nodes.keys()].map((id) => [id, { entered: 0, waiting: 0, passed: {} }])),
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
