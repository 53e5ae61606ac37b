/** Where a picture stands in its window, and how large. All lengths are in pixels of the window. */

export interface View {
  /** The picture's left upper corner. */
  x: number
  y: number
  /** 1 is the size that it was drawn for. */
  scale: number
}

export interface Size {
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

export const SMALLEST = 0.05
export const LARGEST = 4
/** Around a picture that is fitted. */
const MARGIN = 8
/** So much of a picture can always be seen: it can't be lost. */
const KEPT = 48

const between = (least: number, value: number, most: number): number =>
  Math.min(Math.max(value, least), Math.max(least, most))

/** The whole picture in the middle of the window; never larger than it was drawn for. */
export function fitted(picture: Size, window: Size): View {
  const room = { width: window.width - 2 * MARGIN, height: window.height - 2 * MARGIN }
  const wanted = Math.min(room.width / picture.width, room.height / picture.height)
  const scale = between(SMALLEST, wanted, 1)
  return {
    scale,
    x: (window.width - picture.width * scale) / 2,
    y: Math.max(MARGIN, (window.height - picture.height * scale) / 2),
  }
}

/** Larger or smaller by a factor, around a point that stays where it is. */
export function zoomed(view: View, factor: number, around: Point): View {
  const scale = between(SMALLEST, view.scale * factor, LARGEST)
  const grown = scale / view.scale
  return {
    scale,
    x: around.x - (around.x - view.x) * grown,
    y: around.y - (around.y - view.y) * grown,
  }
}

/** Moved, as far as a part of it can still be seen. */
export function moved(view: View, by: Point, picture: Size, window: Size): View {
  return {
    scale: view.scale,
    x: between(KEPT - picture.width * view.scale, view.x + by.x, window.width - KEPT),
    y: between(KEPT - picture.height * view.scale, view.y + by.y, window.height - KEPT),
  }
}

/** Moved as little as needed to show a part of the picture; `part` in pixels of the window. */
export function showing(view: View, part: Point & Size, window: Size): View {
  const shift = (start: number, length: number, room: number): number => {
    if (start < MARGIN) return MARGIN - start
    const over = start + length - (room - MARGIN)
    return over > 0 ? -Math.min(over, start - MARGIN) : 0
  }
  return {
    scale: view.scale,
    x: view.x + shift(part.x, part.width, window.width),
    y: view.y + shift(part.y, part.height, window.height),
  }
}
