import type { Declaration } from '../syntax/ast.ts'
import { parse } from '../syntax/parse.ts'
import { library } from './generated/library.ts'
import type { SymbolKind } from './symbols.ts'

let index: Map<string, { kind: string; path: string }[]> | undefined

/** The modules of the standard library that declare a name of a kind: what an import could be missing. */
export function inLibrary(name: string, kind: SymbolKind): string[] {
  index ??= readIndex()
  return (index.get(name) ?? []).filter((entry) => entry.kind === kind).map((entry) => entry.path)
}

/** Read when a name is first missing: files that import what they use never pay for it. */
function readIndex(): NonNullable<typeof index> {
  const names: NonNullable<typeof index> = new Map()
  for (const [path, text] of Object.entries(library)) {
    for (const declaration of parse(path, text).tree.declarations) {
      const name = nameOf(declaration)
      if (name === undefined) continue
      const kind = declaration.kind === 'tag-declaration' ? 'tag' : declaration.kind
      names.set(name, [...(names.get(name) ?? []), { kind, path }])
    }
  }
  return names
}

function nameOf(declaration: Declaration): string | undefined {
  return 'name' in declaration ? declaration.name.text : undefined
}
