import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CONFIG_FILE } from './config.ts'
import { systemProblem } from './node-host.ts'

/** What the files of a project end with. */
export const EXTENSION = '.journey'

/** The files of a project; where a folder can't be searched, those of all others. */
export type SourceList =
  | { ok: true; files: string[] }
  | { ok: false; files: string[]; path: string; problem: string }

/**
 * All `.journey` files below the sources of a project, relative to it with `/`, sorted. Left out are `node_modules`,
 * names that begin with a dot, the folder of builds, and folders that are projects of their own. Links to folders are
 * not followed, so that a circle of links does no harm; links to files are.
 */
export function listSources(root: string, sources: readonly string[], out: string): SourceList {
  const files = new Set<string>()
  const builds = resolve(root, out)
  let unreadable: { path: string; problem: string } | undefined
  const trying = <T>(path: string, read: (path: string) => T): T | undefined => {
    try {
      return read(path)
    } catch (error) {
      unreadable ??= { path, problem: systemProblem(error) }
      return undefined
    }
  }
  const visit = (folder: string): void => {
    const entries = trying(join(root, folder), (path) => readdirSync(path, { withFileTypes: true }))
    for (const entry of entries ?? []) {
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
    const found = trying(join(root, path), (path) => statSync(path))
    if (found?.isDirectory()) visit(path)
    else if (found) files.add(path)
  }
  const sorted = [...files].sort((a, b) => (a < b ? -1 : 1))
  return unreadable ? { ok: false, files: sorted, ...unreadable } : { ok: true, files: sorted }
}

/** A link that leads nowhere counts as a file, so that reading it says so. */
function isFile(path: string, entry: Dirent): boolean {
  if (entry.isFile()) return true
  return entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true
}
