import type { Values } from '../../expressions/compile.ts'
import type { LoadedChannel, LoadedEdge, LoadedSend } from '../../graph/loaded.ts'
import { addDuration } from '../../time/add-duration.ts'
import { hold } from '../hold.ts'
import type { Outcome } from '../inputs.ts'
import type { Suppression } from '../output.ts'
import type { ContactState, SentMessage } from '../state.ts'
import { type RunDraft, scopeOf, type Turn } from '../turn.ts'
import { evaluateArguments, exitsBefore, keyOf, noteVisit } from './outside.ts'
import { endOfQuiet } from './quiet.ts'
import type { Step } from './step.ts'

/** Hands a message over, and holds the run until its outcome is known. */
export const arriveAtSend: Step<LoadedSend> = (turn, run, node) => {
  noteVisit(run, node.id)
  return trySend(turn, run, node)
}

/**
 * Looks in order at what may keep a message from being sent: an exit, a missing address or parameter, no consent,
 * quiet hours, the cap. After quiet hours it all is looked at again.
 */
export const trySend: Step<LoadedSend> = (turn, run, node) => {
  const { contact, bundle } = turn
  const { channel } = node.message
  if (exitsBefore(turn, run)) return undefined
  const scope = scopeOf(contact, run)
  const to = channel.to(scope)
  const args = evaluateArguments(node.message.params, node.args, scope)
  if (typeof to !== 'string' || to === '' || args === undefined) return suppress(turn, run, node, 'missing')
  if (!hasConsent(turn, channel)) return suppress(turn, run, node, 'consent')
  const { zone } = bundle.reader(contact.attributes)
  const quietUntil = endOfQuiet(turn, channel)
  if (quietUntil !== undefined) {
    if (channel.quiet?.skip) return suppress(turn, run, node, 'quiet')
    hold(turn, run, { kind: 'quiet', due: quietUntil })
    return undefined
  }
  if (isCapped(turn, channel, zone)) return suppress(turn, run, node, 'cap')
  handOver(turn, run, node, to, args)
  return undefined
}

/** Goes on from a send whose outcome is known. */
export function settleSend(node: LoadedSend, outcome: Outcome): LoadedEdge {
  return outcome.ok ? node.next : (node.else ?? node.next)
}

/** Whether the contact agrees to messages on the channel, as far as the channel asks for that. */
export function hasConsent(
  { bundle, contact }: Pick<Turn, 'bundle' | 'contact'>,
  { consent }: LoadedChannel,
): boolean {
  if (consent === undefined) return true
  return (contact.attributes[consent] ?? bundle.contact.get(consent)?.default) === true
}

/** Whether the channel's limit is used up. A message counts until its time, plus the window, has passed. */
function isCapped({ contact, now }: Turn, { name, limit }: LoadedChannel, zone: string): boolean {
  return limit !== undefined && countedSends(contact, name, limit.per, zone, now) >= limit.count
}

function countedSends(
  { sends }: ContactState,
  channel: string,
  per: Parameters<typeof addDuration>[1],
  zone: string,
  now: number,
): number {
  const counts = (one: SentMessage) => one.channel === channel && one.outcome !== 'withheld'
  return sends.filter((one) => counts(one) && addDuration(one.at, per, zone) > now).length
}

function suppress(turn: Turn, run: RunDraft, node: LoadedSend, reason: Suppression): LoadedEdge {
  turn.records.push({
    kind: 'suppressed',
    at: turn.now,
    contact: turn.contact.id,
    journey: run.journey,
    run: run.id,
    node: node.id,
    message: node.message.name,
    channel: node.message.channel.name,
    reason,
  })
  return node.else ?? node.next
}

function handOver(turn: Turn, run: RunDraft, node: LoadedSend, to: string, args: Values): void {
  const { contact, now: at } = turn
  const { id, journey } = run
  const { id: step, message } = node
  const key = keyOf(run, step)
  const channel = message.channel.name
  // Written out, for this is the hottest of steps, and spreading an object costs as much as all else here.
  const sent = { key, journey, run: id, node: step, message: message.name, channel, at }
  turn.contact = { ...contact, sends: [...contact.sends, sent] }
  run.hold = { kind: 'sending', key, hop: turn.hop }
  const whose = contact.id
  turn.commands.push({
    kind: 'send',
    contact: whose,
    to,
    args,
    key,
    journey,
    run: id,
    node: step,
    message: message.name,
    channel,
    at,
    ...(message.pinned !== undefined && { pinned: message.pinned }),
  })
  turn.records.push({
    kind: 'handed',
    contact: whose,
    key,
    journey,
    run: id,
    node: step,
    message: message.name,
    channel,
    at,
  })
}
