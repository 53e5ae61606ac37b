import { isAfter, type Position } from '../past/history.ts'
import type { Instant } from '../time/instant.ts'
import type { RunDraft, Turn } from './turn.ts'

/** Makes a run stand still, and asks for a timer if that has an end. */
export function hold(
  turn: Turn,
  run: RunDraft,
  kind: 'delay' | 'wait' | 'quiet',
  due: Instant | undefined,
): void {
  const token = run.token + 1
  const contact = turn.contact.id
  run.token = token
  if (due === undefined) run.hold = { kind: 'wait', token }
  else {
    run.hold = { kind, token, due }
    turn.commands.push({ kind: 'timer', contact, run: run.id, token, due })
  }
  turn.records.push({
    kind: 'held',
    at: turn.now,
    contact,
    journey: run.journey,
    run: run.id,
    node: run.node,
    for: kind,
    ...(due !== undefined && { due }),
  })
}

/** Notes that a delay or a wait ended: what came before is behind the run. */
export function endHold(run: RunDraft, end: Position): void {
  if (isAfter(end, run.since)) run.since = end
  run.arrivals = {}
}
