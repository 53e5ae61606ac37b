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

  // Maps of maps: names know their hashes, which a key that is joined of them would have to find out each time.
  const newTallies = new Map<string, Map<string, Map<string, Map<string, number>>>>()
  const newVersions = new Map<string, Map<string, { runs: number; live: number }>>()
  const newTotals = new Map<string, number>()
  const reset = () => {
    newTallies.clear()
    newVersions.clear()
    newTotals.clear()
  }
  return {
    tally({ journey, node, counter, name, count }) {
      const nodes = under(newTallies, journey, () => new Map())
      const counters = under(nodes, node, () => new Map())
      const names = under(counters, counter, () => new Map())
      names.set(name, (names.get(name) ?? 0) + count)
    },
    version(journey, hash, runs, live) {
      const hashes = under(newVersions, journey, () => new Map())
      const sum = under(hashes, hash, () => ({ runs: 0, live: 0 }))
      sum.runs += runs
      sum.live += live
    },
    total(name, by) {
      newTotals.set(name, (newTotals.get(name) ?? 0) + by)
    },
    flush() {
      for (const [journey, nodes] of newTallies) {
        for (const [node, counters] of nodes) {
          for (const [counter, names] of counters) {
            for (const [name, count] of names) {
              if (count !== 0) tally.run(journey, node, counter, name, count)
            }
          }
        }
      }
      let isFewer = false
      for (const [journey, hashes] of newVersions) {
        for (const [hash, { runs, live }] of hashes) {
          if (runs !== 0 || live !== 0) version.run(journey, hash, runs, live)
          isFewer ||= runs < 0
        }
      }
      if (isFewer) emptied.run()
      for (const [name, by] of newTotals) if (by !== 0) total.run(name, by)
      reset()
    },
    reset,
    tallies: () => tallies.all() as unknown as Tally[],
    versions: () => versions.all() as unknown as VersionCount[],
    totals: () => new Map(totals.all().map((row) => [row.name as string, row.count as number])),
  }
}

/** What a map has under a key, which is made when there is nothing yet. */
function under<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
