import type { NodeId } from '../../graph/format.ts'
import type { LoadedBundle } from '../../graph/loaded.ts'
import type { Instant } from '../../time/instant.ts'
import { dueOf } from '../due.ts'
import { armSatisfied, conditionalExit } from '../route.ts'
import type { ContactState, Run } from '../state.ts'
import { type Fate, fateOf } from './fate.ts'
import { type FindLacks, findLacks } from './lacks.ts'

/** What a migration would do, as data: nothing is changed by it. */
export interface MigrationPlan {
  /** A row for each version and step at which runs stand that have the same fate, in order of their names. */
  readonly steps: readonly PlannedStep[]
  /** All runs that are not on the latest version, by what becomes of them. */
  readonly totals: Readonly<Record<Fate['kind'], number>>
  /** Of all of them, those that leave their step at once. */
  readonly atOnce: number
}

/** Runs of one version that stand at one step and have the same fate. */
export interface PlannedStep {
  readonly journey: string
  /** The version that the runs are on. */
  readonly hash: string
  /** Where they stand. Absent for runs that have no step any more. */
  readonly node?: NodeId
  readonly fate: Fate['kind']
  /** Where they stand afterwards. */
  readonly to?: NodeId
  readonly runs: number
  /** How many leave that step at once: because their time is over, a condition holds, or they come to it anew. */
  readonly atOnce: number
  /** Values that later steps read and that runs lack, such as `start.order`, and how many do. They count as missing. */
  readonly lacks: Readonly<Record<string, number>>
}

/** Adds up what becomes of runs. */
export interface MigrationPlanner {
  /** Adds the runs of a contact; with `journey`, those of that one only. */
  add(contact: ContactState): void
  readonly plan: MigrationPlan
}

/**
 * What would become of the runs of contacts if they were taken to the latest version of their journeys at a moment. Pure.
 * With `journey`, of those of that journey.
 */
export function planMigration(
  bundle: LoadedBundle,
  contacts: Iterable<ContactState>,
  now: Instant,
  journey?: string,
): MigrationPlan {
  const planner = createMigrationPlanner(bundle, now, journey)
  for (const contact of contacts) planner.add(contact)
  return planner.plan
}

/** Begins a plan, for a host that reads its contacts one after the other. */
export function createMigrationPlanner(
  bundle: LoadedBundle,
  now: Instant,
  journey?: string,
): MigrationPlanner {
  const rows = new Map<string, Row>()
  const lacks = new Map<string, FindLacks>()

  function lacksOf(run: Run): readonly string[] {
    const loaded = bundle.journeys.get(run.journey)!
    const find = lacks.get(run.journey) ?? findLacks(loaded, bundle.source.journeys[run.journey]!)
    lacks.set(run.journey, find)
    return find(run)
  }

  function add(contact: ContactState, run: Run): void {
    const fate = fateOf(bundle, contact, run)
    if (fate === undefined) return
    const row = rowOf(rows, run, fate)
    row.runs++
    if (fate.kind !== 'stays' && fate.kind !== 'arrives') return
    if (fate.kind === 'arrives' || leavesAtOnce(bundle, contact, fate.run, now)) row.atOnce++
    for (const value of lacksOf(fate.run)) row.lacks[value] = (row.lacks[value] ?? 0) + 1
  }

  return {
    add(contact) {
      for (const run of contact.runs) if (journey === undefined || run.journey === journey) add(contact, run)
    },
    get plan() {
      const steps = [...rows.keys()].sort().map((key) => rows.get(key)!)
      const totals = { ...NONE }
      for (const { fate, runs } of steps) totals[fate] += runs
      return { steps, totals, atOnce: steps.reduce((sum, { atOnce }) => sum + atOnce, 0) }
    },
  }
}

const NONE: Readonly<Record<Fate['kind'], number>> = {
  stays: 0,
  arrives: 0,
  finishes: 0,
  over: 0,
  in_flight: 0,
  left: 0,
  unanswered: 0,
  unknown_version: 0,
}

type Row = { -readonly [K in keyof PlannedStep]: PlannedStep[K] } & { lacks: Record<string, number> }

function rowOf(rows: Map<string, Row>, { journey, hash, node }: Run, fate: Fate): Row {
  const { kind } = fate
  const place = {
    ...(kind !== 'over' && { node }),
    ...((kind === 'stays' || kind === 'arrives') && { to: fate.run.node }),
  }
  const key = JSON.stringify([journey, hash, place.node ?? '', kind, place.to ?? ''])
  let row = rows.get(key)
  if (row === undefined) {
    row = { journey, hash, ...place, fate: kind, runs: 0, atOnce: 0, lacks: {} }
    rows.set(key, row)
  }
  return row
}

/** Whether a run that stays at its step goes on from there, or leaves its journey, as soon as it is migrated. */
function leavesAtOnce(bundle: LoadedBundle, contact: ContactState, run: Run, now: Instant): boolean {
  if (dueOf(run) <= now) return true
  const journey = bundle.journeys.get(run.journey)!
  const node = journey.nodes.get(run.node)
  if (conditionalExit(contact, run, journey) !== undefined) return true
  return (
    run.hold?.kind === 'wait' &&
    node?.kind === 'wait' &&
    armSatisfied(contact, run, node, undefined) !== undefined
  )
}
