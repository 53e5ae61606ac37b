import { chmodSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { systemProblem } from '../project/node-host.ts'
import { relativePath } from '../project/paths.ts'
import { Failure } from './failure.ts'
import type { Terminal } from './terminal.ts'

/** A file to write: its path below the folder, with `/`, and its text. */
export interface OutputFile {
  path: string
  text: string
}

/**
 * Writes files into a folder, which is made if need be. All are first written beside their places and then renamed:
 * nobody ever reads half a file, and if one can't be written none is changed. A file that is replaced keeps its
 * permissions, and a link stays a link. Returns their paths as seen from the working directory.
 */
export function writeFiles(
  folder: string,
  files: readonly OutputFile[],
  { directory }: Pick<Terminal, 'directory'>,
): string[] {
  const pending = files.map(({ path, text }) => {
    const asked = join(folder, path)
    const place = targetOf(asked)
    const temporary = join(dirname(place), `.${basename(place)}.${process.pid}.tmp`)
    return { shown: relativePath(directory, asked), place, text, temporary }
  })
  const attempt = (shown: string, action: () => void): void => {
    try {
      action()
    } catch (error) {
      throw new Failure(`"${shown}" can't be written: ${systemProblem(error)}.`)
    }
  }
  attempt(relativePath(directory, folder) || '.', () => makeFolder(folder))
  for (const { shown, place } of pending) {
    attempt(shown, () => makeFolder(dirname(place)))
    if (isFolder(place) === true) throw new Failure(`"${shown}" can't be written: it is a folder.`)
  }
  const written: string[] = []
  try {
    for (const { shown, place, text, temporary } of pending) {
      attempt(shown, () => {
        written.push(temporary)
        writeFileSync(temporary, text)
        const mode = statSync(place, { throwIfNoEntry: false })?.mode
        if (mode !== undefined) chmodSync(temporary, mode)
      })
    }
    for (const { shown, place, temporary } of pending) attempt(shown, () => renameSync(temporary, place))
  } finally {
    for (const temporary of written) rmSync(temporary, { force: true })
  }
  return pending.map(({ shown }) => shown)
}

/** Where a path leads, if it is a link. */
function targetOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** Makes a folder and those above it. Node's own way to do so never ends where the system refuses in odd ways. */
function makeFolder(folder: string): void {
  const found = isFolder(folder)
  if (found === true) return
  if (found === false) throw new Error('it is a file, and a folder is needed')
  const above = dirname(folder)
  if (above !== folder) makeFolder(above)
  mkdirSync(folder)
}

/** Undefined if there is nothing. */
function isFolder(path: string): boolean | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory()
}
