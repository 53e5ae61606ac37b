/** Where everything of a drawing is, in pixels from the top left corner. */

export interface Point {
  x: number
  y: number
}

/** A rectangle by its top left corner. */
export interface Rect extends Point {
  width: number
  height: number
}

export interface Route {
  /** A start, then three points for each cubic Bézier curve. */
  curve: Point[]
  /** Where the arrow's tip is. */
  tip: Point
  /** The middle of the label. */
  label?: Point
}

/** Places by the keys of the drawing's parts. */
export interface Geometry {
  boxes: ReadonlyMap<string, Rect>
  arrows: ReadonlyMap<string, Route>
  groups: ReadonlyMap<string, Rect>
}
