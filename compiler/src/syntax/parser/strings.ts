/** Reads what a text token says: its escapes, its lines, and where its holes are. */
import type { Report } from '../../diagnostics/diagnostic.ts'
import type { Span } from '../../source/span.ts'

/** A piece of a text: characters, or the span of an expression in the source (without its braces). */
export type TextPart = string | { hole: Span }

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
  let plain = ''
  // Where one hole does not close, no later one does.
  let holesClose = interpolate && closed
  const flush = () => {
    if (plain !== '') parts.push(plain)
    plain = ''
  }
  for (let at = from; at < to; at++) {
    const character = image[at]!
    if (character === '\\' && at + 1 < to) {
      const escaped = ESCAPES[image[at + 1]!]
      if (escaped === undefined) {
        const span = { start: start + at, end: start + at + 2 }
        report('bad-escape', span, { escape: image.slice(at, at + 2) })
      }
      plain += escaped ?? image[at + 1]
      at++
    } else if (character === '{' && holesClose) {
      const end = holeEnd(image, at, to)
      if (end === undefined) {
        report('unclosed-hole', { start: start + at, end: start + at + 1 }, {})
        holesClose = false
        plain += character
      } else {
        flush()
        parts.push({ hole: { start: start + at + 1, end: start + end } })
        at = end
      }
    } else plain += character
  }
  flush()
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
  const mark = '\u0000'
  const joined = parts.map((part) => (typeof part === 'string' ? part : mark)).join('')
  const lines = joined.replaceAll('\r\n', '\n').split('\n')
  if (lines.length > 1 && lines[0]!.trim() === '') lines.shift()
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length)
  const common = indents.length > 0 ? Math.min(...indents) : 0
  if (lines.length > 1 && lines.at(-1)!.trim() === '') lines.pop()
  const holes = parts.filter((part) => typeof part !== 'string')
  return lines
    .map((line) => line.slice(Math.min(common, /^[ \t]*/.exec(line)![0].length)))
    .join('\n')
    .split(mark)
    .flatMap((piece, index): TextPart[] => {
      const text = piece === '' ? [] : [piece]
      return index === 0 ? text : [holes[index - 1]!, ...text]
    })
}
