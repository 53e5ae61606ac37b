import type { LoadedEnter } from '../../graph/loaded.ts'
import { putInLine } from '../occur.ts'
import type { Step } from './step.ts'

/** Puts the contact into another journey, once this run stands still or is over. Its rules of entry decide. */
export const arriveAtEnter: Step<LoadedEnter> = (turn, _, { journey: name, next }) => {
  const journey = turn.bundle.journeys.get(name)
  if (journey !== undefined) putInLine(turn, { kind: 'start', journey })
  return next
}
