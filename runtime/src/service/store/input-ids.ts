import type { DatabaseSync } from 'node:sqlite'

/** The ids of the inputs of each contact, each with the fingerprint of what its input said, kept as long as the log. */
export interface InputIdTable {
  /** Notes an id, if it is new. `other`: it was there, with something else. */
  add(contact: number, id: string, fingerprint: number): 'new' | 'same' | 'other'
  remove(contact: number, id: string): void
}

export function inputIdTable(db: DatabaseSync): InputIdTable {
  const add = db.prepare(
    'INSERT INTO input_ids (contact, id, fingerprint) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const known = db.prepare('SELECT fingerprint FROM input_ids WHERE contact = ? AND id = ?')
  const remove = db.prepare('DELETE FROM input_ids WHERE contact = ? AND id = ?')
  return {
    add(contact, id, fingerprint) {
      if (add.run(contact, id, fingerprint).changes > 0) return 'new'
      const said = known.get(contact, id)!.fingerprint as number | null
      // What an id from before fingerprints named is not known.
      return said === null || said === fingerprint ? 'same' : 'other'
    },
    remove(contact, id) {
      remove.run(contact, id)
    },
  }
}
