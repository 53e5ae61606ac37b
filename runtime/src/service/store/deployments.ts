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

function deployment(row: Record<string, unknown>): Deployment {
  const { hash, at, bundle, source_map } = row as {
    hash: string
    at: number
    bundle: string
    source_map: string | null
  }
  return {
    hash,
    at,
    bundle: JSON.parse(bundle),
    ...(source_map !== null && { sourceMap: JSON.parse(source_map) }),
  }
}
