import { checkPayload, checkValue } from '../expressions/check-values.ts'
import type { Values } from '../expressions/compile.ts'
import { isAboutMessage } from '../graph/builtin-events.ts'
import type { Value } from '../graph/format.ts'
import type { LoadedBundle, LoadedJourney, LoadedStart } from '../graph/loaded.ts'
import type { Occurrence } from '../past/history.ts'
import { type Problem, problem } from '../problems.ts'
import type { Instant } from '../time/instant.ts'
import { isZone } from '../time/zone-name.ts'
import { stillDeclared } from './about-message.ts'
import { noteChange, setField } from './attributes.ts'
import { checkAnswer, runAnswered } from './call-answers.ts'
import { forgetAside, settleValues } from './declared-values.ts'
import type { RunId, StepKey } from './ids.ts'
import type {
  CallResult,
  ContactInput,
  EventInput,
  Input,
  Outcome,
  OutcomeInput,
  ResultInput,
  TagInput,
  TimerInput,
  WakeInput,
} from './inputs.ts'
import { migrateRuns } from './migration/migrate.ts'
import { addOccurrence, type NewOccurrence } from './occur.ts'
import { addSeen, lookForSeen } from './seen.ts'
import { noteAllSegments } from './segments.ts'
import type { ContactState, Run, SentMessage } from './state.ts'
import { journeyOf, type Turn } from './turn.ts'
import { awake } from './wake.ts'

/** An input that was taken in, as the rest of the runtime looks at it. */
export type Happening =
  | { readonly kind: 'occurrence'; readonly occurrence: Occurrence }
  /** Facts about the contact are others since that moment. */
  | { readonly kind: 'contact'; readonly at: Instant }
  | { readonly kind: 'start'; readonly journey: LoadedJourney }
  | { readonly kind: 'timer'; readonly run: Run }
  /** Time has passed: at that moment something may have changed. */
  | { readonly kind: 'wake'; readonly due: Instant }
  /** A start by time has come. */
  | { readonly kind: 'scheduled'; readonly start: LoadedStart }
  /** Runs are on another version since. These come to a step of it. */
  | { readonly kind: 'migrated'; readonly arriving: ReadonlySet<RunId> }
  | { readonly kind: 'outcome'; readonly message: SentMessage; readonly outcome: Outcome }
  | { readonly kind: 'result'; readonly run: Run; readonly result: CallResult }

/** The moment at which an input is worked on: never before anything that the contact has seen. */
export function momentOf(contact: ContactState, input: Input): Instant {
  const clock = contact.clock ?? Number.NEGATIVE_INFINITY
  const received = input.received ?? input.at ?? contact.clock ?? undefined
  return received === undefined || !Number.isSafeInteger(received)
    ? (contact.clock ?? 0)
    : Math.max(clock, received)
}

/**
 * Takes an input in: drops it if it was seen or changes nothing, refuses it with problems if its id was given to something
 * else or it does not fit the declarations, else brings attributes, tags and history up to date.
 */
export function accept(turn: Turn, input: Input): Happening | undefined {
  const { id } = input
  const { contact, now } = turn
  const seen = id === undefined ? 'new' : lookForSeen(contact.seen, id, input)
  if (seen === 'same') return undefined
  const result =
    checkMoment(input) ?? (seen === 'other' ? [problem('id_taken', { id: id! })] : take(turn, input))
  if (Array.isArray(result)) {
    turn.refused = result
    for (const found of result)
      turn.records.push({ kind: 'problem', at: now, contact: contact.id, problem: found })
    return undefined
  }
  // A contact that has nothing to migrate, or waits for no such answer, is not touched.
  if (result === undefined && MEANT.has(input.kind)) return undefined
  if (result !== undefined && (contact.clock === undefined || input.kind === 'contact')) {
    reportIncomplete(turn, contact)
  }
  if (isUndated(input)) {
    if (turn.contact.clock === undefined) turn.contact = { ...turn.contact, clock: null }
  } else if (turn.contact.clock !== now) turn.contact = { ...turn.contact, clock: now }
  if (id !== undefined) turn.contact = { ...turn.contact, seen: addSeen(turn.contact.seen, id, input, now) }
  return result
}

/** Inputs that are meant for something that the contact does. */
const MEANT: ReadonlySet<Input['kind']> = new Set(['migrate', 'outcome', 'result'])

/** A contact that is known from the beginning, before any time that counts. */
function isUndated({ at, received }: Input): boolean {
  return at === undefined && received === undefined
}

/** Says once which fields a contact lacks that are declared to be always there: when it comes, or loses them. */
function reportIncomplete(turn: Turn, before: ContactState): void {
  const { contact, bundle } = turn
  const fields = bundle.required.filter((field) => !Object.hasOwn(contact.attributes, field))
  const isNews = before.clock === undefined || fields.some((field) => Object.hasOwn(before.attributes, field))
  if (fields.length === 0 || !isNews) return
  const found = problem('incomplete_contact', { fields })
  turn.records.push({ kind: 'problem', at: turn.now, contact: contact.id, problem: found })
}

function checkMoment({ at, received }: Input): Problem[] | undefined {
  if (isMoment(at) && isMoment(received)) return undefined
  const field = isMoment(at) ? 'received' : 'at'
  return [problem('wrong_type', { owner: 'input', field, expected: 'a moment in milliseconds' })]
}

function isMoment(value: Instant | undefined): boolean {
  return value === undefined || Number.isSafeInteger(value)
}

/** Problems, when the input is refused; nothing, when there is nothing to do. */
function take(turn: Turn, input: Input): Happening | Problem[] | undefined {
  switch (input.kind) {
    case 'contact':
      return takeContact(turn, input)
    case 'event':
      return takeEvent(turn, input)
    case 'tag':
    case 'untag':
      return takeTag(turn, input)
    case 'start': {
      const journey = turn.bundle.journeys.get(input.journey)
      if (journey === undefined) return [problem('unknown_journey', { journey: input.journey })]
      if (journey.manualStarts.length === 0) return [problem('no_manual_start', { journey: input.journey })]
      return { kind: 'start', journey }
    }
    case 'timer':
      return takeTimer(turn, input)
    case 'wake':
      return takeWake(turn, input)
    case 'outcome':
      return takeOutcome(turn, input)
    case 'result':
      return takeResult(turn, input)
    case 'migrate': {
      const arriving = migrateRuns(turn, input)
      return arriving instanceof Set ? { kind: 'migrated', arriving } : arriving
    }
  }
}

function takeContact(turn: Turn, input: ContactInput): Happening | Problem[] {
  const { bundle, contact } = turn
  const { attributes = {}, tags } = input
  const problems: Problem[] = []
  const next: Record<string, Value> = { ...contact.attributes }
  for (const [field, value] of Object.entries(attributes)) {
    const type = bundle.contact.get(field)
    const checked = type && value !== null ? checkValue(type, value, bundle) : undefined
    if (type === undefined) problems.push(problem('unknown_field', { owner: 'contact', field }))
    else if (value === null) delete next[field]
    else if (checked !== undefined) next[field] = checked
    else
      problems.push(...checkPayload('contact', new Map([[field, type]]), { [field]: value }, bundle).problems)
  }
  for (const tag of tags ?? []) if (!bundle.tags.has(tag)) problems.push(problem('unknown_tag', { tag }))
  if (problems.length > 0) return problems
  turn.contact = {
    ...contact,
    attributes: next,
    tags: tags === undefined ? contact.tags : [...new Set(tags)],
  }
  forgetAside(turn, Object.keys(attributes))
  reportUnknownZone(turn, attributes)
  if (isImport(contact, input)) noteAllSegments(turn)
  else for (const field of Object.keys(attributes)) noteChange(turn, field, contact.attributes)
  return { kind: 'contact', at: Math.min(input.at ?? turn.now, turn.now) }
}

/** Whether a contact becomes known with what was so before, rather than changes. */
function isImport({ clock }: ContactState, { at }: ContactInput): boolean {
  return clock === undefined || at === undefined
}

function reportUnknownZone(turn: Turn, given: NonNullable<ContactInput['attributes']>): void {
  const field = turn.bundle.source.contact.timezone
  const zone = field === undefined ? undefined : given[field]
  if (field === undefined || typeof zone !== 'string' || isZone(zone)) return
  const found = problem('unknown_zone', { zone, field })
  turn.records.push({ kind: 'problem', at: turn.now, contact: turn.contact.id, problem: found })
}

function takeEvent(turn: Turn, input: EventInput): Happening | Problem[] {
  const { event, payload = {} } = input
  const fields = turn.bundle.events.get(event)
  if (fields === undefined) return [problem('unknown_event', { event })]
  // What happened elsewhere is about no message of ours.
  const sent = input.history ? undefined : messageMeant(turn, event, payload)
  const known = sent && aboutSent(sent, turn.bundle)
  const { values, problems } = checkPayload(`event "${event}"`, fields, { ...known, ...payload }, turn.bundle)
  if (problems.length > 0) return problems
  if (input.history) return takeHistory(turn, input, values)
  if (event === 'unsubscribed') withdrawConsent(turn, values)
  return occurrence(turn, input, {
    trigger: `event ${event}`,
    payload: values,
    ...(sent !== undefined && { sentBy: sent.run }),
  })
}

/** Keeps an event for whatever looks back. Of segments it is noted quietly, as after an import, where the contact is. */
function takeHistory(turn: Turn, { event, at: told }: EventInput, payload: Values): Happening {
  const at = Math.min(told, turn.now)
  addOccurrence(turn, { trigger: `event ${event}`, payload }, at)
  noteAllSegments(turn)
  return { kind: 'contact', at }
}

function aboutSent({ message, channel, journey, key }: SentMessage, bundle: LoadedBundle): Values {
  return { ...stillDeclared({ message, channel, journey, key }, bundle) }
}

/** For an event about a message: the send with its key, else the latest send of that message. */
function messageMeant(turn: Turn, event: string, payload: Values): SentMessage | undefined {
  if (!isAboutMessage(event)) return undefined
  const { key, message } = payload
  return turn.contact.sends.findLast((one) => (key === undefined ? one.message === message : one.key === key))
}

/** From the channel that is named, or that of the message. Who names neither wants nothing more at all. */
function withdrawConsent(turn: Turn, payload: Values): void {
  const { bundle } = turn
  const message = bundle.messages.get(String(payload.message))
  const channel = bundle.channels.get(String(payload.channel)) ?? message?.channel
  for (const { consent } of channel === undefined ? bundle.channels.values() : [channel]) {
    if (consent !== undefined) setField(turn, consent, false)
  }
}

function takeTag(turn: Turn, input: TagInput): Happening | Problem[] | undefined {
  const { kind, tag } = input
  if (!turn.bundle.tags.has(tag)) return [problem('unknown_tag', { tag })]
  if (!changeTag(turn, kind, tag)) return undefined
  turn.records.push({
    kind: kind === 'tag' ? 'tagged' : 'untagged',
    at: turn.now,
    contact: turn.contact.id,
    tag,
  })
  return occurrence(turn, input, { trigger: `${kind} ${tag}` })
}

/** Adds or removes a tag. False when that changes nothing. */
export function changeTag(turn: Turn, kind: 'tag' | 'untag', tag: string): boolean {
  const { tags } = turn.contact
  if (tags.includes(tag) === (kind === 'tag')) return false
  const changed = kind === 'tag' ? [...tags, tag] : tags.filter((one) => one !== tag)
  turn.contact = { ...turn.contact, tags: changed }
  return true
}

function occurrence(turn: Turn, input: EventInput | TagInput, what: NewOccurrence): Happening {
  // What is said to happen later than now happens now.
  return { kind: 'occurrence', occurrence: addOccurrence(turn, what, Math.min(input.at, turn.now)) }
}

function takeTimer(turn: Turn, { run: id, token }: TimerInput): Happening | undefined {
  const run = turn.contact.runs.find((one) => one.id === id)
  const hold = run?.hold
  if (!hold || !('token' in hold) || hold.token !== token || hold.due === undefined) return undefined
  if (hold.due <= turn.now) return { kind: 'timer', run }
  // A clock that runs ahead: the timer is asked for again.
  turn.commands.push({ kind: 'timer', contact: turn.contact.id, run: id, token, due: hold.due })
  return undefined
}

/** One that was asked for and is not the latest does nothing. */
function takeWake(turn: Turn, { due }: WakeInput): Happening | undefined {
  const { contact, now } = turn
  if (due === undefined) {
    settleValues(turn)
    if (turn.contact !== contact) noteAllSegments(turn)
    return { kind: 'wake', due: now }
  }
  if (due !== contact.wake) return undefined
  if (due > now) {
    // A clock that runs ahead: the wake is asked for again.
    turn.commands.push({ kind: 'wake', contact: contact.id, due })
    return undefined
  }
  turn.contact = awake(contact)
  return { kind: 'wake', due }
}

function takeOutcome(turn: Turn, input: OutcomeInput): Happening | undefined {
  const message = findUnsettled(turn.contact, input.key)
  if (message === undefined) return undefined
  const outcome = outcomeOf(input)
  const settled: SentMessage = { ...message, outcome: settledAs(outcome) }
  const sends = turn.contact.sends.map((one) => (one === message ? settled : one))
  turn.contact = { ...turn.contact, sends }
  return { kind: 'outcome', message: settled, outcome }
}

function outcomeOf(input: OutcomeInput): Outcome {
  const went = input.to !== undefined && { to: input.to }
  if (input.ok) return { ok: true, ...went }
  const { reason, withheld } = input
  return { ok: false, reason, ...(withheld !== undefined && { withheld }), ...went }
}

function settledAs(outcome: Outcome): NonNullable<SentMessage['outcome']> {
  if (outcome.ok) return 'sent'
  return outcome.withheld === undefined ? 'failed' : 'withheld'
}

function findUnsettled({ sends }: ContactState, key: StepKey): SentMessage | undefined {
  const message = sends.findLast((one) => one.key === key)
  return message?.outcome === undefined ? message : undefined
}

/** An answer that is not what the action was declared to return is a failure of the action. */
function takeResult(turn: Turn, input: ResultInput): Happening | Problem[] | undefined {
  const { contact, bundle } = turn
  if (!bundle.actions.has(input.action)) return [problem('unknown_action', { action: input.action })]
  const run = runAnswered(contact, input)
  if (run === undefined) return undefined
  if (journeyOf(bundle, run) === undefined) {
    // Not taken in: the host can tell it again once that version is loaded.
    return [problem('unknown_run_version', { journey: run.journey, hash: run.hash })]
  }
  if (!input.ok) return { kind: 'result', run, result: { ok: false, reason: input.reason } }
  const { values, problems } = checkAnswer(bundle, run, input)!
  for (const found of problems) {
    turn.records.push({ kind: 'problem', at: turn.now, contact: contact.id, problem: found })
  }
  const reason = problems.map(({ message }) => message).join(' ')
  return { kind: 'result', run, result: problems.length === 0 ? { ok: true, values } : { ok: false, reason } }
}
