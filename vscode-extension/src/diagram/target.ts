/** Which journey a diagram shows: the one at the cursor, or one that was asked for. */
import type { Position, Range } from 'vscode-languageclient'
import type { DiagramPart, DiagramResult } from '../requests.ts'
import type { Part } from './messages.ts'

export interface Target {
  uri: string
  position?: Position
  /** Wins over the position. */
  journey?: string
}

/** Whether a cursor is in the journey that is drawn, so that no other one is meant. */
export function isInside({ place }: DiagramResult, { uri, position }: Target): boolean {
  return position !== undefined && uri === place.uri && holds(place.range, position)
}

/** The parts of a picture that a line of its source belongs to: the innermost steps, and none if it is elsewhere. */
export function partsAt(result: DiagramResult, uri: string, position: Position): Part[] {
  const around = [
    ...result.nodes.map((part) => ({ kind: 'node' as const, part })),
    ...result.starts.map((part) => ({ kind: 'start' as const, part })),
  ].filter(({ part }) => part.uri === uri && holds(part.range, position))
  const least = Math.min(...around.map(({ part }) => lines(part)))
  return around.filter(({ part }) => lines(part) === least).map(({ kind, part: { id } }) => ({ kind, id }))
}

const lines = ({ range }: DiagramPart): number => range.end.line - range.start.line

/** Anywhere on the lines of a part: who stands before its first word means it, too. */
function holds({ start, end }: Range, { line }: Position): boolean {
  return line >= start.line && line <= end.line
}

/** Where a part of a picture comes from. */
export function sourceOf(result: DiagramResult, { kind, id }: Part): DiagramPart | undefined {
  const lists = { node: result.nodes, start: result.starts, stage: result.stages }
  return lists[kind].find((part) => part.id === id)
}
