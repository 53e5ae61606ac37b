/** Draws a journey whose parts have places, as SVG. */
import type { NodeId } from '@journey-lang/runtime'
import { drawArrow, drawArrowLabel } from './draw-arrow.ts'
import { drawBox } from './draw-box.ts'
import { drawGroup, drawGroupTitle } from './draw-group.ts'
import type { Geometry, Point, Rect } from './geometry.ts'
import { type Header, headerOf } from './header.ts'
import type { Labels } from './labels.ts'
import { TEXT_STYLE, translate } from './marks.ts'
import type { Diagram } from './model.ts'
import { type Scheme, styleSheet } from './style.ts'
import { element, escapeXml } from './xml.ts'

/** Around everything. */
const MARGIN = 28
/** A header needs some width to read well, and gets no wider than comfortable lines. */
const HEADER = { narrowest: 420, widest: 760 } as const

/** How a drawing stands in a page that says what the header says, and more. */
export interface PageOptions {
  /** Where a step leads. */
  link(step: NodeId): string
}

/** Fits the picture to its place. */
const FITTING = 'max-width:100%;height:auto'

/**
 * The styles that stand in a drawing, and in the attributes of its elements: a page whose policy names what may style it
 * names these.
 */
export function inlineStyles(scheme: Scheme): { sheet: string; attributes: string[] } {
  return { sheet: `\n${styleSheet(scheme)}\n`, attributes: [FITTING, TEXT_STYLE] }
}

export function draw(
  diagram: Diagram,
  labels: Labels,
  geometry: Geometry,
  scheme: Scheme,
  page?: PageOptions,
): string {
  const most = diagram.arrows.reduce((largest, { count = 0 }) => Math.max(largest, count), 1)
  const bounds = boundsOf(geometry, labels)
  const targets = new Map(
    diagram.boxes.map(({ key, kind }) => [key, { kind, rect: geometry.boxes.get(key)! }]),
  )
  const header = page
    ? undefined
    : headerOf(diagram, Math.min(Math.max(bounds.width, HEADER.narrowest), HEADER.widest))
  const headerWidth = page ? bounds.width : Math.max(bounds.width, HEADER.narrowest)
  const width = Math.ceil(headerWidth + 2 * MARGIN)
  const height = Math.ceil(bounds.height + (header?.height ?? 0) + 2 * MARGIN)
  // A drawing that is narrower than its header stands in the middle below it.
  const left = MARGIN + (headerWidth - bounds.width) / 2 - bounds.x
  const top = MARGIN + (header?.height ?? 0) - bounds.y
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `journey-diagram ${scheme}`,
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      // What is in a picture can't be reached by those who can't see it, so one with links is none.
      role: page ? 'group' : 'img',
      style: FITTING,
    },
    '\n',
    element('title', {}, escapeXml(diagram.title)),
    '\n',
    element('desc', {}, escapeXml(description(diagram))),
    '\n',
    element('style', {}, inlineStyles(scheme).sheet),
    '\n',
    element('rect', { class: 'canvas', width, height, rx: 14 }),
    '\n',
    header ? headerAt(header, width) : '',
    '\n',
    element(
      'g',
      { transform: translate({ x: left, y: top }) },
      '\n',
      ...diagram.groups.map((group) => `${drawGroup(group, geometry.groups.get(group.key)!)}\n`),
      ...diagram.arrows.map(
        (arrow) => `${drawArrow(arrow, most, geometry.arrows.get(arrow.key)!, targets.get(arrow.to)!)}\n`,
      ),
      ...diagram.groups.map(
        ({ key }) => `${drawGroupTitle(labels.groups.get(key)!, geometry.groups.get(key)!)}\n`,
      ),
      ...diagram.arrows.map((arrow) => drawArrowLabel(arrow, labels, geometry)),
      ...diagram.boxes.map(
        (box) => `${drawBox(box, labels.boxes.get(box.key)!, geometry.boxes.get(box.key)!, page?.link)}\n`,
      ),
    ),
    '\n',
  )
}

function headerAt(header: Header, width: number): string {
  const x = header.direction === 'rtl' ? width - MARGIN - header.width : MARGIN
  return element('g', { transform: translate({ x, y: MARGIN }) }, header.svg)
}

/** The drawing in a sentence or two, for those who can't see it. */
function description({ doc, boxes, groups, facts }: Diagram): string {
  const starts = boxes.filter(({ kind }) => kind === 'start')
  const steps = boxes.length - starts.length
  const stages = groups.length === 0 ? '' : ` in the stages ${groups.map(({ title }) => title).join(', ')}`
  const begins = starts.map(({ words }) => words.heading).join('; ')
  return [
    ...(doc === undefined ? [] : [doc]),
    `Starts: ${begins || 'none'}. ${steps} ${steps === 1 ? 'step' : 'steps'}${stages}.`,
    `${facts.map(({ text }) => text).join('; ')}.`,
  ].join(' ')
}

function boundsOf({ boxes, groups, arrows }: Geometry, labels: Labels): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  const include = ({ x, y }: Point, width = 0, height = 0): void => {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  for (const rect of [...boxes.values(), ...groups.values()]) include(rect, rect.width, rect.height)
  for (const [key, { curve, tip, label }] of arrows) {
    for (const point of [...curve, tip]) include(point)
    const size = labels.arrows.get(key)
    if (label && size) {
      include({ x: label.x - size.width / 2, y: label.y - size.height / 2 }, size.width, size.height)
    }
  }
  return left > right
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top }
}
