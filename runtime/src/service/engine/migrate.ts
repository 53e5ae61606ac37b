import { createMigrationPlanner, type MigrationPlan } from '../../core/migration/plan.ts'
import type { SourceMap } from '../../graph/format.ts'
import type { LoadedBundle } from '../../graph/loaded.ts'
import type { Instant } from '../../time/instant.ts'
import { openReader, openStore, type Store } from '../store/open.ts'
import type { StoreReader } from '../store/store.ts'
import type { Work } from './batch-work.ts'
import { prepareBundle, putInPlace } from './deploy.ts'
import { createWriter, type Writer } from './writer.ts'

/** What is to be migrated. */
export interface MigrationRequest {
  /** Only tells what would be. */
  readonly dryRun: boolean
  /** Absent: the runs of all journeys. */
  readonly journey?: string
}

/** What a migration would do, and whether it did. */
export interface Migration {
  readonly plan: MigrationPlan
  /**
   * `planned`: it was only asked for. `refused`: runs stand at steps that are gone, and nothing says where they go on, so
   * nobody was moved. `done`: all were moved, in one transaction.
   */
  readonly outcome: 'planned' | 'refused' | 'done'
}

/** Contacts that are read at a time. */
const PAGE = 500

/** What would become of the runs that are not on the latest version. */
export function planFor(
  reader: StoreReader,
  bundle: LoadedBundle,
  now: Instant,
  journey?: string,
): { plan: MigrationPlan; contacts: string[] } {
  const planner = createMigrationPlanner(bundle, now, journey)
  const contacts: string[] = []
  const old = reader.versions().filter((one) => bundle.journeys.get(one.journey)?.hash !== one.hash)
  const hashes = old.map(({ hash }) => hash)
  if (hashes.length === 0) return { plan: planner.plan, contacts }
  let after: string | undefined
  do {
    const page = reader.contactsOn(hashes, { limit: PAGE, ...(after !== undefined && { after }) })
    for (const contact of page.items) {
      planner.add(contact)
      const isBehind = contact.runs.some(({ journey, hash }) => bundle.journeys.get(journey)?.hash !== hash)
      if (isBehind) contacts.push(contact.id)
    }
    after = page.next
  } while (after !== undefined)
  return { plan: planner.plan, contacts }
}

/** Takes runs to the latest version: all in one transaction, or none. */
export function migrate(
  store: Store,
  writer: Writer,
  { dryRun, journey }: MigrationRequest,
  now: Instant,
): Migration {
  const { plan, contacts } = planFor(store.reader, writer.bundle, now, journey)
  if (dryRun) return { plan, outcome: 'planned' }
  if (plan.totals.unanswered + plan.totals.unknown_version > 0) return { plan, outcome: 'refused' }
  const work = contacts.map((contact): Work => {
    const input = { kind: 'migrate', contact, at: now, ...(journey !== undefined && { journey }) } as const
    return { kind: 'input', input }
  })
  return { plan, outcome: writer.writeWhole(work, now) ? 'done' : 'refused' }
}

export interface FileMigration extends MigrationRequest {
  /** The data file. */
  readonly data: string
  /** The graph to go to, parsed, which is put in place in the same transaction. Absent: the one that is in place. */
  readonly bundle?: unknown
  readonly sourceMap?: SourceMap
  readonly now: Instant
}

/**
 * Migrates a data file that no server works on. A dry run only reads, also beside a server.
 *
 * @throws StoreError when the file can't be used: also when a server has it.
 * @throws ProblemsError when the bundle can't be executed.
 */
export async function migrateFile({
  data,
  bundle,
  sourceMap,
  now,
  ...request
}: FileMigration): Promise<Migration> {
  const store = request.dryRun ? undefined : openStore(data)
  const reader = store?.reader ?? openReader(data)
  try {
    const prepared = await prepareBundle(reader, bundle ?? reader.deployments()[0]?.bundle)
    if (store === undefined) {
      const { plan } = planFor(reader, prepared.bundle, now, request.journey)
      return { plan, outcome: 'planned' }
    }
    const writer = createWriter({ store, ...prepared })
    return atOnce(store, () => {
      putInPlace(store, prepared, now, sourceMap)
      return migrate(store, writer, request, now)
    })
  } finally {
    if (store === undefined) reader.close()
    else store.close()
  }
}

/** A migration that is refused leaves everything as it was. */
function atOnce(store: Store, work: () => Migration): Migration {
  const refused: { migration?: Migration } = {}
  try {
    return store.transact(() => {
      const migration = work()
      if (migration.outcome === 'done') return migration
      refused.migration = migration
      throw new Refusal()
    })
  } catch (error) {
    if (error instanceof Refusal && refused.migration) return refused.migration
    throw error
  }
}

class Refusal extends Error {}
