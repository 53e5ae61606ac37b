import { Temporal } from 'temporal-polyfill'
import type { Instant } from './instant.ts'
import { DAY, MINUTE } from './units.ts'

/**
 * Local time is counted in milliseconds too: those that a clock in UTC would show for the same reading.
 *
 * Offsets come from Temporal and are remembered per quarter of an hour: offsets have changed only at quarters of an
 * hour (in UTC) since 1972. The memory is a pure cache: it never changes an answer.
 */
const QUARTER = 15 * MINUTE
/** Enough for some years of quarters; then the memory starts anew. */
const REMEMBERED = 200_000

const offsets = new Map<string, Map<number, number>>()

/** Milliseconds by which local time is ahead of UTC. The zone must exist. */
export function offsetAt(instant: Instant, zone: string): number {
  if (zone === 'UTC') return 0
  let known = offsets.get(zone)
  if (known === undefined) {
    known = new Map()
    offsets.set(zone, known)
  }
  const quarter = Math.floor(instant / QUARTER)
  let offset = known.get(quarter)
  if (offset === undefined) {
    offset = readOffset(instant, zone)
    if (known.size > REMEMBERED) known.clear()
    known.set(quarter, offset)
  }
  return offset
}

function readOffset(instant: Instant, zone: string): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  return Math.round(zoned.offsetNanoseconds / 1e6)
}

/** What clocks in a zone show at a moment, as milliseconds since 1970 began there. */
export function toLocal(instant: Instant, zone: string): number {
  return instant + offsetAt(instant, zone)
}

/** The moment of a local time. In a gap it moves forward by the gap; of two such moments it is the first. */
export function fromLocal(local: number, zone: string): Instant {
  if (zone === 'UTC') return local
  const before = offsetAt(local - DAY, zone)
  const after = offsetAt(local + DAY, zone)
  // Far from any change, which is nearly always, the offset is plain.
  return before === after ? local - before : resolve(local, zone)
}

function resolve(local: number, zone: string): Instant {
  const reading = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime()
  return reading.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}
