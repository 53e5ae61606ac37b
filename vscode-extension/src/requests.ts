/** What the language server answers beside the protocol's own requests. */
import {
  type Location,
  type Position,
  type Range,
  RequestType,
  type TextDocumentIdentifier,
} from 'vscode-languageclient'

export interface DiagramParams {
  textDocument: TextDocumentIdentifier
  /** The journey around it is drawn, or the last one above it; without, the first of the file. */
  position?: Position
  /** The name of the journey to draw, wherever the position is. */
  journey?: string
  scheme?: 'auto' | 'light' | 'dark'
}

export interface DiagramPart {
  id: string
  uri: string
  range: Range
}

export interface DiagramResult {
  journey: string
  title?: string
  /** The whole journey. */
  place: Location
  /** Null if the journey is so broken that nothing of it can be drawn. */
  svg: string | null
  /** False if steps are left out of the picture, since they or what they need have errors. */
  complete: boolean
  /** How many errors are in the way of a complete picture. */
  problems: number
  /** Places of what the picture marks with `data-node`, `data-start` and `data-stage`. */
  nodes: DiagramPart[]
  starts: DiagramPart[]
  stages: DiagramPart[]
}

/** A picture of one journey. Null if the file has none. */
export const diagramRequest = new RequestType<DiagramParams, DiagramResult | null, void>('journey/diagram')
