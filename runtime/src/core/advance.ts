import type { LoadedBundle, LoadedEdge, LoadedJourney, LoadedNode } from '../graph/loaded.ts'
import { problem } from '../problems.ts'
import type { Instant } from '../time/instant.ts'
import { exitRun } from './end.ts'
import { endHold, keepBeginning } from './hold.ts'
import type { Command, RuntimeRecord } from './output.ts'
import type { Wake } from './route.ts'
import { type ContactState, ownValue, type Run } from './state.ts'
import { arriveAtBranch } from './steps/branch.ts'
import { arriveAtCall, settleCall } from './steps/call.ts'
import { arriveAtDelay } from './steps/delay.ts'
import { arriveAtEmit } from './steps/emit.ts'
import { arriveAtEnter } from './steps/enter.ts'
import { arriveAtFinish } from './steps/finish.ts'
import { arriveAtMatch } from './steps/match.ts'
import { arriveAtNotify } from './steps/notify.ts'
import { arriveAtRepeat } from './steps/repeat.ts'
import { arriveAtSend, settleSend, trySend } from './steps/send.ts'
import { arriveAtSet } from './steps/set.ts'
import { arriveAtSplit } from './steps/split.ts'
import { arriveAtTag } from './steps/tag.ts'
import { arriveAtWait, takeArm } from './steps/wait.ts'
import { type Caused, journeyOf, newTurn, type RunDraft, type Turn } from './turn.ts'

/** What moving a run leads to. */
export interface Advanced {
  run: Run
  contact: ContactState
  commands: Command[]
  records: RuntimeRecord[]
  /** What its steps made happen to the contact. */
  caused: Caused[]
}

/**
 * Moves one run through as many steps as it can take, until it stands still or is over. Pure. A run whose version of
 * its journey is not loaded stays where it is.
 */
export function advance(
  bundle: LoadedBundle,
  contact: ContactState,
  run: Run,
  wake: Wake,
  now: Instant,
): Advanced {
  const turn = newTurn(bundle, contact, now)
  const moved = moveRun(turn, run, wake)
  const { commands, records, line } = turn
  return { run: moved, contact: turn.contact, commands, records, caused: line.map((one) => one.happening) }
}

/** Moves a run within a turn. */
export function moveRun(turn: Turn, run: Run, wake: Wake): Run {
  const journey = journeyOf(turn.bundle, run)
  const node = journey?.nodes.get(run.node)
  if (journey === undefined || node === undefined) return run
  const draft: RunDraft = { ...run }
  let edge = wake.kind === 'entered' ? comeTo(turn, draft, journey, node) : leave(turn, draft, node, wake)
  while (edge !== undefined) {
    pass(turn, draft, edge)
    edge = comeTo(turn, draft, journey, edge.to)
  }
  return draft
}

/** Runs the step that a run came to, unless it comes to it again and again. */
function comeTo(
  turn: Turn,
  run: RunDraft,
  { looping }: LoadedJourney,
  node: LoadedNode,
): LoadedEdge | undefined {
  const limit = looping.get(node)
  if (limit !== undefined && isEndless(run, node, limit)) {
    endLoop(turn, run, node, limit)
    return undefined
  }
  return arrive(turn, run, node)
}

/** Counts the arrival at a step in a loop. True when there were too many. */
function isEndless(run: RunDraft, { id }: LoadedNode, limit: number): boolean {
  const arrivals = (ownValue(run.arrivals, id) ?? 0) + 1
  run.arrivals = { ...run.arrivals, [id]: arrivals }
  return arrivals > limit
}

function arrive(turn: Turn, run: RunDraft, node: LoadedNode): LoadedEdge | undefined {
  switch (node.kind) {
    case 'send':
      return arriveAtSend(turn, run, node)
    case 'delay':
      return arriveAtDelay(turn, run, node)
    case 'wait':
      return arriveAtWait(turn, run, node)
    case 'branch':
      return arriveAtBranch(turn, run, node)
    case 'match':
      return arriveAtMatch(turn, run, node)
    case 'set':
      return arriveAtSet(turn, run, node)
    case 'tag':
    case 'untag':
      return arriveAtTag(turn, run, node)
    case 'split':
      return arriveAtSplit(turn, run, node)
    case 'repeat':
      return arriveAtRepeat(turn, run, node)
    case 'call':
      return arriveAtCall(turn, run, node)
    case 'notify':
      return arriveAtNotify(turn, run, node)
    case 'emit':
      return arriveAtEmit(turn, run, node)
    case 'enter':
      return arriveAtEnter(turn, run, node)
    case 'finish':
      return arriveAtFinish(turn, run, node)
  }
}

/** Goes on from the step that a run stood still at. */
function leave(
  turn: Turn,
  run: RunDraft,
  node: LoadedNode,
  wake: Exclude<Wake, { kind: 'entered' }>,
): LoadedEdge | undefined {
  const { hold } = run
  if (hold === null) return undefined
  run.hold = null
  if (node.kind === 'send') {
    return wake.kind === 'outcome' ? settleSend(node, wake.outcome) : trySend(turn, run, node)
  }
  if (node.kind === 'call') {
    return wake.kind === 'result' ? settleCall(turn, run, node, wake.result) : undefined
  }
  if (node.kind === 'delay' && wake.kind === 'moved') {
    const edge = arriveAtDelay(turn, run, node)
    keepBeginning(run, hold)
    if (edge !== undefined) endHold(run, [turn.now, turn.contact.seq])
    return edge
  }
  if (node.kind === 'wait' && wake.kind === 'arm') return takeArm(turn, run, node, wake)
  // Time counts from when it was due, so that nothing is missed when the timer comes late.
  const due = 'due' in hold ? hold.due : undefined
  endHold(run, [due ?? turn.now, turn.contact.seq])
  if (node.kind === 'wait') return node.timeout
  return node.kind === 'delay' ? node.next : undefined
}

function pass(turn: Turn, run: RunDraft, { name, to, breaks }: LoadedEdge): void {
  turn.records.push({
    kind: 'passed',
    at: turn.now,
    contact: turn.contact.id,
    journey: run.journey,
    run: run.id,
    node: run.node,
    edge: name,
    to: to.id,
  })
  run.node = to.id
  if (breaks) run.rounds = {}
}

function endLoop(turn: Turn, run: RunDraft, { id: node }: LoadedNode, limit: number): void {
  const { id, journey } = run
  const found = problem('endless_loop', { limit, node })
  turn.records.push({
    kind: 'problem',
    at: turn.now,
    contact: turn.contact.id,
    journey,
    run: id,
    problem: found,
  })
  exitRun(turn, run, found.name)
}
