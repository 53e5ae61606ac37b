import type { Values } from '../expressions/compile.ts'
import type { Value } from '../graph/format.ts'
import type { TriggerKey } from '../graph/triggers.ts'
import type { Instant } from '../time/instant.ts'

/** When something happened, and which of the things of that moment it was. */
export type Position = readonly [at: Instant, seq: number]

export function isAfter(a: Position, b: Position): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1])
}

/** An event, or the change of a tag, a field or a segment, that happened to a contact. */
export interface Occurrence {
  readonly trigger: TriggerKey
  readonly position: Position
  /** Of an event. */
  readonly payload?: Values
  /** Of a change: what the field holds since, unless it lost its value. */
  readonly value?: Value
  /** For an event about a message: the run that sent it, as far as it is known. */
  readonly sentBy?: string
}

/** What happened, in the order in which it was received. */
export type History = readonly {
  /** The latest position of those in this part. */
  readonly latest: Position
  readonly occurrences: readonly Occurrence[]
}[]

/** A chunk that is full is never copied again, so that adding costs the same however long the history is. */
const CHUNK = 64

/** A history with something more at its end. */
export function addToHistory(history: History, occurrence: Occurrence): History {
  const { position } = occurrence
  const last = history.at(-1)
  if (last === undefined || last.occurrences.length === CHUNK) {
    return [...history, { latest: position, occurrences: [occurrence] }]
  }
  const latest = isAfter(position, last.latest) ? position : last.latest
  return history.with(-1, { latest, occurrences: [...last.occurrences, occurrence] })
}

/**
 * A history without what nobody looks back to: the chunks in which all happened at or before a position. Without a
 * position, nothing is left.
 */
export function pruneHistory(history: History, from: Position | undefined): History {
  if (from === undefined) return []
  const kept = history.filter(({ latest }) => isAfter(latest, from))
  return kept.length === history.length ? history : kept
}

/**
 * The earliest after a position that is accepted. By time of occurrence: what was received late may have happened
 * before what is there.
 */
export function earliestAfter(
  history: History,
  from: Position,
  accepts: (one: Occurrence) => boolean,
): Occurrence | undefined {
  let found: Occurrence | undefined
  for (const { latest, occurrences } of history) {
    if (!isAfter(latest, from)) continue
    for (const one of occurrences) {
      const isEarlier = found === undefined || isAfter(found.position, one.position)
      if (isEarlier && isAfter(one.position, from) && accepts(one)) found = one
    }
  }
  return found
}
