import type { Span } from '@journey-lang/compiler'
import type { Module } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { Entity } from './entities.ts'
import { NameFinder } from './names/finder.ts'
import { templateOccurrences } from './template-occurrences.ts'

/** A name in a text, and what it stands for. */
export interface Occurrence {
  span: Span
  /** As it is written here: an import may give another name. */
  text: string
  entity: Entity
  role: 'declaration' | 'read' | 'write'
  /** Where "go to definition" leads, if not to the declaration of the entity: a stage in this journey. */
  here?: Span
}

const known = new WeakMap<Module, readonly Occurrence[]>()

/**
 * All names of a source or template that stand for something, in the order of the text. Those of a source are found once
 * for each check of it.
 */
export function occurrencesIn(
  snapshot: Pick<Snapshot, 'program' | 'templateAt'>,
  path: string,
): readonly Occurrence[] {
  const { program } = snapshot
  const module = program.modules.get(path)
  if (!module) return templateOccurrences(snapshot, path)
  let found = known.get(module)
  if (!found) {
    found = new NameFinder(program, module).find()
    known.set(module, found)
  }
  return found
}

/** The name that stands at an offset, or ends there. */
export function occurrenceAt(
  snapshot: Pick<Snapshot, 'program' | 'templateAt'>,
  path: string,
  offset: number,
): Occurrence | undefined {
  const around = occurrencesIn(snapshot, path).filter(
    ({ span }) => span.start <= offset && offset <= span.end,
  )
  return around.find(({ span }) => offset < span.end) ?? around[0]
}
