import type { NodeId } from '@journey-lang/runtime'
import type { Rect } from './geometry.ts'
import { boxIcon } from './icons.ts'
import {
  BOX,
  enteredText,
  FOOTER,
  heightOf,
  type Label,
  type Line,
  sidePadding,
  TYPE,
  waitingText,
} from './labels.ts'
import { iconAt, stacked, textAt, translate } from './marks.ts'
import { textWidth } from './measure.ts'
import type { Box } from './model.ts'
import { outline, ring } from './shapes.ts'
import { FAMILY } from './theme.ts'
import { coordinate, element, escapeXml } from './xml.ts'

/** A start or a step: its shape, sign and words, and what passed through it. A step may lead somewhere. */
export function drawBox(box: Box, label: Label, rect: Rect, link?: (step: NodeId) => string): string {
  const family = FAMILY[box.kind]
  const words = rect.height - (box.counts ? FOOTER.height : 0)
  const textTop = (words - heightOf(label.lines)) / 2
  const { near, far } = sidePadding(box)
  const firstLine = label.lines[0]!
  // A box whose words are read from the right has its sign there.
  const mirrored = firstLine.direction === 'rtl'
  const icon = mirrored ? rect.width - near - BOX.icon : near
  const left = mirrored ? far : near + BOX.icon + BOX.gap
  const right = mirrored ? icon - BOX.gap : rect.width - far
  const drawing = [
    element('path', { class: 'shape', d: outline(family, rect), 'stroke-width': 1.5 }),
    ...(family === 'end' ? [element('path', { class: 'ring', d: ring(rect) })] : []),
    iconAt(boxIcon(box), 'icon', icon, textTop + (TYPE[firstLine.role].leading - BOX.icon) / 2),
    ...stacked(label.lines, textTop, (line, y) =>
      line.direction === 'rtl' ? textAt(line, right, y, 'end') : textAt(line, left, y, 'start'),
    ),
    ...(box.counts ? [drawCounts(box.counts, near, rect.width - far, words - FOOTER.pad / 2)] : []),
  ]
  const inner = [element('title', {}, escapeXml(box.tooltip)), ...drawing].join('')
  // A box that stands for several ends can be found by the id of each.
  const [first, ...others] = box.steps
  const nested = others.reduce((content, id) => element('g', { 'data-node': id }, content), inner)
  const drawn = element(
    'g',
    {
      class: `box ${family}`,
      'data-kind': box.kind,
      transform: translate(rect),
      'data-node': first,
      'data-start': box.start,
    },
    nested,
  )
  return link && first !== undefined ? element('a', { href: link(first) }, drawn) : drawn
}

function drawCounts(
  counts: { entered: number; waiting: number },
  left: number,
  right: number,
  top: number,
): string {
  const line = (text: string): Line => ({ text, role: 'count', direction: 'ltr', width: 0 })
  const { size, leading } = TYPE.count
  const waiting = waitingText(counts.waiting)
  const pill = textWidth(waiting, size, 'bold') + 16
  const rect = { x: right - pill, y: top + 4, width: pill, height: leading + 2, rx: leading / 2 + 1 }
  return [
    element('path', { class: 'rule', d: `M${coordinate(left)} ${coordinate(top)}H${coordinate(right)}` }),
    textAt(line(enteredText(counts.entered)), left, top + 5, 'start'),
    ...(counts.waiting > 0
      ? [
          element('rect', { class: 'pill', ...rect }),
          textAt(line(waiting), right - pill / 2, top + 5, 'middle', 'count pill-text'),
        ]
      : []),
  ].join('')
}
