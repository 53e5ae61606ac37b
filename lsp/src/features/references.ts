import type { Place } from '@journey-lang/compiler'
import { isLibrary } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { type Entity, keyOf, nameOf } from './entities.ts'
import { type Occurrence, occurrenceAt, occurrencesIn } from './occurrences.ts'

/** A name somewhere in the project. */
export type Reference = Place & Pick<Occurrence, 'role' | 'text'>

/** Everywhere that what is named at an offset is named, in the order of files and texts. */
export function references(
  snapshot: Snapshot,
  path: string,
  offset: number,
  { declaration = true }: { declaration?: boolean } = {},
): Reference[] {
  const found = occurrenceAt(snapshot, path, offset)
  if (!found) return []
  return referencesTo(snapshot, found.entity).filter(({ role }) => declaration || role !== 'declaration')
}

/** Everywhere that something is named. Of the library only what declares it. */
export function referencesTo(snapshot: Snapshot, entity: Entity): Reference[] {
  const key = keyOf(entity)
  const { text } = nameOf(entity)
  return [...snapshot.sources, ...snapshot.templates].flatMap((path) => {
    // A file that does not contain the name may still call it otherwise, in an import that contains it.
    if (!contains(snapshot.textOf(path) ?? '', text)) return []
    return occurrencesIn(snapshot, path)
      .filter((one) => keyOf(one.entity) === key && (!isLibrary(path) || one.role === 'declaration'))
      .map((one) => ({ file: path, span: one.span, role: one.role, text: one.text }))
  })
}

/** Letters with marks may be written in two ways; names are kept in one. */
function contains(text: string, name: string): boolean {
  return text.includes(name) || (!/^\w+$/.test(name) && text.normalize('NFC').includes(name))
}

/** Where else in the file the same is named, and whether it is read or given a value there. */
export function highlights(
  snapshot: Snapshot,
  path: string,
  offset: number,
): Pick<Occurrence, 'span' | 'role'>[] {
  const found = occurrenceAt(snapshot, path, offset)
  if (!found) return []
  const key = keyOf(found.entity)
  return occurrencesIn(snapshot, path).filter((one) => keyOf(one.entity) === key)
}
