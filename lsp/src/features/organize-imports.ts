import { type ast, type Edit, format, parse, type Span, severityOf } from '@journey-lang/compiler'
import { textOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { CodeAction } from './code-actions.ts'
import { escaped } from './text-literals.ts'

/**
 * Puts the imports of a file in order: the library first, then other files, each once, names in the order of the
 * alphabet, without those that nothing uses. An import that remarks stand at keeps its names, and they go with it.
 * Offered where imports stand together and something would change.
 */
export function organizeImports({ parsed, program, diagnosticsOf }: Snapshot, path: string): CodeAction[] {
  const tree = parsed(path)?.tree
  const module = program.modules.get(path)
  const imports = tree && importsOf(tree)
  const [first, last] = [imports?.[0], imports?.at(-1)]
  if (!tree || !module || !imports || !first || !last) return []
  // What is unused may only be misspelt, where there are errors.
  const hasErrors = diagnosticsOf(path).some((one) => severityOf(one) === 'error')
  const isKept = (name: ast.Name): boolean => {
    const symbol = program.references.get(name)
    return hasErrors || !symbol || module.uses.has(symbol)
  }
  const span = { start: first.span.start, end: last.span.end }
  const text = written(imports, isKept)
  if (text === tree.text.slice(span.start, span.end)) return []
  const edit: Edit = { file: path, span, text }
  return [{ title: 'Organise imports', kind: 'source.organizeImports', edits: [edit] }]
}

interface Import {
  declaration: ast.ImportDeclaration
  /** With the remarks above it, behind it and in it. */
  span: Span
  text: string
  hasRemarks: boolean
}

/** The imports of a file with their remarks; nothing if one can't be read, or if anything else stands between them. */
function importsOf({ declarations, comments, text }: ast.SourceTree): Import[] | undefined {
  const found: Import[] = []
  const imports = declarations.filter((declaration) => declaration.kind === 'import')
  for (const declaration of imports) {
    const { names, from } = declaration
    if (from.span.end === from.span.start || names.some(({ name }) => name.text === '')) return undefined
    const before = found.at(-1)?.span.end
    const [behind] = /^[ \t]*(?:\/\/[^\r\n]*)?/.exec(text.slice(declaration.span.end))!
    const end = declaration.span.end + behind.trimEnd().length
    // Above the first one stands what is about the file, unless it is said to be about an import.
    const above = before === undefined ? ignoresAbove(text, declaration.span.start) : before
    const gap = text.slice(above, declaration.span.start)
    if (!/^(?:\s|\/\/[^\r\n]*)*$/.test(gap)) return undefined
    const start = above + gap.length - gap.trimStart().length
    const hasRemarks = comments.some(({ span }) => span.start >= start && span.end <= end)
    found.push({ declaration, span: { start, end }, text: text.slice(start, end), hasRemarks })
  }
  return found
}

/** Where comments begin that ignore findings of the import right below. */
function ignoresAbove(text: string, start: number): number {
  const above = /(?:^|\n)((?:[ \t]*\/\/[ \t]*journey-ignore[^\n]*\n)+)[ \t]*$/.exec(text.slice(0, start))
  return start - (above?.[1]?.length ?? 0)
}

function written(imports: readonly Import[], isKept: (name: ast.Name) => boolean): string {
  const byFile = new Map<string, Set<string>>()
  const lines: [path: string, text: string][] = []
  for (const { declaration, text, hasRemarks } of imports) {
    const path = textOf(declaration.from)
    if (hasRemarks) {
      lines.push([path, text])
      continue
    }
    const known = byFile.get(path) ?? new Set<string>()
    for (const { name, alias } of declaration.names) {
      if (isKept(name)) known.add(alias ? `${name.text} as ${alias.text}` : name.text)
    }
    byFile.set(path, known)
  }
  for (const [path, names] of byFile) {
    const line = `import { ${[...names].sort().join(', ')} } from "${escaped(path)}"`
    // Long ones go over several lines, as they do when the file is formatted.
    if (names.size > 0) lines.push([path, format(parse(path, line)).trimEnd()])
  }
  return lines
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join('\n')
}

/** The library, then what lies higher, then what lies beside. */
function rank(path: string): number {
  return path.startsWith('std/') ? 0 : path.startsWith('../') ? 1 : 2
}
