import type { RunDraft, Turn } from './turn.ts'

/** Ends a run because of an exit. */
export function exitRun(turn: Turn, run: RunDraft, exit: string): void {
  run.hold = null
  run.state = 'exited'
  run.reason = exit
  const { id, journey, node } = run
  turn.records.push({ kind: 'exited', at: turn.now, contact: turn.contact.id, journey, run: id, node, exit })
}

/** Ends a run that came to its end. */
export function finishRun(turn: Turn, run: RunDraft, reason: string | undefined): void {
  run.hold = null
  run.state = 'finished'
  if (reason !== undefined) run.reason = reason
  const { id, journey, node } = run
  turn.records.push({
    kind: 'finished',
    at: turn.now,
    contact: turn.contact.id,
    journey,
    run: id,
    node,
    ...(reason !== undefined && { reason }),
  })
}
