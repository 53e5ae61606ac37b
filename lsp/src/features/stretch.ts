import type { ast, Span } from '@journey-lang/compiler'

/**
 * What of a file decides how a part of it is read, checked, coloured and laid out: the declarations that it touches, and one more
 * on each side with what stands between. A long file is not looked at as a whole for a few of its lines.
 */
export function stretchAround({ text, declarations }: ast.SourceTree, { start, end }: Span): Span {
  const starts = declarations.map(({ span }) => span.start)
  const first = starts.findLastIndex((one) => one <= start)
  const next = starts.findIndex((one) => one > end)
  return {
    start: starts[first - 1] ?? 0,
    end: (next < 0 ? undefined : starts[next + 1]) ?? text.length,
  }
}

/** The text of a file up to the end of what is around a part, with blanks for all that stands before it. */
export function excerptAround(tree: ast.SourceTree, part: Span): string {
  const { start, end } = stretchAround(tree, part)
  return ' '.repeat(start) + tree.text.slice(start, end)
}
