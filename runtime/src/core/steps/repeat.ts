import type { LoadedRepeat } from '../../graph/loaded.ts'
import { ownValue } from '../state.ts'
import { scopeOf } from '../turn.ts'
import type { Step } from './step.ts'

/** Begins another round, or goes on when all are done or the condition holds. */
export const arriveAtRepeat: Step<LoadedRepeat> = (turn, run, { id, times, until, body, next }) => {
  const { [id]: _, ...others } = run.rounds
  const begun = ownValue(run.rounds, id) ?? 0
  if (begun >= times || until(scopeOf(turn.contact, run))) {
    run.rounds = others
    return next
  }
  run.rounds = { ...others, [id]: begun + 1 }
  return body
}
