import type { Span } from '../../source/span.ts'

/** A name as written, compared under NFC. Its text is empty when the name is missing from the source. */
export interface Name {
  text: string
  span: Span
}

export interface Base {
  span: Span
}

export interface Documented extends Base {
  /** The text of the `///` lines before it. */
  doc?: string
}

/** What could not be read. */
export interface ErrorNode extends Base {
  kind: 'error'
}
