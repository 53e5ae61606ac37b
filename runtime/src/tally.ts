import type { RuntimeRecord } from './core/output.ts'
import type { NodeId, NodeStatistics, Statistics } from './graph/format.ts'

/** What is counted of a journey as a whole. */
export type JourneyCounter =
  | 'entered'
  | 'refused'
  | 'missed'
  | 'finished'
  | 'exited'
  | 'goal'
  | 'held_out'
  | 'held_out_goal'
/** What is counted at a step. */
export type NodeCounter = 'entered' | 'waiting' | 'passed'

/** What a record adds to a count. All statistics are sums of these, so that a host may keep the sums. */
export interface Tally {
  readonly journey: string
  /** The step; `''` for the journey as a whole. */
  readonly node: NodeId
  readonly counter: JourneyCounter | NodeCounter
  /** The edge that was passed, or the goal; else `''`. */
  readonly name: string
  readonly count: number
}

/** What a record adds to statistics. */
export function talliesOf(record: RuntimeRecord): Tally[] {
  if (record.journey === undefined) return []
  const { journey } = record
  const whole = (counter: JourneyCounter, name = ''): Tally => ({
    journey,
    node: '',
    counter,
    name,
    count: 1,
  })
  const at = (node: NodeId, counter: NodeCounter, count: number, name = ''): Tally => ({
    journey,
    node,
    counter,
    name,
    count,
  })
  const arrive = (node: NodeId) => [at(node, 'entered', 1), at(node, 'waiting', 1)]
  switch (record.kind) {
    case 'entered':
      return [whole('entered'), ...arrive(record.node)]
    case 'passed':
      return [at(record.node, 'waiting', -1), at(record.node, 'passed', 1, record.edge), ...arrive(record.to)]
    case 'finished':
    case 'exited':
      return [whole(record.kind), at(record.node, 'waiting', -1)]
    case 'migrated':
      return record.to === undefined || record.to === record.node
        ? []
        : [at(record.node, 'waiting', -1), ...arrive(record.to)]
    case 'missed':
      return [{ ...whole('missed'), count: record.count }]
    case 'refused':
    case 'held_out':
      return [whole(record.kind)]
    case 'goal':
      return [whole(record.heldOut ? 'held_out_goal' : 'goal', record.goal)]
    default:
      return []
  }
}

type JourneyStatistics = Statistics['journeys'][string]

/** Adds to statistics. What they have no place for, a journey, a step or a holdout, is left out. */
export function addTally(
  { journeys }: Statistics,
  { journey: of, node: at, counter, name, count }: Tally,
): void {
  const journey = Object.hasOwn(journeys, of) ? journeys[of] : undefined
  if (journey === undefined) return
  if (at === '') addToJourney(journey, counter, name, count)
  else if (Object.hasOwn(journey.nodes, at)) addToNode(journey.nodes[at]!, counter, name, count)
}

function addToJourney(
  journey: JourneyStatistics,
  counter: Tally['counter'],
  name: string,
  count: number,
): void {
  switch (counter) {
    case 'entered':
    case 'refused':
    case 'finished':
    case 'exited':
      journey[counter] += count
      break
    case 'missed':
      journey.missed = (journey.missed ?? 0) + count
      break
    case 'goal':
      journey.goals[name] = (journey.goals[name] ?? 0) + count
      break
    case 'held_out':
      if (journey.heldOut) journey.heldOut.entered += count
      break
    case 'held_out_goal':
      if (journey.heldOut) journey.heldOut.goals[name] = (journey.heldOut.goals[name] ?? 0) + count
  }
}

function addToNode(node: NodeStatistics, counter: Tally['counter'], name: string, count: number): void {
  if (counter === 'passed') node.passed[name] = (node.passed[name] ?? 0) + count
  else if (counter === 'entered' || counter === 'waiting') node[counter] += count
}
