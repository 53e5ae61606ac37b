import type { ast, Span } from '@journey-lang/compiler'
import type { Snapshot } from '../workspace/snapshot.ts'

/** A line above a declaration that says something about it, and does something when it is chosen. */
export interface CodeLens {
  span: Span
  title: string
  action:
    | { kind: 'run-scenario'; title: string }
    | { kind: 'show-diagram'; journey: string }
    | { kind: 'show-scenarios'; places: readonly { file: string; span: Span }[] }
}

/** Scenarios can be run, journeys drawn; of a journey it is said how many scenarios test it. */
export function codeLenses(snapshot: Snapshot, path: string): CodeLens[] {
  const tree = snapshot.parsed(path)?.tree
  if (!tree) return []
  return tree.declarations.flatMap((declaration): CodeLens[] => {
    if (declaration.kind === 'scenario') {
      const title = declaration.title.parts.filter((part) => typeof part === 'string').join('')
      return [
        { span: declaration.title.span, title: 'Run scenario', action: { kind: 'run-scenario', title } },
      ]
    }
    if (declaration.kind !== 'journey' || declaration.name.text === '') return []
    const { name } = declaration
    const places = scenariosOf(declaration, snapshot)
    const count = places.length === 1 ? '1 scenario' : `${places.length} scenarios`
    return [
      { span: name.span, title: 'Show diagram', action: { kind: 'show-diagram', journey: name.text } },
      { span: name.span, title: `${count} for it`, action: { kind: 'show-scenarios', places } },
    ]
  })
}

/** Where the scenarios for a journey stand. */
function scenariosOf(journey: ast.JourneyDeclaration, { program }: Snapshot): { file: string; span: Span }[] {
  return [...program.modules].flatMap(([file, { tree }]) =>
    tree.declarations.flatMap((declaration) => {
      if (declaration.kind !== 'scenario') return []
      const symbol = program.references.get(declaration.journey)
      return symbol?.declaration === journey ? [{ file, span: declaration.title.span }] : []
    }),
  )
}
