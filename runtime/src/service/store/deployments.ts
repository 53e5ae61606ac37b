import type { DatabaseSync } from 'node:sqlite'
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
  const latestFirst =
    'SELECT hash, at, bundle, source_map FROM deployments JOIN bundles USING (hash) ORDER BY no DESC'
  const all = db.prepare(latestFirst)
  const latest = db.prepare(`${latestFirst} LIMIT 1`)
  const deployment = deploymentReader()
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

/** Reads rows. The same bundle is the same object, as long as it is kept. */
function deploymentReader(): (row: Record<string, unknown>) => Deployment {
  const kept = new Map<string, { map: string | null; parsed: Pick<Deployment, 'bundle' | 'sourceMap'> }>()
  return (row) => {
    const {
      hash,
      at,
      bundle,
      source_map: map,
    } = row as {
      hash: string
      at: number
      bundle: string
      source_map: string | null
    }
    const known = kept.get(hash)
    if (known?.map === map) return { hash, at, ...known.parsed }
    const parsed = { bundle: JSON.parse(bundle), ...(map !== null && { sourceMap: JSON.parse(map) }) }
    if (kept.size === KEPT) kept.delete(kept.keys().next().value!)
    kept.set(hash, { map, parsed })
    return { hash, at, ...parsed }
  }
}
