import { DatabaseSync } from 'node:sqlite'
import { StoreError, storeError } from './errors.ts'
import { makePrivateFile } from './private-file.ts'
import { realPath } from './real-path.ts'

/**
 * Makes this the only server of a data file until the answer is called. The lock is that of an open transaction in an
 * empty database beside the file: the operating system frees it when the process ends, however it ends.
 */
export function lockForWriting(path: string): () => void {
  const lock = `${realPath(path)}-lock`
  makePrivateFile(lock)
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(lock, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
    const held = db
    return () => held.close()
  } catch (error) {
    db?.close()
    const told = storeError(error, path)
    throw told instanceof StoreError && told.kind === 'busy' ? new StoreError('in_use', path) : told
  }
}
