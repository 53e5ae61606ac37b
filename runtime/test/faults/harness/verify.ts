import { DatabaseSync } from 'node:sqlite'
import {
  apply,
  type Bundle,
  type ContactState,
  collectStatistics,
  createMemoryHost,
  type Input,
  type LoadedBundle,
  loadBundle,
  newContact,
  type RuntimeRecord,
  unwrap,
} from '../../../src/index.ts'
import { type LogEntry, openReader, type Page, type StoreReader } from '../../../src/service/index.ts'
import { storeError } from '../../../src/service/store/errors.ts'
import type { Arrival } from './processes.ts'

/** What a data file holds. */
export interface Held {
  readonly log: readonly LogEntry[]
  readonly contacts: readonly ContactState[]
  readonly deliveries: ReturnType<StoreReader['deliveries']>['items']
  readonly records: readonly RuntimeRecord[]
  /** By the names of what must be true of any data file: what is not. */
  readonly faults: Readonly<Record<string, readonly unknown[]>>
}

/** Reads a whole data file, and checks that all parts of it say the same. */
export function readHeld(path: string, source: Bundle): Held {
  const reader = openReader(path)
  try {
    const log = all((after) => reader.log({ ...after, limit: 1000 }))
    const contacts = all((after) => reader.contacts({ ...after, limit: 1000 }))
    const deliveries = all((after) => reader.deliveries({ ...after, limit: 1000 }))
    const records = log.flatMap((entry) => entry.records)
    const bundle = unwrap(loadBundle(source))
    return {
      log,
      contacts,
      deliveries,
      records,
      faults: {
        integrity: integrityOf(path),
        'the log has no gaps': log.filter(({ seq }, index) => seq !== index + 1).map(({ seq }) => seq),
        'ids are there once': twice(
          log.flatMap(({ contact, input }) => (input.id === undefined ? [] : [`${contact} ${input.id}`])),
        ),
        'the log gives the states': replayed(bundle, log, contacts),
        'every message that was handed over is there once': different(
          records.flatMap((one) =>
            one.kind === 'handed' || one.kind === 'calling' || one.kind === 'notified' ? [one.key] : [],
          ),
          deliveries.map(({ key }) => key),
        ),
        'nothing is recorded as sent twice': twice(
          records.flatMap((one) => (one.kind === 'sent' || one.kind === 'called' ? [one.key] : [])),
        ),
        'the counts are those of the log':
          reader.deployments().length === 0
            ? log
            : sameJson(collectStatistics(bundle, records), reader.statistics()),
      },
    }
  } finally {
    reader.close()
  }
}

/** What is not as it must be in any data file. */
export function faultsOf({ faults }: Held): object {
  return Object.fromEntries(Object.entries(faults).filter(([, found]) => found.length > 0))
}

function integrityOf(path: string): unknown[] {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const rows = db.prepare('PRAGMA integrity_check').all()
    return rows.filter((row) => row.integrity_check !== 'ok')
  } catch (error) {
    throw storeError(error, path)
  } finally {
    db.close()
  }
}

/** Contacts whose state is not what their part of the log leads to, and entries whose records are others. */
function replayed(
  bundle: LoadedBundle,
  log: readonly LogEntry[],
  contacts: readonly ContactState[],
): string[] {
  const states = new Map<string, ContactState>()
  const faults: string[] = []
  for (const { contact, seq, input, records } of log) {
    const { id: _, ...given } = input
    const applied = apply(bundle, states.get(contact) ?? newContact(contact), given as Input)
    states.set(contact, applied.contact)
    if (JSON.stringify(applied.records) !== JSON.stringify(records)) faults.push(`entry ${seq}`)
  }
  for (const contact of contacts) {
    if (sameJson(states.get(contact.id), contact).length > 0) faults.push(`contact ${contact.id}`)
  }
  return [
    ...faults,
    ...different(
      [...states.keys()],
      contacts.map(({ id }) => id),
    ),
  ]
}

/**
 * How runs ended, as the memory host has it, which never loses its process: by run, in words. Each input is given in the
 * order of the log; what the outside answers is made up, since it plays no part in where runs end.
 */
export function endingsInMemory(source: Bundle, log: readonly LogEntry[]): Record<string, string> {
  const records: RuntimeRecord[] = []
  const host = createMemoryHost(unwrap(loadBundle(source)), { onRecord: (record) => records.push(record) })
  for (const { input } of log) {
    if (input.kind === 'event' || input.kind === 'contact') host.post(input)
  }
  host.runUntilIdle(Number.POSITIVE_INFINITY)
  return endingsOf(records)
}

/** How runs ended, by run. */
export function endingsOf(records: Iterable<RuntimeRecord>): Record<string, string> {
  const endings: [string, string][] = []
  for (const record of records) {
    if (record.kind === 'finished') endings.push([record.run, `finished ${record.reason}`])
    if (record.kind === 'exited') endings.push([record.run, `exited ${record.exit}`])
  }
  return Object.fromEntries(endings.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Keys that arrived once more after it was written down that they had been sent. */
export function sentAfterRecord({ deliveries }: Held, arrivals: readonly Arrival[]): string[] {
  const settled = new Map(
    deliveries.flatMap(({ key, state, settledAt }) =>
      state === 'done' && settledAt !== undefined ? [[key, settledAt] as const] : [],
    ),
  )
  return arrivals
    .filter(({ key, at }) => at > (settled.get(key) ?? Number.POSITIVE_INFINITY))
    .map(({ key }) => key)
}

/** What is there more than once. */
export function twice(items: readonly string[]): string[] {
  const seen = new Set<string>()
  return items.filter((item) => seen.size === seen.add(item).size)
}

/** What is only in one of two lists. */
export function different(left: readonly string[], right: readonly string[]): string[] {
  const [ofLeft, ofRight] = [new Set(left), new Set(right)]
  return [...left.filter((item) => !ofRight.has(item)), ...right.filter((item) => !ofLeft.has(item))]
}

function sameJson(left: unknown, right: unknown): unknown[] {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right)) ? [] : [left, right]
}

/** With the fields of objects in one order. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(sorted)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(
    entries.map(([name, one]) => [name, sorted(one)]).sort(([a], [b]) => (a! < b! ? -1 : 1)),
  )
}

/** The items of all pages. */
export function all<T>(page: (after: { after?: string }) => Page<T>): T[] {
  const items: T[] = []
  let part = page({})
  items.push(...part.items)
  while (part.next !== undefined) {
    part = page({ after: part.next })
    items.push(...part.items)
  }
  return items
}
