import type { Instant } from '../time/instant.ts'
import { DAY } from '../time/units.ts'
import { fingerprint } from './fingerprint.ts'
import { addId, numberOf } from './id-map.ts'
import type { Input } from './inputs.ts'
import type { Seen } from './state.ts'

/**
 * How long ids of inputs are remembered at least, counted in time that the contact has seen. They are forgotten a
 * generation at a time, so some are remembered for up to twice as long.
 */
export const SEEN_FOR: Instant = 30 * DAY

/** Whether an input was taken in before: `other` is one with its id that says something else. */
export function lookForSeen(seen: Seen, id: string, input: Input): 'new' | 'same' | 'other' {
  for (const { ids } of seen) {
    const known = numberOf(ids, id)
    if (known !== undefined) return known === fingerprint(input) ? 'same' : 'other'
  }
  return 'new'
}

export function addSeen(seen: Seen, id: string, input: Input, now: Instant): Seen {
  const said = fingerprint(input)
  const latest = seen.at(-1)
  if (latest === undefined || latest.since + SEEN_FOR <= now)
    return [...seen, { since: now, ids: [[id, said]] }]
  return seen.with(-1, { since: latest.since, ids: addId(latest.ids, id, said) })
}

/** Without the generations whose last id is old enough. */
export function pruneSeen(seen: Seen, now: Instant): Seen {
  const isKept = ({ since }: Seen[number]) => since + 2 * SEEN_FOR > now
  return seen.every(isKept) ? seen : seen.filter(isKept)
}
