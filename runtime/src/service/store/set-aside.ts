import type { DatabaseSync } from 'node:sqlite'
import type { Input } from '../../core/inputs.ts'
import type { Instant } from '../../time/instant.ts'

/** An input at which the runtime failed. */
export interface SetAside {
  readonly no: number
  readonly contact: string
  readonly at: Instant
  readonly input: Input
  readonly reason: string
}

export interface SetAsideTable {
  add(one: Omit<SetAside, 'no'>): void
  all(): SetAside[]
  remove(no: number): void
}

export function setAsideTable(db: DatabaseSync): SetAsideTable {
  const add = db.prepare('INSERT INTO set_aside (contact, at, input, reason) VALUES (?, ?, ?, ?)')
  const all = db.prepare('SELECT no, contact, at, input, reason FROM set_aside ORDER BY no')
  const remove = db.prepare('DELETE FROM set_aside WHERE no = ?')
  return {
    add({ contact, at, input, reason }) {
      add.run(contact, at, JSON.stringify(input), reason)
    },
    all: () =>
      all
        .all()
        .map((row) => ({ ...(row as unknown as SetAside), input: JSON.parse(row.input as string) as Input })),
    remove(no) {
      remove.run(no)
    },
  }
}
