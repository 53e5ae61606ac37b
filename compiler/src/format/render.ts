import { columnsOf, type Doc } from './doc.ts'

export interface RenderOptions {
  /** Columns that a line should have at most. */
  width: number
  /** What ends a line. */
  newline: string
}

/** Documents of which some are still to be written, from `next` on. */
interface Frame {
  parts: readonly Doc[]
  next: number
  indent: number
  /** Whether all of it stands on one line. */
  flat: boolean
}

/**
 * Writes a document. Takes time in proportion to its size: a group is measured by the width that it knows already,
 * and of what follows it at most one line is looked at. It keeps its own stack, so no depth is too deep.
 */
export function render(doc: Doc, { width, newline }: RenderOptions): string {
  const out: string[] = []
  const stack: Frame[] = [{ parts: [doc], next: 0, indent: 0, flat: false }]
  let column = 0
  /** Goes into a part. A frame with nothing left to write makes room, so that chains nest no stack. */
  const enter = (around: Frame, parts: readonly Doc[], indent: number, flat: boolean): void => {
    if (around.next === around.parts.length) stack.pop()
    stack.push({ parts, next: 0, indent, flat })
  }
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const next = frame.parts[frame.next++]
    if (next === undefined) {
      stack.pop()
      continue
    }
    switch (next.kind) {
      case 'text':
        out.push(next.text)
        column = columnAfter(next, column)
        break
      case 'line':
        if (frame.flat) {
          out.push(next.text)
          column += next.flat
        } else {
          out.push(newline, next.blank ? newline : '', ' '.repeat(frame.indent))
          column = frame.indent
        }
        break
      case 'concat':
        enter(frame, next.parts, frame.indent, frame.flat)
        break
      case 'indent':
        enter(frame, [next.contents], frame.indent + next.by, frame.flat)
        break
      case 'group': {
        const flat = frame.flat || fits(next.flat, width - column, stack)
        enter(frame, [next.contents], frame.indent, flat)
      }
    }
  }
  return out.join('')
}

function columnAfter({ text, flat }: Doc & { kind: 'text' }, column: number): number {
  if (flat !== Number.POSITIVE_INFINITY) return column + flat
  return columnsOf(text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1))
}

/** Whether something so wide fits into the room, with what must follow it on its line. */
function fits(flat: number, room: number, stack: readonly Frame[]): boolean {
  let left = room - flat
  for (let depth = stack.length - 1; depth >= 0 && left >= 0; depth--) {
    const { parts, next } = stack[depth]!
    const rest: { parts: readonly Doc[]; next: number }[] = [{ parts, next }]
    for (let top = rest.at(-1); top && left >= 0; top = rest.at(-1)) {
      const doc = top.parts[top.next++]
      if (doc === undefined) rest.pop()
      else if (doc.kind === 'line') return true
      else if (doc.kind === 'text') {
        if (doc.flat === Number.POSITIVE_INFINITY) return columnsOf(firstLine(doc.text)) <= left
        left -= doc.flat
      } else rest.push({ parts: doc.kind === 'concat' ? doc.parts : [doc.contents], next: 0 })
    }
  }
  return left >= 0
}

function firstLine(text: string): string {
  return text.slice(0, text.search(/[\n\r]/))
}
