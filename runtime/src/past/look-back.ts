import type { HistoryWindow, Value } from '../graph/format.ts'
import { addDuration } from '../time/add-duration.ts'
import { type Duration, longestLength, parseDuration } from '../time/duration.ts'
import type { Instant } from '../time/instant.ts'
import { type History, isAfter, type Occurrence, type Position } from './history.ts'

/** What an expression can look back at. The state of a contact is one. */
export interface Remembered {
  /** The moment that it is. */
  readonly clock?: Instant | null
  /** What happened since live runs began. */
  readonly history: History
  readonly past?: Past
}

/** What is kept of the past, as far as a bundle asks for it. */
export interface Past {
  /** By event, what its windows look at. */
  readonly events: Readonly<Record<string, History>>
  /** By what is asked, the answer so far. */
  readonly tallies: Readonly<Record<string, Tally>>
}

/** What `ever` comes to, added up event by event. */
export interface Tally {
  readonly count: number
  /** Of a field. */
  readonly sum?: Value
  readonly latest?: { readonly position: Position; readonly value: Value }
}

/** A part of the past that a window shows. */
export interface View {
  readonly chunks: History
  /** Whether a chunk whose latest is at this position may hold something of the window. */
  mayHold(latest: Position): boolean
  /** When something leaves the window: infinity for never, `undefined` for what is not in it. */
  endOf(one: Occurrence): Instant | undefined
}

/** Who looks: when, where on earth, and since when the run is on its way. */
export interface Viewpoint {
  readonly past: Remembered
  readonly now: Instant
  readonly zone: string
  readonly began: Position | undefined
}

/** Makes a window ready to be looked through. */
export function prepareWindow(event: string, window: HistoryWindow): (from: Viewpoint) => View {
  if ('last' in window) return lastOf(event, parseDuration(window.last)!)
  if ('lastSent' in window) return aboutLastSent(event, window.lastSent)
  if ('since' in window) return sinceStart(event)
  return ({ past }) => ({
    chunks: kept(past, event),
    mayHold: () => true,
    endOf: () => Number.POSITIVE_INFINITY,
  })
}

function kept({ past }: Remembered, event: string): History {
  return past !== undefined && Object.hasOwn(past.events, event) ? past.events[event]! : []
}

function lastOf(event: string, length: Duration): (from: Viewpoint) => View {
  const longest = longestLength(length)
  return ({ past, now, zone }) => ({
    chunks: kept(past, event),
    mayHold: ([at]) => at + longest > now,
    endOf: ({ position: [at] }) => {
      const end = addDuration(at, length, zone)
      return end > now ? end : undefined
    },
  })
}

function aboutLastSent(event: string, count: number): (from: Viewpoint) => View {
  return ({ past }) => {
    const keys = new Set(lastOnes(kept(past, 'sent'), count).map(({ payload }) => payload?.key))
    keys.delete(undefined)
    return {
      chunks: kept(past, event),
      mayHold: () => keys.size > 0,
      endOf: ({ payload }) => (keys.has(payload?.key) ? Number.POSITIVE_INFINITY : undefined),
    }
  }
}

/** The latest of what happened, by position; at most so many. */
export function lastOnes(chunks: History, count: number): Occurrence[] {
  const found: Occurrence[] = []
  for (let index = chunks.length - 1; index >= 0; index--) {
    const { latest, occurrences } = chunks[index]!
    if (found.length >= count && isAfter(found.at(-1)!.position, latest)) continue
    found.push(...occurrences)
    found.sort((a, b) => (isAfter(a.position, b.position) ? -1 : 1))
    found.length = Math.min(found.length, count)
  }
  return found
}

function sinceStart(event: string): (from: Viewpoint) => View {
  const trigger = `event ${event}`
  return ({ past, began }) => ({
    chunks: began === undefined ? [] : past.history,
    mayHold: (latest) => isAfter(latest, began!),
    endOf: (one) =>
      one.trigger === trigger && isAfter(one.position, began!) ? Number.POSITIVE_INFINITY : undefined,
  })
}

/** Visits all that a window shows, in the order in which it was received. */
export function eachIn(view: View, visit: (one: Occurrence, end: Instant) => void): void {
  for (const { latest, occurrences } of view.chunks) {
    if (!view.mayHold(latest)) continue
    for (const one of occurrences) {
      const end = view.endOf(one)
      if (end !== undefined) visit(one, end)
    }
  }
}

/** The latest that a window shows and that is accepted, by position. */
export function latestIn(
  view: View,
  accepts: (one: Occurrence) => boolean,
): { one: Occurrence; end: Instant } | undefined {
  let found: { one: Occurrence; end: Instant } | undefined
  for (let index = view.chunks.length - 1; index >= 0; index--) {
    const { latest, occurrences } = view.chunks[index]!
    if (!view.mayHold(latest) || (found !== undefined && !isAfter(latest, found.one.position))) continue
    for (const one of occurrences) {
      if (found !== undefined && !isAfter(one.position, found.one.position)) continue
      const end = view.endOf(one)
      if (end !== undefined && accepts(one)) found = { one, end }
    }
  }
  return found
}
