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
  /** Begins a transaction for work that comes in parts. */
  begin(): Transaction
  /**
   * The same file on a connection of its own, for a long transaction: until it is committed, the others see what was
   * there before, and may not write.
   */
  beside(): Store
  /** From now on, the file may not grow beyond so many bytes. */
  limitSize(bytes: number): void
  close(): void
}

/** What is written until its end is there whole, or not at all. */
export interface Transaction {
  /** @throws StoreError when it can't be written. Then it is to be taken back. */
  commit(): void
  /** Forgets what was written. Does nothing after `commit`. */
  takeBack(): void
}

/** A data file as it is at one moment, whatever is written to it meanwhile. */
export interface Snapshot extends Tables {
  readonly path: string
  readonly reader: StoreReader
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
    return storeOn(path, openDatabase(path, { readOnly: false }), unlock)
  } catch (error) {
    unlock()
    throw storeError(error, path)
  }
}

function storeOn(path: string, db: DatabaseSync, unlock: () => void): Store {
  const tables = openTables(db)
  let most: number | undefined
  return {
    path,
    ...tables,
    reader: createReader(db, tables, () => {}),
    transact: (work) => transact(db, tables, path, work),
    begin: () => begin(db, tables, path),
    beside() {
      const other = storeOn(path, openDatabase(path, { readOnly: false, isChecked: true }), () => {})
      if (most !== undefined) other.limitSize(most)
      return other
    },
    limitSize(bytes) {
      most = bytes
      limitSize(db, bytes)
    },
    close() {
      db.close()
      unlock()
    },
  }
}

/**
 * Opens a data file for reading, also while a server writes to it.
 *
 * @throws StoreError when it is not there, damaged, or no data file of ours.
 */
export function openReader(path: string): StoreReader {
  const db = openDatabase(path, { readOnly: true })
  try {
    return createReader(db, openTables(db), () => db.close())
  } catch (error) {
    db.close()
    throw storeError(error, path)
  }
}

/**
 * Opens a data file as it is now.
 *
 * @param isChecked a server has it open and looked at it: it is not looked through for damage again.
 * @throws StoreError as `openReader` does.
 */
export function openSnapshot(path: string, isChecked = false): Snapshot {
  const db = openDatabase(path, { readOnly: true, isChecked })
  try {
    db.exec('BEGIN')
    const tables = openTables(db)
    const close = () => db.close()
    return { path, ...tables, reader: createReader(db, tables, close), close }
  } catch (error) {
    db.close()
    throw storeError(error, path)
  }
}

function limitSize(db: DatabaseSync, bytes: number): void {
  const { page_size } = db.prepare('PRAGMA page_size').get() as { page_size: number }
  db.exec(`PRAGMA max_page_count = ${Math.ceil(bytes / page_size)}`)
}

function transact<T>(db: DatabaseSync, tables: Tables, path: string, work: () => T): T {
  if (db.isTransaction) return work()
  const transaction = begin(db, tables, path)
  try {
    const result = work()
    transaction.commit()
    return result
  } catch (error) {
    transaction.takeBack()
    throw storeError(error, path)
  }
}

function begin(db: DatabaseSync, tables: Tables, path: string): Transaction {
  const told = (work: () => void) => {
    try {
      work()
    } catch (error) {
      throw storeError(error, path)
    }
  }
  told(() => db.exec('BEGIN IMMEDIATE'))
  let isOpen = true
  return {
    commit() {
      told(() => {
        tables.counters.flush()
        db.exec('COMMIT')
      })
      isOpen = false
    },
    takeBack() {
      if (!isOpen) return
      isOpen = false
      // A full disk makes SQLite take the transaction back by itself.
      if (db.isTransaction) db.exec('ROLLBACK')
      tables.counters.reset()
      tables.standing.reset()
    },
  }
}
