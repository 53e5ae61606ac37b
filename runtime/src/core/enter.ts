import type { Values } from '../expressions/compile.ts'
import type { LoadedJourney, LoadedStart } from '../graph/loaded.ts'
import { addDuration } from '../time/add-duration.ts'
import type { Happening } from './accept.ts'
import { moveRun } from './advance.ts'
import { keyText, runId } from './ids.ts'
import type { Refusal } from './output.ts'
import { conditionalExit } from './route.ts'
import { type Entries, ownValue, type Position, type Run } from './state.ts'
import { replaceRun, scopeOf, type Turn } from './turn.ts'

/** Lets the contact into a journey through a starting point, or records why not. */
export function enter(turn: Turn, start: LoadedStart, happening: Happening): void {
  const { journey } = start
  const { contact, now } = turn
  const event = happening.kind === 'occurrence' ? happening.occurrence.payload : undefined
  const keyValue = start.key?.(scopeOf(contact, undefined, event))
  const key = keyValue === undefined ? undefined : keyText(keyValue)
  const bindings: Record<string, Values> =
    event !== undefined && journey.kept.has('start') ? { start: event } : {}

  const refusal = refuse(turn, start, key, bindings)
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
    state: 'active',
    node: journey.entry.id,
    hold: null,
    token: 0,
    arrivals: {},
    visits: {},
    bindings,
    goals: {},
  }
  turn.contact = { ...turn.contact, runs: [...turn.contact.runs, run] }
  turn.records.push({
    kind: 'entered',
    at: now,
    contact: contact.id,
    journey: journey.name,
    run: run.id,
    node: run.node,
    start: start.id,
    ...(key !== undefined && { key }),
  })
  // Moving the run changes the contact, so that must be read afterwards.
  const moved = moveRun(turn, run, { kind: 'entered' })
  turn.contact = replaceRun(turn.contact, moved)
}

function refuse(
  turn: Turn,
  { id, key: keyExpression, journey }: LoadedStart,
  key: string | undefined,
  bindings: Record<string, Values>,
): Refusal | undefined {
  const { contact, bundle, now } = turn
  if (keyExpression !== undefined && key === undefined) return 'no_key'
  const isInside = contact.runs.some(
    (run) => run.state === 'active' && run.journey === journey.name && run.key === key,
  )
  if (isInside) return 'inside'
  const last = entriesOf(turn, journey, key)
  if (last !== undefined) {
    if (journey.once) return 'once'
    const { zone } = bundle.reader(contact.attributes)
    if (journey.again && addDuration(last.at, journey.again, zone) > now) return 'too_soon'
  }
  return conditionalExit(contact, { start: id, bindings }, journey) === undefined ? undefined : 'exit'
}

function entriesOf({ contact }: Turn, journey: LoadedJourney, key = ''): Entries | undefined {
  return ownValue(ownValue(contact.entries, journey.name) ?? {}, key)
}

/** Counts the entry. Gives its number. */
function noteEntry(turn: Turn, journey: LoadedJourney, key = ''): number {
  const { contact, now } = turn
  const count = (entriesOf(turn, journey, key)?.count ?? 0) + 1
  const ofJourney = { ...ownValue(contact.entries, journey.name), [key]: { count, at: now } }
  turn.contact = { ...contact, entries: { ...contact.entries, [journey.name]: ofJourney } }
  return count
}
