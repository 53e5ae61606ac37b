import { addValues } from '../expressions/value.ts'
import type { LoadedMemory } from '../graph/loaded.ts'
import type { Instant } from '../time/instant.ts'
import {
  addToHistory,
  type History,
  isAfter,
  type Occurrence,
  type Position,
  pruneHistory,
} from './history.ts'
import type { Past, Tally } from './look-back.ts'
import { lastOnes } from './look-back.ts'

const NOTHING: Past = { events: {}, tallies: {} }

/** Keeps an event as far as history expressions ask for it, and forgets what none of them looks back to any more. */
export function remember(
  past: Past = NOTHING,
  event: string,
  { longest, lastSent, tallies }: LoadedMemory,
  one: Occurrence,
  now: Instant,
): Past {
  let { events } = past
  if (longest !== undefined || lastSent !== undefined) {
    const all = addToHistory(Object.hasOwn(events, event) ? events[event]! : [], one)
    const sent = event === 'sent' ? all : (events.sent ?? [])
    const from = earlier(
      longest === undefined ? undefined : [now - longest, 0],
      lastSent === undefined ? undefined : beginOfLast(sent, lastSent),
    )
    events = { ...events, [event]: pruneHistory(all, from) }
  }
  if (tallies.length === 0) return events === past.events ? past : { ...past, events }
  const sums = { ...past.tallies }
  for (const { key, field, where } of tallies) {
    const { payload } = one
    if (field !== undefined && (payload === undefined || !Object.hasOwn(payload, field))) continue
    if (!where({ attributes: {}, tags: [], event: payload })) continue
    const tally = Object.hasOwn(sums, key) ? sums[key]! : { count: 0 }
    sums[key] = field === undefined ? { count: tally.count + 1 } : grown(tally, field, one)
  }
  return { events, tallies: sums }
}

function grown(tally: Tally, field: string, { payload, position }: Occurrence): Tally {
  const value = payload![field]!
  const sum = tally.count === 0 ? value : addValues(tally.sum, value, 1)
  const isLatest = tally.latest === undefined || isAfter(position, tally.latest.position)
  return {
    count: tally.count + 1,
    ...(sum !== undefined && { sum }),
    latest: isLatest ? { position, value } : tally.latest!,
  }
}

/** Right before the first of the last messages. Beginningless while there are fewer. */
function beginOfLast(sent: History, count: number): Position {
  const [at, seq] = lastOnes(sent, count)[count - 1]?.position ?? [Number.NEGATIVE_INFINITY, 0]
  return [at, seq - 1]
}

function earlier(a: Position | undefined, b: Position | undefined): Position {
  if (a === undefined || b === undefined) return (a ?? b)!
  return isAfter(a, b) ? b : a
}
