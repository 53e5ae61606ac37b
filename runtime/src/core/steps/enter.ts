import type { LoadedEnter } from '../../graph/loaded.ts'
import { problem } from '../../problems.ts'
import { putInLine } from '../occur.ts'
import type { RunDraft, Turn } from '../turn.ts'
import type { Step } from './step.ts'

/** Puts the contact into another journey, once this run stands still or is over. Its rules of entry decide. */
export const arriveAtEnter: Step<LoadedEnter> = (turn, run, { journey: name, next }) => {
  const journey = turn.bundle.journeys.get(name)
  if (journey !== undefined && journey.manualStarts.length > 0) putInLine(turn, { kind: 'start', journey })
  else reportGone(turn, run, name, journey !== undefined)
  return next
}

/** A step of an earlier version may name a journey that nobody can be put into any more. */
function reportGone(turn: Turn, run: RunDraft, name: string, isThere: boolean): void {
  const found = problem(isThere ? 'no_manual_start' : 'unknown_journey', { journey: name })
  const about = { at: turn.now, contact: turn.contact.id, journey: run.journey, run: run.id }
  turn.records.push({ kind: 'problem', ...about, problem: found })
}
