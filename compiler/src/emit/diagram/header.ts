/** What stands above the drawing: the journey's title, what it is for, what happened, and its rules as chips. */
import { type Direction, directionOf } from '../bidi.ts'
import { factIcon } from './icons.ts'
import { heightOf, type Line, linesOf, TYPE } from './labels.ts'
import { iconAt, textAt } from './marks.ts'
import type { Diagram, Fact } from './model.ts'
import { element, escapeXml } from './xml.ts'

const CHIP = { padding: 10, icon: 18, gap: 6, between: 8, top: 5 } as const
const SPACE = { block: 6, below: 22 } as const
/** Lines of documentation that are shown; the rest is in the drawing's description. */
const DOC_LINES = 4

export interface Header {
  width: number
  height: number
  direction: Direction
  svg: string
}

/** The header for a drawing of this width. A right-to-left title puts everything at the right. */
export function headerOf(diagram: Diagram, width: number): Header {
  const direction = directionOf(diagram.title)
  let y = 0
  const parts: string[] = []
  const block = (lines: readonly Line[]): void => {
    parts.push(column(lines, y, width, direction))
    y += heightOf(lines) + SPACE.block
  }
  block(linesOf(diagram.title, 'title', width, 3))
  if (diagram.doc !== undefined) block(linesOf(diagram.doc, 'doc', width, DOC_LINES))
  if (diagram.counts.length > 0) block(linesOf(diagram.counts.join('  ·  '), 'totals', width))
  y += SPACE.block
  const chips = chipRows(diagram.facts, width)
  for (const row of chips) {
    let x = 0
    for (const chip of row.chips) {
      parts.push(drawChip(chip, direction === 'ltr' ? x : width - x - chip.width, y, row.height))
      x += chip.width + CHIP.between
    }
    y += row.height + CHIP.between
  }
  return {
    width,
    direction,
    height: y + SPACE.below - CHIP.between,
    svg: element('g', { class: 'header' }, ...parts),
  }
}

function column(lines: readonly Line[], top: number, width: number, direction: Direction): string {
  let y = top
  return lines
    .map((line) => {
      const svg = textAt(line, direction === 'ltr' ? 0 : width, y, direction === 'ltr' ? 'start' : 'end')
      y += TYPE[line.role].leading
      return svg
    })
    .join('')
}

interface Chip {
  fact: Fact
  lines: Line[]
  width: number
  height: number
}

function chipRows(facts: readonly Fact[], width: number): { chips: Chip[]; height: number }[] {
  const rows: { chips: Chip[]; height: number; width: number }[] = []
  for (const fact of facts) {
    const beside = 2 * CHIP.padding + CHIP.icon + CHIP.gap
    const lines = linesOf(fact.text, 'fact', width - beside)
    const chip: Chip = {
      fact,
      lines,
      width: Math.ceil(Math.max(...lines.map((line) => line.width)) + beside),
      height: heightOf(lines) + 2 * CHIP.top,
    }
    const row = rows.at(-1)
    if (row && row.width + CHIP.between + chip.width <= width) {
      row.chips.push(chip)
      row.width += CHIP.between + chip.width
      row.height = Math.max(row.height, chip.height)
    } else {
      rows.push({ chips: [chip], width: chip.width, height: chip.height })
    }
  }
  return rows
}

function drawChip({ fact, lines, width, height }: Chip, x: number, y: number, rowHeight: number): string {
  let top = CHIP.top
  const texts = lines.map((line) => {
    const svg = textAt(line, CHIP.padding + CHIP.icon + CHIP.gap, top, 'start')
    top += TYPE[line.role].leading
    return svg
  })
  return element(
    'g',
    { transform: `translate(${x} ${y + (rowHeight - height) / 2})` },
    fact.tooltip === undefined ? '' : element('title', {}, escapeXml(fact.tooltip)),
    element('rect', {
      class: 'chip',
      x: 0.5,
      y: 0.5,
      width: width - 1,
      height: height - 1,
      rx: Math.min(14, height / 2),
    }),
    iconAt(factIcon(fact), 'icon chip-icon', CHIP.padding, (height - CHIP.icon) / 2),
    ...texts,
  )
}
