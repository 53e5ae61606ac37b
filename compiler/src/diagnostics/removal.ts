import type { Span } from '../source/span.ts'
import type { ImportDeclaration, SourceTree } from '../syntax/ast.ts'
import type { Edit, Fix } from './diagnostic.ts'

/**
 * Takes a stretch out of a file: with its lines if nothing else stands there, and with one of two empty lines that would
 * meet; else with the spaces before it.
 */
export function removal({ path: file, text }: SourceTree, { start, end }: Span): Edit {
  const lineStart = startOfLine(text, start)
  const after = /^[ \t]*(\r?\n)?/.exec(text.slice(end, endOfLine(text, end)))!
  const lineEnd = end + after[0].length
  const startsLine = isBlank(text.slice(lineStart, start))
  const endsLine = after[1] !== undefined || lineEnd === text.length
  if (!startsLine || !endsLine) {
    const blanks = /[ \t]*$/.exec(text.slice(lineStart, start))![0].length
    return { file, span: { start: startsLine ? start : start - blanks, end }, text: '' }
  }
  const before = startOfLine(text, lineStart - 1)
  const isFirst = lineStart === 0 || isBlank(text.slice(before, lineStart))
  const next = endOfLine(text, lineEnd)
  const emptyNext = isFirst && lineEnd < text.length && isBlank(text.slice(lineEnd, next))
  const isLast = lineEnd === text.length && lineStart > 0 && isFirst
  return { file, span: { start: isLast ? before : lineStart, end: emptyNext ? next : lineEnd }, text: '' }
}

/** Where the line begins that an offset stands in. */
function startOfLine(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** Where the next line begins. */
function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

const isBlank = (text: string): boolean => text.trim() === ''

/** A fix that takes a stretch out of a file and changes nothing else. */
export function removalFix(title: string, tree: SourceTree, span: Span): Fix {
  return { title, edits: [removal(tree, span)], safe: true }
}

/**
 * Offers to take out what a file says, with the `///` lines that document it; a person chooses, for it may be what is
 * wanted, and something else is wrong.
 */
export function offeredRemoval(title: string, tree: SourceTree, { start, end }: Span): Fix {
  let from = start
  for (let line = startOfLine(tree.text, start); line > 0; ) {
    const above = startOfLine(tree.text, line - 1)
    const [, indent, isDoc] = /^([ \t]*)(\/\/\/)?/.exec(tree.text.slice(above, line))!
    if (!isDoc) break
    from = above + indent!.length
    line = above
  }
  return { title, edits: [removal(tree, { start: from, end })] }
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
