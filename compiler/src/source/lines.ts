/** A position for people and editors: both count from 1, columns in UTF-16 units. */
export interface Position {
  line: number
  column: number
}

/** Finds lines in a text. Line ends are LF, CRLF and CR. */
export class LineIndex {
  readonly #starts: readonly number[]
  readonly text: string

  constructor(text: string) {
    this.text = text
    this.#starts = lineStarts(text)
  }

  /** How the lines of the text end: as its first one does. */
  get lineEnd(): '\n' | '\r\n' {
    const second = this.#starts[1] ?? 0
    return second > 1 && this.text.charCodeAt(second - 2) === 13 && this.text.charCodeAt(second - 1) === 10
      ? '\r\n'
      : '\n'
  }

  get lineCount(): number {
    return this.#starts.length
  }

  /** The position of an offset; offsets outside the text are moved to its nearest end. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length))
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: at - this.#starts[low]! + 1 }
  }

  /** The offset of a position; one behind the end of its line is moved there, one outside the text to its nearest end. */
  offset({ line, column }: Position): number {
    const start = this.#starts[line - 1]
    if (start === undefined) return line < 1 ? 0 : this.text.length
    return start + Math.max(0, Math.min(column - 1, this.line(line).length))
  }

  /** The text of a line (from 1) without its line end. */
  line(number: number): string {
    const start = this.#starts[number - 1]
    if (start === undefined) return ''
    const end = this.#starts[number] ?? this.text.length
    return this.text.slice(start, end).replace(/[\r\n]+$/, '')
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1)
  }
  return starts
}
