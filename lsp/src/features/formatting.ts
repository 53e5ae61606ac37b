import { type ast, type Edit, formatEdits, formatRange, parse, type Span } from '@journey-lang/compiler'
import type { Snapshot } from '../workspace/snapshot.ts'
import { nodesAround } from './nodes.ts'
import { excerptAround, stretchAround } from './stretch.ts'

/** The edits that format a file, or the parts of it that a range touches. A text that can't be read stays as it is. */
export function formatting({ parsed }: Pick<Snapshot, 'parsed'>, path: string, range?: Span): Edit[] {
  const file = parsed(path)
  if (!file) return []
  return range ? formattingOf(file.tree, range) : formatEdits(file)
}

/** Only what is around the range is read and laid out anew. */
function formattingOf(tree: ast.SourceTree, range: Span): Edit[] {
  const { start } = stretchAround(tree, range)
  const part = parse(tree.path, excerptAround(tree, range))
  return formatRange(part, range).filter(({ span }) => span.start >= start)
}

/** The edits that format what was just closed by a brace, or the line that was just left. */
export function formattingOnType(
  { parsed }: Pick<Snapshot, 'parsed'>,
  path: string,
  offset: number,
  typed: string,
): Edit[] {
  const file = parsed(path)
  if (!file) return []
  const range = typed === '}' ? closedBy(file.tree, offset) : lineBefore(file.tree.text, offset)
  if (!range) return []
  // What stands around the cursor is still being written.
  return formattingOf(file.tree, range).filter(({ span }) => span.end < offset)
}

/** What the brace before an offset ends. */
function closedBy(tree: ast.SourceTree, offset: number): Span | undefined {
  const around = nodesAround(tree, { start: offset - 1, end: offset })
  return around.find(({ span }) => span.end === offset)?.span
}

/** A place in the line that ends before an offset. */
function lineBefore(text: string, offset: number): Span {
  const end = text.lastIndexOf('\n', offset - 1)
  const start = text.lastIndexOf('\n', end - 1) + 1
  const indent = /^[ \t]*/.exec(text.slice(start, Math.max(start, end)))![0].length
  return { start: start + indent, end: start + indent }
}
