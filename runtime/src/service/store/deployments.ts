import type { DatabaseSync } from 'node:sqlite'
import type { Bundle, SourceMap } from '../../graph/format.ts'
import type { JourneyVersion } from '../../graph/loaded.ts'
import type { Instant } from '../../time/instant.ts'
import { seal, unseal } from './sealed.ts'
import type { Deployment } from './store.ts'

export interface DeploymentTable {
  add(deployment: Omit<Deployment, 'versions'>): void
  /** Latest first. */
  all(): Deployment[]
  latest(): Deployment | undefined
  /**
   * The last of those that were replaced before a moment, up to the first that `needed` versions of journeys come from:
   * between that and the latest, each may say where steps were moved.
   */
  oldest(before: Instant, needed: readonly JourneyVersion[]): number | undefined
  /** Removes all up to this one, with their bundles. */
  removeTo(no: number): void
}

export function deploymentTable(db: DatabaseSync): DeploymentTable {
  const addBundle = db.prepare(
    `INSERT INTO bundles (hash, bundle, versions, source_map) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET source_map = coalesce(excluded.source_map, source_map)`,
  )
  const add = db.prepare('INSERT INTO deployments (hash, at) VALUES (?, ?)')
  const latestFirst =
    'SELECT no, hash, at, versions FROM deployments JOIN bundles USING (hash) ORDER BY no DESC'
  const all = db.prepare(latestFirst)
  const latest = db.prepare(`${latestFirst} LIMIT 1`)
  const bundleOf = db.prepare('SELECT bundle FROM bundles WHERE hash = ?')
  const mapOf = db.prepare('SELECT source_map FROM bundles WHERE hash = ?')
  const removeTo = db.prepare('DELETE FROM deployments WHERE no <= ?')
  const removeBundles = db.prepare('DELETE FROM bundles WHERE hash NOT IN (SELECT hash FROM deployments)')
  const bundles = keptBy((hash) => JSON.parse(unseal(bundleOf.get(hash)!.bundle as string)) as Bundle)

  /** A bundle and its map are read when somebody looks at them: there is one more with every change of a journey. */
  function deployment(row: Record<string, unknown>): Deployment {
    const { hash, at, versions } = row as { hash: string; at: number; versions: string }
    let map: SourceMap | null | undefined
    return {
      hash,
      at,
      versions: JSON.parse(versions),
      get bundle() {
        return bundles(hash)
      },
      get sourceMap() {
        // Not kept for longer: it may be added later.
        if (map === undefined) {
          const text = mapOf.get(hash)?.source_map as string | null
          map = text === null ? null : (JSON.parse(unseal(text)) as SourceMap)
        }
        return map ?? undefined
      },
    }
  }

  return {
    add({ hash, at, bundle, sourceMap }) {
      const hashes = Object.entries(bundle.journeys).map(([name, { hash }]) => [name, hash])
      const versions = JSON.stringify(Object.fromEntries(hashes))
      const map = sourceMap === undefined ? null : seal(JSON.stringify(sourceMap))
      addBundle.run(hash, seal(JSON.stringify(bundle)), versions, map)
      if (latest.get()?.hash !== hash) add.run(hash, at)
    },
    all: () => all.all().map(deployment),
    latest: () => {
      const row = latest.get()
      return row && deployment(row)
    },
    oldest(before, needed) {
      const rows = all.all()
      const first = Math.max(0, oldestNeeded(rows.map(deployment), needed))
      const old = rows.find((_, index) => index > first && (rows[index - 1]!.at as number) < before)
      return old?.no as number | undefined
    },
    removeTo(no) {
      removeTo.run(no)
      removeBundles.run()
    },
  }
}

/**
 * Where the oldest bundle stands that is needed, among some that begin with the latest: each version is taken from the
 * latest one that has it. -1 when none is.
 */
export function oldestNeeded(
  deployments: readonly Pick<Deployment, 'versions'>[],
  needed: readonly JourneyVersion[],
): number {
  const places = needed.map(({ journey, hash }) =>
    deployments.findIndex(({ versions }) => Object.hasOwn(versions, journey) && versions[journey] === hash),
  )
  return Math.max(-1, ...places)
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
