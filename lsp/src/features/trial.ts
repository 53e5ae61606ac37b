import {
  type Diagnostic,
  type Edit,
  LineIndex,
  messageOf,
  type Place,
  type Span,
  severityOf,
} from '@journey-lang/compiler'
import { withEdits } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { placeOf } from './entities.ts'
import { occurrencesIn } from './occurrences.ts'

/** What becomes of a project by edits. */
export interface Trial<T> {
  /** Why they must not be made, in a sentence: an error that comes of them, or a name that would mean something else. */
  problem: string | undefined
  /** What was looked for in the project as it would be. */
  found: T
}

/**
 * Tries edits that are not to change what anything means, such as another name for something. They do no harm if they
 * bring no error, and if each name still leads to the declaration that it led to before.
 */
export function tryEdits<T>(
  snapshot: Snapshot,
  edits: readonly Edit[],
  look: (changed: ReadonlySet<string>) => T,
): Trial<T> {
  const byFile = Map.groupBy(edits, ({ file }) => file)
  const texts = new Map(
    [...byFile].map(([file, its]) => [file, withEdits(snapshot.textOf(file) ?? '', its)] as const),
  )
  const shift: Shift = (file, offset) => shifted(byFile.get(file) ?? [], offset)
  const modules = new Map(snapshot.program.modules)
  const errors = errorsOf(snapshot)
  const known = new Set(errors.map((error) => `${error.name} ${placeKey(error, shift)}`))

  const after = snapshot.attempt(texts, () => {
    const changed = new Set(byFile.keys())
    for (const [path, module] of snapshot.program.modules) if (modules.get(path) !== module) changed.add(path)
    const error = errorsOf(snapshot)
      .filter((one) => !known.has(`${one.name} ${placeKey(one, unmoved)}`))
      .sort((a, b) => Number(byFile.has(b.file)) - Number(byFile.has(a.file)))[0]
    const files = [...new Set([...changed, ...templatesOf(snapshot, changed)])]
    return {
      problem:
        error &&
        `${messageOf(error)} ${whereText(snapshot.textOf(error.file) ?? '', error.file, error.span)}`,
      files,
      bindings: bindingsIn(snapshot, files, unmoved),
      found: look(changed),
    }
  })
  if (after.problem) return after

  const wasWrong = new Set(errors.map((error) => placeKey(error, shift)))
  const added = new Set(edits.flatMap((edit) => offsetsOf(edit, shift)))
  const before = bindingsIn(snapshot, after.files, shift)
  for (const key of new Set([...before.keys(), ...after.bindings.keys()])) {
    const [was, is] = [before.get(key), after.bindings.get(key)]
    // What led nowhere may lead there now, and what is written anew leads where it does.
    if (was?.to === is?.to || (!was && (wasWrong.has(key) || added.has(key)))) continue
    const { text, where } = (was ?? is)!
    return { problem: `"${text}" would mean something else ${where()}.`, found: after.found }
  }
  return { problem: undefined, found: after.found }
}

/** Where an offset of a file is after the edits; nowhere if they take away what stands there. */
type Shift = (file: string, offset: number) => number | undefined

const unmoved: Shift = (_, offset) => offset

function shifted(edits: readonly Edit[], offset: number): number | undefined {
  let at = offset
  for (const { span, text } of edits) {
    if (span.end <= offset) at += text.length - (span.end - span.start)
    else if (text === '' && span.start <= offset) return undefined
  }
  return at
}

/** The places of what an edit inserts. */
function offsetsOf({ file, span, text }: Edit, shift: Shift): string[] {
  const end = span.start === span.end ? shift(file, span.end) : undefined
  return end === undefined ? [] : Array.from(text, (_, index) => `${file} ${end - text.length + index}`)
}

const placeKey = ({ file, span }: Place, shift: Shift): string => `${file} ${shift(file, span.start)}`

function errorsOf({ diagnostics }: Snapshot): Diagnostic[] {
  return [...diagnostics.values()].flat().filter((one) => severityOf(one) === 'error')
}

/** The templates of messages in some files. */
function templatesOf({ templates, templateAt }: Snapshot, files: ReadonlySet<string>): string[] {
  return templates.filter((path) => templateAt(path)?.uses.some(({ message }) => files.has(message.file)))
}

interface Binding {
  text: string
  /** Where it stands, in words. */
  where: () => string
  /** The places of the declarations that it leads to. */
  to: string
}

/** The names in files by their places, and where they lead. */
function bindingsIn(snapshot: Snapshot, files: Iterable<string>, shift: Shift): Map<string, Binding> {
  const found = new Map<string, Binding>()
  for (const file of files) {
    const whole = snapshot.textOf(file) ?? ''
    for (const { span, text, entity } of occurrencesIn(snapshot, file)) {
      if (shift(file, span.start) === undefined) continue
      const key = placeKey({ file, span }, shift)
      const others = found.get(key)?.to ?? ''
      const to = `${others}${placeKey(placeOf(entity), shift)};`
      found.set(key, { text, where: () => whereText(whole, file, span), to })
    }
  }
  return found
}

function whereText(text: string, file: string, { start }: Span): string {
  const { line } = new LineIndex(text).position(start)
  return `(${file}, line ${line})`
}
