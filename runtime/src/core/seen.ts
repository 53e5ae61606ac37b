import type { Instant } from '../time/instant.ts'
import { DAY } from '../time/units.ts'
import { addId, hasId } from './id-set.ts'
import type { Seen } from './state.ts'

/**
 * How long ids of inputs are remembered at least, counted in time that the contact has seen. They are forgotten a
 * generation at a time, so some are remembered for up to twice as long.
 */
export const SEEN_FOR: Instant = 30 * DAY

export function wasSeen(seen: Seen, id: string): boolean {
  return seen.some(({ ids }) => hasId(ids, id))
}

export function addSeen(seen: Seen, id: string, now: Instant): Seen {
  const latest = seen.at(-1)
  if (latest === undefined || latest.since + SEEN_FOR <= now) return [...seen, { since: now, ids: [id] }]
  return seen.with(-1, { since: latest.since, ids: addId(latest.ids, id) })
}

/** Without the generations whose last id is old enough. */
export function pruneSeen(seen: Seen, now: Instant): Seen {
  const isKept = ({ since }: Seen[number]) => since + 2 * SEEN_FOR > now
  return seen.every(isKept) ? seen : seen.filter(isKept)
}
