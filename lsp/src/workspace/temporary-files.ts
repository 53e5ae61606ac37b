import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'

/** Where texts of the language stand that are no files of a project: every editor can open files, few anything else. */
export const FOLDER = join(tmpdir(), `journey-lang-${userInfo().username}`)

/** Writes a text that editors can open, if it is not there. Without a place to write to, editors find nothing. */
export function provide(file: string, text: string): void {
  try {
    if (readTextOf(file) === text) return
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch {
    // The text is a help beside the work: nothing else depends on it.
  }
}

function readTextOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
