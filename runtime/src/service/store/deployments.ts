import type { DatabaseSync } from 'node:sqlite'
import type { Bundle, SourceMap } from '../../graph/format.ts'
import type { Deployment } from './store.ts'

export interface DeploymentTable {
  add(deployment: Deployment): void
  /** Latest first. */
  all(): Deployment[]
  latest(): Deployment | undefined
}

export function deploymentTable(db: DatabaseSync): DeploymentTable {
  const addBundle = db.prepare(
    `INSERT INTO bundles (hash, bundle, source_map) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET source_map = coalesce(excluded.source_map, source_map)`,
  )
  const add = db.prepare('INSERT INTO deployments (hash, at) VALUES (?, ?)')
  const latestFirst = 'SELECT hash, at FROM deployments ORDER BY no DESC'
  const all = db.prepare(latestFirst)
  const latest = db.prepare(`${latestFirst} LIMIT 1`)
  const bundleOf = db.prepare('SELECT bundle FROM bundles WHERE hash = ?')
  const mapOf = db.prepare('SELECT source_map FROM bundles WHERE hash = ?')
  const bundles = keptBy((hash) => JSON.parse(bundleOf.get(hash)!.bundle as string) as Bundle)

  /** A bundle and its map are read when somebody looks at them: there is one more with every change of a journey. */
  function deployment(row: Record<string, unknown>): Deployment {
    const { hash, at } = row as { hash: string; at: number }
    let map: SourceMap | null | undefined
    return {
      hash,
      at,
      get bundle() {
        return bundles(hash)
      },
      get sourceMap() {
        // Not kept for longer: it may be added later.
        if (map === undefined) {
          const text = mapOf.get(hash)?.source_map as string | null
          map = text === null ? null : (JSON.parse(text) as SourceMap)
        }
        return map ?? undefined
      },
    }
  }

  return {
    add({ hash, at, bundle, sourceMap }) {
      addBundle.run(hash, JSON.stringify(bundle), sourceMap === undefined ? null : JSON.stringify(sourceMap))
      if (latest.get()?.hash !== hash) add.run(hash, at)
    },
    all: () => all.all().map(deployment),
    latest: () => {
      const row = latest.get()
      return row && deployment(row)
    },
  }
}

/** So many bundles stay parsed: they never change, and pages for people ask for them again and again. */
const KEPT = 50

/** Reads bundles by hash. Those that were asked for last are kept, as the same objects. */
function keptBy(read: (hash: string) => Bundle): (hash: string) => Bundle {
  const kept = new Map<string, Bundle>()
  return (hash) => {
    const bundle = kept.get(hash) ?? read(hash)
    kept.delete(hash)
    kept.set(hash, bundle)
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
    return bundle
  }
}
