import type { DatabaseSync } from 'node:sqlite'
import type { Input } from '../../core/inputs.ts'
import type { SetAside } from './store.ts'

export interface SetAsideTable {
  /** One that is there already is noted anew. */
  add(one: SetAside): void
  /** In the order in which they were set aside first. */
  all(): SetAside[]
  /** Those in the rows after one and up to another, with the numbers of their rows. */
  between(after: number, last: number, limit: number): { no: number; setAside: SetAside }[]
  highestNo(): number
  remove(one: Pick<SetAside, 'contact' | 'input'>): void
  count(): number
}

export function setAsideTable(db: DatabaseSync): SetAsideTable {
  const add = db.prepare(
    `INSERT INTO set_aside (contact, at, input, reason) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET at = excluded.at, reason = excluded.reason`,
  )
  const all = db.prepare('SELECT contact, at, input, reason FROM set_aside ORDER BY no')
  const between = db.prepare(
    'SELECT no, contact, at, input, reason FROM set_aside WHERE no > ? AND no <= ? ORDER BY no LIMIT ?',
  )
  const highest = db.prepare('SELECT max(no) AS no FROM set_aside')
  const remove = db.prepare('DELETE FROM set_aside WHERE contact = ? AND input = ?')
  const count = db.prepare('SELECT count(*) AS count FROM set_aside')
  return {
    add({ contact, at, input, reason }) {
      add.run(contact, at, JSON.stringify(input), reason)
    },
    all: () => all.all().map(setAside),
    between: (after, last, limit) =>
      between.all(after, last, limit).map((row) => ({ no: row.no as number, setAside: setAside(row) })),
    highestNo: () => (highest.get()?.no as number | null) ?? 0,
    remove({ contact, input }) {
      remove.run(contact, JSON.stringify(input))
    },
    count: () => count.get()!.count as number,
  }
}

function setAside(row: Record<string, unknown>): SetAside {
  const { contact, at, input, reason } = row as {
    contact: string
    at: number
    input: string
    reason: string
  }
  return { contact, at, input: JSON.parse(input) as Input, reason }
}
