import type { DatabaseSync } from 'node:sqlite'
import type { Statistics } from '../../graph/format.ts'
import { addTally, type Tally } from '../../tally.ts'
import { inSnapshot } from './database.ts'
import { storeError } from './errors.ts'
import { cursorOf } from './log.ts'
import { standsSince } from './standing.ts'
import type { Deployment, PageRequest, Standing, StoreCounts, StoreReader } from './store.ts'
import type { Tables } from './tables.ts'

/** Answers questions about the data. `close` is called when the reader is done with. */
export function createReader(db: DatabaseSync, tables: Tables, close: () => void): StoreReader {
  const { contacts, log, standing, deliveries, deployments, counters } = tables
  const path = db.location() ?? ':memory:'
  const ask = <T>(read: () => T): T => {
    try {
      return inSnapshot(db, read)
    } catch (error) {
      throw storeError(error, path)
    }
  }
  return {
    contact: (id) => ask(() => contacts.find(id)?.state),
    contacts: (page) => ask(() => contacts.page(page)),
    standingAt: (journey, node, page) => ask(() => standingAt(journey, node, page)),
    logOf: (contact, page) => ask(() => logOf(contact, page)),
    log: (page) => ask(() => log.page(page)),
    delivery: (key) => ask(() => deliveries.find(key)),
    deliveries: (page) => ask(() => deliveries.page(page)),
    statistics: () => ask(() => statisticsOf(deployments.latest(), counters.tallies())),
    deployments: () => ask(() => deployments.all()).map(readSafely),
    versions: () => ask(() => counters.versions()),
    openByLane: () => ask(() => deliveries.openByLane()),
    setAside: () => ask(() => tables.setAside.all()),
    counts: () => ask(counts),
    close,
  }

  /** Its bundle and its map are read later, when somebody looks at them. */
  function readSafely(deployment: Deployment): Deployment {
    const { hash, at, versions } = deployment
    return {
      hash,
      at,
      versions,
      get bundle() {
        return ask(() => deployment.bundle)
      },
      get sourceMap() {
        return ask(() => deployment.sourceMap)
      },
    }
  }

  function standingAt(journey: string, node: string, { after, limit }: PageRequest) {
    const [since = Number.MIN_SAFE_INTEGER, contact = 0] = (after ?? '')
      .split(':')
      .filter(Boolean)
      .map(Number)
    const found = standing.at(journey, node, { since, contact }, limit)
    const items = found.flatMap((one): Standing[] => {
      const { state } = contacts.byNo(one.contact)!
      return state.runs
        .filter((run) => run.state === 'active' && run.journey === journey && run.node === node)
        .filter((run) => standsSince(run) === one.since)
        .map((run) => ({ contact: state.id, run }))
    })
    const last = found.length < limit ? undefined : found.at(-1)
    return { items, ...(last && { next: `${last.since}:${last.contact}` }) }
  }

  function logOf(id: string, { after, limit }: PageRequest) {
    const from = after === undefined ? (contacts.find(id)?.last ?? 0) : cursorOf(after)
    const found = log.back(from, limit + 1).filter(({ contact }) => contact === id)
    const next = found[limit]
    return { items: found.slice(0, limit), ...(next && { next: String(next.seq) }) }
  }

  function counts(): StoreCounts {
    const totals = counters.totals()
    const count = (name: string) => totals.get(name) ?? 0
    const nextDue = contacts.firstDue()
    return {
      contacts: count('contacts'),
      liveRuns: counters.versions().reduce((sum, { live }) => sum + live, 0),
      logEntries: count('log'),
      deliveries: {
        waiting: count('deliveries waiting'),
        answering: count('deliveries answering'),
        done: count('deliveries done'),
        withheld: count('deliveries withheld'),
        dead: count('deliveries dead'),
      },
      ...(nextDue !== undefined && { nextDue }),
    }
  }
}

/** What was counted, with a zero for everything in the latest bundle that was not. */
function statisticsOf(latest: Deployment | undefined, tallies: readonly Tally[]): Statistics {
  const statistics: Statistics = { journeys: {} }
  const journeyOf = (name: string) =>
    (statistics.journeys[name] ??= { entered: 0, refused: 0, finished: 0, exited: 0, goals: {}, nodes: {} })
  const nodeOf = (journey: string, node: string) =>
    (journeyOf(journey).nodes[node] ??= { entered: 0, waiting: 0, passed: {} })
  for (const [name, { goals, nodes, holdout = 0 }] of Object.entries(latest?.bundle.journeys ?? {})) {
    const noGoals = () => Object.fromEntries(Object.keys(goals).map((goal) => [goal, 0]))
    const journey = journeyOf(name)
    journey.goals = noGoals()
    if (holdout > 0) journey.heldOut = { entered: 0, goals: noGoals() }
    for (const node of Object.keys(nodes)) nodeOf(name, node)
  }
  for (const tally of tallies) {
    if (tally.node !== '') nodeOf(tally.journey, tally.node)
    else if (tally.counter.startsWith('held_out')) {
      journeyOf(tally.journey).heldOut ??= { entered: 0, goals: {} }
    } else journeyOf(tally.journey)
    addTally(statistics, tally)
  }
  return statistics
}
