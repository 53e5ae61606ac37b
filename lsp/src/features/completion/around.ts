import type { Span } from '@journey-lang/compiler'
import { lex } from '@journey-lang/compiler/editor'

/** The words around the one that is written at the cursor, which decide what it can be. */
export interface Around {
  /** What stands before it, the nearest first. */
  before: readonly string[]
  /** What stands behind it. */
  after: string | undefined
  /** A `#` stands right before it. */
  hash: boolean
}

/** How far words before the cursor matter. */
const FAR = 4

export function wordsAround(text: string, path: string, { start, end }: Span): Around {
  const { tokens } = lex(text, path, () => {})
  const hash = text[start - 1] === '#'
  const from = hash ? start - 1 : start
  const index = tokens.findLastIndex(({ startOffset, image }) => startOffset + image.length <= from)
  const before = tokens.slice(Math.max(0, index - FAR + 1), index + 1).map(({ image }) => image)
  const after = tokens.find(({ startOffset }) => startOffset >= end)?.image
  return { before: before.reverse(), after, hash }
}

/** Whether these words stand right before the cursor, in the order in which they are written. */
export function follows({ before }: Around, ...words: string[]): boolean {
  return words.reverse().every((word, index) => before[index] === word)
}
