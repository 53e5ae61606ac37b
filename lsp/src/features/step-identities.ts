import type { ast, Edit } from '@journey-lang/compiler'
import { identitiesOf, isWord, removal, stepsOf, textOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { escaped } from './text-literals.ts'

/** The identities of a journey's steps, in the order of the text. */
interface JourneySteps {
  journey: string
  ids: readonly (string | undefined)[]
  /** Of the steps at which runs stand. */
  holding: ReadonlySet<string>
}

/** A journey whose steps have other identities by an edit. */
export interface ChangedSteps {
  file: string
  /** As it is declared now. */
  declaration: ast.JourneyDeclaration
  /** Its name after the edit. */
  journey: string
  /** Identities of now, with those of afterwards. */
  changed: ReadonlyMap<string, string>
  /** Those of them at which runs stand. */
  holding: ReadonlySet<string>
  /** One of those that another step has afterwards: runs would go on at that step, and no `moved` can help. */
  taken: string | undefined
}

/** The identities of all steps in files, by file. */
export function identitiesIn(
  { program }: Pick<Snapshot, 'program'>,
  files: Iterable<string>,
): Map<string, JourneySteps[]> {
  return new Map(
    [...files].map((file) => [
      file,
      journeysIn(program, file).map((declaration) => {
        const { ids, holding } = identitiesOf(declaration, program)
        const all = stepsOf(declaration).map(([step]) => ids.get(step))
        return { journey: declaration.name.text, ids: all, holding }
      }),
    ]),
  )
}

/** The journeys whose steps have other identities after an edit that leaves all steps where they are. */
export function changedSteps(
  snapshot: Pick<Snapshot, 'program'>,
  after: ReadonlyMap<string, readonly JourneySteps[]>,
): ChangedSteps[] {
  const before = identitiesIn(snapshot, after.keys())
  return [...after].flatMap(([file, journeys]) =>
    journeysIn(snapshot.program, file).flatMap((declaration, index) => {
      const was = before.get(file)?.[index]
      const is = journeys[index]
      if (!was || is?.ids.length !== was.ids.length) return []
      const changed = new Map<string, string>()
      for (const [at, id] of was.ids.entries()) {
        const now = is.ids[at]
        if (id !== undefined && now !== undefined && id !== now) changed.set(id, now)
      }
      const holding = new Set([...was.holding].filter((id) => changed.has(id)))
      const taken = [...holding].find((id) => is.ids.includes(id))
      return changed.size > 0 ? [{ file, declaration, journey: is.journey, changed, holding, taken }] : []
    }),
  )
}

/**
 * Edits of what names steps by their identities in texts: scenarios say the new ones, runs that were moved go on there,
 * and a step that is there again needs nobody to be moved.
 */
export function writtenIdentities(snapshot: Snapshot, steps: readonly ChangedSteps[]): Edit[] {
  const { program } = snapshot
  const edits: Edit[] = []
  for (const [file, { tree }] of steps.length > 0 ? program.modules : []) {
    const rewrite = (written: ast.Name | ast.StringLiteral, { changed }: ChangedSteps) => {
      const id = 'text' in written ? undefined : changed.get(textOf(written))
      const inside = { start: written.span.start + 1, end: written.span.end - 1 }
      if (id !== undefined) edits.push({ file, span: inside, text: escaped(id) })
    }
    const stepsOfJourney = (name: ast.Name) =>
      steps.find(({ declaration }) => program.references.get(name)?.declaration === declaration)
    for (const declaration of tree.declarations) {
      if (declaration.kind === 'scenario') {
        const its = stepsOfJourney(declaration.journey)
        if (its) for (const written of stepsWaitedAt(declaration)) rewrite(written, its)
      } else if (declaration.kind === 'moved') {
        const its = stepsOfJourney(declaration.from.journey)
        if (!its) continue
        const { step } = declaration.from
        const isThere = new Set(its.changed.values()).has('text' in step ? step.text : textOf(step))
        if (isThere) edits.push(removal(tree, declaration.span))
        else if (declaration.to.kind === 'to-step') rewrite(declaration.to.step.step, its)
      }
    }
  }
  return edits
}

/** Declarations that tell where runs go on that stand at steps whose identities change; one edit for each file. */
export function movesOf({ textOf: text }: Snapshot, steps: readonly ChangedSteps[]): Edit[] {
  const byFile = Map.groupBy(steps, ({ file }) => file)
  return [...byFile].flatMap(([file, its]) => {
    const lines = its.flatMap(({ journey, changed, holding }) =>
      [...holding].map(
        (id) => `moved ${journey}.${stepText(id)} to ${journey}.${stepText(changed.get(id)!)}\n`,
      ),
    )
    if (lines.length === 0) return []
    const whole = text(file) ?? ''
    const gap = whole === '' || whole.endsWith('\n') ? '\n' : '\n\n'
    return [{ file, span: { start: whole.length, end: whole.length }, text: gap + lines.join('') }]
  })
}

function journeysIn({ modules }: Snapshot['program'], file: string): ast.JourneyDeclaration[] {
  const { exports } = modules.get(file) ?? {}
  return [...(exports?.values() ?? [])].flatMap((symbol) =>
    symbol.kind === 'journey' ? [symbol.declaration] : [],
  )
}

function stepsWaitedAt({ lines }: ast.ScenarioDeclaration): (ast.Name | ast.StringLiteral)[] {
  return lines.flatMap((line) =>
    line.kind === 'expect-line'
      ? line.expectations.flatMap((one) => (one.kind === 'waiting-at' ? [one.step] : []))
      : [],
  )
}

/** A name as it is; what is derived from names in quotation marks. */
const stepText = (id: string): string => (isWord(id) ? id : `"${escaped(id)}"`)
