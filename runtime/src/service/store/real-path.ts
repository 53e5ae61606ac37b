import { lstatSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileError } from './errors.ts'

/**
 * The one path of a file, whatever links lead to it, as SQLite follows them; it need not be there yet, but its folder.
 *
 * @throws StoreError when the folder is not there, or links lead in a circle.
 */
export function realPath(path: string): string {
  try {
    return find(path)
  } catch (error) {
    throw fileError(error, path)
  }
}

function find(path: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const folder = realpathSync(dirname(path))
  // A link may lead to a file that is only made by opening it.
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  return isLink ? find(resolve(folder, readlinkSync(path))) : join(folder, basename(path))
}
