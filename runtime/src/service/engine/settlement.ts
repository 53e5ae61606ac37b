import type { CallResult, Input, Outcome } from '../../core/inputs.ts'
import type { Instant } from '../../time/instant.ts'
import type { DeliveryStand } from '../store/deliveries.ts'
import { partsOf } from '../store/lane.ts'
import type { Attempt } from '../store/store.ts'

/** What an attempt makes of a delivery, and what the contact's run is told. */
export interface Settlement {
  readonly change: DeliveryStand
  /** Absent while it is tried again, and for a notification, to which nothing is answered. */
  readonly answer?: Input
}

/** Pure: what follows from an attempt that was made. */
export function settlement(delivery: DeliveryStand, attempt: Attempt, now: Instant): Settlement {
  const { due: _, reason: __, ...before } = delivery
  const attempts = before.attempts + (isTry(attempt) ? 1 : 0)
  if (attempt.kind === 'again') {
    return { change: { ...before, attempts, state: 'waiting', due: attempt.at, reason: attempt.reason } }
  }
  const reason = attempt.kind === 'done' ? undefined : attempt.reason
  const change: DeliveryStand = {
    ...before,
    attempts,
    state: attempt.kind,
    settledAt: before.settledAt ?? now,
    ...(reason !== undefined && { reason }),
  }
  // What is tried again by hand was told before.
  const outcome = before.settledAt === undefined ? outcomeOf(attempt) : undefined
  const answer = outcome && answerTo(delivery, outcome, now)
  return { change, ...(answer && { answer }) }
}

function isTry(attempt: Attempt): boolean {
  return attempt.kind === 'again' ? attempt.untried !== true : attempt.kind !== 'withheld'
}

function outcomeOf(attempt: Exclude<Attempt, { kind: 'again' }>): Outcome | CallResult | undefined {
  switch (attempt.kind) {
    case 'done':
      return attempt.outcome
    case 'dead':
      return { ok: false, reason: attempt.reason }
    case 'withheld':
      return { ok: false, reason: attempt.reason, withheld: attempt.withheld }
  }
}

function answerTo(
  { key, contact, lane }: DeliveryStand,
  outcome: Outcome | CallResult,
  at: Instant,
): Input | undefined {
  const [kind, name] = partsOf(lane)
  switch (kind) {
    case 'notify':
      return undefined
    case 'send':
      return { kind: 'outcome', contact, key, at, ...(outcome.ok ? { ok: true } : outcome) }
    case 'call': {
      if (!outcome.ok)
        return { kind: 'result', contact, key, at, action: name, ok: false, reason: outcome.reason }
      const values = 'values' in outcome ? outcome.values : {}
      return { kind: 'result', contact, key, at, action: name, ok: true, values }
    }
  }
}
