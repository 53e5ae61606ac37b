import type { Values } from '../../expressions/compile.ts'
import type { Value } from '../../graph/format.ts'
import type { LoadedChannel, LoadedEdge, LoadedSend } from '../../graph/loaded.ts'
import { addDuration } from '../../time/add-duration.ts'
import { endOfPeriod } from '../../time/quiet.ts'
import { exitRun } from '../end.ts'
import { hold } from '../hold.ts'
import { sendKey } from '../ids.ts'
import type { Outcome } from '../inputs.ts'
import type { Suppression } from '../output.ts'
import { conditionalExit } from '../route.ts'
import { type ContactState, ownValue } from '../state.ts'
import { journeyOf, type RunDraft, scopeOf, type Turn } from '../turn.ts'
import type { Step } from './step.ts'

/** Hands a message over, and holds the run until its outcome is known. */
export const arriveAtSend: Step<LoadedSend> = (turn, run, node) => {
  run.visits = { ...run.visits, [node.id]: (ownValue(run.visits, node.id) ?? 0) + 1 }
  return trySend(turn, run, node)
}

/**
 * Looks in order at what may keep a message from being sent: an exit, a missing address or parameter, no consent,
 * quiet hours, the cap. After quiet hours it all is looked at again.
 */
export const trySend: Step<LoadedSend> = (turn, run, node) => {
  const { contact, bundle, now } = turn
  const { channel } = node.message
  const exit = conditionalExit(contact, run, journeyOf(bundle, run)!)
  if (exit !== undefined) {
    exitRun(turn, run, exit)
    return undefined
  }
  const scope = scopeOf(contact, run)
  const to = channel.to(scope)
  const args = evaluateArguments(node, scope)
  if (typeof to !== 'string' || to === '' || args === undefined) return suppress(turn, run, node, 'missing')
  if (!hasConsent(turn, channel)) return suppress(turn, run, node, 'consent')
  const { zone } = bundle.reader(contact.attributes)
  const quietUntil = channel.quiet && endOfPeriod(now, channel.quiet.period, zone)
  if (quietUntil !== undefined) {
    if (channel.quiet?.skip) return suppress(turn, run, node, 'quiet')
    hold(turn, run, 'quiet', quietUntil)
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

/** `undefined` when a parameter is missing that the message can't do without. */
function evaluateArguments(
  { message, args }: LoadedSend,
  scope: ReturnType<typeof scopeOf>,
): Values | undefined {
  const values: Record<string, Value> = {}
  for (const [name, field] of message.params) {
    const value = args.get(name)?.(scope) ?? field.default
    if (value !== undefined) values[name] = value
    else if (field.optional !== true) return undefined
  }
  return values
}

function hasConsent({ bundle, contact }: Turn, { consent }: LoadedChannel): boolean {
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
  return sends.filter((one) => one.channel === channel && addDuration(one.at, per, zone) > now).length
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
  const key = sendKey(id, step, run.visits[step]!)
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
