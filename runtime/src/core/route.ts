import type { Horizon, RunScope } from '../expressions/compile.ts'
import { sameValue } from '../expressions/value.ts'
import { SEND_EVENTS } from '../graph/builtin-events.ts'
import type { LoadedArm, LoadedBundle, LoadedJourney, LoadedStart, LoadedWait } from '../graph/loaded.ts'
import type { TriggerKey } from '../graph/triggers.ts'
import { earliestAfter, isAfter, type Occurrence, type Position } from '../past/history.ts'
import { addDuration } from '../time/add-duration.ts'
import type { Instant } from '../time/instant.ts'
import { accept, type Happening, momentOf } from './accept.ts'
import type { RunId } from './ids.ts'
import type { CallResult, Input, Outcome } from './inputs.ts'
import type { Command, RuntimeRecord } from './output.ts'
import type { ContactState, Run } from './state.ts'
import { endOfDelay } from './steps/delay.ts'
import { endOfQuiet } from './steps/quiet.ts'
import { journeyOf, newTurn, scopeOf } from './turn.ts'

/** Why a run moves. */
export type Wake =
  /** It came to its step: to the first, or to one of another version of its journey. */
  | { readonly kind: 'entered' }
  /** An arm of its wait is satisfied, at that position. */
  | {
      readonly kind: 'arm'
      readonly arm: string
      readonly occurrence?: Occurrence
      readonly position: Position
    }
  /** What it waited for in time has come: the end of a delay, of a wait's limit, of quiet hours. */
  | { readonly kind: 'due' }
  /** The moment that a delay, or a message in quiet hours, waits for is another one. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'result'; readonly result: CallResult }

/** What something that happened means for a contact, in the order in which it is carried out. */
export interface Moves {
  readonly goals: readonly { run: RunId; goal: string; at: Instant }[]
  readonly exits: readonly { run: RunId; exit: string }[]
  readonly wakes: readonly { run: RunId; wake: Wake }[]
  /** The first matching start of each journey. Whether the contact may enter is decided when its turn comes. */
  readonly starts: readonly LoadedStart[]
}

/**
 * Decides which runs an input concerns, and how. Pure: the same input gives the same answer. `happening` is absent
 * when there is nothing to do; then records say why, unless it was seen before or changes nothing.
 */
export function route(
  bundle: LoadedBundle,
  contact: ContactState,
  input: Input,
): {
  contact: ContactState
  happening?: Happening
  moves: Moves
  records: RuntimeRecord[]
  commands: Command[]
} {
  const turn = newTurn(bundle, contact, momentOf(contact, input))
  const happening = accept(turn, input)
  const moves = happening ? findMoves(bundle, turn.contact, happening, turn.now) : NO_MOVES
  const { records, commands } = turn
  return { contact: turn.contact, moves, records, commands, ...(happening && { happening }) }
}

const NO_MOVES: Moves = { goals: [], exits: [], wakes: [], starts: [] }

/** What something that was taken in means for the runs of a contact. */
export function findMoves(
  bundle: LoadedBundle,
  contact: ContactState,
  happening: Happening,
  now: Instant,
): Moves {
  const occurrence = happening.kind === 'occurrence' ? happening.occurrence : undefined
  const goals: Moves['goals'][number][] = []
  const exits: Moves['exits'][number][] = []
  const wakes: Moves['wakes'][number][] = []
  for (const run of contact.runs) {
    const journey = journeyOf(bundle, run)
    if (journey === undefined) continue
    const own = occurrence !== undefined && isMeantFor(run, occurrence) ? occurrence : undefined
    if (own) goals.push(...goalsReached(bundle, contact, run, journey, own))
    if (run.state !== 'active') continue
    const exit = exitTaken(contact, run, journey, own)
    if (exit !== undefined) {
      exits.push({ run: run.id, exit })
      continue
    }
    const wake = wakeFor(bundle, contact, run, journey, happening, own, now)
    if (wake !== undefined) wakes.push({ run: run.id, wake })
  }
  return { goals, exits, wakes, starts: startsMatching(bundle, contact, happening) }
}

/** Events about messages count for a run if they are about its own; nothing from before its start counts. */
function isMeantFor(run: Run, { trigger, position, sentBy }: Occurrence): boolean {
  return isAfter(position, run.began) && (sentBy === run.id || !SEND_TRIGGERS.has(trigger))
}

const SEND_TRIGGERS: ReadonlySet<TriggerKey> = new Set(
  [...SEND_EVENTS].map((event): TriggerKey => `event ${event}`),
)

function goalsReached(
  bundle: LoadedBundle,
  contact: ContactState,
  run: Run,
  journey: LoadedJourney,
  { trigger, payload, position: [at] }: Occurrence,
): Moves['goals'][number][] {
  const goals = journey.goals.get(trigger) ?? []
  if (goals.length === 0) return []
  const scope = scopeOf(contact, run, payload)
  const reached = goals.filter(({ name, within, where }) => {
    if (Object.hasOwn(run.goals, name)) return false
    if (within === undefined && run.state !== 'active') return false
    if (within && at > addDuration(run.enteredAt, within, bundle.reader(contact.attributes).zone))
      return false
    return where(scope)
  })
  return reached.map((goal) => ({ run: run.id, goal: goal.name, at }))
}

function exitTaken(
  contact: ContactState,
  run: Run,
  journey: LoadedJourney,
  occurrence: Occurrence | undefined,
): string | undefined {
  const listening = occurrence && journey.exitsOn.get(occurrence.trigger)
  const scope = listening && scopeOf(contact, run, occurrence.payload)
  const exit = scope && listening.find(({ holds }) => holds(scope))
  return exit?.id ?? conditionalExit(contact, run, journey)
}

/** The first `exit when` that holds for a run, or for a run that would begin so. */
export function conditionalExit(
  contact: ContactState,
  run: RunScope,
  journey: LoadedJourney,
  horizon?: Horizon,
): string | undefined {
  if (journey.exitsWhen.length === 0) return undefined
  const scope = scopeOf(contact, run, undefined, horizon)
  return journey.exitsWhen.find(({ holds }) => holds(scope))?.id
}

function wakeFor(
  bundle: LoadedBundle,
  contact: ContactState,
  run: Run,
  journey: LoadedJourney,
  happening: Happening,
  own: Occurrence | undefined,
  now: Instant,
): Wake | undefined {
  const { hold } = run
  if (happening.kind === 'migrated' && happening.arriving.has(run.id)) return { kind: 'entered' }
  if (hold === null) return undefined
  if (hold.kind === 'wait') {
    const position = positionOf(happening, contact, now)
    // What happened by the limit beats the timer, whichever comes first.
    if (hold.due === undefined || position[0] <= hold.due) {
      const wait = journey.nodes.get(run.node) as LoadedWait
      const arm = armSatisfied(contact, run, wait, own)
      if (arm !== undefined) {
        return {
          kind: 'arm',
          arm: arm.name,
          position,
          ...(arm.on !== undefined && own && { occurrence: own }),
        }
      }
    }
  }
  if (happening.kind === 'timer' && happening.run.id === run.id) return { kind: 'due' }
  if (isMoved(bundle, contact, run, journey, now)) return { kind: 'moved' }
  if (happening.kind === 'outcome' && hold.kind === 'sending' && hold.key === happening.message.key) {
    return { kind: 'outcome', outcome: happening.outcome }
  }
  if (happening.kind === 'result' && happening.run.id === run.id) {
    return { kind: 'result', result: happening.result }
  }
  return undefined
}

/** Whether a delay until a date, or quiet hours, end at another moment by now: the date, or the contact's zone, changed. */
function isMoved(
  bundle: LoadedBundle,
  contact: ContactState,
  run: Run,
  journey: LoadedJourney,
  now: Instant,
): boolean {
  const { hold } = run
  if ((hold?.kind !== 'delay' && hold?.kind !== 'quiet') || hold.due <= now) return false
  const node = journey.nodes.get(run.node)
  const turn = { bundle, contact, now }
  if (node?.kind === 'send') return endOfQuiet(turn, node.message.channel) !== hold.due
  return node?.kind === 'delay' && 'until' in node.ends && endOfDelay(turn, run, node) !== hold.due
}

function positionOf(happening: Happening, { seq }: ContactState, now: Instant): Position {
  if (happening.kind === 'occurrence') return happening.occurrence.position
  if (happening.kind === 'contact') return [happening.at, seq]
  // What changed because time passed did so when it was due, however late the host is.
  return [happening.kind === 'wake' ? happening.due : now, seq]
}

/** The first arm of a wait that something that happened, or a condition, satisfies. */
export function armSatisfied(
  contact: ContactState,
  run: Run,
  wait: LoadedWait,
  occurrence: Occurrence | undefined,
  horizon?: Horizon,
): LoadedArm | undefined {
  const fresh =
    occurrence && (wait.sinceStart || isAfter(occurrence.position, run.since)) ? occurrence : undefined
  const scope = scopeOf(contact, run, fresh?.payload, horizon)
  return wait.arms.find(({ on, where }) => (on === undefined || on === fresh?.trigger) && where(scope))
}

/**
 * What a run finds when it comes to a wait: the arm of what happened first, among several for one event the first in
 * order; else the first condition that holds now.
 */
export function armSatisfiedOnArrival(
  contact: ContactState,
  run: Run,
  wait: LoadedWait,
): Arrived | undefined {
  const from = wait.sinceStart ? run.began : run.since
  let early: (Arrived & { occurrence: Occurrence }) | undefined
  for (const { name, on, where } of wait.arms) {
    if (on === undefined) continue
    const occurrence = earliestAfter(contact.history, from, (one) => {
      return one.trigger === on && isMeantFor(run, one) && where(scopeOf(contact, run, one.payload))
    })
    if (occurrence && (!early || isAfter(early.position, occurrence.position)))
      early = { kind: 'arm', arm: name, occurrence, position: occurrence.position }
  }
  if (early) return early
  const now = wait.arms.find(({ on, where }) => on === undefined && where(scopeOf(contact, run)))
  return now && { kind: 'arm', arm: now.name, position: run.since }
}

type Arrived = Extract<Wake, { kind: 'arm' }>

function startsMatching(
  bundle: LoadedBundle,
  contact: ContactState,
  happening: Happening,
): readonly LoadedStart[] {
  if (happening.kind === 'scheduled') return firstMatching(contact, [happening.start])
  if (happening.kind === 'start') return firstMatching(contact, happening.journey.manualStarts)
  if (happening.kind !== 'occurrence') return []
  const { occurrence } = happening
  const listening = bundle.starts.get(occurrence.trigger)
  return listening === undefined
    ? []
    : listening.flatMap((starts) => firstMatching(contact, starts, occurrence))
}

function firstMatching(
  contact: ContactState,
  starts: readonly LoadedStart[],
  occurrence?: Occurrence,
): readonly LoadedStart[] {
  const scope = scopeOf(contact, undefined, occurrence?.payload)
  const first = starts.find(
    ({ where, to }) => (to === undefined || sameValue(to(scope), occurrence?.value)) && where(scope),
  )
  return first === undefined ? [] : [first]
}
