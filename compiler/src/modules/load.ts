import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { reporter } from '../diagnostics/diagnostic.ts'
import type { Host, ReadResult } from '../source/host.ts'
import type { SourceTree, StringLiteral } from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'
import { type ParseResult, parse } from '../syntax/parse.ts'
import { library } from './generated/library.ts'
import { isLibrary, librarySpecifier, resolveImport } from './paths.ts'

/** The files of a project and of what they import, parsed. */
export interface LoadedFiles {
  files: Map<string, SourceTree>
  diagnostics: Diagnostic[]
}

/** What parses a file. A language server passes one that remembers the trees of texts that did not change. */
export type ParseFile = (path: string, text: string) => ParseResult

/** Reads and parses the given files and all that they import. */
export function load(host: Host, paths: readonly string[], parseFile: ParseFile = parse): LoadedFiles {
  const files = new Map<string, SourceTree>()
  const diagnostics: Diagnostic[] = []
  const read = (path: string): ReadResult => {
    const text = isLibrary(path) ? library[path] : undefined
    return text === undefined ? host.read(path) : { ok: true, text }
  }

  /** Files to read, the last one first; a list and no recursion, since imports may form long chains. */
  const waiting: Wanted[] = paths.toReversed().map((path) => ({ path }))
  for (let wanted = waiting.pop(); wanted; wanted = waiting.pop()) {
    const { path } = wanted
    if (files.has(path)) continue
    const result = read(path)
    if (!result.ok) {
      reportUnread(wanted, result, paths, diagnostics)
      continue
    }
    const parsed = parseFile(path, result.text)
    files.set(path, parsed.tree)
    diagnostics.push(...parsed.diagnostics)
    const imports = parsed.tree.declarations.filter((declaration) => declaration.kind === 'import')
    for (const { from } of imports.toReversed()) {
      if (from.span.start === from.span.end) continue
      const target = resolveImport(path, textOf(from))
      if (target !== undefined) waiting.push({ path: target, importedBy: { file: path, from } })
      else reporter(path, diagnostics)('unsupported-module', from.span, { path: textOf(from) })
    }
  }
  // In the order of their paths: what is made of them must not depend on the order in which they were found.
  const inOrder = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  return { files: new Map(inOrder), diagnostics }
}

interface Wanted {
  path: string
  importedBy?: { file: string; from: StringLiteral }
}

/** A file that can't be read: said at the import, or at the file itself. */
function reportUnread(
  { path, importedBy }: Wanted,
  result: Exclude<ReadResult, { ok: true }>,
  paths: readonly string[],
  diagnostics: Diagnostic[],
): void {
  const file = importedBy?.file ?? path
  const span = importedBy?.from.span ?? { start: 0, end: 0 }
  const report = reporter(file, diagnostics)
  if (result.reason === 'missing') {
    const shown = importedBy ? textOf(importedBy.from) : path
    const others = paths.filter((other) => other !== path)
    report('unknown-module', span, { path: shown, candidates: importCandidates(others, file).sort() })
  } else report('unreadable-file', span, { path, problem: problemText(result) })
}

function problemText(result: Exclude<ReadResult, { ok: true }>): string {
  switch (result.reason) {
    case 'missing':
      return 'there is no such file.'
    case 'unreadable':
      return `${result.detail}.`
    case 'encoding':
      return `it is not UTF-8 text (byte ${result.offset + 1}). Save it as UTF-8.`
  }
}

/** What an import in a file could have meant: the library and the files around it. */
function importCandidates(paths: readonly string[], from: string): string[] {
  const depth = from.split('/').length - 1
  const up = depth === 0 ? './' : '../'.repeat(depth)
  const folder = from.slice(0, from.lastIndexOf('/') + 1)
  const relative = paths.map((path) =>
    path.startsWith(folder) ? `./${path.slice(folder.length)}` : `${up}${path}`,
  )
  return [...Object.keys(library).map(librarySpecifier), ...relative]
}
