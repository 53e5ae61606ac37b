import type { DatabaseSync } from 'node:sqlite'
import type { Input } from '../../core/inputs.ts'
import type { SetAside } from './store.ts'

export interface SetAsideTable {
  /** One that is there already is noted anew. */
  add(one: SetAside): void
  /** In the order in which they were set aside first. */
  all(): SetAside[]
  remove(one: Pick<SetAside, 'contact' | 'input'>): void
  count(): number
}

export function setAsideTable(db: DatabaseSync): SetAsideTable {
  const add = db.prepare(
    `INSERT INTO set_aside (contact, at, input, reason) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET at = excluded.at, reason = excluded.reason`,
  )
  const all = db.prepare('SELECT contact, at, input, reason FROM set_aside ORDER BY no')
  const remove = db.prepare('DELETE FROM set_aside WHERE contact = ? AND input = ?')
  const count = db.prepare('SELECT count(*) AS count FROM set_aside')
  return {
    add({ contact, at, input, reason }) {
      add.run(contact, at, JSON.stringify(input), reason)
    },
    all: () =>
      all.all().map((row) => {
        const { contact, at, input, reason } = row as {
          contact: string
          at: number
          input: string
          reason: string
        }
        return { contact, at, input: JSON.parse(input) as Input, reason }
      }),
    remove({ contact, input }) {
      remove.run(contact, JSON.stringify(input))
    },
    count: () => count.get()!.count as number,
  }
}
