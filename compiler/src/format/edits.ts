import type { Edit } from '../diagnostics/diagnostic.ts'
import type { Span } from '../source/span.ts'
import { lex } from '../syntax/lexer.ts'
import type { ParseResult } from '../syntax/parse.ts'
import { Comma } from '../syntax/tokens.ts'
import { format, unitsOf } from './format.ts'

/**
 * What formatting changes, as small edits in the order of the text: spaces between tokens, commas that come or go.
 * Each is right by itself, so that an editor keeps the cursor where it was.
 */
export function formatEdits(parsed: ParseResult): Edit[] {
  const { path, text } = parsed.tree
  const formatted = format(parsed)
  if (formatted === text) return []
  const edits: Edit[] = []
  const replace = (start: number, end: number, by: string): void => {
    if (text.slice(start, end) !== by) edits.push({ file: path, span: { start, end }, text: by })
  }
  const before = inkOf(text)
  const after = inkOf(formatted)
  let behind = 0
  let behindAfter = 0
  for (let at = 0, to = 0; at < before.length; at++) {
    const one = before[at]!
    if (one.isComma && after[to]?.isComma !== true) continue
    while (!one.isComma && after[to]!.isComma) to++
    const other = after[to++]!
    replace(behind, one.start, formatted.slice(behindAfter, other.start))
    replace(one.start, one.end, formatted.slice(other.start, other.end))
    behind = one.end
    behindAfter = other.end
  }
  replace(behind, text.length, formatted.slice(behindAfter))
  return edits
}

/**
 * The edits that format a part of a file: the members, steps and lines that the range touches, or, where it lies in a
 * single one, that one. Of a block that is only touched, no more than what of it is in the range.
 */
export function formatRange(parsed: ParseResult, range: Span): Edit[] {
  const { start, end } = widened(range, unitsOf(parsed))
  return formatEdits(parsed).filter(({ span }) => span.end >= start && span.start < end)
}

function widened(range: Span, units: readonly Span[]): Span {
  // Inner ones stand before outer ones: what has parts comes right behind the last of them.
  const single = units.filter((unit, index) => index === 0 || !isWithin(units[index - 1]!, unit))
  const touched = single.filter(({ start, end }) => start <= range.end && end >= range.start)
  const isAround = ({ start, end }: Span) => start <= range.start && end >= range.end
  const parts = touched.filter((unit) => !isAround(unit))
  const around = touched.find(isAround)
  if (parts.length === 0 && around) return around
  return {
    start: Math.min(range.start, ...parts.map(({ start }) => start)),
    end: Math.max(range.end, ...parts.map(({ end }) => end)),
  }
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner !== outer && inner.start >= outer.start && inner.end <= outer.end
}

interface Ink extends Span {
  isComma: boolean
}

/** Where something is written: tokens and comments, in order. */
function inkOf(text: string): Ink[] {
  const { tokens, comments } = lex(text, '', () => {})
  const ink = tokens.map(({ startOffset, image, tokenType }) => ({
    start: startOffset,
    end: startOffset + image.length,
    isComma: tokenType === Comma,
  }))
  for (const { span } of comments) ink.push({ ...span, isComma: false })
  return ink.sort((a, b) => a.start - b.start)
}
