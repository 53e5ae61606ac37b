import type { Edit, Place, Span } from '@journey-lang/compiler'
import { identitiesOf, isLibrary, keywords, operatorWords } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { type Entity, keyOf, placeOf } from './entities.ts'
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
  if (isLibrary(placeOf(found.entity).file)) {
    return { refused: `"${found.text}" belongs to the standard library.` }
  }
  return { span: found.span, name: found.text }
}

/** The edits that give what is named at an offset another name, wherever it is named. */
export interface Renaming {
  edits: Edit[]
  /**
   * Where runs stand at steps that get another identity: `moved` declarations for them. To be written only if the
   * author wants it.
   */
  moved: Edit[]
}

/** A word that can be a name. */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:\u200c[\p{L}\p{M}\p{Nd}_]+)*$/u

export function rename(
  snapshot: Snapshot,
  path: string,
  offset: number,
  newName: string,
): Renaming | Refusal {
  const prepared = prepareRename(snapshot, path, offset)
  if ('refused' in prepared) return prepared
  const name = newName.trim().replace(/^#/, '')
  if (!NAME.test(name)) return { refused: `"${newName}" can't be a name: letters, digits and "_" make one.` }
  const keyword = keywords.get(name)
  if (keyword && operatorWords.has(keyword)) return { refused: `"${name}" is a word of the language.` }
  const found = occurrenceAt(snapshot, path, offset)!
  const taken = takenBy(snapshot, found, name)
  if (taken) return { refused: `"${name}" is declared already, in ${taken.file}.` }
  const places = isAlias(found) ? sameAlias(snapshot, path, found) : named(snapshot, found)
  const edits = places.map(({ file, span }) => ({ file, span, text: name }))
  return { edits, moved: movedFor(snapshot, found, name) }
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

function named(snapshot: Snapshot, { entity, text }: Occurrence): Place[] {
  return referencesTo(snapshot, entity).filter((one) => one.text === text)
}

/** A declaration that has the name already, among those that it would be mixed up with. */
function takenBy({ program }: Snapshot, { entity, text }: Occurrence, name: string): Place | undefined {
  if (name === text) return undefined
  if (entity.kind === 'symbol') {
    const { kind, file } = entity.symbol
    const users = [...program.modules.values()].filter(
      (module) => module.tree.path === file || [...module.scope.values()].includes(entity.symbol),
    )
    for (const module of program.modules.values()) {
      const other = module.exports.get(name)
      if (other && (other.kind === kind || users.includes(module)) && !isLibrary(other.file)) {
        return placeOf({ kind: 'symbol', symbol: other })
      }
    }
    const inScope = users.map((module) => module.scope.get(name)).find((other) => other !== undefined)
    return inScope && placeOf({ kind: 'symbol', symbol: inScope })
  }
  if (entity.kind === 'member') {
    const other = entity.of.declaration.members.find((member) => member.name.text === name)
    return other && { file: entity.of.file, span: other.name.span }
  }
  if (entity.kind === 'stage') {
    const other = entity.of.declaration.stages.find((stage) => stage.name.text === name)
    return other && { file: entity.of.file, span: other.name.span }
  }
  return undefined
}

/**
 * Steps are known by their identities, in which names of messages, events and stages stand. Runs that stand at a step
 * whose identity changes lose it, unless a `moved` says where they go on.
 */
function movedFor(snapshot: Snapshot, { entity, text }: Occurrence, name: string): Edit[] {
  const { program } = snapshot
  if (entity.kind === 'local' && entity.what === 'step') {
    const journey = entity.in.split(' ').at(-1)!
    const { holding } = holdingOf(snapshot, entity.file, journey) ?? {}
    return holding?.has(text)
      ? [movedEdit(snapshot, entity.file, [[`${journey}.${text}`, `${journey}.${name}`]])]
      : []
  }
  const changed = new Map<string, [string, string][]>()
  if (!MOVES.has(entity.kind === 'symbol' ? entity.symbol.kind : entity.kind)) return []
  for (const [path, module] of program.modules) {
    for (const symbol of module.exports.values()) {
      if (symbol.kind !== 'journey') continue
      const { holding } = identitiesOf(symbol.declaration, program)
      const isThis = entity.kind === 'symbol' && entity.symbol === symbol
      const concerned = isThis ? [] : [...holding].filter((id) => names(id, text, entity))
      const pairs = concerned.map((id): [string, string] => [
        `${symbol.name}.${quoted(id)}`,
        `${symbol.name}.${quoted(renamedId(id, text, name, entity))}`,
      ])
      if (pairs.length > 0) changed.set(path, [...(changed.get(path) ?? []), ...pairs])
    }
  }
  return [...changed].map(([path, pairs]) => movedEdit(snapshot, path, pairs))
}

/** What stands in the identities of steps. */
const MOVES: ReadonlySet<string> = new Set(['message', 'event', 'action', 'tag', 'stage', 'local'])

/** `stage/kind subject or subject#2`: the stage, or one of the subjects. */
function parts(id: string): { stage: string; kind: string; subjects: string[]; number: string } | undefined {
  const found = /^(?:([^/]*)\/)?(\S+)(?: (.*?))?(#\d+)?$/u.exec(id)
  if (!found) return undefined
  const [, stage = '', kind = '', subjects = '', number = ''] = found
  return { stage, kind, subjects: subjects.split(' or '), number }
}

function names(id: string, text: string, entity: Entity): boolean {
  const found = parts(id)
  if (!found) return false
  if (isStage(entity)) return found.stage === text
  return found.subjects.some((subject) => subject === text || subject.endsWith(`tag ${text}`))
}

const isStage = (entity: Entity): boolean =>
  entity.kind === 'stage' || (entity.kind === 'local' && entity.what === 'stage')

function renamedId(id: string, text: string, name: string, entity: Entity): string {
  const { stage, kind, subjects, number } = parts(id)!
  const after = isStage(entity)
    ? subjects
    : subjects.map((subject) =>
        subject === text
          ? name
          : subject.endsWith(`tag ${text}`)
            ? subject.slice(0, -text.length) + name
            : subject,
      )
  const front = isStage(entity) ? name : stage
  const subject = after.join(' or ')
  return `${front === '' ? '' : `${front}/`}${kind}${subject === '' ? '' : ` ${subject}`}${number}`
}

const quoted = (id: string): string => (NAME.test(id) ? id : `"${id}"`)

function holdingOf(
  { program }: Snapshot,
  file: string,
  journey: string,
): { holding: ReadonlySet<string> } | undefined {
  const symbol = program.modules.get(file)?.exports.get(journey)
  return symbol?.kind === 'journey' ? identitiesOf(symbol.declaration, program) : undefined
}

function movedEdit({ textOf }: Snapshot, file: string, pairs: readonly [string, string][]): Edit {
  const text = textOf(file) ?? ''
  const before = text === '' || text.endsWith('\n') ? '\n' : '\n\n'
  const lines = pairs.map(([from, to]) => `moved ${from} to ${to}\n`)
  return { file, span: { start: text.length, end: text.length }, text: before + lines.join('') }
}
