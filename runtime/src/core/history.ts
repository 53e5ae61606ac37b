import { type History, isAfter, type Occurrence, type Position } from './state.ts'

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
