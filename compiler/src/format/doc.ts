/**
 * Documents: texts with places where a line may end, after Wadler ("A prettier printer") and Lindig ("Strictly pretty").
 * Each knows how wide it is on one line; one that can't stand on one line is infinitely wide.
 */
import stringWidth from 'string-width'

export type Doc =
  | { kind: 'text'; text: string; flat: number }
  /** A space, or whatever `text` says, on one line; else a line break. */
  | { kind: 'line'; text: string; flat: number; blank: boolean }
  | { kind: 'concat'; parts: readonly Doc[]; flat: number }
  | { kind: 'indent'; by: number; contents: Doc; flat: number }
  /** On one line if it fits there; else all its own lines break. */
  | { kind: 'group'; contents: Doc; flat: number }

/** Columns of a text. Letters of Persian, Chinese or emoji are not as many columns as they are characters. */
export function columnsOf(text: string): number {
  return isPlain(text) ? text.length : stringWidth(text)
}

/** Each character is one column. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 126 || code < 32) return false
  }
  return true
}

/** A text as it stands. One with line breaks in it can't stand on one line. */
export function text(written: string): Doc {
  return { kind: 'text', text: written, flat: isPlain(written) ? written.length : widthOf(written) }
}

function widthOf(written: string): number {
  return /[\n\r]/.test(written) ? Number.POSITIVE_INFINITY : stringWidth(written)
}

/** A comment behind something: however long it is, it does not make what it stands behind too long. */
export function remark(written: string): Doc {
  return { kind: 'text', text: written, flat: 0 }
}

export const nothing: Doc = concat([])
export const space: Doc = text(' ')

/** A line break, or a text in its place where the group around it fits on one line. */
export function line(flatText: string): Doc {
  return { kind: 'line', text: flatText, flat: flatText.length, blank: false }
}

export const hardLine: Doc = { kind: 'line', text: '', flat: Number.POSITIVE_INFINITY, blank: false }
/** A line break with an empty line behind it. */
export const blankLine: Doc = { kind: 'line', text: '', flat: Number.POSITIVE_INFINITY, blank: true }

export function concat(parts: readonly Doc[]): Doc {
  let flat = 0
  for (const part of parts) flat += part.flat
  return { kind: 'concat', parts, flat }
}

export function indent(by: number, contents: Doc): Doc {
  return { kind: 'indent', by, contents, flat: contents.flat }
}

export function group(contents: Doc): Doc {
  return { kind: 'group', contents, flat: contents.flat }
}
