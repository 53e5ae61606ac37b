import type { DatabaseSync } from 'node:sqlite'
import { checkHeader, openDatabase } from './database.ts'
import { storeError } from './errors.ts'
import { lockForWriting } from './lock.ts'
import { createReader } from './reader.ts'
import type { StoreReader } from './store.ts'
import { openTables, type Tables } from './tables.ts'

/** A data file that is open for writing. Only one process has it so at a time. */
export interface Store extends Tables {
  readonly path: string
  readonly reader: StoreReader
  /**
   * Does all of the work in one transaction, which is on the disk when this returns. When the work fails, or can't be
   * written, nothing of it was done; trouble with the file is a `StoreError`. Within another, it is a part of that.
   */
  transact<T>(work: () => T): T
  /** From now on, the file may not grow beyond so many bytes. */
  limitSize(bytes: number): void
  close(): void
}

/**
 * Opens a data file for writing, and makes it if it is not there.
 *
 * @throws StoreError when another server has it, when it is damaged, or no data file of ours.
 */
export function openStore(path: string): Store {
  // No lock is left beside a file that is none of ours.
  checkHeader(path)
  const unlock = lockForWriting(path)
  try {
    const db = openDatabase(path, { readOnly: false })
    const tables = openTables(db)
    const close = () => {
      db.close()
      unlock()
    }
    const reader = createReader(db, tables, () => {})
    return {
      path,
      ...tables,
      reader,
      transact: (work) => transact(db, tables, path, work),
      limitSize: (bytes) => limitSize(db, bytes),
      close,
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * Opens a data file for reading, also while a server writes to it.
 *
 * @throws StoreError when it is not there, damaged, or no data file of ours.
 */
export function openReader(path: string): StoreReader {
  const db = openDatabase(path, { readOnly: true })
  return createReader(db, openTables(db), () => db.close())
}

function limitSize(db: DatabaseSync, bytes: number): void {
  const { page_size } = db.prepare('PRAGMA page_size').get() as { page_size: number }
  db.exec(`PRAGMA max_page_count = ${Math.ceil(bytes / page_size)}`)
}

function transact<T>(db: DatabaseSync, tables: Tables, path: string, work: () => T): T {
  if (db.isTransaction) return work()
  try {
    db.exec('BEGIN IMMEDIATE')
    const result = work()
    tables.counters.flush()
    db.exec('COMMIT')
    return result
  } catch (error) {
    // A full disk makes SQLite take the transaction back by itself.
    if (db.isTransaction) db.exec('ROLLBACK')
    tables.counters.reset()
    tables.standing.reset()
    throw storeError(error, path)
  }
}
