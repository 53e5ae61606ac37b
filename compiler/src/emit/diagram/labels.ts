/**
 * How large the words of a drawing are: text cut into lines, and boxes around them, in pixels. Both layouts and the
 * drawing use these sizes, so text always fits.
 */
import { type Direction, directionOf, isolate } from '../bidi.ts'
import { countText } from '../quantity-text.ts'
import { textWidth, type Weight, wrap } from './measure.ts'
import type { Arrow, Box, Diagram, Group } from './model.ts'
import { FAMILY } from './theme.ts'

export type Role =
  | 'title'
  | 'doc'
  | 'totals'
  | 'fact'
  | 'group'
  | 'heading'
  | 'detail'
  | 'name'
  | 'words'
  | 'count'

/** Font size, line height and weight of each kind of text. */
export const TYPE: Readonly<Record<Role, { size: number; leading: number; weight: Weight }>> = {
  title: { size: 22, leading: 30, weight: 'bold' },
  doc: { size: 14, leading: 20, weight: 'regular' },
  totals: { size: 13, leading: 20, weight: 'regular' },
  fact: { size: 12.5, leading: 18, weight: 'regular' },
  group: { size: 15, leading: 20, weight: 'bold' },
  heading: { size: 14, leading: 19, weight: 'bold' },
  detail: { size: 12.5, leading: 17, weight: 'regular' },
  name: { size: 11, leading: 16, weight: 'regular' },
  words: { size: 12.5, leading: 17, weight: 'bold' },
  count: { size: 12, leading: 17, weight: 'regular' },
}

export interface Line {
  text: string
  role: Role
  direction: Direction
  /** In pixels, an estimate on the safe side. */
  width: number
}

export interface Size {
  width: number
  height: number
}

/** Lines with the size of the room that they need, padding included. */
export interface Label extends Size {
  lines: Line[]
}

/** Room that a box has around its words. */
export const BOX = { padding: 14, top: 11, icon: 18, gap: 10, widest: 256, narrowest: 176 } as const
/** The face at the reader's may be wider than the one that was measured. */
const SLACK = 1.1
/** What a box with counts has below its words. */
export const FOOTER = { height: 27, pad: 8 } as const
export const CHIP = { padding: 7, top: 3, widest: 150 } as const
export const GROUP = { padding: 20, top: 12 } as const

/** A text in one role, cut into lines. */
export function linesOf(text: string, role: Role, widest: number, most?: number): Line[] {
  const { size, weight } = TYPE[role]
  const direction = directionOf(text)
  return wrap(text, widest, size, weight, most).map((line) => ({
    text: line,
    role,
    direction,
    width: textWidth(line, size, weight),
  }))
}

/** What a box keeps free at its sides. Where the sides are round or pointed, words keep further away. */
export function sidePadding({ kind }: Box): { near: number; far: number } {
  const family = FAMILY[kind]
  if (family === 'branch') return { near: 22, far: 22 }
  if (family === 'send' || family === 'ask' || family === 'mark')
    return { near: BOX.padding, far: BOX.padding + 2 }
  if (family === 'hold') return { near: BOX.padding, far: BOX.padding + 8 }
  return { near: BOX.padding + 2, far: BOX.padding + 6 }
}

/** A step or a start. */
export function boxLabel(box: Box): Label {
  const lines = [
    ...linesOf(box.words.heading, 'heading', BOX.widest),
    ...box.words.details.flatMap((detail) => linesOf(detail, 'detail', BOX.widest)),
    // As the language writes it, and as the last and smallest line: who reads a table looks for it, others need not.
    ...(box.name === undefined ? [] : linesOf(`as ${isolate(box.name)}`, 'name', BOX.widest)),
  ]
  const footer = box.counts ? FOOTER.height : 0
  const counts = box.counts ? textWidth(countsText(box.counts), TYPE.count.size) + 30 : 0
  const narrowest = box.kind === 'finish' || box.kind === 'start' ? 0 : BOX.narrowest
  const inner = SLACK * Math.max(...lines.map(({ width }) => width))
  const { near, far } = sidePadding(box)
  const width = Math.max(near + BOX.icon + BOX.gap + inner + far, near + counts + far, narrowest)
  return { lines, width: even(width), height: even(heightOf(lines) + 2 * BOX.top + footer) }
}

/** `812 entered · 14 waiting` */
export function countsText({ entered, waiting }: { entered: number; waiting: number }): string {
  return [enteredText(entered), ...(waiting > 0 ? [waitingText(waiting)] : [])].join(' · ')
}

export function enteredText(entered: number): string {
  return `${countText(entered)} entered`
}

export function waitingText(waiting: number): string {
  return `${countText(waiting)} waiting`
}

/** What stands on an arrow; `undefined` when nothing does. */
export function arrowLabel({ text, count }: Arrow): Label | undefined {
  const lines = [
    ...(text === undefined ? [] : linesOf(text, 'words', CHIP.widest)),
    ...(count === undefined ? [] : linesOf(countText(count), 'count', CHIP.widest)),
  ]
  if (lines.length === 0) return undefined
  return {
    lines,
    width: even(Math.max(...lines.map(({ width }) => width)) + 2 * CHIP.padding),
    height: even(heightOf(lines) + 2 * CHIP.top),
  }
}

/** The title of a stage. */
export function groupLabel({ title }: Group): Label {
  const lines = linesOf(title, 'group', 280)
  return {
    lines,
    width: even(Math.max(...lines.map(({ width }) => width)) + 8),
    height: even(heightOf(lines) + GROUP.top),
  }
}

/** All labels of a drawing, by the keys of what they belong to. */
export interface Labels {
  boxes: ReadonlyMap<string, Label>
  arrows: ReadonlyMap<string, Label>
  groups: ReadonlyMap<string, Label>
}

export function labelsOf(diagram: Diagram): Labels {
  return {
    boxes: new Map(diagram.boxes.map((box) => [box.key, boxLabel(box)])),
    arrows: new Map(
      diagram.arrows.flatMap((arrow) => {
        const label = arrowLabel(arrow)
        return label ? [[arrow.key, label] as const] : []
      }),
    ),
    groups: new Map(diagram.groups.map((group) => [group.key, groupLabel(group)])),
  }
}

export function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { role }) => sum + TYPE[role].leading, 0)
}

/** Whole, even pixels: centres fall on whole ones. */
function even(size: number): number {
  return 2 * Math.ceil(size / 2)
}
