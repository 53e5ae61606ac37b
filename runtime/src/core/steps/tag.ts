import type { LoadedTag } from '../../graph/loaded.ts'
import { changeTag } from '../accept.ts'
import { emit } from '../occur.ts'
import type { Step } from './step.ts'

/** Adds or removes a tag. The run sees it at once; what it starts or moves elsewhere waits in line. */
export const arriveAtTag: Step<LoadedTag> = (turn, run, { id: node, kind, tag, next }) => {
  if (changeTag(turn, kind, tag)) {
    turn.records.push({
      kind: kind === 'tag' ? 'tagged' : 'untagged',
      at: turn.now,
      contact: turn.contact.id,
      tag,
      journey: run.journey,
      run: run.id,
      node,
    })
    emit(turn, { trigger: `${kind} ${tag}` })
  }
  return next
}
