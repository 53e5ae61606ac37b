import type { LoadedBundle } from '../graph/loaded.ts'
import { isAfter, type Position, pruneHistory } from '../past/history.ts'
import { addDuration } from '../time/add-duration.ts'
import type { Instant } from '../time/instant.ts'
import { pruneSeen } from './seen.ts'
import type { ContactState, Run } from './state.ts'
import { journeyOf } from './turn.ts'

/**
 * Forgets what nothing can ask for any more: ended runs, history, messages, ids of inputs. `before` is the state
 * before the input: messages are looked through only when there are new ones or a run is gone.
 */
export function prune(
  bundle: LoadedBundle,
  before: ContactState,
  contact: ContactState,
  now: Instant,
): ContactState {
  const { zone } = bundle.reader(contact.attributes)
  // Ended runs are kept while a goal can still be reached.
  const runs = keep(contact.runs, (run) => run.state === 'active' || hasOpenGoal(bundle, run, zone, now))
  // While runs stay where they are, they look back as far as before.
  const isStill = runs === before.runs && before.history.length > 0
  const history =
    isStill || contact.history.length === 0
      ? contact.history
      : pruneHistory(contact.history, looksBackTo(bundle, runs))
  const isSettled = runs === contact.runs && before.sends.length === contact.sends.length
  const sends = isSettled ? contact.sends : pruneSends(bundle, contact, runs, zone, now)
  const seen = pruneSeen(contact.seen, now)
  if (
    runs === contact.runs &&
    history === contact.history &&
    sends === contact.sends &&
    seen === contact.seen
  ) {
    return contact
  }
  return { ...contact, runs, history, sends, seen }
}

/** Whether a goal of the run can still be reached though its steps are over. */
export function hasOpenGoal(bundle: LoadedBundle, run: Run, zone: string, now: Instant): boolean {
  const windows = journeyOf(bundle, run)?.windows ?? []
  return windows.some(
    ({ name, within }) => !Object.hasOwn(run.goals, name) && addDuration(run.enteredAt, within!, zone) >= now,
  )
}

/** The position that live runs look back to, at most. `undefined` when there are none. */
function looksBackTo(bundle: LoadedBundle, runs: readonly Run[]): Position | undefined {
  let earliest: Position | undefined
  for (const run of runs) {
    const looksBack = journeyOf(bundle, run)?.looksBack
    // A run that has ended is kept for its goals, whose conditions may look back to its start.
    if (run.state !== 'active' && looksBack !== true) continue
    // A version that is not loaded may need all of it.
    const from = looksBack === false ? run.since : run.began
    if (earliest === undefined || isAfter(earliest, from)) earliest = from
  }
  return earliest
}

function pruneSends(
  bundle: LoadedBundle,
  contact: ContactState,
  runs: readonly Run[],
  zone: string,
  now: Instant,
): ContactState['sends'] {
  const latest = new Map(contact.sends.map((one) => [one.message, one]))
  return keep(contact.sends, (one) => {
    if (latest.get(one.message) === one || one.outcome === undefined) return true
    if (runs.some((run) => run.id === one.run)) return true
    const limit = bundle.channels.get(one.channel)?.limit
    return limit !== undefined && addDuration(one.at, limit.per, zone) > now
  })
}

/** Filters, and gives the same list when all stays. */
function keep<T>(items: readonly T[], isKept: (item: T) => boolean): readonly T[] {
  return items.every(isKept) ? items : items.filter(isKept)
}
