import type { Horizon } from '../expressions/compile.ts'
import type { LoadedWait } from '../graph/loaded.ts'
import type { Instant } from '../time/instant.ts'
import { armSatisfied, conditionalExit } from './route.ts'
import { nextStart } from './schedule.ts'
import type { ContactState } from './state.ts'
import { journeyOf, type Turn } from './turn.ts'

/**
 * Asks the host to come back at the first moment at which something about the contact may change because time
 * passes: a condition that somebody listens to, a start by time. At most one such timer per contact matters: when it
 * comes and the change is later by then, the next is asked for.
 */
export function planWake(turn: Turn): void {
  const { bundle, contact } = turn
  const start = nextStart(contact)
  const due = bundle.timed ? Math.min(start, nextChange(turn)) : start
  if (due === Number.POSITIVE_INFINITY || (contact.wake !== undefined && contact.wake <= due)) return
  turn.contact = { ...contact, wake: due }
  turn.commands.push({ kind: 'wake', contact: contact.id, due })
}

/** The state without its timer, that has come. */
export function awake({ wake: _, ...contact }: ContactState): ContactState {
  return contact
}

function nextChange({ bundle, contact }: Turn): Instant {
  const horizon: Horizon = { at: Number.POSITIVE_INFINITY }
  for (const { name } of bundle.watched) {
    const until = contact.memberships?.[name]?.until
    if (until !== undefined && until < horizon.at) horizon.at = until
  }
  for (const run of contact.runs) {
    const journey = journeyOf(bundle, run)
    if (run.state !== 'active' || journey?.timed !== true) continue
    conditionalExit(contact, run, journey, horizon)
    if (run.hold?.kind === 'wait') {
      armSatisfied(contact, run, journey.nodes.get(run.node) as LoadedWait, undefined, horizon)
    }
  }
  return horizon.at
}
