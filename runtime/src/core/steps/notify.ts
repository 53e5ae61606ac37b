import type { LoadedNotify } from '../../graph/loaded.ts'
import { scopeOf } from '../turn.ts'
import { exitsBefore, keyOf, noteVisit } from './outside.ts'
import type { Step } from './step.ts'

/** Has the host tell a department. The run does not wait for an answer. */
export const arriveAtNotify: Step<LoadedNotify> = (turn, run, node) => {
  if (exitsBefore(turn, run)) return undefined
  noteVisit(run, node.id)
  const { id, journey } = run
  const { department } = node
  const text = String(node.text(scopeOf(turn.contact, run)) ?? '')
  const key = keyOf(run, node.id)
  const contact = turn.contact.id
  const notice = { at: turn.now, contact, journey, run: id, node: node.id, department, text, key }
  turn.commands.push({ kind: 'notify', ...notice })
  turn.records.push({ kind: 'notified', ...notice })
  return node.next
}
