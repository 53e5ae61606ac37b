import { chanceOf } from '../chance.ts'
import type { Values } from '../expressions/compile.ts'
import type { LoadedJourney, LoadedStart } from '../graph/loaded.ts'
import type { Position } from '../past/history.ts'
import type { Happening } from './accept.ts'
import { moveRun } from './advance.ts'
import { keptOut, withEntry } from './entries.ts'
import { keyText, runId } from './ids.ts'
import type { Refusal } from './output.ts'
import { hasOpenGoal } from './prune.ts'
import { conditionalExit } from './route.ts'
import type { Run } from './state.ts'
import { replaceRun, scopeOf, type Turn } from './turn.ts'

/**
 * Lets the contact into a journey through a starting point, or records why not. `inside` are the runs that were live
 * when it happened: what a run was waiting for belongs to that run, and does not begin another, even if it ended it.
 */
export function enter(turn: Turn, start: LoadedStart, happening: Happening, inside: readonly Run[]): void {
  const { journey } = start
  const { contact, now } = turn
  const event = happening.kind === 'occurrence' ? happening.occurrence.payload : undefined
  const keyValue = start.key?.(scopeOf(contact, undefined, event))
  const key = keyValue === undefined ? undefined : keyText(keyValue)
  const bindings: Record<string, Values> =
    event !== undefined && journey.kept.has('start') ? { start: event } : {}

  const refusal = refuse(turn, start, key, bindings, inside)
  if (refusal !== undefined) {
    turn.records.push({
      kind: 'refused',
      at: now,
      contact: contact.id,
      journey: journey.name,
      start: start.id,
      reason: refusal,
      ...(key !== undefined && { key }),
    })
    return
  }
  const entry = noteEntry(turn, journey, key)
  const heldOut = isHeldOut(turn, journey)
  // A run begins when its start is received: what the contact did before it was inside does not count.
  const seq = happening.kind === 'occurrence' ? happening.occurrence.position[1] : contact.seq
  const began: Position = [now, seq]
  const run: Run = {
    id: runId(journey.name, contact.id, key, entry),
    journey: journey.name,
    hash: journey.hash,
    start: start.id,
    ...(key !== undefined && { key }),
    enteredAt: now,
    began,
    since: began,
    state: heldOut ? 'held_out' : 'active',
    node: journey.entry.id,
    hold: null,
    token: 0,
    arrivals: {},
    rounds: {},
    visits: {},
    bindings,
    goals: {},
  }
  turn.contact = { ...turn.contact, runs: [...turn.contact.runs, run] }
  const entered = {
    at: now,
    contact: contact.id,
    journey: journey.name,
    run: run.id,
    start: start.id,
    ...(key !== undefined && { key }),
  }
  if (heldOut) {
    turn.records.push({ kind: 'held_out', ...entered })
    return
  }
  turn.records.push({ kind: 'entered', node: run.node, ...entered })
  // Moving the run changes the contact, so that must be read afterwards.
  const moved = moveRun(turn, run, { kind: 'entered' })
  turn.contact = replaceRun(turn.contact, moved)
}

function refuse(
  turn: Turn,
  { id, key: keyExpression, journey }: LoadedStart,
  key: string | undefined,
  bindings: Record<string, Values>,
  inside: readonly Run[],
): Refusal | undefined {
  const { contact } = turn
  if (keyExpression !== undefined && key === undefined) return 'no_key'
  const isSame = (run: Run) => run.journey === journey.name && run.key === key
  if (inside.some(isSame) || contact.runs.some((run) => isSame(run) && isInside(turn, run))) return 'inside'
  const keeping = keptOut(turn, journey, key)
  if (keeping !== undefined) return keeping
  return conditionalExit(contact, { start: id, bindings }, journey) === undefined ? undefined : 'exit'
}

/** A contact that is held out is inside for as long as its goals are measured. */
function isInside({ bundle, contact, now }: Turn, run: Run): boolean {
  if (run.state !== 'held_out') return run.state === 'active'
  return hasOpenGoal(bundle, run, bundle.reader(contact.attributes).zone, now)
}

/** The holdout of a journey is decided once for a contact: its runs are all held out, or none is. */
function isHeldOut({ contact, bundle: { pins } }: Turn, { name, holdout }: LoadedJourney): boolean {
  if (pins) return pins.heldOut.has(name)
  return holdout > 0 && chanceOf(contact.id, name) < holdout
}

/** Counts the entry. Gives its number. */
function noteEntry(turn: Turn, journey: LoadedJourney, key: string | undefined): number {
  const { contact } = turn
  const entries = withEntry(turn, journey, key)
  turn.contact = { ...contact, entries: { ...contact.entries, [journey.name]: entries } }
  return entries.count
}
