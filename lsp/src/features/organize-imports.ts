import type { ast, Edit } from '@journey-lang/compiler'
import { textOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { CodeAction } from './code-actions.ts'

/**
 * Puts the imports of a file in order: the library first, then other files, each once, names in the order of the
 * alphabet, without those that nothing uses. Offered where they stand together and something would change.
 */
export function organizeImports({ parsed, program }: Snapshot, path: string): CodeAction[] {
  const file = parsed(path)
  const module = program.modules.get(path)
  if (!file || !module) return []
  const { tree } = file
  const imports = tree.declarations.filter((declaration) => declaration.kind === 'import')
  const [first, last] = [imports[0], imports.at(-1)]
  if (!first || !last || !isWhole(tree, imports)) return []
  const span = { start: first.span.start, end: last.span.end }
  // What is unused may only be misspelt, where there are errors.
  const keep = file.diagnostics.length > 0 ? () => true : (name: ast.Name) => isUsed(name)
  const isUsed = (name: ast.Name): boolean => {
    const symbol = program.references.get(name)
    return !symbol || module.uses.has(symbol)
  }
  const text = written(imports, keep)
  if (text === tree.text.slice(span.start, span.end)) return []
  const edit: Edit = { file: path, span, text }
  return [{ title: 'Organise imports', kind: 'source.organizeImports', edits: [edit] }]
}

/** Nothing but blanks stands between the imports, and all of them could be read. */
function isWhole(tree: ast.SourceTree, imports: readonly ast.ImportDeclaration[]): boolean {
  return imports.every(({ span, names, from }, index) => {
    const next = imports[index + 1]
    const gap = next ? tree.text.slice(span.end, next.span.start) : ''
    return gap.trim() === '' && from.span.end > from.span.start && names.every(({ name }) => name.text !== '')
  })
}

function written(imports: readonly ast.ImportDeclaration[], keep: (name: ast.Name) => boolean): string {
  const byFile = new Map<string, Set<string>>()
  for (const { from, names } of imports) {
    const path = textOf(from)
    const known = byFile.get(path) ?? new Set<string>()
    for (const { name, alias } of names) {
      if (keep(name)) known.add(alias ? `${name.text} as ${alias.text}` : name.text)
    }
    byFile.set(path, known)
  }
  return [...byFile]
    .filter(([, names]) => names.size > 0)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([path, names]) => `import { ${[...names].sort().join(', ')} } from "${path}"`)
    .join('\n')
}

/** The library, then what lies higher, then what lies beside. */
function rank(path: string): number {
  return path.startsWith('std/') ? 0 : path.startsWith('../') ? 1 : 2
}
