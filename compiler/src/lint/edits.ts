import type { Edit, Fix } from '../diagnostics/diagnostic.ts'
import type { Span } from '../source/span.ts'
import type { ImportDeclaration, SourceTree } from '../syntax/ast.ts'

/** Takes a stretch out of a file: with its line if nothing else stands there, else with the spaces before it. */
export function removal({ path: file, text }: SourceTree, { start, end }: Span): Edit {
  const before = /[ \t]*$/.exec(text.slice(0, start))![0].length
  const after = /^[ \t]*(\r?\n)?/.exec(text.slice(end))!
  const from = start - before
  const startsLine = from === 0 || text[from - 1] === '\n'
  const endsLine = after[1] !== undefined || end + after[0].length === text.length
  if (startsLine && endsLine) return { file, span: { start: from, end: end + after[0].length }, text: '' }
  return { file, span: { start: startsLine ? start : from, end }, text: '' }
}

/** A fix that takes a stretch out of a file and changes nothing else. */
export function removalFix(title: string, tree: SourceTree, span: Span): Fix {
  return { title, edits: [removal(tree, span)], safe: true }
}

/** Takes a name out of an import; the import goes with its last name. */
export function importRemoval(tree: SourceTree, declaration: ImportDeclaration, index: number): Fix {
  const { names } = declaration
  const { name, span } = names[index]!
  const title = `Remove the import of "${name.text}"`
  if (names.length === 1) return removalFix(title, tree, declaration.span)
  const next = names[index + 1]
  const gone = next
    ? { start: span.start, end: next.span.start }
    : { start: names[index - 1]!.span.end, end: span.end }
  return { title, edits: [{ file: tree.path, span: gone, text: '' }], safe: true }
}
