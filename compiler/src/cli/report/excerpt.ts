import stringWidth from 'string-width'
import type { LineIndex } from '../../source/lines.ts'
import type { Span } from '../../source/span.ts'
import type { Style } from '../style.ts'
import { visible } from './visible.ts'

/** A source line, and below it what marks a stretch of it. Both have no line number yet. */
export interface Excerpt {
  line: number
  source: string
  marks: string
}

export interface ExcerptOptions {
  /** The character that marks: `^` for the finding itself, `-` for what explains it. */
  mark: '^' | '-'
  /** What is written after the marks. */
  label: string
  /** Columns that the line may have. A longer one is cut around the marked stretch. */
  width: number
  style: Style
  paint: (text: string) => string
}

/** What a reader takes for one character, with the columns it covers. */
interface Cell {
  shown: string
  width: number
  /** In UTF-16 units of the line. */
  start: number
  end: number
}

const TAB = 4
const ELLIPSIS = '…'

/** Shows the first line of a span. */
export function excerpt(lines: LineIndex, span: Span, options: ExcerptOptions): Excerpt {
  const first = lines.position(span.start)
  const last = lines.position(Math.max(span.start, span.end))
  const text = lines.line(first.line)
  const start = Math.min(first.column - 1, text.length)
  const goesOn = last.line > first.line
  const end = goesOn ? text.length : Math.min(last.column - 1, text.length)
  const marked = (cell: Cell) => cell.start < end && cell.end > start
  const { cells, cutStart, cutEnd } = cut(windowOf(text, start, options.width), start, end, options.width)
  const before = cells.filter((cell) => cell.end <= start)
  const inside = cells.filter(marked)
  const after = cells.filter((cell) => cell.end > start && !marked(cell))

  const words = [
    goesOn ? ELLIPSIS : '',
    // Terminals disagree on where they draw text of this direction: it is said in words, too.
    rightToLeft([...before, ...inside]) && inside.length > 0 ? `"${shown(inside).trim()}"` : '',
    options.label,
  ]
  const carets = options.mark.repeat(Math.max(1, widthOf(inside)))
  const indent = ' '.repeat((cutStart ? 1 : 0) + widthOf(before))
  return {
    line: first.line,
    source: [
      cutStart ? options.style.faint(ELLIPSIS) : '',
      shown(before),
      inside.length > 0 ? options.style.marked(shown(inside)) : '',
      shown(after).trimEnd(),
      cutEnd ? options.style.faint(ELLIPSIS) : '',
    ].join(''),
    marks: indent + options.paint([carets, ...words.filter((word) => word !== '')].join(' ')),
  }
}

let segmenter: Intl.Segmenter | undefined

/** A stretch of a line in cells, and whether the line goes on at its ends. */
interface Stretch {
  cells: Cell[]
  cutStart: boolean
  cutEnd: boolean
}

/** More UTF-16 units than a column takes: an emoji of a family has eleven in two columns. */
const UNITS_PER_COLUMN = 8

/** What may be shown of a line: dividing all of a long one into characters takes long, and findings may be many. */
function windowOf(line: string, at: number, width: number): Stretch {
  const reach = UNITS_PER_COLUMN * width
  const from = Math.max(0, at - reach)
  const to = Math.min(line.length, at + reach)
  const cells = cellsOf(line.slice(from, to), from)
  const [cutStart, cutEnd] = [from > 0, to < line.length]
  // The line may have been cut within a character.
  if (cutStart && cells[0]!.end <= at) cells.shift()
  if (cutEnd && cells.at(-1)!.start > at) cells.pop()
  return { cells, cutStart, cutEnd }
}

/** The characters of a text that begins at an offset of its line. */
function cellsOf(text: string, offset: number): Cell[] {
  const cells: Cell[] = []
  let column = 0
  // Made when it is needed: making one takes long.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  for (const { segment, index } of segmenter.segment(text)) {
    const shown = segment === '\t' ? ' '.repeat(TAB - (column % TAB)) : visible(segment)
    const width = stringWidth(shown)
    cells.push({ shown, width, start: offset + index, end: offset + index + segment.length })
    column += width
  }
  return cells
}

/** Leaves out what does not fit, so that the marked stretch, or at least its beginning, is seen. */
function cut(stretch: Stretch, start: number, end: number, width: number): Stretch {
  const { cells, cutStart, cutEnd } = stretch
  if (widthOf(cells) + Number(cutStart) + Number(cutEnd) <= width) return stretch
  const room = Math.max(20, width - 2)
  const markedWidth = Math.min(widthOf(cells.filter((cell) => cell.start < end && cell.end > start)), room)
  const lead = Math.floor((room - markedWidth) / 2)
  let from = cells.findIndex((cell) => cell.end > start)
  if (from < 0) from = cells.length
  for (let used = 0; from > 0 && used + cells[from - 1]!.width <= lead; from--) used += cells[from - 1]!.width
  let to = from
  for (let used = 0; to < cells.length && used + cells[to]!.width <= room; to++) used += cells[to]!.width
  return {
    cells: cells.slice(from, to),
    cutStart: cutStart || from > 0,
    cutEnd: cutEnd || to < cells.length,
  }
}

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

function rightToLeft(cells: readonly Cell[]): boolean {
  return cells.some(({ shown }) => RIGHT_TO_LEFT.test(shown))
}

function shown(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.shown).join('')
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0)
}
