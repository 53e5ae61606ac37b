import type { LoadedBranch } from '../../graph/loaded.ts'
import { scopeOf } from '../turn.ts'
import type { Step } from './step.ts'

export const arriveAtBranch: Step<LoadedBranch> = (turn, run, node) =>
  node.when(scopeOf(turn.contact, run)) ? node.yes : node.no
