import type { DatabaseSync } from 'node:sqlite'
import type { Tally } from '../../tally.ts'
import type { VersionCount } from './store.ts'

/** Counts, kept as sums: what is added is collected, and written when the batch is. */
export interface CounterTables {
  tally(tally: Tally): void
  version(journey: string, hash: string, runs: number, live: number): void
  total(name: string, by: number): void
  flush(): void
  /** Forgets what was collected. */
  reset(): void
  tallies(): Tally[]
  versions(): VersionCount[]
  totals(): ReadonlyMap<string, number>
}

export function counterTables(db: DatabaseSync): CounterTables {
  const tally = db.prepare(
    `INSERT INTO statistics (journey, node, counter, name, count) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  )
  const version = db.prepare(
    `INSERT INTO versions (journey, hash, runs, live) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET runs = runs + excluded.runs, live = live + excluded.live`,
  )
  const emptied = db.prepare('DELETE FROM versions WHERE runs = 0')
  const total = db.prepare(
    'INSERT INTO totals (name, count) VALUES (?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
  )
  const tallies = db.prepare('SELECT journey, node, counter, name, count FROM statistics')
  const versions = db.prepare('SELECT journey, hash, runs, live FROM versions ORDER BY journey, hash')
  const totals = db.prepare('SELECT name, count FROM totals')

  let newTallies = new Map<string, Tally>()
  let newVersions = new Map<string, VersionCount>()
  let newTotals = new Map<string, number>()
  const reset = () => {
    newTallies = new Map()
    newVersions = new Map()
    newTotals = new Map()
  }
  return {
    tally(one) {
      const key = `${one.journey}\n${one.node}\n${one.counter}\n${one.name}`
      const count = (newTallies.get(key)?.count ?? 0) + one.count
      newTallies.set(key, { ...one, count })
    },
    version(journey, hash, runs, live) {
      const key = `${journey}\n${hash}`
      const before = newVersions.get(key)
      newVersions.set(key, {
        journey,
        hash,
        runs: (before?.runs ?? 0) + runs,
        live: (before?.live ?? 0) + live,
      })
    },
    total(name, by) {
      newTotals.set(name, (newTotals.get(name) ?? 0) + by)
    },
    flush() {
      for (const { journey, node, counter, name, count } of newTallies.values()) {
        if (count !== 0) tally.run(journey, node, counter, name, count)
      }
      for (const { journey, hash, runs, live } of newVersions.values()) {
        if (runs !== 0 || live !== 0) version.run(journey, hash, runs, live)
      }
      if ([...newVersions.values()].some(({ runs }) => runs < 0)) emptied.run()
      for (const [name, by] of newTotals) if (by !== 0) total.run(name, by)
      reset()
    },
    reset,
    tallies: () => tallies.all() as unknown as Tally[],
    versions: () => versions.all() as unknown as VersionCount[],
    totals: () => new Map(totals.all().map((row) => [row.name as string, row.count as number])),
  }
}
