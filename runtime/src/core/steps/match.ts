import { sameValue } from '../../expressions/value.ts'
import type { LoadedMatch } from '../../graph/loaded.ts'
import { scopeOf } from '../turn.ts'
import type { Step } from './step.ts'

/** Goes the way of the first arm that has the value. A missing value is in no arm. */
export const arriveAtMatch: Step<LoadedMatch> = (turn, run, node) => {
  const scope = scopeOf(turn.contact, run)
  const value = node.on(scope)
  if (value === undefined) return node.else
  return node.arms.find(({ is }) => is.some((one) => sameValue(one(scope), value)))?.next ?? node.else
}
