import { chanceOf } from '../../chance.ts'
import type { LoadedSplit, LoadedSplitArm } from '../../graph/loaded.ts'
import type { Step } from './step.ts'

/** Leaves by the arm that the contact falls to, which is the same in every run. */
export const arriveAtSplit: Step<LoadedSplit> = (turn, run, { split, arms }) => {
  const { bundle, contact } = turn
  const pinned = bundle.pins?.arms.get(run.journey)?.get(split)
  const arm =
    pinned === undefined
      ? armAt(arms, chanceOf(contact.id, run.journey, split))
      : arms.find(({ name }) => name === pinned)
  return arm?.next
}

function armAt(arms: readonly LoadedSplitArm[], chance: number): LoadedSplitArm | undefined {
  let end = 0
  return arms.find(({ share }) => {
    end += share
    return chance < end
  })
}
