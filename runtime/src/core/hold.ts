import { isAfter, type Position } from '../past/history.ts'
import type { Hold } from './state.ts'
import type { RunDraft, Turn } from './turn.ts'

/** Something to stand still for that time may end. */
export type NewHold = WithoutToken<Extract<Hold, { token: number }>>
type WithoutToken<T> = T extends unknown ? Omit<T, 'token'> : never

/** Makes a run stand still, and asks for a timer if that has an end. */
export function hold(turn: Turn, run: RunDraft, what: NewHold): void {
  const token = run.token + 1
  const contact = turn.contact.id
  const { kind, due } = what
  run.token = token
  run.hold = { ...what, token }
  if (due !== undefined) turn.commands.push({ kind: 'timer', contact, run: run.id, token, due })
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

/** A delay whose end is another one began when it began. */
export function keepBeginning(run: RunDraft, before: Hold): void {
  if (before.kind === 'delay' && run.hold?.kind === 'delay') run.hold = { ...run.hold, began: before.began }
}

/** Notes that a delay or a wait ended: what came before is behind the run. */
export function endHold(run: RunDraft, end: Position): void {
  if (isAfter(end, run.since)) run.since = end
  run.arrivals = {}
}
