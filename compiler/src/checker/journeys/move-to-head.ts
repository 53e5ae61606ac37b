import type { Edit, Fix } from '../../diagnostics/diagnostic.ts'
import type { Span } from '../../source/span.ts'
import type { HeaderLine, JourneyDeclaration, SourceTree } from '../../syntax/ast.ts'

/**
 * The fix that moves a header line to the head of its journey, with the comments that stand above and behind it. None
 * where the brace of the journey is missing, or what documents the line can't be told from what is around it.
 */
export function moveToHead(line: HeaderLine, { path: file, text, declarations }: SourceTree): Fix[] {
  const journey = declarations.find(
    (declaration): declaration is JourneyDeclaration =>
      declaration.kind === 'journey' && containsSpan(declaration.span, line.span),
  )
  const open = journey && bodyBegin(journey, text)
  if (open === undefined) return []
  const lines = wholeLines(text, line.span)
  if (!lines && line.doc !== undefined) return []
  const moved = lines ?? line.span
  const written = text.slice(moved.start, moved.end).trim()
  const gap = { start: moved.start - blanksBefore(text, moved.start), end: moved.end }
  const edits: Edit[] = [insertion(file, text, open, written), { file, span: gap, text: '' }]
  return [{ title: `Move "${line.kind}" to the head of the journey`, edits, safe: true }]
}

function containsSpan(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** Behind the brace that opens the journey: between its title and that, only comments stand. */
function bodyBegin({ name, title }: JourneyDeclaration, text: string): number | undefined {
  const brace = /(?:\s|\/\/[^\r\n]*)*\{/y
  brace.lastIndex = (title ?? name).span.end
  return brace.test(text) ? brace.lastIndex : undefined
}

/** The first line of the body. A comment behind the brace stays there; what else stands there goes down a line. */
function insertion(file: string, text: string, open: number, written: string): Edit {
  const rest = /[ \t]*(?:\/\/[^\r\n]*)?(?=[\r\n])/y
  rest.lastIndex = open
  const at = rest.test(text) ? rest.lastIndex : open
  const below = at === open && !/[\r\n]/.test(text.charAt(open)) ? '\n ' : ''
  return { file, span: { start: at, end: at }, text: `\n  ${written}${below}` }
}

/** The lines of a span, with the comments right above it and behind it. Nothing, if anything else stands on them. */
function wholeLines(text: string, { start, end }: Span): Span | undefined {
  const behind = /[ \t]*(?:\/\/[^\r\n]*)?(?=[\r\n]|$)/y
  behind.lastIndex = end
  const first = lineBegin(text, start)
  if (text.slice(first, start).trim() !== '' || !behind.test(text)) return undefined
  let from = first
  for (let above = lineAbove(text, from); above && /^[ \t]*\/\//.test(above.text); ) {
    from = above.start
    above = lineAbove(text, from)
  }
  return { start: from, end: behind.lastIndex }
}

function lineBegin(text: string, at: number): number {
  let start = at
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--
  return start
}

/** The line that ends right before a line that begins at an offset. */
function lineAbove(text: string, begin: number): { start: number; text: string } | undefined {
  if (begin === 0) return undefined
  const end = begin - (text.startsWith('\r\n', begin - 2) ? 2 : 1)
  const start = lineBegin(text, end)
  return { start, text: text.slice(start, end) }
}

/** How many characters before an offset are spaces, and the line break before them. */
function blanksBefore(text: string, at: number): number {
  let start = at
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start--
  if (text.charAt(start - 1) === '\n') start--
  if (text.charAt(start - 1) === '\r') start--
  return at - start
}
