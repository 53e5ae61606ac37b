import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { openDatabase } from './database.ts'
import { StoreError, storeError } from './errors.ts'
import { lockForWriting } from './lock.ts'
import { makePrivateFile } from './private-file.ts'

/** The backup would be written over the data themselves. */
export class BackupOfItself extends Error {
  constructor(path: string) {
    super(`${path} is the data file itself. Choose another file for the backup.`)
    this.name = 'BackupOfItself'
  }
}

/**
 * Copies the data, as they are at one moment, also while a server works on them. The copy is a data file like any
 * other. It is written beside its place, read back, and put there whole; one that was there before is replaced.
 *
 * @throws StoreError when the data can't be read, the copy can't be written, or its place is taken by another kind of file.
 */
export function backupData(path: string, target: string): void {
  if (!existsSync(target)) {
    copyData(path, target)
    return
  }
  if (existsSync(path) && realpathSync(target) === realpathSync(path)) throw new BackupOfItself(target)
  openDatabase(target, { readOnly: true, earlier: true }).close()
  // The file of a server that runs must not be taken from under it.
  const unlock = lockForWriting(target)
  try {
    copyData(path, target)
  } finally {
    unlock()
  }
}

function copyData(path: string, target: string): void {
  const part = `${target}.part`
  rmSync(part, { force: true })
  makePrivateFile(part)
  const db = openDatabase(path, { readOnly: true, earlier: true })
  try {
    db.prepare('VACUUM INTO ?').run(part)
    openDatabase(part, { readOnly: true, whole: true, earlier: true }).close()
    syncToDisk(part)
    // What an older database did not bring into its file yet would be brought into the new one.
    for (const beside of ['-wal', '-shm']) rmSync(`${target}${beside}`, { force: true })
    renameSync(part, target)
    syncToDisk(dirname(target))
  } catch (error) {
    rmSync(part, { force: true })
    throw storeError(error, target)
  } finally {
    db.close()
  }
}

function syncToDisk(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } catch (error) {
    throw new StoreError('io', path, { cause: error })
  } finally {
    closeSync(file)
  }
}
