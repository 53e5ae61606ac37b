import type { Instant } from '../time/instant.ts'
import { DAY } from '../time/units.ts'
import { fingerprint } from './fingerprint.ts'
import { forgetIds, type Generations, notedAs, noteId } from './generations.ts'
import type { Input } from './inputs.ts'

/**
 * How long ids of inputs are remembered at least, counted in time that the contact has seen. They are forgotten a
 * generation at a time, so some are remembered for up to twice as long.
 */
export const SEEN_FOR: Instant = 30 * DAY

/** Whether an input was taken in before: `other` is one with its id that says something else. */
export function lookForSeen(seen: Generations, id: string, input: Input): 'new' | 'same' | 'other' {
  const known = notedAs(seen, id)
  if (known === undefined) return 'new'
  return known === fingerprint(input) ? 'same' : 'other'
}

export function addSeen(seen: Generations, id: string, input: Input, now: Instant): Generations {
  return noteId(seen, id, fingerprint(input), now, SEEN_FOR)
}

/** Without the generations whose last id is old enough. */
export function pruneSeen(seen: Generations, now: Instant): Generations {
  return forgetIds(seen, now, SEEN_FOR)
}
