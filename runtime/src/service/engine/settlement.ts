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
  if (attempt.kind === 'answering') {
    return { change: { ...before, attempts, state: 'answering', due: attempt.until } }
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

/** An attempt after which it is known what became of the delivery. */
type Settling = Exclude<Attempt, { kind: 'again' | 'answering' }>

function isTry(attempt: Attempt): boolean {
  return attempt.kind !== 'withheld' && !('untried' in attempt && attempt.untried)
}

function outcomeOf(attempt: Settling): Outcome | CallResult | undefined {
  const went = attempt.to !== undefined && { to: attempt.to }
  switch (attempt.kind) {
    case 'done':
      return attempt.outcome && { ...attempt.outcome, ...went }
    case 'dead':
      return { ok: false, reason: attempt.reason, ...went }
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
      return { kind: 'outcome', contact, key, at, ...outcomeGiven(outcome) }
    case 'call': {
      if (!outcome.ok)
        return { kind: 'result', contact, key, at, action: name, ok: false, reason: outcome.reason }
      const values = 'values' in outcome ? outcome.values : {}
      return { kind: 'result', contact, key, at, action: name, ok: true, values }
    }
  }
}

/** Of what a provider of messages answered, what the runtime is told. */
function outcomeGiven(outcome: Outcome | CallResult): Outcome {
  if (!outcome.ok) return outcome
  return { ok: true, ...('to' in outcome && outcome.to !== undefined && { to: outcome.to }) }
}
