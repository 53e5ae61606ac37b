import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { fileError, StoreError, storeError } from './errors.ts'
import { makePrivateFile } from './private-file.ts'
import { realPath } from './real-path.ts'
import { APPLICATION_ID, SCHEMA_VERSION, upgrade } from './schema.ts'

const MAGIC = 'SQLite format 3\0'
/** How long another program's lock is waited for. Short: everything else waits meanwhile. */
const PATIENCE_MS = 250

/** Files up to this size are looked through whenever they are opened, in bytes: it takes a moment. */
const SMALL = 64 * 2 ** 20

export interface OpenOptions {
  readonly readOnly: boolean
  /** Looks through all of the file, however large it is. */
  readonly whole?: boolean
  /** This process has the file open already, and looked at it then. */
  readonly isChecked?: boolean
  /** Reads a file of an earlier version, too, which has other tables. One that is opened for writing is brought up to date. */
  readonly earlier?: boolean
}

/**
 * Opens a data file, and makes it if it is not there. Fails with a `StoreError` when it is no file of ours, damaged, or
 * written by a newer version; such a file is not changed.
 *
 * A large file is looked through for damage only when the server that had it last was ended before it closed it; else
 * damage is told when somebody comes upon it.
 */
export function openDatabase(
  path: string,
  { readOnly, whole = false, earlier = false, isChecked = false }: OpenOptions,
): DatabaseSync {
  const isNew = checkHeader(path)
  const isLeftOpen = !isNew && !readOnly && !isChecked && wasLeftOpen(path)
  const isLookedThrough = !isChecked && (whole || isSmall(path))
  if (isNew && readOnly) throw new StoreError(existsSync(path) ? 'empty' : 'missing', path)
  if (isNew) makePrivateFile(path)
  let db: DatabaseSync | undefined
  try {
    if (isLeftOpen) lookThrough(path)
    db = new DatabaseSync(path, { readOnly, timeout: PATIENCE_MS })
    const isEmpty = isNew || isUnused(db)
    if (!isEmpty) checkContent(db, path, isLookedThrough && !isLeftOpen)
    else if (readOnly) throw new StoreError('empty', path)
    if (readOnly && !earlier && versionOf(db) < SCHEMA_VERSION) throw new StoreError('older', path)
    if (readOnly) db.exec('PRAGMA cache_size = -16384')
    else prepareForWriting(db, isNew)
    return db
  } catch (error) {
    db?.close()
    const told = storeError(error, path)
    // Who only reads has nothing to write there but that it does.
    const isReader = readOnly && told instanceof StoreError && told.kind === 'read_only'
    throw isReader ? new StoreError('no_reader', path, { cause: error }) : told
  }
}

/**
 * True when there is nothing yet.
 *
 * @throws StoreError when there is another kind of file.
 */
export function checkHeader(path: string): boolean {
  // What belongs to a data file is none itself.
  if (/-(?:lock|wal|shm)$/.test(path)) throw new StoreError('foreign', path)
  if (!existsSync(path)) return true
  const header = Buffer.alloc(MAGIC.length)
  try {
    const file = openSync(path, 'r')
    const length = readSync(file, header, 0, header.length, 0)
    closeSync(file)
    if (length === 0) return true
  } catch (error) {
    throw fileError(error, path)
  }
  if (header.toString('latin1') !== MAGIC) throw new StoreError('foreign', path)
  return false
}

/** A database without anything in it: a server was ended while it made the file. */
function isUnused(db: DatabaseSync): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function isSmall(path: string): boolean {
  return sizeOf(path) <= SMALL
}

/** SQLite removes the log of what was written last when the file is closed. It lies beside the file itself, not beside a link to it. */
function wasLeftOpen(path: string): boolean {
  return sizeOf(`${realPath(path)}-wal`) > 0
}

/** Without the right to write, so that a file that is refused stays as it was left, and is refused the next time, too. */
function lookThrough(path: string): void {
  const db = new DatabaseSync(path, { readOnly: true, timeout: PATIENCE_MS })
  try {
    if (!isUnused(db)) checkContent(db, path, true)
  } finally {
    db.close()
  }
}

function checkContent(db: DatabaseSync, path: string, isLookedThrough: boolean): void {
  if (pragma(db, 'application_id') !== APPLICATION_ID) throw new StoreError('foreign', path)
  if (versionOf(db) > SCHEMA_VERSION) throw new StoreError('newer', path)
  if (isLookedThrough && pragma(db, 'quick_check(1)') !== 'ok') throw new StoreError('corrupt', path)
}

function prepareForWriting(db: DatabaseSync, isNew: boolean): void {
  if (isNew) db.exec('PRAGMA page_size = 8192')
  // FULL: a commit is on the disk before it is told.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  db.exec(
    'PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864',
  )
  upgrade(db, versionOf(db))
}

function versionOf(db: DatabaseSync): number {
  return Number(pragma(db, 'user_version'))
}

function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]
}

/** Reads that belong together: they see the same state, whatever a server writes meanwhile. */
export function inSnapshot<T>(db: DatabaseSync, read: () => T): T {
  if (db.isTransaction) return read()
  db.exec('BEGIN')
  try {
    return read()
  } finally {
    db.exec('COMMIT')
  }
}
