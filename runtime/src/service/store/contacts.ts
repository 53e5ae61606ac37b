import type { DatabaseSync } from 'node:sqlite'
import type { ContactState } from '../../core/state.ts'
import type { Instant } from '../../time/instant.ts'
import { contactFrom, contactText } from './contact-text.ts'
import type { EntryKeyTable } from './entry-keys.ts'
import { seal, unseal } from './sealed.ts'
import type { Page, PageRequest } from './store.ts'

/** A contact as it is stored. */
export interface StoredContact {
  /** Names the contact in other tables. */
  readonly no: number
  readonly state: ContactState
  /** When the contact is to be looked at next. */
  readonly due: Instant | null
  /** Its latest entry in the log. */
  readonly last: number
}

export interface ContactTable {
  find(id: string): StoredContact | undefined
  byNo(no: number): StoredContact | undefined
  insert(contact: StoredContact): void
  update(contact: StoredContact, isDueNew: boolean): void
  setLast(no: number, last: number): void
  /** Changes when a contact is looked at next, and nothing else. */
  postpone(id: string, due: Instant): void
  /** Those that are due by then, the longest due first: their ids, and the numbers by which they are read fastest. */
  dueBy(now: Instant, limit: number): { contact: string; no: number }[]
  firstDue(): Instant | undefined
  /** Ids in their order, after one of them or from the first on. */
  ids(after: string | undefined, limit: number): string[]
  /** Those with runs on versions of these hashes, after a number, in order of their numbers. */
  withVersions(hashes: readonly string[], after: number, limit: number): StoredContact[]
  /** All of them, in the order in which they became known. */
  all(): Iterable<ContactState>
  highestNo(): number
  page(request: PageRequest & { prefix?: string }): Page<ContactState>
}

export function contactTable(db: DatabaseSync, entryKeys: EntryKeyTable): ContactTable {
  const find = db.prepare('SELECT no, id, due, last, state FROM contacts WHERE id = ?')
  const byNo = db.prepare('SELECT no, id, due, last, state FROM contacts WHERE no = ?')
  const insert = db.prepare('INSERT INTO contacts (no, id, due, last, state) VALUES (?, ?, ?, ?, ?)')
  // Naming the column makes SQLite write its index again.
  const update = db.prepare('UPDATE contacts SET last = ?, state = ? WHERE no = ?')
  const updateDue = db.prepare('UPDATE contacts SET last = ?, state = ?, due = ? WHERE no = ?')
  const setLast = db.prepare('UPDATE contacts SET last = ? WHERE no = ?')
  const postpone = db.prepare('UPDATE contacts SET due = ? WHERE id = ?')
  const dueBy = db.prepare('SELECT no, id AS contact FROM contacts WHERE due <= ? ORDER BY due, no LIMIT ?')
  const firstDue = db.prepare('SELECT due FROM contacts WHERE due IS NOT NULL ORDER BY due LIMIT 1')
  const firstIds = db.prepare('SELECT id FROM contacts ORDER BY id LIMIT ?')
  const idsAfter = db.prepare('SELECT id FROM contacts WHERE id > ? ORDER BY id LIMIT ?')
  const highest = db.prepare('SELECT max(no) AS no FROM contacts')
  // The hash stands in the state of each of their runs: a text is found faster than a value is parsed.
  const withVersions = db.prepare(
    `SELECT no, id, due, last, state FROM contacts
     WHERE no > ? AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr(state, value) > 0) ORDER BY no LIMIT ?`,
  )
  const page = db.prepare(
    'SELECT no, id, state FROM contacts WHERE id > ? AND id >= ? AND id < ? ORDER BY id LIMIT ?',
  )
  const all = db.prepare('SELECT no, id, state FROM contacts ORDER BY no')
  const pageToEnd = db.prepare('SELECT no, id, state FROM contacts WHERE id > ? ORDER BY id LIMIT ?')
  /** The only place where the state of a row is read. */
  function stateOf(row: Record<string, unknown>): ContactState {
    const { no, id, state } = row as { no: number; id: string; state: string }
    return contactFrom(id, unseal(state), (entries) => entryKeys.with(no, entries))
  }
  function stored(row: Record<string, unknown> | undefined): StoredContact | undefined {
    if (row === undefined) return undefined
    const { no, due, last } = row as { no: number; due: number | null; last: number }
    return { no, due, last, state: stateOf(row) }
  }
  return {
    find: (id) => stored(find.get(id)),
    byNo: (no) => stored(byNo.get(no)),
    insert({ no, state, due, last }) {
      insert.run(no, state.id, due, last, seal(contactText(state)))
    },
    update({ no, state, due, last }, isDueNew) {
      if (isDueNew) updateDue.run(last, seal(contactText(state)), due, no)
      else update.run(last, seal(contactText(state)), no)
    },
    setLast(no, last) {
      setLast.run(last, no)
    },
    postpone(id, due) {
      postpone.run(due, id)
    },
    dueBy: (now, limit) => dueBy.all(now, limit) as unknown as { contact: string; no: number }[],
    firstDue: () => firstDue.get()?.due as Instant | undefined,
    ids(after, limit) {
      const rows = after === undefined ? firstIds.all(limit) : idsAfter.all(after, limit)
      return rows.map((row) => row.id as string)
    },
    withVersions: (hashes, after, limit) =>
      withVersions.all(after, JSON.stringify(hashes), limit).map((row) => stored(row)!),
    *all() {
      for (const row of all.iterate()) yield stateOf(row)
    },
    highestNo: () => (highest.get()?.no as number | null) ?? 0,
    page({ after = '', limit, prefix = '' }) {
      const rows =
        prefix === '' ? pageToEnd.all(after, limit) : page.all(after, prefix, `${prefix}\u{10ffff}`, limit)
      const items = rows.map(stateOf)
      return pageOf(items, limit, ({ id }) => id)
    },
  }
}

/** A page is followed by another one if it is full. */
export function pageOf<T>(items: readonly T[], limit: number, cursor: (item: T) => string): Page<T> {
  const last = items.at(-1)
  return last === undefined || items.length < limit ? { items } : { items, next: cursor(last) }
}
