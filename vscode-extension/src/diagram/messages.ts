/** What the editor and the page of the diagram tell each other. */

/** Which part of a picture: the attribute that marks it, and its value. */
export interface Part {
  kind: 'node' | 'start' | 'stage'
  id: string
}

/** A picture of a journey. */
interface Picture {
  /** Where it comes from, to find it again when the window is loaded anew. */
  uri: string
  journey: string
  title: string
  svg: string
}

/** From the editor to the page. */
export type ToPage =
  | ({ type: 'picture' } & Picture)
  /** The picture that is shown is older than the text. */
  | { type: 'stale'; problems: number }
  /** A picture without the steps that have errors: there is no better one. */
  | ({ type: 'partial'; problems: number } & Picture)
  /** There is nothing to draw. */
  | { type: 'empty'; reason: string }
  /** Where the cursor is. */
  | { type: 'here'; parts: Part[] }

/** From the page to the editor. */
export type FromPage = { type: 'ready' } | { type: 'open'; part: Part } | { type: 'save' }

/** What the page remembers of itself. */
export interface Remembered {
  uri?: string
  journey?: string
}
