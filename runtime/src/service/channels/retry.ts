import type { Instant } from '../../time/instant.ts'
import type { Attempt } from '../store/store.ts'
import type { Verdict } from './sender.ts'
import type { Retry } from './settings.ts'

/** What a retry looks at. */
export interface Tried {
  /** The attempts so far, this one among them. */
  readonly attempts: number
  readonly createdAt: Instant
  readonly now: Instant
  /** A number from 0 up to 1, so that what failed together does not come back together. */
  readonly chance: number
}

/** The pause before the next attempt, in milliseconds: twice as long each time up to a limit, a fifth more or less. */
export function pauseAfter({ first, longest }: Retry, attempts: number, chance: number): number {
  const pause = Math.min(longest, first * 2 ** Math.min(attempts - 1, 30))
  return Math.round(pause * (0.8 + 0.4 * chance))
}

/** When something that may go well later is tried next; or that it is given up, when its time is over. */
export function nextAttempt(
  { reason, after = 0 }: Extract<Verdict, { kind: 'again' }>,
  retry: Retry,
  { attempts, createdAt, now, chance }: Tried,
): Attempt {
  const end = createdAt + retry.giveUpAfter
  if (now >= end) return { kind: 'dead', reason: `Given up after ${attemptsText(attempts)}: ${reason}` }
  const pause = Math.max(pauseAfter(retry, attempts, chance), after)
  // The last one is made when time is up, however long the pause would be.
  return { kind: 'again', at: Math.min(now + pause, end), reason }
}

function attemptsText(attempts: number): string {
  return attempts === 1 ? '1 attempt' : `${attempts} attempts`
}
