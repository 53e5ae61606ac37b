import type { Channel, Node, RuntimeRecord, SendingChannel } from '@journey-lang/runtime'
import { formatProblem } from '@journey-lang/runtime'
import type { Delivery } from '@journey-lang/runtime/service'
import { clean, isolate } from '../../emit/bidi.ts'
import { expressionText, own, tagText } from '../../emit/expression-text.ts'
import { durationText } from '../../emit/quantity-text.ts'
import { exitWords, messageExcerpt, quote, sentence, shorten, stepWords } from '../../emit/words.ts'
import { shortValue } from './facts.ts'
import { at, because, type Scene, wordsOf } from './scene.ts'
import type { Sentence } from './story.ts'
import { momentText } from './times.ts'

/** Looks a delivery up: what was written to whom, and how often it was tried. */
export type Deliveries = (key: string) => Delivery | undefined

/** What a record tells of what a run did, or what was done to it. Nothing for those that are told elsewhere. */
export function tellAct(scene: Scene, record: RuntimeRecord, deliveries: Deliveries): Sentence | undefined {
  const { version, zone } = scene
  const when = { at: record.at }
  switch (record.kind) {
    case 'handed':
      return {
        topic: 'wait',
        ...when,
        ...at(scene, record.node),
        key: record.key,
        text: `${messageText(record, scene, deliveries)} was handed over${viaText(record, deliveries)}.`,
      }
    case 'sent':
      return {
        topic: 'send',
        ...when,
        ...at(scene, record.node),
        key: record.key,
        text: `Was sent ${messageText(record, scene, deliveries)}${viaText(record, deliveries)}.`,
      }
    case 'failed':
      return {
        topic: 'fail',
        ...when,
        ...at(scene, record.node),
        key: record.key,
        text: `${messageText(record, scene, deliveries)} could not be sent: ${ended(record.reason)}${triedByHand(deliveries(record.key))}`,
      }
    case 'suppressed':
      return {
        topic: 'hold_back',
        ...when,
        ...at(scene, record.node),
        ...(record.key !== undefined && { key: record.key }),
        ...suppression(scene, record),
      }
    case 'held': {
      if (record.for !== 'quiet') return undefined
      const node = own(version.journey.nodes, record.node)
      const until = record.due === undefined ? '' : `, until ${momentText(record.due, zone)}`
      const quiet = quietText(channelOf(scene, node))
      return {
        topic: 'wait',
        ...when,
        ...at(scene, record.node),
        text: `${messageOf(node)} had to wait for the end of quiet hours${quiet}${until}.`,
      }
    }
    case 'calling':
      return {
        topic: 'wait',
        ...when,
        ...at(scene, record.node),
        key: record.key,
        text: `Called ${name(record.action)}.`,
      }
    case 'called': {
      const values = Object.entries(record.values).map(([key, value]) => `${name(key)} ${shortValue(value)}`)
      const answer = values.length === 0 ? '' : `, which answered ${values.join(', ')}`
      return {
        topic: 'call',
        ...when,
        ...at(scene, record.node),
        key: record.key,
        text: `Called ${name(record.action)}${answer}.`,
      }
    }
    case 'call_failed':
      return {
        topic: 'fail',
        ...when,
        ...at(scene, record.node),
        ...(record.key !== undefined && { key: record.key }),
        text: `The call of ${name(record.action)} failed: ${ended(record.reason)}`,
      }
    case 'notified': {
      const title = own(version.bundle.departments, record.department)?.title ?? record.department
      const text = `Told ${quote(clean(title))}: ${quote(clean(record.text))}.`
      return { topic: 'notify', ...when, ...at(scene, record.node), key: record.key, text }
    }
    case 'emitted':
      return { topic: 'mark', ...when, ...at(scene, record.node), text: `Made ${name(record.event)} happen.` }
    case 'tagged':
    case 'untagged': {
      const done = record.kind === 'tagged' ? 'added' : 'taken away'
      const title = own(version.bundle.tags, record.tag)?.title
      const meaning = title === undefined ? '' : ` (${isolate(clean(title))})`
      const text = `The tag ${tagText(record.tag)}${meaning} was ${done}.`
      return { topic: 'mark', ...when, ...(record.node !== undefined && at(scene, record.node)), text }
    }
    case 'set': {
      const type = own(version.bundle.contact.fields, record.field)
      const value = record.value === undefined ? 'lost its value' : `became ${shortValue(record.value, type)}`
      return {
        topic: 'mark',
        ...when,
        ...at(scene, record.node),
        text: `contact.${name(record.field)} ${value}.`,
      }
    }
    case 'goal':
      return { topic: 'goal', ...when, text: `Reached the goal ${name(record.goal)}.` }
    case 'exited': {
      const exit = version.journey.exits.find(({ id }) => id === record.exit)
      const words = exit === undefined ? `(${name(record.exit)})` : exitWords(exit, wordsOf(scene))
      const condition = exit && 'when' in exit ? exit.when : exit?.where
      return {
        topic: 'exit',
        ...when,
        ...at(scene, record.node),
        text: `Left the journey ${words.replace(/^exit /, '')}.`,
        ...because(scene, condition),
      }
    }
    case 'finished': {
      const text =
        record.reason === undefined
          ? 'Came to the end of the journey.'
          : `Finished: ${quote(clean(record.reason))}.`
      return { topic: 'finish', ...when, ...at(scene, record.node), text }
    }
    case 'migrated':
      return {
        topic: 'move',
        ...when,
        ...(record.to !== undefined && at(scene, record.to)),
        text: movedText(scene, record),
      }
    case 'problem':
      return { topic: 'problem', ...when, text: `Something is wrong: ${formatProblem(record.problem)}` }
    case 'joined':
    case 'left':
    case 'entered':
    case 'held_out':
    case 'refused':
    case 'missed':
    case 'passed':
      return undefined
  }
}

/** `scene` is already that of the new version. */
function movedText(scene: Scene, { fate, node, to }: Extract<RuntimeRecord, { kind: 'migrated' }>): string {
  const taken = 'Was taken to a new version of the journey'
  if (fate === 'finishes') return `${taken}, in which the way ends here.`
  const step = to === undefined || to === node ? undefined : own(scene.version.journey.nodes, to)
  if (step === undefined) return `${taken}.`
  return `${taken}, and now stands at: ${sentence(stepWords(step, wordsOf(scene, to)))}.`
}

function name(text: string): string {
  return isolate(clean(text))
}

function ended(reason: string): string {
  const text = clean(reason)
  return /[.!?…]$/u.test(text) ? text : `${text}.`
}

/** A message by its name, and by what it says: `hello “Welcome, Sara”`; as it was written, where that is kept. */
export function messageText(
  { message, node: step, key }: { message: string; node: string; key: string },
  scene: Pick<Scene, 'version'>,
  deliveries: Deliveries,
): string {
  const written = deliveries(key)?.content
  const node = own(scene.version.journey.nodes, step)
  const excerpt =
    writtenExcerpt(written) ??
    (node?.kind === 'send' ? messageExcerpt(node, wordsOf(scene, step)) : undefined)
  return `${name(message)}${excerpt === undefined ? '' : ` ${quote(clean(excerpt))}`}`
}

/** What was written says first. A body is taken only as plain text. */
function writtenExcerpt(written: Readonly<Record<string, string>> = {}): string | undefined {
  const { subject, title, text, body } = written
  if (subject !== undefined) return subject
  const said = title ?? text ?? (body?.trimStart().startsWith('<') ? undefined : body)
  return said === undefined ? undefined : shorten(said.replace(/\s+/g, ' ').trim())
}

function messageOf(node: Node | undefined): string {
  return node?.kind === 'send' ? name(node.message) : 'The message'
}

/** What became of a dead letter later: the run is not told, and the log does not know. */
function triedByHand(delivery: Delivery | undefined): string {
  if (delivery?.state === 'done') return ' It was tried again by hand, and sent.'
  if (delivery?.state === 'withheld') return ' It was tried again by hand, and held back.'
  return delivery?.state === 'waiting' || delivery?.state === 'answering' ? ' It is being tried again.' : ''
}

function viaText(
  { channel, key, ...record }: { channel: string; key: string; to?: string },
  deliveries: Deliveries,
): string {
  const command = deliveries(key)?.command
  const to = record.to ?? (command?.kind === 'send' ? command.to : undefined)
  return ` via ${name(channel)}${to === undefined ? '' : ` to ${name(to)}`}`
}

function suppression(
  scene: Scene,
  record: Extract<RuntimeRecord, { kind: 'suppressed' }>,
): Pick<Sentence, 'text' | 'because'> {
  const { bundle } = scene.version
  const channel = sendingChannel(own(bundle.channels, record.channel))
  const message = `${name(record.message)} was held back`
  switch (record.reason) {
    case 'consent': {
      const consent = channel?.consent
      if (consent === undefined) return { text: `${message}: there is no consent.` }
      const field = { var: ['contact', consent] }
      return {
        text: `${message}: there is no consent (${expressionText(field, wordsOf(scene))}).`,
        ...because(scene, field),
      }
    }
    case 'missing': {
      const text = `${message}: there is no address, or a value that it needs is missing.`
      return { text, ...because(scene, channel?.to) }
    }
    case 'quiet':
      return { text: `${message}: it was quiet${quietText(channel)}, and the channel does not write later.` }
    case 'cap': {
      const limit = channel?.limit
      const cap = limit ? `${limit.count} per ${durationText(limit.per)}` : 'the limit'
      return { text: `${message}: the limit of ${name(record.channel)}, ${cap}, was used up.` }
    }
    case 'left':
      return { text: `${message}: the contact had left the journey by then.` }
  }
}

function channelOf({ version }: Scene, node: Node | undefined): SendingChannel | undefined {
  if (node?.kind !== 'send') return undefined
  const message = own(version.bundle.messages, node.message)
  return sendingChannel(own(version.bundle.channels, message?.channel ?? ''))
}

function sendingChannel(channel: Channel | undefined): SendingChannel | undefined {
  return channel && 'to' in channel ? channel : undefined
}

/** ` (21:00 to 08:00)`. */
export function quietText(channel: SendingChannel | undefined): string {
  return channel?.quiet ? ` (${channel.quiet.from} to ${channel.quiet.to})` : ''
}
