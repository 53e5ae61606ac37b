import { type ast, type Place, type Span, severityOf } from '@journey-lang/compiler'
import { blocksOf, identitiesOf, isStep, partsOf, textOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { Coverage } from './coverage.ts'

/** A line above a declaration or step that says something about it, and does something when it is chosen. */
export type CodeLens = { span: Span } & (
  | { kind: 'run-scenario'; title: string }
  | { kind: 'show-diagram'; journey: string }
  | { kind: 'scenarios'; places: readonly Place[] }
  /** How many scenarios come to a step takes running them: it is found out when the line is shown. */
  | { kind: 'step'; journey: string; step: string }
)

/**
 * Scenarios can be run, journeys drawn; of a journey it is said how many scenarios test it, and of steps how many come
 * to them.
 */
export function codeLenses(snapshot: Snapshot, path: string): CodeLens[] {
  const tree = snapshot.parsed(path)?.tree
  if (!tree) return []
  const scenarios = scenariosByJourney(snapshot)
  return tree.declarations.flatMap((declaration): CodeLens[] => {
    if (declaration.kind === 'scenario') {
      const { title } = declaration
      return [{ span: title.span, kind: 'run-scenario', title: textOf(title) }]
    }
    if (declaration.kind !== 'journey' || declaration.name.text === '') return []
    const { text: journey, span } = declaration.name
    return [
      { span, kind: 'show-diagram', journey },
      { span, kind: 'scenarios', places: scenarios.get(declaration) ?? [] },
      // What has errors can't be run.
      ...(hasErrors(snapshot, path, declaration.span) ? [] : stepLenses(declaration, tree.text, snapshot)),
    ]
  })
}

/** Where the scenarios for each journey stand. */
function scenariosByJourney({ program }: Snapshot): Map<ast.Declaration, Place[]> {
  const found = new Map<ast.Declaration, Place[]>()
  for (const [file, { tree }] of program.modules) {
    for (const declaration of tree.declarations) {
      if (declaration.kind !== 'scenario') continue
      const journey = program.references.get(declaration.journey)?.declaration
      if (!journey) continue
      const place = { file, span: declaration.title.span }
      const known = found.get(journey)
      if (known) known.push(place)
      else found.set(journey, [place])
    }
  }
  return found
}

/**
 * The steps at which other scenarios may arrive than at the one above: where a block begins, and behind what waits or
 * parts the ways. All in between are reached by the same.
 */
function stepLenses(journey: ast.JourneyDeclaration, text: string, { program }: Snapshot): CodeLens[] {
  const { ids } = identitiesOf(journey, program)
  const found: CodeLens[] = []
  const visit = (items: readonly ast.Item[]): void => {
    let differs = true
    for (const item of items.filter(isStep)) {
      const step = ids.get(item)
      if (differs && step !== undefined && beginsLine(text, item.keyword.start)) {
        found.push({ span: item.keyword, kind: 'step', journey: journey.name.text, step })
      }
      differs = PARTS.has(item.kind)
      for (const block of blocksOf(item)) visit('items' in block ? block.items : [block])
    }
  }
  const { steps, stages } = partsOf(journey)
  visit(steps)
  for (const { body } of stages) visit(body.items)
  return found
}

const PARTS: ReadonlySet<ast.Step['kind']> = new Set(['wait', 'delay', 'if', 'match', 'split', 'repeat'])

const beginsLine = (text: string, offset: number): boolean =>
  /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset))

/** What a line says, as far as it is known; `coverage` is nothing while mistakes are in the way. */
export function lensText(lens: CodeLens, coverage?: Coverage): string {
  switch (lens.kind) {
    case 'run-scenario':
      return 'Run scenario'
    case 'show-diagram':
      return 'Show diagram'
    case 'scenarios':
      return `${counted(lens.places.length)} for it`
    case 'step': {
      if (!coverage) return 'What this needs has errors'
      const count = coverage.get(lens.step)?.length ?? 0
      return `${count === 0 ? 'No scenario' : counted(count)} ${count > 1 ? 'reach' : 'reaches'} this step`
    }
  }
}

function hasErrors({ diagnosticsOf }: Snapshot, path: string, { start, end }: Span): boolean {
  return diagnosticsOf(path).some(
    (one) => severityOf(one) === 'error' && start <= one.span.start && one.span.end <= end,
  )
}

const counted = (count: number): string => (count === 1 ? '1 scenario' : `${count} scenarios`)
