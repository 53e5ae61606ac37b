import type { ast, Span } from '@journey-lang/compiler'
import { isLibrary, resolveFile, resolveImport, textOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { allNodes } from './nodes.ts'

/** A text that names a file. */
export interface Link {
  /** Without the quotation marks. */
  span: Span
  /** Path of the file in the project, or of a module of the library. */
  target: string
}

/** The files that a file names: what it imports, and the templates of its messages. */
export function links({ parsed, templateAt }: Snapshot, path: string): Link[] {
  const tree = parsed(path)?.tree
  if (!tree) return []
  const found: Link[] = []
  // A file that was read before may be named no more: what a message names says so.
  const isThere = (target: string) =>
    isLibrary(target) || parsed(target) !== undefined || (templateAt(target)?.uses.length ?? 0) > 0
  const add = (literal: ast.StringLiteral, target: string | undefined) => {
    if (target === undefined || !isThere(target)) return
    found.push({ span: { start: literal.span.start + 1, end: literal.span.end - 1 }, target })
  }
  for (const node of allNodes({ declarations: tree.declarations })) {
    if (node.kind === 'import') {
      const { from } = node as unknown as ast.ImportDeclaration
      if (from.span.end > from.span.start) add(from, resolveImport(path, textOf(from)))
    } else if (node.kind === 'call') {
      const { callee, args } = node as unknown as ast.CallExpression
      const [name] = args
      if (callee.text === 'file' && name?.kind === 'string') add(name, resolveFile(path, textOf(name)))
    }
  }
  return found
}
