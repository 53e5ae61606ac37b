import type { LoadedFinish } from '../../graph/loaded.ts'
import { finishRun } from '../end.ts'
import type { Step } from './step.ts'

export const arriveAtFinish: Step<LoadedFinish> = (turn, run, node) => {
  finishRun(turn, run, node.reason)
  return undefined
}
