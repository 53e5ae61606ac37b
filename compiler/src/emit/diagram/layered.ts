/**
 * A plain layout of our own, for when Graphviz does not answer: stages below each other, in each the steps in rows, an
 * arrow to the next row directly and every other one along a lane at the right. It takes time in proportion to the
 * drawing's size and always ends.
 */
import type { Geometry, Point, Rect, Route } from './geometry.ts'
import { GROUP, type Labels, type Size } from './labels.ts'
import type { Arrow, Box, Diagram } from './model.ts'

const GAP = { box: 36, label: 12, row: 44, lane: 14, group: 12, title: 32 } as const
const ARROW_LENGTH = 8
const CORNER = 8

/** Steps that stand side by side, and below them the labels of the arrows that leave them. */
interface Row {
  boxes: Box[]
  /** Arrows with a label. */
  labelled: Arrow[]
  top: number
  height: number
  labelTop: number
  labelHeight: number
}

/** Everything in rows: how far down each row is, and where the middle of each thing in it is. */
interface Table {
  rows: Row[]
  /** First and last row of each group. */
  groups: Map<string, { first: number; last: number }>
  rowOf: Map<string, number>
  boxCentres: Map<string, number>
  labelCentres: Map<string, number>
}

export function layered(diagram: Diagram, labels: Labels): Geometry {
  const table = tableOf(diagram, labels)
  const boxes = boxRects(table, labels)
  const groups = groupRects(table, boxes, labels)
  const right = Math.max(
    extent(table.rows, table, boxes, labels).right,
    ...[...groups.values()].map(({ x, width }) => x + width),
  )
  return { boxes, groups, arrows: routes(diagram, table, boxes, labels, right) }
}

function tableOf(diagram: Diagram, labels: Labels): Table {
  const incoming = groupBy(diagram.arrows, ({ to }) => to)
  const outgoing = groupBy(diagram.arrows, ({ from }) => from)
  const table: Table = {
    rows: [],
    groups: new Map(),
    rowOf: new Map(),
    boxCentres: new Map(),
    labelCentres: new Map(),
  }
  const { rows, groups, rowOf, boxCentres, labelCentres } = table
  const sizeOf = ({ key }: Box) => labels.boxes.get(key)!
  const labelOf = ({ key }: Arrow) => labels.arrows.get(key)!
  const comesFrom = ({ key, from }: Arrow) => labelCentres.get(key) ?? boxCentres.get(from)
  let y = 0
  for (const { group, boxes } of bandsOf(diagram)) {
    const first = rows.length
    const title = group === undefined ? undefined : labels.groups.get(group)
    y += title ? title.height + GAP.group + GAP.title : 0
    for (const rank of ranks(boxes, outgoing)) {
      const wanted = rank.map(({ key }) => mean((incoming.get(key) ?? []).map(comesFrom)))
      for (const [index, centre] of spread(wanted, rank.map(sizeOf), GAP.box).entries()) {
        boxCentres.set(rank[index]!.key, centre)
        rowOf.set(rank[index]!.key, rows.length)
      }
      const labelled = rank.flatMap(({ key }) => outgoing.get(key) ?? []).filter(labelOf)
      const below = labelled.map(({ from }) => boxCentres.get(from))
      for (const [index, centre] of spread(below, labelled.map(labelOf), GAP.label).entries()) {
        labelCentres.set(labelled[index]!.key, centre)
      }
      const height = tallest(rank.map(sizeOf))
      const labelHeight = tallest(labelled.map(labelOf))
      const labelTop = y + height + (labelled.length > 0 ? GAP.row / 2 : 0)
      rows.push({ boxes: rank, labelled, top: y, height, labelTop, labelHeight })
      y = labelTop + labelHeight + GAP.row
    }
    if (group !== undefined) groups.set(group, { first, last: rows.length - 1 })
    y += title ? GROUP.padding : 0
  }
  return table
}

function boxRects({ rows, boxCentres }: Table, labels: Labels): Map<string, Rect> {
  return new Map(
    rows.flatMap((row) =>
      row.boxes.map(({ key }): [string, Rect] => {
        const { width, height } = labels.boxes.get(key)!
        const [x, y] = [boxCentres.get(key)! - width / 2, row.top + (row.height - height) / 2]
        return [key, { x, y, width, height }]
      }),
    ),
  )
}

function groupRects(table: Table, boxes: ReadonlyMap<string, Rect>, labels: Labels): Map<string, Rect> {
  return new Map(
    [...table.groups].map(([key, { first, last }]): [string, Rect] => {
      const title = labels.groups.get(key)!
      const rows = table.rows.slice(first, last + 1)
      const { left, right } = extent(rows, table, boxes, labels)
      // Between the title and the steps, lanes come in.
      const top = rows[0]!.top - title.height - GAP.title
      const end = rows.at(-1)!
      const width = Math.max(right - left, title.width) + 2 * GROUP.padding
      const height = end.labelTop + end.labelHeight + GROUP.padding - top
      return [key, { x: left - GROUP.padding, y: top, width, height }]
    }),
  )
}

/** How far left and right some rows reach. */
function extent(
  rows: readonly Row[],
  { labelCentres }: Table,
  boxes: ReadonlyMap<string, Rect>,
  labels: Labels,
): { left: number; right: number } {
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const include = (from: number, width: number): void => {
    left = Math.min(left, from)
    right = Math.max(right, from + width)
  }
  for (const row of rows) {
    for (const { key } of row.boxes) include(boxes.get(key)!.x, boxes.get(key)!.width)
    for (const { key } of row.labelled) {
      const { width } = labels.arrows.get(key)!
      include(labelCentres.get(key)! - width / 2, width)
    }
  }
  return { left, right }
}

/** Groups of boxes that stand below each other: the starts, the stages, and what stands in no stage. */
function bandsOf({ boxes, groups }: Diagram): { group?: string; boxes: Box[] }[] {
  const byGroup = groupBy(boxes, ({ group }) => group ?? '')
  const free = byGroup.get('') ?? []
  return [
    { boxes: free.filter(({ kind }) => kind === 'start') },
    ...groups.map(({ key }) => ({ group: key, boxes: byGroup.get(key) ?? [] })),
    { boxes: free.filter(({ kind }) => kind !== 'start') },
  ].filter(({ boxes: some }) => some.length > 0)
}

/** The boxes of a band in rows: each below all that lead to it, ways back aside. */
function ranks(boxes: readonly Box[], outgoing: ReadonlyMap<string, Arrow[]>): Box[][] {
  const inside = new Map(boxes.map((box) => [box.key, box]))
  const targets = (key: string) =>
    (outgoing.get(key) ?? []).map(({ to }) => to).filter((to) => inside.has(to))
  const order = topological([...inside.keys()], targets)
  const place = new Map(order.map((key, index) => [key, index]))
  const rank = new Map<string, number>()
  const rows: Box[][] = []
  for (const key of order) {
    const own = rank.get(key) ?? 0
    const row = rows[own] ?? []
    row.push(inside.get(key)!)
    rows[own] = row
    for (const to of targets(key)) {
      if (place.get(to)! > place.get(key)!) rank.set(to, Math.max(rank.get(to) ?? 0, own + 1))
    }
  }
  const written = new Map(boxes.map(({ key }, index) => [key, index]))
  return rows.map((row) => row.sort((a, b) => written.get(a.key)! - written.get(b.key)!))
}

/** Keys so that every arrow but those that close a circle leads forwards: the reverse of a depth-first postorder. */
function topological(keys: readonly string[], targets: (key: string) => string[]): string[] {
  const seen = new Set<string>()
  const done: string[] = []
  for (const root of keys) {
    if (seen.has(root)) continue
    seen.add(root)
    const stack = [{ key: root, open: targets(root).reverse() }]
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.open.shift()
      if (next === undefined) {
        done.push(top.key)
        stack.pop()
      } else if (!seen.has(next)) {
        seen.add(next)
        stack.push({ key: next, open: targets(next).reverse() })
      }
    }
  }
  return done.reverse()
}

/** Places things side by side in their order, each as near to where it is wanted as the others let it. */
function spread(wanted: readonly (number | undefined)[], sizes: readonly Size[], gap: number): number[] {
  const centres: number[] = []
  let edge = Number.NEGATIVE_INFINITY
  sizes.forEach(({ width }, index) => {
    const centre = Math.max(wanted[index] ?? 0, edge + width / 2)
    centres.push(centre)
    edge = centre + width / 2 + gap
  })
  const shift = mean(centres.map((centre, index) => centre - (wanted[index] ?? 0))) ?? 0
  return centres.map((centre) => Math.round(centre - shift) || 0)
}

/** The ways of all arrows. Right of `right`, there are only lanes. */
function routes(
  diagram: Diagram,
  { rows, rowOf, boxCentres, labelCentres }: Table,
  boxes: ReadonlyMap<string, Rect>,
  labels: Labels,
  right: number,
): ReadonlyMap<string, Route> {
  const freeFrom: number[] = []
  const route = ({ key, from, to }: Arrow): Route => {
    const [source, target] = [boxes.get(from)!, boxes.get(to)!]
    const [fromRow, toRow] = [rowOf.get(from)!, rowOf.get(to)!]
    const row = rows[fromRow]!
    const x = labelCentres.get(key) ?? boxCentres.get(from)!
    const size = labels.arrows.get(key)
    const label = size && { label: { x, y: row.labelTop + size.height / 2 } }
    const below = row.labelTop + row.labelHeight
    const exit = { x: within(x, source), y: source.y + source.height }
    const down = label ? [exit, { x, y: row.labelTop }, { x, y: below }] : [exit]
    const tip = { x: boxCentres.get(to)!, y: target.y }
    const end = { x: tip.x, y: tip.y - ARROW_LENGTH }
    if (toRow === fromRow + 1) return { curve: flowing([...down, end]), tip, ...label }
    const lane = takeLane(freeFrom, Math.min(fromRow, toRow), Math.max(fromRow, toRow))
    const side = right + GAP.lane * (lane + 1.5)
    // Neighbouring lanes turn at different heights, so that they can be told apart.
    const step = 8 + 4 * (lane % 4)
    const [turn, back] = [below + step, end.y - step]
    const around = [
      { x, y: turn },
      { x: side, y: turn },
      { x: side, y: back },
      { x: tip.x, y: back },
    ]
    return { curve: cornered([...down, ...around, end]), tip, ...label }
  }
  return new Map(diagram.arrows.map((arrow) => [arrow.key, route(arrow)]))
}

/** The first lane that is free between two rows. */
function takeLane(freeFrom: number[], first: number, last: number): number {
  const free = freeFrom.findIndex((row) => row < first)
  const lane = free < 0 ? freeFrom.length : free
  freeFrom[lane] = last
  return lane
}

function within(x: number, { x: left, width }: Rect): number {
  return Math.min(Math.max(x, left + 16), left + width - 16)
}

/** A curve that leaves and reaches every point vertically. */
function flowing(points: readonly Point[]): Point[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1]
    if (!before) return [point]
    const middle = (before.y + point.y) / 2
    return [{ x: before.x, y: middle }, { x: point.x, y: middle }, point]
  })
}

/** Straight lines with round corners. */
function cornered(points: readonly Point[]): Point[] {
  const curve: Point[] = [points[0]!]
  const lineTo = (point: Point): void => {
    const last = curve.at(-1)!
    curve.push(last, point, point)
  }
  for (const [index, corner] of points.slice(1).entries()) {
    const [before, after] = [points[index], points[index + 2]]
    if (!before || !after) {
      lineTo(corner)
      continue
    }
    const enter = towards(corner, before)
    const leave = towards(corner, after)
    lineTo(enter)
    curve.push(corner, corner, leave)
  }
  return curve
}

/** A point near a corner, on the way to another point; at most half of the way. */
function towards(corner: Point, other: Point): Point {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y)
  const part = length === 0 ? 0 : Math.min(CORNER, length / 2) / length
  return { x: corner.x + (other.x - corner.x) * part, y: corner.y + (other.y - corner.y) * part }
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length
}

function tallest(sizes: readonly Size[]): number {
  return sizes.reduce((most, { height }) => Math.max(most, height), 0)
}
