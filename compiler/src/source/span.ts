/** A stretch of a file's text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  start: number
  end: number
}

/** A span in a named file. */
export interface Place {
  file: string
  span: Span
}

/** The smallest span that holds both. */
export function join(first: Span, last: Span): Span {
  return { start: first.start, end: Math.max(first.end, last.end) }
}

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end
}
