import { createMigrationPlanner, type MigrationPlan } from '../../core/migration/plan.ts'
import type { Bundle, SourceMap } from '../../graph/format.ts'
import type { LoadedBundle } from '../../graph/loaded.ts'
import type { Instant } from '../../time/instant.ts'
import type { StoredContact } from '../store/contacts.ts'
import { storeError } from '../store/errors.ts'
import { openSnapshot, openStore, type Snapshot, type Store } from '../store/open.ts'
import type { Tables } from '../store/tables.ts'
import type { Work } from './batch-work.ts'
import { type Prepared, prepareBundle, putInPlace } from './deploy.ts'
import { beginWhole } from './whole-write.ts'

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

/**
 * A migration that is under way: it is asked for its next part until it is done, and others have their turn in between.
 * One that is ended before leaves everything as it was.
 */
export type MigrationSteps = Generator<void, Migration, void>

/** Contacts of one part: some milliseconds of work. */
const PART = 200

/** Tells what would become of the runs that are not on the latest version. */
export function* planSteps(
  file: Snapshot,
  bundle: LoadedBundle,
  now: Instant,
  journey?: string,
): MigrationSteps {
  const planner = createMigrationPlanner(bundle, now, journey)
  try {
    for (const contacts of partsBehind(file, bundle)) {
      for (const { state } of contacts) planner.add(state)
      yield
    }
  } catch (error) {
    throw storeError(error, file.path)
  }
  return { plan: planner.plan, outcome: 'planned' }
}

/**
 * Takes runs to the latest version: all in one transaction, or none. Until its end, nobody else may write to the file.
 *
 * @param before is done first, in the same transaction.
 */
export function* migrationSteps(
  store: Store,
  { bundle, renderer }: Pick<Prepared, 'bundle' | 'renderer'>,
  now: Instant,
  journey?: string,
  before: () => void = () => {},
): MigrationSteps {
  const planner = createMigrationPlanner(bundle, now, journey)
  const whole = beginWhole(store, bundle, renderer)
  let isRefused = false
  let isWritten = false
  const workFor = ({ state }: StoredContact): Work => {
    const input = { kind: 'migrate', contact: state.id, at: now, ...(journey !== undefined && { journey }) }
    return { kind: 'input', input } as Work
  }
  try {
    before()
    for (const contacts of partsBehind(store, bundle)) {
      for (const { state } of contacts) planner.add(state)
      // Once it is refused, it is only told what else there is to answer.
      if (!isRefused) {
        const receipts = whole.take(contacts.map(workFor), contacts, now)
        isRefused = receipts.some(({ kind }) => kind === 'refused')
      }
      yield
    }
    if (!isRefused) whole.commit()
    isWritten = !isRefused
  } catch (error) {
    throw storeError(error, store.path)
  } finally {
    if (!isWritten) whole.takeBack()
  }
  return { plan: planner.plan, outcome: isWritten ? 'done' : 'refused' }
}

/** The contacts with runs on other versions than the latest, a part at a time. */
function* partsBehind(tables: Tables, bundle: LoadedBundle): Generator<readonly StoredContact[], void, void> {
  const isLatest = (journey: string, hash: string) => bundle.journeys.get(journey)?.hash === hash
  const old = tables.counters.versions().filter(({ journey, hash }) => !isLatest(journey, hash))
  const hashes = old.map(({ hash }) => hash)
  if (hashes.length === 0) return
  let after = 0
  for (;;) {
    const contacts = tables.contacts.withVersions(hashes, after, PART)
    if (contacts.length === 0) return
    after = contacts.at(-1)!.no
    yield contacts.filter(({ state }) => state.runs.some(({ journey, hash }) => !isLatest(journey, hash)))
  }
}

/** A migration of a data file that no server works on. */
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
export async function migrateFile(request: FileMigration): Promise<Migration> {
  return request.dryRun ? planOf(request) : migrated(request)
}

async function planOf({ data, bundle, now, journey }: FileMigration): Promise<Migration> {
  const file = openSnapshot(data)
  try {
    const prepared = await prepareBundle(file.reader, bundle ?? graphIn(file))
    return toTheEnd(planSteps(file, prepared.bundle, now, journey))
  } finally {
    file.close()
  }
}

async function migrated({ data, bundle, sourceMap, now, journey }: FileMigration): Promise<Migration> {
  const store = openStore(data)
  try {
    const prepared = await prepareBundle(store.reader, bundle ?? graphIn(store))
    const putNew = () => putInPlace(store, prepared, now, sourceMap)
    return toTheEnd(migrationSteps(store, prepared, now, journey, putNew))
  } finally {
    store.close()
  }
}

function graphIn({ deployments }: Tables): Bundle | undefined {
  return deployments.latest()?.bundle
}

function toTheEnd(steps: MigrationSteps): Migration {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
