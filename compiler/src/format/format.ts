import type { Span } from '../source/span.ts'
import { type ParseResult, parse } from '../syntax/parse.ts'
import { isClosed } from '../syntax/parser/strings.ts'
import { StringToken } from '../syntax/tokens.ts'
import { type Layout, verbatim } from './layout.ts'
import { declarationLayout } from './layouts/declarations.ts'
import { render } from './render.ts'
import { sameTree } from './same-tree.ts'
import { formatSource } from './source.ts'
import { Weaver } from './weave.ts'

/** Columns of a line. */
export const WIDTH = 100

/**
 * The text of a file in the one style. Its tree stays the same, comments and texts keep every character, and
 * formatting the result again changes nothing. What can't be read is left as it is.
 *
 * What comes out is read again before it is given back: a text that would be read in another way stays as it was.
 */
export function format(parsed: ParseResult): string {
  for (const [formatted, again] of soundWays(parsed)) {
    // How broken text is read depends on how it is laid out: it must come to rest.
    const isSettled = parsed.diagnostics.length === 0 || first(soundWays(again))?.[0] === formatted
    if (isSettled) return formatted
  }
  return parsed.tree.text
}

/** The texts that say the same, the best first, with what is read from them. The last one is the text as it was. */
function* soundWays(parsed: ParseResult): Iterable<[text: string, again: ParseResult]> {
  const { tree, diagnostics } = parsed
  // Should what is laid out around a mistake change how it is read, the declaration that it stands in stays as it was.
  for (const careful of diagnostics.length === 0 ? [false] : [false, true]) {
    const text = layOut(parsed, { careful })
    if (text === tree.text) break
    const again = parse(tree.path, text)
    if (sameTree(tree, again.tree)) yield [text, again]
  }
  yield [tree.text, parsed]
}

function first<T>(all: Iterable<T>): T | undefined {
  for (const one of all) return one
  return undefined
}

/**
 * The text in the one style, without looking whether it is still read in the same way. `careful` leaves declarations
 * with mistakes as they are, not only the members and steps in them.
 */
export function layOut(parsed: ParseResult, { careful = false } = {}): string {
  const { text } = parsed.tree
  const source = formatSource(parsed)
  const newline = /\r\n|\n|\r/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n'
  const doc = new Weaver(source).file(layoutsOf(parsed, careful ? source.errors : []))
  const written = render(doc, { width: WIDTH, newline })
  // A text that was never closed goes on to the end of the file.
  const last = source.tokens.at(-2)
  const isOpen = last?.type === StringToken && last.text.startsWith('"""') && !isClosed(last.text)
  return written === '' || isOpen ? written : `${written}${newline}`
}

/** Spans of all declarations, members, steps and lines, inner ones before outer ones. */
export function unitsOf(parsed: ParseResult): readonly Span[] {
  const weaver = new Weaver(formatSource(parsed))
  weaver.file(layoutsOf(parsed, []))
  return weaver.units
}

/** The layouts of the declarations; those with one of the errors stay as they are. */
function layoutsOf({ tree }: ParseResult, errors: readonly number[]): Layout[] {
  return tree.declarations.map((declaration) => {
    const { start, end } = declaration.span
    const isBroken = errors.some((error) => error >= start && error <= end)
    return isBroken ? verbatim(declaration.span) : declarationLayout(declaration)
  })
}
