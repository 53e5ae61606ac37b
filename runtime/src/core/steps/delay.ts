import type { LoadedDelay } from '../../graph/loaded.ts'
import { addDuration } from '../../time/add-duration.ts'
import { hold } from '../hold.ts'
import type { Step } from './step.ts'

/** Holds the run for a length of time. A delay of no length does not hold. */
export const arriveAtDelay: Step<LoadedDelay> = (turn, run, node) => {
  const due = addDuration(turn.now, node.for, turn.bundle.reader(turn.contact.attributes).zone)
  if (due <= turn.now) return node.next
  hold(turn, run, 'delay', due)
  return undefined
}
