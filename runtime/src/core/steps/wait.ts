import type { LoadedEdge, LoadedWait } from '../../graph/loaded.ts'
import { addDuration } from '../../time/add-duration.ts'
import { endHold, hold } from '../hold.ts'
import { armSatisfiedOnArrival, type Wake } from '../route.ts'
import { journeyOf, type RunDraft, type Turn } from '../turn.ts'
import type { Step } from './step.ts'

/** Holds the run until an arm is satisfied or the limit has passed, unless an arm is satisfied already. */
export const arriveAtWait: Step<LoadedWait> = (turn, run, node) => {
  const early = armSatisfiedOnArrival(turn.contact, run, node)
  if (early) {
    const { arrivals } = run
    const edge = takeArm(turn, run, node, early)
    // The run did not stand still, so the guard against endless loops goes on counting.
    run.arrivals = arrivals
    return edge
  }
  if (node.limit === undefined) {
    hold(turn, run, { kind: 'wait', began: turn.now })
    return undefined
  }
  const due = addDuration(turn.now, node.limit, turn.bundle.reader(turn.contact.attributes).zone)
  if (due <= turn.now) return node.timeout
  hold(turn, run, { kind: 'wait', began: turn.now, due })
  return undefined
}

/** Leaves a wait by an arm. The payload is kept if it is read later. */
export function takeArm(
  turn: Turn,
  run: RunDraft,
  node: LoadedWait,
  { arm, occurrence, position }: Extract<Wake, { kind: 'arm' }>,
): LoadedEdge | undefined {
  endHold(run, position)
  if (occurrence?.payload && journeyOf(turn.bundle, run)?.kept.has(node.id)) {
    run.bindings = { ...run.bindings, [node.id]: occurrence.payload }
  }
  return node.arms.find(({ name }) => name === arm)?.next
}
