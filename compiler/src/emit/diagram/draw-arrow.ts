import type { Geometry, Point, Rect, Route } from './geometry.ts'
import { CHIP, type Labels } from './labels.ts'
import { at, plate, stacked, textAt } from './marks.ts'
import type { Arrow, Box } from './model.ts'
import { covers } from './shapes.ts'
import { FAMILY } from './theme.ts'
import { element } from './xml.ts'

/** What an arrow points at. */
export interface Target {
  kind: Box['kind']
  rect: Rect
}

/** An arrow; `most` is the largest count in the drawing. */
export function drawArrow(arrow: Arrow, most: number, route: Route, target: Target): string {
  const width = lineWidth(arrow, most)
  const [first, ...rest] = route.curve
  const from = route.curve.at(-1)!
  const { outline, base } = arrowHead(from, touching(from, route.tip, target), 3.4 + width / 2)
  return element(
    'g',
    { class: `arrow ${arrow.kind}`, 'data-edge': arrow.key },
    element('path', {
      class: 'line',
      d: `M${at(first!)}C${rest.map(at).join(' ')}L${at(base)}`,
      'stroke-width': width,
    }),
    element('path', { class: 'tip', d: outline }),
  )
}

/** Layouts know boxes as rectangles: at a round or cut corner, the tip goes on until it touches the shape. */
function touching(from: Point, tip: Point, { kind, rect }: Target): Point {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1
  const [x, y] = [(tip.x - from.x) / length, (tip.y - from.y) / length]
  for (let distance = 0; distance < FARTHEST; distance += 0.5) {
    const point = { x: tip.x + x * distance, y: tip.y + y * distance }
    if (covers(FAMILY[kind], rect, { x: point.x - rect.x, y: point.y - rect.y })) return point
  }
  return tip
}

/** No corner takes away more than this, in pixels. */
const FARTHEST = 24

/** With counts, an arrow is as thick as the share of runs that took it; without, what was hoped for is thicker. */
function lineWidth({ kind, count }: Arrow, most: number): number {
  if (count === undefined) return kind === 'reached' ? 2.4 : 1.6
  return 1.2 + 3.8 * (count / most)
}

/** A triangle at the end of a line, and the point inside it where the line stops. */
function arrowHead(from: Point, tip: Point, half: number): { outline: string; base: Point } {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1
  const [x, y] = [(tip.x - from.x) / length, (tip.y - from.y) / length]
  const back = (distance: number): Point => ({ x: tip.x - x * distance, y: tip.y - y * distance })
  const end = back(9)
  const left = { x: end.x - y * half, y: end.y + x * half }
  const right = { x: end.x + y * half, y: end.y - x * half }
  return { outline: `M${at(tip)}L${at(left)}L${at(right)}Z`, base: back(7) }
}

/** What is said on an arrow, and how often it was taken. */
export function drawArrowLabel(arrow: Arrow, labels: Labels, { groups, arrows }: Geometry): string {
  const label = labels.arrows.get(arrow.key)
  const place = arrows.get(arrow.key)!.label
  if (!label || !place) return ''
  const inGroup = [...groups.values()].some((rect) => contains(rect, place))
  const svg = element(
    'g',
    { class: `arrow-label ${arrow.kind}` },
    plate(label.lines, { x: place.x, y: place.y - label.height / 2 + CHIP.top }, 'middle', inGroup),
    ...stacked(label.lines, place.y - label.height / 2 + CHIP.top, (line, y) =>
      textAt(line, place.x, y, 'middle'),
    ),
  )
  return `${svg}\n`
}

function contains({ x, y, width, height }: Rect, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height
}
