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

/** What is to be shown after an answer, and what is known of the picture then. */
export interface Shown {
  show: 'picture' | 'stale' | 'nothing'
  drawn: DiagramResult | undefined
}

/**
 * While a journey is broken its last complete picture stays. The places of the steps that can be read are taken over,
 * so that a click leads to where they are now.
 */
export function afterAnswer(before: DiagramResult | undefined, answer: DiagramResult): Shown {
  const isSame = before?.journey === answer.journey && before.place.uri === answer.place.uri
  if (!answer.complete && isSame && before.complete) {
    const updated = (parts: readonly DiagramPart[], now: readonly DiagramPart[]) =>
      parts.map((part) => now.find(({ id }) => id === part.id) ?? part)
    const drawn = {
      ...before,
      place: answer.place,
      nodes: updated(before.nodes, answer.nodes),
      starts: updated(before.starts, answer.starts),
      stages: updated(before.stages, answer.stages),
    }
    return { show: 'stale', drawn }
  }
  return answer.svg === null ? { show: 'nothing', drawn: undefined } : { show: 'picture', drawn: answer }
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
