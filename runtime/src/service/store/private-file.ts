import { closeSync, openSync } from 'node:fs'
import { fileError } from './errors.ts'

/**
 * Makes an empty file that only its owner can read and write, if there is none: what is known of people is nobody else's
 * business on the machine. SQLite gives the files that it makes beside it the same rights.
 *
 * @throws StoreError when there is no folder for it, or no right to write there.
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600))
  } catch (error) {
    throw fileError(error, path)
  }
}
