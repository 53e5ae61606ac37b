import type { DatabaseSync } from 'node:sqlite'
import type { Input } from '../../core/inputs.ts'
import type { RuntimeRecord } from '../../core/output.ts'
import type { Instant } from '../../time/instant.ts'
import { pageOf } from './contacts.ts'
import { seal, unlessDamaged, unseal } from './sealed.ts'
import type { LogEntry, Page, PageRequest } from './store.ts'

/** An entry as it is written. */
export interface NewEntry {
  readonly seq: number
  readonly contact: number
  /** The entry of this contact before, or 0. */
  readonly prev: number
  readonly at: Instant
  /** JSON. */
  readonly input: string
  readonly records: readonly RuntimeRecord[]
}

export interface LogTable {
  append(entry: NewEntry): void
  highestSeq(): number
  /** When the latest entry was received. */
  latestAt(): Instant | undefined
  page(request: PageRequest): Page<LogEntry>
  /** The first entries from before a moment, up to one that is not, and but for the latest: with the ids of their inputs. */
  oldest(before: Instant, limit: number): { seq: number; contact: number; id?: string }[]
  /** Removes all entries up to this one. */
  removeTo(seq: number): void
  /** The entries of a contact from one on, back along the chain. */
  back(from: number, limit: number): LogEntry[]
}

export function logTable(db: DatabaseSync): LogTable {
  const columns =
    'seq, prev, contacts.id AS contact, at, input, records FROM log JOIN contacts ON no = contact'
  const append = db.prepare(
    'INSERT INTO log (seq, contact, prev, at, input, records) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const highest = db.prepare('SELECT max(seq) AS seq FROM log')
  const latestAt = db.prepare('SELECT at FROM log ORDER BY seq DESC LIMIT 1')
  const page = db.prepare(`SELECT ${columns} WHERE seq > ? ORDER BY seq LIMIT ?`)
  const oldest = db.prepare('SELECT seq, contact, at, input FROM log ORDER BY seq LIMIT ?')
  const removeTo = db.prepare('DELETE FROM log WHERE seq <= ?')
  const one = db.prepare(`SELECT ${columns} WHERE seq = ?`)
  return {
    append({ seq, contact, prev, at, input, records }) {
      append.run(seq, contact, prev, at, seal(input), seal(JSON.stringify(records)))
    },
    highestSeq: () => (highest.get()?.seq as number | null) ?? 0,
    latestAt: () => latestAt.get()?.at as Instant | undefined,
    page: ({ after, limit }) =>
      pageOf(page.all(cursorOf(after), limit).map(entry), limit, ({ seq }) => String(seq)),
    oldest(before, limit) {
      const rows = oldest.all(limit + 1) as unknown as {
        seq: number
        contact: number
        at: number
        input: string
      }[]
      const end = rows.findIndex(({ at }) => at >= before)
      // The one more that was read may be the latest.
      const old = rows.slice(0, end < 0 ? Math.min(limit, rows.length - 1) : end)
      return old.map(({ seq, contact, input }) => {
        // What is old is forgotten all the same.
        const id = unlessDamaged(() => (JSON.parse(unseal(input)) as Input).id)
        return { seq, contact, ...(id !== undefined && { id }) }
      })
    },
    removeTo(seq) {
      removeTo.run(seq)
    },
    back(from, limit) {
      const found: LogEntry[] = []
      for (let seq = from; seq > 0 && found.length < limit; ) {
        const row = one.get(seq)
        if (row === undefined) break
        found.push(entry(row))
        seq = row.prev as number
      }
      return found
    },
  }
}

function entry(row: Record<string, unknown>): LogEntry {
  const { seq, contact, at, input, records } = row as Record<string, string> & { seq: number; at: number }
  return {
    seq,
    contact: contact!,
    at,
    input: JSON.parse(unseal(input!)) as Input,
    records: JSON.parse(unseal(records!)) as RuntimeRecord[],
  }
}

/** A cursor that counts. Anything else begins at the beginning. */
export function cursorOf(after: string | undefined): number {
  const number = Number(after ?? 0)
  return Number.isSafeInteger(number) ? number : 0
}
