import { mayIgnore } from '../lint/suppressions.ts'
import { type ContactSource, contactSources } from '../modules/bind.ts'
import { resolveImport } from '../modules/paths.ts'
import type { SourceTree } from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'
import type { Import } from './import-index.ts'

/** What of a file's text concerns other files, beside what it declares. */
export interface Outline {
  imports: readonly Import[]
  /** Where it imports from, as it is written: other modules may belong to the project when this changes. */
  importsText: string
  contacts: readonly ContactSource[]
  /** Whether it moves contacts of steps that are gone. */
  moves: boolean
  /** Whether comments may ignore findings. */
  ignores: boolean
}

export function outlineOf(tree: SourceTree): Outline {
  const imports = tree.declarations.filter((declaration) => declaration.kind === 'import')
  return {
    imports: imports.flatMap(({ from, names }) => {
      const target = resolveImport(tree.path, textOf(from))
      if (target === undefined) return []
      return {
        target,
        names: names.map(({ name, alias }) => ({ name: name.text, local: (alias ?? name).text })),
      }
    }),
    importsText: imports.map(({ from }) => textOf(from)).join('\n'),
    contacts: contactSources([tree]),
    ignores: mayIgnore(tree),
    moves: tree.declarations.some(({ kind }) => kind === 'moved'),
  }
}
