import { canonicalJson } from '../graph/canonical.ts'
import type { NodeId, Value } from '../graph/format.ts'

/** Identity of a run: `welcome/c1#1`, or `cart/c1/order-7#2` with a key; the number counts the contact's entries. */
export type RunId = string
/**
 * Identity of what a step asks of the host, a message, a call or a notification: run, step and visit, e.g.
 * `welcome/c1#1/conversion/send thanks/1`.
 */
export type StepKey = string

export function runId(journey: string, contact: string, key: string | undefined, entry: number): RunId {
  const parts = key === undefined ? [journey, contact] : [journey, contact, key]
  return `${parts.map(escapeMarks).join('/')}#${entry}`
}

export function stepKey(run: RunId, node: NodeId, visit: number): StepKey {
  return `${run}/${node}/${visit}`
}

/** The value of a start's `key` as text. Values that differ have texts that differ, within one type. */
export function keyText(value: Value): string {
  return typeof value === 'object' ? canonicalJson(value) : String(value)
}

/** Keeps the marks between the parts of an identity out of its parts. */
function escapeMarks(part: string): string {
  return /[%/#]/.test(part) ? part.replace(/[%/#]/g, (mark) => encodeURIComponent(mark)) : part
}
