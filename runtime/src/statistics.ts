import type { RuntimeRecord } from './core/output.ts'
import type { NodeStatistics, Statistics } from './graph/format.ts'
import type { LoadedBundle } from './graph/loaded.ts'

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
  return { statistics, add: (record) => count(statistics, record) }
}

/** Counts per journey and step: a fold over records. */
export function collectStatistics(bundle: LoadedBundle, records: Iterable<RuntimeRecord>): Statistics {
  const collector = createStatistics(bundle)
  for (const record of records) collector.add(record)
  return collector.statistics
}

function count({ journeys }: Statistics, record: RuntimeRecord): void {
  const journey = record.journey === undefined ? undefined : journeys[record.journey]
  if (journey === undefined) return
  switch (record.kind) {
    case 'entered':
      journey.entered++
      arrive(journey.nodes[record.node])
      break
    case 'refused':
      journey.refused++
      break
    case 'passed':
      leave(journey.nodes[record.node], record.edge)
      arrive(journey.nodes[record.to])
      break
    case 'held_out':
      if (journey.heldOut) journey.heldOut.entered++
      break
    case 'goal': {
      const goals = record.heldOut ? journey.heldOut?.goals : journey.goals
      if (goals) goals[record.goal] = (goals[record.goal] ?? 0) + 1
      break
    }
    case 'finished':
    case 'exited':
      journey[record.kind]++
      leave(journey.nodes[record.node])
      break
  }
}

function arrive(node: NodeStatistics | undefined): void {
  if (node === undefined) return
  node.entered++
  node.waiting++
}

function leave(node: NodeStatistics | undefined, edge?: string): void {
  if (node === undefined) return
  node.waiting--
  if (edge !== undefined) node.passed[edge] = (node.passed[edge] ?? 0) + 1
}
