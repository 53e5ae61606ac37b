import type { Span } from '../../src/index.ts'

/** A text without its marks, and the stretches that they stood around. */
export interface Marked {
  text: string
  spans: Span[]
}

/** Reads `⟦…⟧` in a text: the places at which something is to be found, in their order. */
export function readMarks(marked: string): Marked {
  const spans: Span[] = []
  let text = ''
  for (const piece of marked.split(/([⟦⟧])/)) {
    if (piece === '⟦') spans.push({ start: text.length, end: text.length })
    else if (piece === '⟧') spans.at(-1)!.end = text.length
    else text += piece
  }
  return { text, spans }
}

/** Puts marks around stretches of a text, so that a comparison shows where they are. */
export function withMarks(text: string, spans: readonly Span[]): string {
  const marks = spans.flatMap(({ start, end }) => [
    { at: start, mark: '⟦' },
    { at: end, mark: '⟧' },
  ])
  let marked = ''
  let from = 0
  for (const { at, mark } of marks) {
    marked += text.slice(from, at) + mark
    from = Math.max(from, at)
  }
  return marked + text.slice(from)
}
