import type { Bundle, Input, Instant, RuntimeRecord, Value } from '@journey-lang/runtime'
import { refusalText, stepText, suppressionText, timeText, valueText } from './words.ts'

/** Something that happened, in a few words about the contact: `waits at "wait purchased" until 2026-03-09 10:00`. */
export interface TimelineEntry {
  at: Instant
  text: string
  /** The scenario itself made it happen. */
  given: boolean
}

/** A line of the scenario that happened, in words. A contact that is known from the beginning is no event. */
export function givenText(input: Input, bundle: Bundle, zone: string): string | undefined {
  switch (input.kind) {
    case 'event': {
      const fields = bundle.events[input.event]?.fields
      const payload = Object.entries(input.payload ?? {}).map(
        ([name, value]: [string, Value]) => `${name}: ${valueText(value, fields?.[name], zone)}`,
      )
      return `${input.event}${payload.length === 0 ? '' : `(${payload.join(', ')})`}`
    }
    case 'tag':
    case 'untag':
      return `${input.kind} #${input.tag}`
    case 'start':
      return 'start manually'
    case 'contact':
      return input.at === undefined ? undefined : 'the contact changes'
    default:
      return undefined
  }
}

/** What a record says, in words, or `undefined` if it says nothing that a reader misses. */
export function recordText(record: RuntimeRecord, about: About): string | undefined {
  const text = textOf(record, about)
  if (text === undefined || record.journey === undefined || record.journey === about.journey) return text
  return `${text} [journey ${record.journey}]`
}

export interface About {
  bundle: Bundle
  /** The journey that needs no mention. */
  journey: string
  zone: string
}

function textOf(record: RuntimeRecord, { bundle, zone }: About): string | undefined {
  switch (record.kind) {
    case 'entered':
      return `enters ${record.journey}, started by ${startText(record, bundle)}`
    case 'refused':
      return `does not enter ${record.journey}: ${refusalText[record.reason]}`
    case 'missed': {
      const times = record.count === 1 ? '' : ` ${record.count} times`
      return `does not enter ${record.journey}: ${record.start} was missed${times}`
    }
    case 'passed':
      return passedText(record, bundle)
    case 'held': {
      const until = record.due === undefined ? '' : ` until ${timeText(record.due, zone)}`
      const why = record.for === 'quiet' ? ', because it is quiet time' : ''
      return `waits at ${stepText(bundle, record.journey, record.node)}${until}${why}`
    }
    case 'handed':
    case 'calling':
      return undefined
    case 'held_out':
      return `is held out of ${record.journey}`
    case 'called': {
      const returns = bundle.actions?.[record.action]?.returns
      const values = Object.entries(record.values).map(
        ([name, value]) => `${name}: ${valueText(value, returns?.[name], zone)}`,
      )
      return `${record.action} is called${values.length === 0 ? '' : ` and answers (${values.join(', ')})`}`
    }
    case 'call_failed':
      return `${record.action} fails: ${record.reason}`
    case 'notified':
      return `${record.department} is told: "${record.text}"`
    case 'emitted':
      return `emits ${record.event}`
    case 'sent':
      return `is sent ${record.message}`
    case 'failed':
      return `is not sent ${record.message}: the provider failed`
    case 'suppressed':
      return `is not sent ${record.message}: ${suppressionText[record.reason]}`
    case 'migrated':
      return `goes on in another version of ${record.journey}`
    case 'goal':
      return `reaches the goal ${record.goal}`
    case 'exited':
      return `exits: ${record.exit}`
    case 'finished':
      return record.reason === undefined ? 'finishes' : `finishes: "${record.reason}"`
    case 'tagged':
    case 'untagged':
      // What comes from outside stands there as a line of the scenario.
      return record.run === undefined ? undefined : `is ${record.kind} #${record.tag}`
    case 'set':
      return setText(record, bundle, zone)
    case 'joined':
      return `comes into the segment ${record.segment}`
    case 'left':
      return `drops out of the segment ${record.segment}`
    case 'problem':
      return `${record.problem.code}: ${record.problem.message}`
  }
}

function setText(record: Extract<RuntimeRecord, { kind: 'set' }>, bundle: Bundle, zone: string): string {
  const { field, value } = record
  const to = value === undefined ? 'nothing' : valueText(value, bundle.contact.fields[field], zone)
  return `contact.${field} becomes ${to}`
}

/** A start by its name; one by hand that has no name of its own is called what it is. */
function startText({ journey, start }: Extract<RuntimeRecord, { kind: 'entered' }>, bundle: Bundle): string {
  const by = bundle.journeys[journey]?.starts.find(({ id }) => id === start)
  return start === 'manually' && by && 'manually' in by.on ? 'hand' : start
}

function passedText(record: Extract<RuntimeRecord, { kind: 'passed' }>, bundle: Bundle): string | undefined {
  const nodes = bundle.journeys[record.journey]?.nodes
  const from = nodes?.[record.node]
  const to = nodes?.[record.to]
  const parts = [
    from?.kind === 'wait' && record.edge === 'timeout' ? 'has waited long enough' : undefined,
    to?.stage !== undefined && to.stage !== from?.stage ? `comes to stage ${to.stage}` : undefined,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join(' and ')
}
