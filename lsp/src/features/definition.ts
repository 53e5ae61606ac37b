import type { ast, Place } from '@journey-lang/compiler'
import { isLibrary, resolveFile, resolveImport, textOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { type Entity, placeOf } from './entities.ts'
import { nodesAround } from './nodes.ts'
import { occurrenceAt } from './occurrences.ts'
import { writtenStepAt } from './written-steps.ts'

/** Where what is named at an offset is declared: in a file of the project, the library, or a template. */
export function definition(snapshot: Snapshot, path: string, offset: number): Place | undefined {
  const found = occurrenceAt(snapshot, path, offset)
  if (found) return found.here ? { file: path, span: found.here } : placeOf(found.entity)
  const written = writtenStepAt(snapshot, path, offset)
  if (written) return { file: written.file, span: written.step.name?.span ?? written.step.keyword }
  return contactAt(snapshot, path, offset) ?? linkedFile(snapshot, path, offset)
}

/** The contact, for the word that begins a path to one of its fields. */
function contactAt({ parsed, program }: Snapshot, path: string, offset: number): Place | undefined {
  const tree = parsed(path)?.tree
  const node =
    tree && nodesAround(tree, { start: offset, end: offset }).findLast(({ kind }) => kind === 'path')
  const [root, field] = (node as unknown as ast.Path | undefined)?.names ?? []
  if (!root || !program.contact || offset > root.span.end || root.text !== 'contact') return undefined
  if (field && program.meanings.get(node as never)?.kind !== 'contact-field') return undefined
  return { file: program.contact.file, span: program.contact.declaration.keyword }
}

/** Where the type of what is named at an offset is declared: the enum of a field, the event of a payload. */
export function typeDefinition(snapshot: Snapshot, path: string, offset: number): Place | undefined {
  const found = occurrenceAt(snapshot, path, offset)
  if (!found) return undefined
  const symbol = typeOf(found.entity, snapshot, path, offset)
  return symbol && placeOf(symbol)
}

function typeOf(
  entity: Entity,
  { program, parsed }: Snapshot,
  path: string,
  offset: number,
): Entity | undefined {
  if (entity.kind === 'field') {
    const { type } = entity.field.declaration
    const symbol =
      program.references.get(type.args[0]?.name ?? type.name) ?? program.references.get(type.name)
    return symbol && { kind: 'symbol', symbol }
  }
  if (entity.kind === 'member' || entity.kind === 'stage') return { kind: 'symbol', symbol: entity.of }
  const tree = parsed(path)?.tree
  const around = tree ? nodesAround(tree, { start: offset, end: offset }) : []
  const node = around.findLast(({ kind }) => kind === 'path')
  const meaning = node && program.meanings.get(node as never)
  return meaning?.kind === 'payload' ? { kind: 'symbol', symbol: meaning.event } : undefined
}

/** The file that an import or `file("…")` names. */
function linkedFile({ parsed, textOf: text }: Snapshot, path: string, offset: number): Place | undefined {
  const tree = parsed(path)?.tree
  if (!tree) return undefined
  const around = nodesAround(tree, { start: offset, end: offset })
  const literal = around.at(-1)
  const outer = around.at(-2)
  if (literal?.kind !== 'string') return undefined
  const name = textOf(literal as never)
  const target =
    outer?.kind === 'import'
      ? resolveImport(path, name)
      : outer?.kind === 'call'
        ? resolveFile(path, name)
        : undefined
  if (target === undefined || (text(target) === undefined && !isLibrary(target))) return undefined
  return { file: target, span: { start: 0, end: 0 } }
}
