import type { LoadedDelay } from '../../graph/loaded.ts'
import { addDuration } from '../../time/add-duration.ts'
import type { Instant } from '../../time/instant.ts'
import { hold } from '../hold.ts'
import type { Run } from '../state.ts'
import { scopeOf, type Turn } from '../turn.ts'
import type { Step } from './step.ts'

/**
 * Holds the run for a length of time, or until a moment. A delay of no length does not hold; nor does one until a moment
 * that is past, or until a date that is missing.
 */
export const arriveAtDelay: Step<LoadedDelay> = (turn, run, node) => {
  const due = endOfDelay(turn, run, node)
  if (due === undefined) return node.past ?? node.next
  if (due <= turn.now) return node.next
  hold(turn, run, { kind: 'delay', began: turn.now, due })
  return undefined
}

/** When a delay that begins now ends. `undefined` when it is too late for it. */
export function endOfDelay(
  { bundle, contact, now }: Pick<Turn, 'bundle' | 'contact' | 'now'>,
  run: Run,
  { ends }: LoadedDelay,
): Instant | undefined {
  const { zone } = bundle.reader(contact.attributes)
  return 'for' in ends ? addDuration(now, ends.for, zone) : ends.until(scopeOf(contact, run), zone, now)
}
