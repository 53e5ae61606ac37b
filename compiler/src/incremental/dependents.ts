import type { Changes, Sources } from './sources.ts'
import { CONTACT } from './surface.ts'

/**
 * The files that have to be checked again after an edit: what was edited, what reads a file that changed, and what
 * depends on any of it. Nothing if that takes all files.
 */
export function dependents({ edited, readers }: Changes, sources: Sources): Set<string> | undefined {
  const { states } = sources
  /** What shows something else than before, to follow: a list gives out what is added while it is walked. */
  const affected: [path: string, name: string][] = []
  for (const path of edited) {
    for (const name of states.get(path)!.surface()) affected.push([path, name])
  }
  const dirty = new Set([...edited, ...readers])
  addThoseThatTell(new Set(affected.map(([, name]) => name)), edited, sources, dirty)
  const seen = new Set<string>()
  for (const [path, name] of affected) {
    const key = `${path} ${name}`
    if (seen.has(key)) continue
    seen.add(key)
    // Everything is about the contact.
    if (name === CONTACT) return undefined
    for (const other of states.get(path)!.mentioning(name)) affected.push([path, other])
    for (const importer of sources.imports.importersOfName(path, name)) {
      dirty.add(importer.path)
      for (const other of states.get(importer.path)!.mentioning(importer.local)) {
        affected.push([importer.path, other])
      }
    }
  }
  const moving = [...states.values()].filter((state) => state.moves)
  // What was moved is told apart across files.
  const together = moving.length > 1 && moving.some(({ path }) => dirty.has(path))
  return together ? undefined : dirty
}

/** Files with a finding that points at a place in an edited file, or says what could have been meant. */
function addThoseThatTell(
  names: ReadonlySet<string>,
  edited: ReadonlySet<string>,
  { states }: Sources,
  dirty: Set<string>,
): void {
  for (const state of states.values()) {
    if (dirty.has(state.path)) continue
    const lists = names.size > 0 && (state.tellsOf(names) || state.lacksFrom(edited))
    if (lists || [...edited].some((path) => state.pointsAt(path))) dirty.add(state.path)
  }
}
