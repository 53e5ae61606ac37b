import type { Point } from './geometry.ts'
import type { Size } from './labels.ts'
import type { Family } from './theme.ts'
import { coordinate } from './xml.ts'

/**
 * The outline of a step, from its top left corner. Shapes tell families apart without colour: pills begin and end, a
 * hexagon asks, a box with a round right end (the flow chart's sign for a delay) holds, and other boxes act.
 */
export function outline(family: Family, size: Size): string {
  if (family === 'branch') return hexagon(size)
  const { near, far } = corners(family, size)
  return rounded(0, 0, size.width, size.height, near, far)
}

/** Whether a point, from the top left corner, is on the shape. */
export function covers(family: Family, size: Size, { x, y }: Point): boolean {
  const { width, height } = size
  if (x < 0 || y < 0 || x > width || y > height) return false
  const toEdge = Math.min(y, height - y)
  if (family === 'branch') {
    return Math.min(x, width - x) >= slant(size) * (1 - toEdge / (height / 2))
  }
  const { near, far } = corners(family, size)
  const right = x > width / 2
  const radius = right ? far : near
  const [dx, dy] = [radius - (right ? width - x : x), radius - toEdge]
  return dx <= 0 || dy <= 0 || Math.hypot(dx, dy) <= radius
}

/** The radius of the corners at the left and at the right. */
function corners(family: Family, { height }: Size): { near: number; far: number } {
  if (family === 'start' || family === 'end') return { near: pill(height), far: pill(height) }
  return { near: 9, far: family === 'hold' ? pill(height) : 9 }
}

/** The inner line that marks an end. */
export function ring({ width, height }: Size): string {
  return rounded(3.5, 3.5, width - 3.5, height - 3.5, pill(height) - 3.5, pill(height) - 3.5)
}

/** Tall pills keep the corners of small ones, so that text stays inside. */
function pill(height: number): number {
  return Math.min(22, height / 2)
}

function rounded(
  left: number,
  top: number,
  right: number,
  bottom: number,
  near: number,
  far: number,
): string {
  const arc = (radius: number, x: number, y: number) =>
    `A${coordinate(radius)} ${coordinate(radius)} 0 0 1 ${coordinate(x)} ${coordinate(y)}`
  return [
    `M${coordinate(left + near)} ${coordinate(top)}H${coordinate(right - far)}`,
    arc(far, right, top + far),
    `V${coordinate(bottom - far)}${arc(far, right - far, bottom)}`,
    `H${coordinate(left + near)}${arc(near, left, bottom - near)}`,
    `V${coordinate(top + near)}${arc(near, left + near, top)}Z`,
  ].join('')
}

function hexagon(size: Size): string {
  const [w, h, half] = [size.width, size.height, size.height / 2].map(coordinate)
  const [a, b] = [slant(size), size.width - slant(size)].map(coordinate)
  return `M${a} 0H${b}L${w} ${half}L${b} ${h}H${a}L0 ${half}Z`
}

/** How far the points of the hexagon stand out. */
function slant({ height }: Size): number {
  return Math.min(14, height / 3)
}
