import type { Evaluate, Fields, Scope, Values } from '../../expressions/compile.ts'
import type { NodeId, Value } from '../../graph/format.ts'
import { exitRun } from '../end.ts'
import { stepKey } from '../ids.ts'
import { conditionalExit } from '../route.ts'
import { ownValue } from '../state.ts'
import { journeyOf, type RunDraft, type Turn } from '../turn.ts'

/** Shared by the steps that reach outside: messages, calls, notifications. */

/** Counts a visit to a step, so that what it asks of the host has a key of its own. */
export function noteVisit(run: RunDraft, node: NodeId): void {
  run.visits = { ...run.visits, [node]: (ownValue(run.visits, node) ?? 0) + 1 }
}

/** What the step asks of the host at this visit, as one identity. */
export function keyOf(run: RunDraft, node: NodeId): string {
  return stepKey(run.id, node, run.visits[node]!)
}

/** Ends the run if a condition for that holds. Nothing is done for contacts that should have left. */
export function exitsBefore(turn: Turn, run: RunDraft): boolean {
  const exit = conditionalExit(turn.contact, run, journeyOf(turn.bundle, run)!)
  if (exit !== undefined) exitRun(turn, run, exit)
  return exit !== undefined
}

/** The values of parameters. `undefined` when one is missing that can't be done without. */
export function evaluateArguments(
  params: Fields,
  args: ReadonlyMap<string, Evaluate>,
  scope: Scope,
): Values | undefined {
  const values: Record<string, Value> = {}
  for (const [name, field] of params) {
    const value = args.get(name)?.(scope) ?? field.default
    if (value !== undefined) values[name] = value
    else if (field.optional !== true) return undefined
  }
  return values
}
