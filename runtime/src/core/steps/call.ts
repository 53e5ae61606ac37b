import type { LoadedCall, LoadedEdge } from '../../graph/loaded.ts'
import type { CallResult } from '../inputs.ts'
import { journeyOf, type RunDraft, scopeOf, type Turn } from '../turn.ts'
import { evaluateArguments, exitsBefore, keyOf, noteVisit } from './outside.ts'
import type { Step } from './step.ts'

/** Has the host carry out an action, and holds the run until its result is known. */
export const arriveAtCall: Step<LoadedCall> = (turn, run, node) => {
  if (exitsBefore(turn, run)) return undefined
  noteVisit(run, node.id)
  // The answer of an earlier visit is not that of this call, which may fail.
  if (Object.hasOwn(run.bindings, node.id)) {
    const { [node.id]: _, ...others } = run.bindings
    run.bindings = others
  }
  const { id, journey } = run
  const action = node.action.name
  const about = { at: turn.now, contact: turn.contact.id, journey, run: id, node: node.id, action }
  const args = evaluateArguments(node.action.params, node.args, scopeOf(turn.contact, run))
  if (args === undefined) {
    turn.records.push({ kind: 'call_failed', ...about, reason: 'a value that it needs is missing' })
    return node.else ?? node.next
  }
  const key = keyOf(run, node.id)
  run.hold = { kind: 'calling', key, action, hop: turn.hop }
  turn.commands.push({ kind: 'call', ...about, key, args })
  turn.records.push({ kind: 'calling', ...about, key, args })
  return undefined
}

/** Goes on from a call whose result is known. What it answered is kept if it is read later. */
export function settleCall(turn: Turn, run: RunDraft, node: LoadedCall, result: CallResult): LoadedEdge {
  if (!result.ok) return node.else ?? node.next
  if (journeyOf(turn.bundle, run)?.kept.has(node.id)) {
    run.bindings = { ...run.bindings, [node.id]: result.values }
  }
  return node.next
}
