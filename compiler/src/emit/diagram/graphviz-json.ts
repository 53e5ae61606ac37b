import { encodeName } from '../dot.ts'
import type { Geometry, Point, Rect, Route } from './geometry.ts'
import type { Diagram } from './model.ts'

/** The parts of Graphviz's `json0` output that are read. Lengths are points from the lower left corner. */
interface GraphvizJson {
  bb: string
  objects?: { _gvid: number; name: string; bb?: string; pos?: string; width?: string; height?: string }[]
  edges?: { id?: string; pos?: string; lp?: string }[]
}

/** Reads the places that Graphviz gave to a drawing's parts. Throws an `Error` when one has none. */
export function readGraphviz(json: string, diagram: Diagram): Geometry {
  const graph = JSON.parse(json) as GraphvizJson
  const [, , , top = 0] = numbers(graph.bb)
  const objects = new Map((graph.objects ?? []).map((object) => [object.name, object]))
  const edges = new Map((graph.edges ?? []).map((edge) => [edge.id, edge]))
  const point = (text: string): Point => {
    const [x = 0, y = 0] = numbers(text)
    return { x, y: top - y }
  }
  const box = (key: string): Rect => {
    const { pos, width, height } = found(objects.get(encodeName(key)), key)
    const centre = point(found(pos, key))
    const [w, h] = [Number(width) * 72, Number(height) * 72]
    return { x: centre.x - w / 2, y: centre.y - h / 2, width: w, height: h }
  }
  const group = (key: string): Rect => {
    const bounds = found(objects.get(`cluster_${encodeName(key)}`)?.bb, key)
    const [left = 0, bottom = 0, right = 0, upper = 0] = numbers(bounds)
    return { x: left, y: top - upper, width: right - left, height: upper - bottom }
  }
  const route = (key: string): Route => {
    const edge = found(edges.get(encodeName(key)), key)
    const spline = found(edge.pos, key).split(';')[0]!.split(' ')
    const end = spline.find((part) => part.startsWith('e,'))
    const curve = spline.filter((part) => /^[-\d]/u.test(part)).map(point)
    return {
      curve,
      tip: end ? point(end.slice(2)) : curve.at(-1)!,
      ...(edge.lp === undefined ? {} : { label: point(edge.lp) }),
    }
  }
  return {
    boxes: new Map(diagram.boxes.map(({ key }) => [key, box(key)])),
    arrows: new Map(diagram.arrows.map(({ key }) => [key, route(key)])),
    groups: new Map(diagram.groups.map(({ key }) => [key, group(key)])),
  }
}

function numbers(text: string): number[] {
  return text.split(',').map(Number)
}

function found<T>(value: T | undefined, key: string): T {
  if (value === undefined) throw new Error(`Graphviz gave no place to “${key}”.`)
  return value
}
