import type { Edit } from '@journey-lang/compiler'
import type { Snapshot } from '../workspace/snapshot.ts'
import { changedSteps, identitiesIn, movesOf, writtenIdentities } from './step-identities.ts'
import { tryEdits } from './trial.ts'

/** Edits with what follows from them. */
export interface Consequences {
  edits: Edit[]
  /**
   * Where runs stand at steps that get another identity: `moved` declarations for them. To be written only if the
   * author wants it.
   */
  moved: Edit[]
}

/**
 * Adds to edits of names what follows from them: texts that name steps by their identities follow, and runs that stand
 * at steps can be taken along. Nothing but names may change; edits that would break the project, or let a name mean
 * something else, have a problem, in a sentence.
 */
export function withConsequences(
  snapshot: Snapshot,
  edits: readonly Edit[],
): Consequences | { problem: string } {
  const first = tryEdits(snapshot, edits, (changed) => identitiesIn(snapshot, changed))
  const steps = changedSteps(snapshot, first.found)
  const taken = steps.find((one) => one.taken !== undefined)
  if (taken) {
    const problem = `Runs that stand at "${taken.taken}" in "${taken.journey}" would stand at another step.`
    return { problem }
  }
  const written = writtenIdentities(snapshot, steps)
  const all = [...edits.filter((edit) => !written.some((other) => holds(other, edit))), ...written]
  const { problem } = written.length > 0 ? tryEdits(snapshot, all, () => undefined) : first
  return problem === undefined ? { edits: all, moved: movesOf(snapshot, steps) } : { problem }
}

function holds(outer: Edit, inner: Edit): boolean {
  return outer.file === inner.file && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end
}
