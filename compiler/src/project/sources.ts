import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CONFIG_FILE } from './config.ts'
import { systemProblem } from './node-host.ts'

/** What the files of a project end with. */
export const EXTENSION = '.journey'

/** The files of a project, or a folder that can't be searched. */
export type SourceList = { ok: true; files: string[] } | { ok: false; path: string; problem: string }

/**
 * All `.journey` files below the sources of a project, relative to it with `/`, sorted. Left out are `node_modules`,
 * names that begin with a dot, the folder of builds, and folders that are projects of their own. Links to folders are
 * not followed, so that a circle of links does no harm; links to files are.
 */
export function listSources(root: string, sources: readonly string[], out: string): SourceList {
  const files = new Set<string>()
  const builds = resolve(root, out)
  const visit = (folder: string): void => {
    for (const entry of entriesOf(join(root, folder))) {
      const { name } = entry
      const path = folder === '' ? name : `${folder}/${name}`
      if (name.startsWith('.') || name === 'node_modules') continue
      if (entry.isDirectory()) {
        if (join(root, path) !== builds && !existsSync(join(root, path, CONFIG_FILE))) visit(path)
      } else if (name.endsWith(EXTENSION) && isFile(join(root, path), entry)) {
        files.add(path)
      }
    }
  }
  for (const source of sources) {
    const path = source === '.' ? '' : source.replace(/\/+$/, '')
    try {
      if (statSync(join(root, path)).isDirectory()) visit(path)
      else files.add(path)
    } catch (error) {
      if (error instanceof Unreadable) return { ok: false, path: error.path, problem: error.message }
      return { ok: false, path: join(root, path), problem: systemProblem(error) }
    }
  }
  return { ok: true, files: [...files].sort((a, b) => (a < b ? -1 : 1)) }
}

class Unreadable extends Error {
  readonly path: string

  constructor(path: string, problem: string) {
    super(problem)
    this.path = path
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    throw new Unreadable(folder, systemProblem(error))
  }
}

/** A link that leads nowhere counts as a file, so that reading it says so. */
function isFile(path: string, entry: Dirent): boolean {
  if (entry.isFile()) return true
  return entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true
}
