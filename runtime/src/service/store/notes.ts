import type { DatabaseSync } from 'node:sqlite'

/** Small things to remember, by name. JSON values. */
export interface NoteTable {
  get<T>(name: string): T | undefined
  set(name: string, value: unknown): void
  remove(name: string): void
}

export function noteTable(db: DatabaseSync): NoteTable {
  const get = db.prepare('SELECT value FROM notes WHERE name = ?')
  const set = db.prepare(
    'INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  const remove = db.prepare('DELETE FROM notes WHERE name = ?')
  return {
    get(name) {
      const value = get.get(name)?.value as string | undefined
      return value === undefined ? undefined : JSON.parse(value)
    },
    set(name, value) {
      set.run(name, JSON.stringify(value))
    },
    remove(name) {
      remove.run(name)
    },
  }
}
