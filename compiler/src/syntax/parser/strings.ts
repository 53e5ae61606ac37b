/** Reads what a text token says: its escapes, its lines, and where its holes are. */
import type { Report } from '../../diagnostics/diagnostic.ts'
import type { Span } from '../../source/span.ts'

/** A piece of a text: characters, or the span of an expression in the source (without its braces). */
export type TextPart = string | { hole: Span }

const BACKSLASH = 92
const LEFT_BRACE = 123
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', '"': '"', '\\': '\\', '{': '{', '}': '}' }

/**
 * The parts of a text token. `image` is the whole token with its quotation marks, `start` its offset in the file.
 * Problems are reported once each; a part that can't be read is taken as plain characters.
 */
export function readText(image: string, start: number, interpolate: boolean, report: Report): TextPart[] {
  const block = image.startsWith(BLOCK)
  const quotes = quotesOf(image)
  const closed = isClosed(image)
  if (!closed) report('unclosed-string', { start, end: start + image.length }, {})
  const from = quotes.length
  const to = image.length - (closed ? quotes.length : 0)

  const parts: TextPart[] = []
  // Where one hole does not close, no later one does.
  let holesClose = interpolate && closed
  let plain = ''
  // Runs of plain characters are cut out whole: a text put together character by character is large and slow.
  let run = from
  const flush = (end: number) => {
    plain += image.slice(run, end)
    if (plain !== '') parts.push(plain)
    plain = ''
  }
  for (let at = from; at < to; at++) {
    const character = image.charCodeAt(at)
    if (character === BACKSLASH && at + 1 < to) {
      const escaped = ESCAPES[image[at + 1]!]
      if (escaped === undefined) {
        const span = { start: start + at, end: start + at + 2 }
        report('bad-escape', span, { escape: image.slice(at, at + 2) })
      }
      plain += image.slice(run, at) + (escaped ?? image[at + 1])
      at++
      run = at + 1
    } else if (character === LEFT_BRACE && holesClose) {
      const end = holeEnd(image, at, to)
      if (end === undefined) {
        report('unclosed-hole', { start: start + at, end: start + at + 1 }, {})
        holesClose = false
      } else {
        flush(at)
        parts.push({ hole: { start: start + at + 1, end: start + end } })
        at = end
        run = end + 1
      }
    }
  }
  flush(to)
  return block ? withoutIndentation(parts) : parts
}

/** The offset of the brace that closes the hole opened at `open`; undefined if none does. */
function holeEnd(image: string, open: number, to: number): number | undefined {
  let depth = 0
  let inner = false
  for (let at = open; at < to; at++) {
    const character = image[at]
    if (inner) {
      if (character === '\\') at++
      else if (character === '"') inner = false
    } else if (character === '"') inner = true
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return at
  }
  return undefined
}

const BLOCK = '"""'

const quotesOf = (image: string) => (image.startsWith(BLOCK) ? BLOCK : '"')

/** Whether a text token ends with the quotation marks that it began with. */
export function isClosed(image: string): boolean {
  const quotes = quotesOf(image)
  return image.length >= quotes.length * 2 && image.endsWith(quotes) && !endsEscaped(image, quotes)
}

function endsEscaped(image: string, quotes: string): boolean {
  let slashes = 0
  for (let at = image.length - quotes.length - 1; image[at] === '\\'; at--) slashes++
  return slashes % 2 === 1
}

/**
 * Takes the first line break and the indentation that all lines have in common out of a `"""` text, and a last line
 * that holds only spaces.
 */
function withoutIndentation(parts: TextPart[]): TextPart[] {
  const lines: TextPart[][] = [[]]
  for (const part of parts) {
    if (typeof part !== 'string') lines.at(-1)!.push(part)
    else {
      for (const [index, piece] of part.split(/\r?\n/).entries()) {
        if (index > 0) lines.push([])
        if (piece !== '') lines.at(-1)!.push(piece)
      }
    }
  }
  if (lines.length > 1 && isBlank(lines[0]!)) lines.shift()
  const common = Math.min(...lines.filter((line) => !isBlank(line)).map(indentationOf))
  if (lines.length > 1 && isBlank(lines.at(-1)!)) lines.pop()
  const result: TextPart[] = []
  for (const [index, line] of lines.entries()) {
    const [first, ...rest] = line
    const cut = typeof first === 'string' ? first.slice(Math.min(common, indentationOf(line))) : first
    for (const part of [index > 0 ? '\n' : '', cut, ...rest]) append(result, part)
  }
  return result
}

/** Adds a part; characters next to characters are one part. */
function append(parts: TextPart[], part: TextPart | undefined): void {
  if (part === undefined || part === '') return
  const last = parts.at(-1)
  if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
  else parts.push(part)
}

function isBlank(line: readonly TextPart[]): boolean {
  return line.every((part) => typeof part === 'string' && part.trim() === '')
}

function indentationOf(line: readonly TextPart[]): number {
  const [first] = line
  return typeof first === 'string' ? /^[ \t]*/.exec(first)![0].length : 0
}
