import type { ast, Span } from '@journey-lang/compiler'
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

const known = new WeakMap<Module, Map<ast.Declaration, readonly Occurrence[]>>()
const EVERYWHERE: Span = { start: 0, end: Number.POSITIVE_INFINITY }

/**
 * The names that stand for something, in the order of the text: all of a source or template, or those of the declarations
 * that a part of a source touches. Those of a declaration are found once for each check of its file.
 */
export function occurrencesIn(
  snapshot: Pick<Snapshot, 'program' | 'templateAt'>,
  path: string,
  { start, end }: Span = EVERYWHERE,
): readonly Occurrence[] {
  const { program } = snapshot
  const module = program.modules.get(path)
  if (!module) return templateOccurrences(snapshot, path)
  const found = known.get(module) ?? new Map<ast.Declaration, readonly Occurrence[]>()
  known.set(module, found)
  const { declarations } = module.tree
  const touched = declarations.filter(
    // What is not closed goes on behind its end.
    ({ span }, index) =>
      span.start <= end && start <= (declarations[index + 1]?.span.start ?? EVERYWHERE.end),
  )
  return touched.flatMap((declaration) => {
    const names = found.get(declaration) ?? new NameFinder(program, module).find(declaration)
    found.set(declaration, names)
    return names
  })
}

/** The name that stands at an offset, or ends there. */
export function occurrenceAt(
  snapshot: Pick<Snapshot, 'program' | 'templateAt'>,
  path: string,
  offset: number,
): Occurrence | undefined {
  const around = occurrencesIn(snapshot, path, { start: offset, end: offset }).filter(
    ({ span }) => span.start <= offset && offset <= span.end,
  )
  return around.find(({ span }) => offset < span.end) ?? around[0]
}
