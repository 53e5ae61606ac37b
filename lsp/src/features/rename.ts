import type { Place, Span } from '@journey-lang/compiler'
import { isLibrary, isWord, keywords, operatorWords } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { type Consequences, withConsequences } from './consequences.ts'
import { keyOf, placeOf } from './entities.ts'
import { type Occurrence, occurrenceAt, occurrencesIn } from './occurrences.ts'
import { referencesTo } from './references.ts'

/** Why something can't be renamed, in a sentence. */
export type Refusal = { refused: string }

/** What would be renamed at an offset. */
export function prepareRename(
  snapshot: Snapshot,
  path: string,
  offset: number,
): { span: Span; name: string } | Refusal {
  const found = occurrenceAt(snapshot, path, offset)
  if (!found) return { refused: 'There is no name here that can be changed.' }
  if (isLibrary(placeOf(found.entity).file) && !isAlias(found)) {
    return { refused: `"${found.text}" belongs to the standard library.` }
  }
  return { span: found.span, name: found.text }
}

/**
 * The edits that give what is named at an offset another name, wherever it is named, with those that keep runs where
 * they stand. A name that would break the project or let anything mean something else is refused.
 */
export function rename(
  snapshot: Snapshot,
  path: string,
  offset: number,
  newName: string,
): Consequences | Refusal {
  const prepared = prepareRename(snapshot, path, offset)
  if ('refused' in prepared) return prepared
  const name = newName.trim().replace(/^#/, '')
  if (!isWord(name)) return { refused: `"${newName}" can't be a name: letters, digits and "_" make one.` }
  const keyword = keywords.get(name)
  if (keyword && operatorWords.has(keyword)) return { refused: `"${name}" is a word of the language.` }
  const found = occurrenceAt(snapshot, path, offset)!
  if (name === found.text) return { edits: [], moved: [] }
  const places = isAlias(found) ? sameAlias(snapshot, path, found) : named(snapshot, found)
  const edits = places.map(({ file, span }) => ({ file, span, text: name }))
  const done = withConsequences(snapshot, edits)
  return 'problem' in done ? { refused: `"${name}" can't be the name: ${done.problem}` } : done
}

/** `import { offer as best }`: `best` is a name of this file. */
function isAlias({ entity, text }: Occurrence): boolean {
  return entity.kind === 'symbol' && text !== entity.symbol.name
}

function sameAlias(snapshot: Snapshot, path: string, { entity, text }: Occurrence): Place[] {
  const key = keyOf(entity)
  return occurrencesIn(snapshot, path)
    .filter((one) => keyOf(one.entity) === key && one.text === text)
    .map(({ span }) => ({ file: path, span }))
}

/**
 * Where it is named, and where that is named which can only have the same name: a template of two messages names
 * parameters of both at once, as a map does with goals of its journeys.
 */
function named(snapshot: Snapshot, { entity, text }: Occurrence): Place[] {
  const places = new Map<string, Place>()
  const entities = new Map([[keyOf(entity), entity]])
  for (const one of entities.values()) {
    const its = referencesTo(snapshot, one).filter((reference) => reference.text === text)
    for (const { file, span } of its) places.set(`${file} ${span.start}`, { file, span })
    for (const file of new Set(its.map((reference) => reference.file))) {
      for (const other of occurrencesIn(snapshot, file)) {
        if (places.has(`${file} ${other.span.start}`)) entities.set(keyOf(other.entity), other.entity)
      }
    }
  }
  return [...places.values()]
}
