import { mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'

/** Where texts of the language stand that are no files of a project: every editor can open files, few anything else. */
export const FOLDER = ownFolder()

/** Writes a text that editors can open, if it is not there. Without a place to write to, editors find nothing. */
export function provide(file: string, text: string): void {
  try {
    if (readTextOf(file) === text) return
    mkdirSync(dirname(file), { recursive: true })
    const aside = `${file}.${process.pid}`
    writeFileSync(aside, text)
    renameSync(aside, file)
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

/**
 * A folder that nobody else can make: through links in one of others, what is written could land in any file. Users
 * without a home, as in some containers, get one for the time of the process.
 */
function ownFolder(): string {
  try {
    const cache = process.env.XDG_CACHE_HOME
    const own = cache && isAbsolute(cache) ? cache : join(homedir(), '.cache')
    const folder = join(own, 'journey-lang', 'texts')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  } catch {
    try {
      return mkdtempSync(join(tmpdir(), 'journey-lang-'))
    } catch {
      return join(tmpdir(), 'journey-lang')
    }
  }
}
