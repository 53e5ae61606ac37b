import type { DatabaseSync } from 'node:sqlite'

/** The ids of the inputs of each contact, kept as long as the log. */
export interface InputIdTable {
  /** Notes an id. False when it was there. */
  add(contact: number, id: string): boolean
  remove(contact: number, id: string): void
}

export function inputIdTable(db: DatabaseSync): InputIdTable {
  const add = db.prepare('INSERT INTO input_ids (contact, id) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const remove = db.prepare('DELETE FROM input_ids WHERE contact = ? AND id = ?')
  return {
    add: (contact, id) => add.run(contact, id).changes > 0,
    remove(contact, id) {
      remove.run(contact, id)
    },
  }
}
