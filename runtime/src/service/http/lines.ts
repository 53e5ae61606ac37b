import { isUtf8 } from 'node:buffer'

/** A line of a stream, or why it can't be read. Lines count from 1. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly fault: 'long' | 'encoding' }

const NEWLINE = 10

/**
 * Cuts bytes into lines as they come; those of one part are given together. Empty lines are counted and left out. Of a
 * line that is longer than `limit` nothing is kept, so that memory is bounded whatever comes.
 */
export async function* linesOf(parts: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line[]> {
  let rest: Buffer[] = []
  let held = 0
  let skipping = false
  let number = 0

  function* cut(block: Buffer): Generator<Line> {
    const texts = isUtf8(block) ? block.toString().split('\n') : undefined
    if (texts !== undefined && block.length <= limit) {
      for (const text of texts) yield { number: ++number, text }
      return
    }
    for (let from = 0; from <= block.length; ) {
      const newline = block.indexOf(NEWLINE, from)
      const bytes = block.subarray(from, newline < 0 ? undefined : newline)
      from = newline < 0 ? block.length + 1 : newline + 1
      number++
      if (bytes.length > limit) yield { number, fault: 'long' }
      else if (!isUtf8(bytes)) yield { number, fault: 'encoding' }
      else yield { number, text: bytes.toString() }
    }
  }

  const hold = (part: Buffer) => {
    if (skipping) return
    held += part.length
    if (held > limit) {
      skipping = true
      rest = []
    } else rest.push(part)
  }

  const take = (part?: Buffer): Line[] => {
    if (part !== undefined) hold(part)
    const lines = skipping ? [{ number: ++number, fault: 'long' as const }] : [...cut(Buffer.concat(rest))]
    rest = []
    held = 0
    skipping = false
    return lines.filter((line) => 'fault' in line || line.text.trim() !== '').map(withoutMark)
  }

  for await (const part of parts) {
    const bytes = Buffer.from(part.buffer, part.byteOffset, part.length)
    const first = bytes.indexOf(NEWLINE)
    if (first < 0) {
      hold(bytes)
      continue
    }
    const last = bytes.lastIndexOf(NEWLINE)
    const lines = take(bytes.subarray(0, first))
    if (last > first) {
      rest = [bytes.subarray(first + 1, last)]
      lines.push(...take())
    }
    hold(bytes.subarray(last + 1))
    if (lines.length > 0) yield lines
  }
  if (held > 0) {
    const lines = take()
    if (lines.length > 0) yield lines
  }
}

/** A text may begin with a byte order mark. */
function withoutMark(line: Line): Line {
  return line.number === 1 && 'text' in line && line.text.startsWith('\uFEFF')
    ? { ...line, text: line.text.slice(1) }
    : line
}
