import type { Bundle, Statistics } from '@journey-lang/runtime'
import { draw, type PageOptions } from './diagram/draw.ts'
import type { Geometry } from './diagram/geometry.ts'
import { readGraphviz } from './diagram/graphviz-json.ts'
import { labelsOf } from './diagram/labels.ts'
import { layered } from './diagram/layered.ts'
import { diagramOf } from './diagram/model.ts'
import type { Scheme } from './diagram/style.ts'
import { dotOf } from './dot.ts'

export { inlineStyles, type PageOptions } from './diagram/draw.ts'
export type { Scheme } from './diagram/style.ts'

/** Places a graph in Graphviz's language, as Graphviz's `dot` does: its output in the format `json0`. */
export type Layout = (dot: string) => Promise<string>

export interface SvgOptions {
  /** Without one, or when it fails, a plain layout of our own is used. */
  layout?: Layout
  /** Counts to show on steps and arrows. */
  statistics?: Statistics
  /** `auto` follows the reader's system, and is the default. */
  scheme?: Scheme
  /** For drawings in a page: a drawing that is a part of it, and leads from it to others. */
  page?: PageOptions
  /** Is told why the layout could not be used. */
  onFallback?: (reason: unknown) => void
}

/**
 * A journey as an SVG picture, to stand alone or in a page. The same bundle and layout give the same bytes. Elements
 * carry the ids of their steps in `data-node`. Throws a `RangeError` when the bundle has no journey of that name.
 */
export async function toSvg(bundle: Bundle, journeyName: string, options: SvgOptions = {}): Promise<string> {
  const { layout, statistics, scheme = 'auto', page, onFallback } = options
  const diagram = diagramOf(bundle, journeyName, statistics)
  const labels = labelsOf(diagram)
  const geometry = async (): Promise<Geometry> => {
    if (!layout) return layered(diagram, labels)
    try {
      return readGraphviz(await layout(dotOf(diagram, labels)), diagram)
    } catch (reason) {
      onFallback?.(reason)
      return layered(diagram, labels)
    }
  }
  return `${draw(diagram, labels, await geometry(), scheme, page)}\n`
}
