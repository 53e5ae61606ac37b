import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
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
 * nobody ever reads half a file, and if one can't be written none is changed. Returns their paths as seen from the
 * working directory.
 */
export function writeFiles(
  folder: string,
  files: readonly OutputFile[],
  { directory }: Pick<Terminal, 'directory'>,
): string[] {
  const pending = files.map(({ path, text }) => {
    const place = join(folder, path)
    return { place, text, temporary: join(dirname(place), `.${path.split('/').at(-1)}.${process.pid}.tmp`) }
  })
  const shown = (path: string) => relativePath(directory, path) || '.'
  const attempt = (path: string, action: () => void): void => {
    try {
      action()
    } catch (error) {
      throw new Failure(`"${shown(path)}" can't be written: ${systemProblem(error)}.`)
    }
  }
  attempt(folder, () => makeFolder(folder))
  for (const { place } of pending) {
    if (isFolder(place) === true) throw new Failure(`"${shown(place)}" can't be written: it is a folder.`)
  }
  const written: string[] = []
  try {
    for (const { place, text, temporary } of pending) {
      attempt(place, () => {
        written.push(temporary)
        writeFileSync(temporary, text)
      })
    }
    for (const { place, temporary } of pending) attempt(place, () => renameSync(temporary, place))
  } finally {
    for (const temporary of written) rmSync(temporary, { force: true })
  }
  return pending.map(({ place }) => shown(place))
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
