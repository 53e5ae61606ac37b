import type { Reader } from '../expressions/format-value.ts'
import type { Instant } from '../time/instant.ts'

/** For whom a text is written, and when. */
export interface Occasion {
  reader: Reader
  /** The moment of writing, which is never read from a clock: the same input gives the same text. */
  now: Instant
}

const KEY = Symbol('occasion')

/** The globals of a template that carry an occasion to its filters. A template itself can't see them. */
export function globalsFor(occasion: Occasion): object {
  return { [KEY]: occasion }
}

/** The occasion of the template that a filter works in. */
export function occasionOf({ context }: { context: { globals: object } }): Occasion {
  return (context.globals as { [KEY]: Occasion })[KEY]
}
