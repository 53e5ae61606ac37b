import type { LoadedBundle } from '../graph/loaded.ts'
import { addDuration } from '../time/duration.ts'
import type { Instant } from '../time/instant.ts'
import { SEEN_FOR } from './accept.ts'
import { type ContactState, isAfter, type Position, type Run } from './state.ts'
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
  const runs = keep(contact.runs, (run) => run.state === 'active' || hasOpenGoal(bundle, run, zone, now))
  const history = contact.history.length === 0 ? contact.history : pruneHistory(bundle, contact, runs)
  const isSettled = runs === contact.runs && before.sends.length === contact.sends.length
  const sends = isSettled ? contact.sends : pruneSends(bundle, contact, runs, zone, now)
  const seen = keep(contact.seen, (one) => one.at + SEEN_FOR > now)
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

/** Ended runs are kept while a goal can still be reached. */
function hasOpenGoal(bundle: LoadedBundle, run: Run, zone: string, now: Instant): boolean {
  const windows = journeyOf(bundle, run)?.windows ?? []
  return windows.some(
    ({ name, within }) => !Object.hasOwn(run.goals, name) && addDuration(run.enteredAt, within!, zone) >= now,
  )
}

function pruneHistory(
  bundle: LoadedBundle,
  contact: ContactState,
  runs: readonly Run[],
): ContactState['history'] {
  const live = runs.filter((run) => run.state === 'active')
  const looksBackTo = live.map((run): Position => {
    // A version that is not loaded may need all of it.
    return journeyOf(bundle, run)?.looksBack === false ? run.since : run.began
  })
  return keep(contact.history, ({ position }) => looksBackTo.some((from) => isAfter(position, from)))
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
