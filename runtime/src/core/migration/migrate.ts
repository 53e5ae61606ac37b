import { type Problem, problem } from '../../problems.ts'
import { finishRun } from '../end.ts'
import { hold } from '../hold.ts'
import type { RunId } from '../ids.ts'
import type { MigrateInput } from '../inputs.ts'
import type { Run } from '../state.ts'
import { type RunDraft, replaceRun, type Turn } from '../turn.ts'
import { type Fate, fateOf } from './fate.ts'

/**
 * Takes the runs of a contact to the latest version of their journeys. All or none: problems, when the step of one is
 * gone and nothing says where it goes on. Gives the runs that come to a step anew; `undefined` when nothing is to be done.
 */
export function migrateRuns(turn: Turn, { journey }: MigrateInput): Set<RunId> | Problem[] | undefined {
  const { bundle, contact } = turn
  const problems: Problem[] = []
  const fates: { run: Run; fate: Fate }[] = []
  for (const run of contact.runs) {
    const fate = journey === undefined || run.journey === journey ? fateOf(bundle, contact, run) : undefined
    if (fate === undefined) continue
    fates.push({ run, fate })
    const { journey: name, node, hash } = run
    if (fate.kind === 'unanswered') problems.push(problem('step_gone', { journey: name, node }))
    if (fate.kind === 'unknown_version')
      problems.push(problem('unknown_run_version', { journey: name, hash }))
  }
  if (problems.length > 0) return problems
  const arriving = new Set<RunId>()
  let isMoved = false
  for (const { run, fate } of fates) {
    if (!('run' in fate)) continue
    isMoved = true
    turn.contact = replaceRun(turn.contact, take(turn, run, fate))
    if (fate.kind === 'arrives') arriving.add(run.id)
  }
  return isMoved ? arriving : undefined
}

function take(turn: Turn, before: Run, { kind, run }: Extract<Fate, { run: Run }>): Run {
  const { id, journey, node } = before
  turn.records.push({
    kind: 'migrated',
    at: turn.now,
    contact: turn.contact.id,
    journey,
    run: id,
    node,
    was: before.hash,
    hash: run.hash,
    fate: kind,
    ...((kind === 'stays' || kind === 'arrives') && { to: run.node }),
  })
  const draft: RunDraft = { ...run }
  if (kind === 'finishes') finishRun(turn, draft, undefined)
  if (kind === 'stays' && run.hold !== before.hold && run.hold !== null) renew(turn, draft)
  return draft
}

/** What the run waits for ends at another moment: its old timer is not the one to listen to. */
function renew(turn: Turn, run: RunDraft): void {
  if (run.hold !== null && 'token' in run.hold) hold(turn, run, run.hold)
}
