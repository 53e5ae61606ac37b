import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { reporter } from '../diagnostics/diagnostic.ts'
import type { Host, ReadResult } from '../source/host.ts'
import type { ImportDeclaration, SourceTree, StringLiteral } from '../syntax/ast.ts'
import { type ParseResult, parse } from '../syntax/parse.ts'
import { library } from './generated/library.ts'
import { isLibrary, resolveImport } from './paths.ts'

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

  const add = (path: string, importedBy?: { file: string; from: StringLiteral }): void => {
    if (files.has(path)) return
    const result = read(path)
    if (!result.ok) {
      const [file, span] = importedBy ? [importedBy.file, importedBy.from.span] : [path, { start: 0, end: 0 }]
      const report = reporter(file, diagnostics)
      if (result.reason === 'missing') {
        const shown = importedBy ? textOf(importedBy.from) : path
        report('unknown-module', span, { path: shown, candidates: importCandidates(paths, file) })
      } else report('unreadable-file', span, { path, problem: problemText(result) })
      return
    }
    const parsed = parseFile(path, result.text)
    files.set(path, parsed.tree)
    diagnostics.push(...parsed.diagnostics)
    for (const declaration of parsed.tree.declarations) {
      if (declaration.kind === 'import') follow(path, declaration)
    }
  }

  const follow = (file: string, declaration: ImportDeclaration): void => {
    const specifier = textOf(declaration.from)
    if (declaration.from.span.start === declaration.from.span.end) return
    const path = resolveImport(file, specifier)
    if (path === undefined) {
      reporter(file, diagnostics)('unsupported-module', declaration.from.span, { path: specifier })
    } else add(path, { file, from: declaration.from })
  }

  for (const path of paths) add(path)
  return { files, diagnostics }
}

/** A text without holes; holes are left out. */
export function textOf(literal: StringLiteral): string {
  return literal.parts.filter((part) => typeof part === 'string').join('')
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
  return [...Object.keys(library).map((path) => path.replace(/\.journey$/, '')), ...relative]
}
