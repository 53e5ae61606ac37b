import { checkPayload } from '../expressions/check-values.ts'
import { MAX_CAUSED, MAX_HOPS } from '../graph/limits.ts'
import type { LoadedBundle } from '../graph/loaded.ts'
import { type Problem, problem } from '../problems.ts'
import type { Instant } from '../time/instant.ts'
import { accept, type Happening, momentOf } from './accept.ts'
import { moveRun } from './advance.ts'
import { dueOf, timerOf } from './due.ts'
import { exitRun } from './end.ts'
import { enter } from './enter.ts'
import type { Input } from './inputs.ts'
import { emit } from './occur.ts'
import type { Command, RuntimeRecord } from './output.ts'
import { prune } from './prune.ts'
import { findMoves } from './route.ts'
import { planStarts, takeDueStart } from './schedule.ts'
import { lookAtSegments, noteSegments } from './segments.ts'
import type { ContactState, Run } from './state.ts'
import { type Caused, journeyOf, newTurn, type RunDraft, replaceRun, type Turn } from './turn.ts'
import { planWake } from './wake.ts'

/** What an input made of a contact, and what the host is to do about it. */
export interface Applied {
  contact: ContactState
  commands: Command[]
  records: RuntimeRecord[]
  /** Why the input was not taken in, when it does not fit the declarations. They are among the records, too. */
  refused?: readonly Problem[]
}

/**
 * The runtime: what an input does to a contact. Pure. The host keeps the contact, appends the records and carries out
 * the commands; it gives a contact's inputs one after the other.
 */
export function apply(bundle: LoadedBundle, contact: ContactState, input: Input): Applied {
  const turn = newTurn(bundle, contact, momentOf(contact, input))
  noteSegments(turn)
  const looked = turn.contact
  // What is overdue is acted on in the version that its run is taken to.
  if (input.kind !== 'migrate') fireOverdue(turn, input)
  const happening = accept(turn, input)
  if (happening !== undefined) workOff(turn, happening)
  if (happening?.kind === 'wake') fireStarts(turn, (due) => due <= turn.now)
  const { commands, records } = turn
  const outcome = { commands, records, ...(turn.refused && { refused: turn.refused }) }
  // Nothing was taken in: what was noted of segments is no news either, and nobody becomes known by it.
  if (turn.contact === looked && happening?.kind !== 'wake') return { contact, ...outcome }
  planStarts(turn, contact)
  turn.contact = prune(bundle, contact, turn.contact, turn.now)
  planWake(turn)
  return { contact: turn.contact, ...outcome }
}

/** Timers that were due before the input happened come first, also when the host is late with them. */
function fireOverdue(turn: Turn, { contact, at = Number.NEGATIVE_INFINITY }: Input): void {
  const happened = Math.min(at, turn.now)
  const overdue: { due: Instant; input: Input }[] = turn.contact.runs
    .filter((run) => dueOf(run) < happened)
    .map((run) => ({ due: dueOf(run), input: timerOf(run, contact, happened) }))
  const { wake: due } = turn.contact
  if (due !== undefined && due < happened) {
    overdue.push({ due, input: { kind: 'wake', contact, due, at: happened } })
  }
  overdue.sort((a, b) => a.due - b.due)
  for (const { input } of overdue) {
    const happening = accept(turn, input)
    if (happening !== undefined) workOff(turn, happening)
    if (happening?.kind === 'wake') fireStarts(turn, (due) => due < happened)
  }
}

/** Lets the starts by time happen that are due, in order. Each is planned for later then, so that this ends. */
function fireStarts(turn: Turn, isDue: (due: Instant) => boolean): void {
  for (let taken = takeDueStart(turn, isDue); taken; taken = takeDueStart(turn, isDue)) {
    if (taken.start) workOff(turn, { kind: 'scheduled', start: taken.start })
  }
}

/** Carries out what something means, and then what that made happen. */
function workOff(turn: Turn, happening: Happening): void {
  turn.hop = hopOf(turn, happening)
  carryOut(turn, happening)
  lookAtSegments(turn)
  let caused = 0
  const setAside = new Set<string>()
  for (const { happening: next, hop } of turn.line) {
    turn.hop = hop
    if (hop > MAX_HOPS || caused === MAX_CAUSED) {
      setAside.add(causeOf(next))
      continue
    }
    caused++
    carryOut(turn, next)
    lookAtSegments(turn)
  }
  for (const cause of setAside) reportSetAside(turn, cause)
  turn.line.length = 0
  turn.hop = 0
}

function causeOf(happening: Caused): string {
  switch (happening.kind) {
    case 'start':
      return `enter journey ${happening.journey.name}`
    case 'contact':
      return `change ${happening.field}`
    case 'occurrence':
      return happening.occurrence.trigger
  }
}

/** Each cause is told once, however often it was set aside. */
function reportSetAside(turn: Turn, cause: string): void {
  const found = problem('too_many_hops', { limit: MAX_HOPS, cause })
  turn.records.push({ kind: 'problem', at: turn.now, contact: turn.contact.id, problem: found })
}

/** An outcome goes on in the chain in which the message was handed over, a result in that of its call. */
function hopOf({ contact }: Turn, happening: Happening): number {
  if (happening.kind === 'result') {
    const { hold } = happening.run
    return hold?.kind === 'calling' ? hold.hop : 0
  }
  if (happening.kind !== 'outcome') return 0
  const run = contact.runs.find((one) => one.id === happening.message.run)
  return run?.hold?.kind === 'sending' && run.hold.key === happening.message.key ? run.hold.hop : 0
}

function carryOut(turn: Turn, happening: Happening): void {
  const { goals, exits, wakes, starts } = findMoves(turn.bundle, turn.contact, happening, turn.now)
  if (happening.kind === 'outcome') recordOutcome(turn, happening)
  if (happening.kind === 'result') recordResult(turn, happening)
  if (happening.kind === 'timer') reportUnknownVersion(turn, happening.run)
  for (const { run: id, goal, at } of goals) {
    change(turn, id, (run) => {
      run.goals = { ...run.goals, [goal]: at }
      const { journey, state } = run
      const heldOut = state === 'held_out' && { heldOut: true as const }
      const contact = turn.contact.id
      turn.records.push({ kind: 'goal', at: turn.now, contact, journey, run: id, goal, ...heldOut })
    })
  }
  for (const { run: id, exit } of exits) change(turn, id, (run) => exitRun(turn, run, exit))
  const inside = starts.length === 0 ? [] : turn.contact.runs.filter((run) => run.state === 'active')
  for (const { run: id, wake } of wakes) {
    const run = turn.contact.runs.find((one) => one.id === id)!
    const moved = moveRun(turn, run, wake)
    turn.contact = replaceRun(turn.contact, moved)
  }
  for (const start of starts) enter(turn, start, happening, inside)
}

function change(turn: Turn, id: Run['id'], edit: (run: RunDraft) => void): void {
  const run: RunDraft = { ...turn.contact.runs.find((one) => one.id === id)! }
  edit(run)
  turn.contact = replaceRun(turn.contact, run)
}

function recordOutcome(
  turn: Turn,
  { message: sent, outcome }: Extract<Happening, { kind: 'outcome' }>,
): void {
  const { key, journey, run, node, message, channel } = sent
  const about = { at: turn.now, contact: turn.contact.id, journey, run, node, message, channel, key }
  const went = outcome.to !== undefined && { to: outcome.to }
  if (outcome.ok) {
    turn.records.push({ kind: 'sent', ...about, ...went })
    const fields = turn.bundle.events.get('sent')!
    const payload = checkPayload('event "sent"', fields, { message, channel, journey, key }).values
    emit(turn, { trigger: 'event sent', payload, sentBy: run })
  } else if (outcome.withheld !== undefined) {
    turn.records.push({ kind: 'suppressed', ...about, reason: outcome.withheld })
  } else turn.records.push({ kind: 'failed', ...about, reason: outcome.reason, ...went })
}

function recordResult(turn: Turn, { run, result }: Extract<Happening, { kind: 'result' }>): void {
  const { id, journey, node, hold } = run
  if (hold?.kind !== 'calling') return
  const { key, action } = hold
  const about = { at: turn.now, contact: turn.contact.id, journey, run: id, node, action, key }
  if (result.ok) turn.records.push({ kind: 'called', ...about, values: result.values })
  else turn.records.push({ kind: 'call_failed', ...about, reason: result.reason })
}

function reportUnknownVersion(turn: Turn, run: Run): void {
  if (journeyOf(turn.bundle, run) !== undefined) return
  const { id, journey, hash } = run
  const found = problem('unknown_run_version', { journey, hash })
  turn.records.push({
    kind: 'problem',
    at: turn.now,
    contact: turn.contact.id,
    journey,
    run: id,
    problem: found,
  })
}
