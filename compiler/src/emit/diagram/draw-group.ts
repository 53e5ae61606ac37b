import type { Rect } from './geometry.ts'
import { GROUP, type Label } from './labels.ts'
import { plate, stacked, textAt, translate } from './marks.ts'
import type { Group } from './model.ts'
import { element, escapeXml } from './xml.ts'

/** The ground of a stage. */
export function drawGroup(group: Group, rect: Rect): string {
  return element(
    'g',
    { class: 'stage-group', transform: translate(rect), 'data-stage': group.stage },
    element('title', {}, escapeXml(group.tooltip)),
    element('rect', { class: 'stage', width: rect.width, height: rect.height, rx: 16 }),
  )
}

/** Titles stand above the arrows, which may come in from above. */
export function drawGroupTitle({ lines }: Label, rect: Rect): string {
  const rtl = lines[0]?.direction === 'rtl'
  const x = rtl ? rect.width - GROUP.padding : GROUP.padding
  const anchor = rtl ? 'end' : 'start'
  return element(
    'g',
    { transform: translate(rect) },
    plate(lines, { x, y: GROUP.top }, anchor, true),
    ...stacked(lines, GROUP.top, (line, y) => textAt(line, x, y, anchor)),
  )
}
