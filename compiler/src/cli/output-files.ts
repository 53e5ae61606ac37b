import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { relativePath } from '../project/paths.ts'
import { systemProblem } from '../project/node-host.ts'
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
export function writeFiles(folder: string, files: readonly OutputFile[], terminal: Terminal): string[] {
  const pending = files.map(({ path, text }) => {
    const place = join(folder, path)
    return { place, text, temporary: join(dirname(place), `.${path.split('/').at(-1)}.${process.pid}.tmp`) }
  })
  const shown = (path: string) => relativePath(terminal.directory, path) || '.'
  const attempt = (path: string, action: () => void): void => {
    try {
      action()
    } catch (error) {
      throw new Failure(`"${shown(path)}" can't be written: ${systemProblem(error)}.`)
    }
  }
  attempt(folder, () => mkdirSync(folder, { recursive: true }))
  try {
    for (const { place, text, temporary } of pending) attempt(place, () => writeFileSync(temporary, text))
    for (const { place, temporary } of pending) attempt(place, () => renameSync(temporary, place))
  } finally {
    for (const { temporary } of pending) rmSync(temporary, { force: true })
  }
  return pending.map(({ place }) => shown(place))
}
