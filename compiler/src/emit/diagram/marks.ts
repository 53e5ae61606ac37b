/** The small marks that all parts of a drawing are made of. */
import type { Point } from './geometry.ts'
import type { Icon } from './icons.ts'
import { heightOf, type Line, TYPE } from './labels.ts'
import { coordinate, element, escapeXml } from './xml.ts'

export type Anchor = 'start' | 'middle' | 'end'

/** Each text takes its direction from its own first letter. */
export const TEXT_STYLE = 'unicode-bidi:plaintext'

/**
 * A line of text, its top at `y`. Every text takes its direction from its own first letter: without that, viewers put
 * the words of mixed Persian and Latin text in the wrong order.
 */
export function textAt(
  { text, role }: Line,
  x: number,
  y: number,
  anchor: Anchor,
  classes: string = role,
): string {
  const { size, leading } = TYPE[role]
  // Capitals and most letters without descenders are 0.7 of the font size high: that is centred in the line.
  const baseline = y + leading / 2 + size * 0.35
  return element(
    'text',
    {
      class: classes,
      x,
      y: baseline,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      style: TEXT_STYLE,
    },
    escapeXml(text),
  )
}

export function iconAt({ path, filled }: Icon, classes: string, x: number, y: number): string {
  return element('path', {
    class: filled ? `${classes} solid` : classes,
    d: path,
    transform: `translate(${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})`,
  })
}

/** Lines below each other. */
export function stacked(
  lines: readonly Line[],
  top: number,
  svg: (line: Line, y: number) => string,
): string[] {
  let y = top
  return lines.map((line) => {
    const drawn = svg(line, y)
    y += TYPE[line.role].leading
    return drawn
  })
}

/** A ground for words that arrows may pass behind. It is hardly larger than they are, to cover little of a line. */
export function plate(lines: readonly Line[], { x, y }: Point, anchor: Anchor, inGroup: boolean): string {
  const width = Math.max(...lines.map((line) => line.width)) + 6
  const left = { start: x - 3, middle: x - width / 2, end: x + 3 - width }[anchor]
  const classes = inGroup ? 'plate on-group' : 'plate'
  return element('rect', { class: classes, x: left, y, width, height: heightOf(lines), rx: 5 })
}

export function translate({ x, y }: Point): string {
  return `translate(${coordinate(x)} ${coordinate(y)})`
}

export function at({ x, y }: Point): string {
  return `${coordinate(x)} ${coordinate(y)}`
}
