import {
  type Bundle,
  type ContactState,
  compileCondition,
  type Expr,
  type HandedCall,
  type HandedMessage,
  type Instant,
  type LoadedBundle,
  type RuntimeRecord,
  sameValue,
  type Values,
  type ValueType,
} from '@journey-lang/runtime'
import { type RunView, RunViews } from './run-view.ts'
import type { Expectation } from './scenario.ts'
import { listText, refusalText, stepText, suppressionText, timeText, valueText } from './words.ts'

/** What is known of a scenario at one moment. */
export interface Situation {
  bundle: Bundle
  loaded: LoadedBundle
  /** The journey that the scenario is about. */
  journey: string
  zone: string
  /** The moment that is reached. Undefined until the scenario says when it happens. */
  now: Instant | undefined
  contact: ContactState
  records: readonly RuntimeRecord[]
  /** Messages of all journeys, with their arguments. */
  sent: readonly HandedMessage[]
  /** Actions that were called, by all journeys. */
  calls: readonly HandedCall[]
}

/** Looks whether an expectation holds: nothing if it does, else what is expected and what really is. */
export function judge(that: Expectation, negated: boolean, situation: Situation): string | undefined {
  const { holds, reality } = look(that, situation)
  if (holds !== negated) return undefined
  return `Expected ${expectedText(that, negated, situation)}, but ${reality}.`
}

interface Finding {
  holds: boolean
  /** What really is, as the end of a sentence. */
  reality: string
}

type ExpectationOf<K extends Expectation['kind']> = Extract<Expectation, { kind: K }>

function look(that: Expectation, situation: Situation): Finding {
  switch (that.kind) {
    case 'sent':
      return lookAtSent(that, situation)
    case 'suppressed':
      return lookAtSuppressed(that, situation)
    case 'called':
      return lookAtCalled(that, situation)
    case 'notified':
      return lookAtNotified(that, situation)
    case 'tagged': {
      const { tags } = situation.contact
      const all = tags.map((tag) => `#${tag}`)
      return {
        holds: tags.includes(that.tag),
        reality: all.length === 0 ? 'it has no tags' : `its tags are ${listText(all)}`,
      }
    }
    case 'goal': {
      const reached = situation.records.find(
        (record) => record.kind === 'goal' && isOwn(record, situation) && record.goal === that.goal,
      )
      const when = reached && timeText(reached.at, situation.zone)
      return { holds: reached !== undefined, reality: when ? `it was reached on ${when}` : 'it was not' }
    }
    case 'condition':
      return lookAtCondition(that, situation)
    case 'entered': {
      const inThat = { ...situation, journey: that.journey }
      const run = latestRun(inThat)
      if (run?.node === undefined) return { holds: false, reality: whereabouts(run, inThat) }
      return { holds: true, reality: `it entered on ${timeText(run.enteredAt, situation.zone)}` }
    }
    default:
      return lookAtRun(that, situation)
  }
}

function lookAtRun(
  that: ExpectationOf<'in-stage' | 'waiting-at' | 'finished' | 'exited'>,
  situation: Situation,
): Finding {
  const run = latestRun(situation)
  const node = run?.node
  const stage =
    node === undefined ? undefined : situation.bundle.journeys[situation.journey]?.nodes[node]?.stage
  const holds = {
    'in-stage': () => run?.state === 'active' && 'stage' in that && stage === that.stage,
    'waiting-at': () => run?.held !== undefined && 'node' in that && run.node === that.node,
    finished: () =>
      run?.state === 'finished' &&
      (!('reason' in that) || that.reason === undefined || run.ended?.reason === that.reason),
    exited: () => run?.state === 'exited',
  }
  return { holds: holds[that.kind](), reality: whereabouts(run, situation) }
}

/** The latest run of the scenario's journey, if there is one. */
function latestRun({ records, journey }: Situation): RunView | undefined {
  const views = new RunViews()
  for (const record of records) if (record.journey === journey) views.add(record)
  return [...views.all].at(-1)
}

function whereabouts(run: RunView | undefined, situation: Situation): string {
  const { bundle, journey, zone, records } = situation
  if (!run) {
    const refused = records.findLast((record) => record.kind === 'refused' && isOwn(record, situation))
    const why = refused?.kind === 'refused' ? `: it was refused because ${refusalText[refused.reason]}` : ''
    return `it never entered ${journey}${why}`
  }
  if (run.node === undefined) return `it was held out of ${journey} on ${timeText(run.enteredAt, zone)}`
  const step = stepText(bundle, journey, run.node)
  if (run.ended) {
    const when = timeText(run.ended.at, zone)
    if (run.state === 'exited') return `it exited on ${when} (${run.ended.reason})`
    return `it finished on ${when}${run.ended.reason === undefined ? '' : ` with "${run.ended.reason}"`}`
  }
  if (!run.held) return `it is at ${step}`
  const due = run.held.due === undefined ? '' : `, until ${timeText(run.held.due, zone)} at the latest`
  return `it has waited at ${step} since ${timeText(run.held.at, zone)}${due}`
}

function lookAtSent(that: ExpectationOf<'sent'>, situation: Situation): Finding {
  const delivered = situation.sent.filter(({ outcome }) => outcome?.ok)
  const own = delivered.filter(({ journey }) => journey === situation.journey)
  const ofMessage = own.filter(({ message }) => message === that.message)
  const fitting = ofMessage.filter(({ args }) => hasValues(args, that.args))
  const holds = that.times === undefined ? fitting.length > 0 : fitting.length === that.times
  if (ofMessage.length > 0) {
    const when = listText(ofMessage.map((sent) => sentText(sent, situation)))
    return { holds, reality: `it was sent ${timesText(ofMessage.length)}: ${when}` }
  }
  return { holds, reality: whyNotSent(that.message, own, delivered, situation) }
}

function whyNotSent(
  message: string,
  own: readonly HandedMessage[],
  delivered: readonly HandedMessage[],
  situation: Situation,
): string {
  const held = situation.records.findLast(
    (record) =>
      (record.kind === 'suppressed' || record.kind === 'failed') &&
      isOwn(record, situation) &&
      record.message === message,
  )
  if (held?.kind === 'suppressed') {
    return `it was suppressed on ${timeText(held.at, situation.zone)}: ${suppressionText[held.reason]}`
  }
  if (held?.kind === 'failed') return `the provider failed on ${timeText(held.at, situation.zone)}`
  const elsewhere = delivered.find((sent) => sent.message === message)
  if (elsewhere)
    return `only the journey ${elsewhere.journey} sent it, and this is about ${situation.journey}`
  if (own.length === 0) return 'nothing was sent'
  return `only ${listText(own.map((sent) => `${sent.message} was sent ${sentText(sent, situation)}`))}`
}

/** `on 2026-03-09 10:00 with (discount: 10%)` */
function sentText({ at, message, args }: HandedMessage, situation: Situation): string {
  return momentText(at, args, situation.bundle.messages[message]?.params, situation)
}

function momentText(at: Instant, args: Values, params: Params, { zone }: Situation): string {
  const when = `on ${timeText(at, zone)}`
  return Object.keys(args).length === 0 ? when : `${when} with ${argsText(args, params, zone)}`
}

type Params = Readonly<Record<string, ValueType>> | undefined

function argsText(args: Values, params: Params, zone: string): string {
  const parts = Object.entries(args).map(
    ([name, value]) => `${name}: ${valueText(value, params?.[name], zone)}`,
  )
  return `(${parts.join(', ')})`
}

function lookAtSuppressed(that: ExpectationOf<'suppressed'>, situation: Situation): Finding {
  const suppressed = situation.records.find(
    (record) => record.kind === 'suppressed' && isOwn(record, situation) && record.message === that.message,
  )
  if (suppressed?.kind === 'suppressed') {
    const when = timeText(suppressed.at, situation.zone)
    return { holds: true, reality: `it was on ${when}: ${suppressionText[suppressed.reason]}` }
  }
  const sent = situation.records.find(
    (record) => record.kind === 'sent' && isOwn(record, situation) && record.message === that.message,
  )
  const reality = sent
    ? `it was sent on ${timeText(sent.at, situation.zone)}`
    : 'it was never about to be sent'
  return { holds: false, reality }
}

function lookAtCalled(that: ExpectationOf<'called'>, situation: Situation): Finding {
  const own = situation.calls.filter((call) => isOwn(call, situation) && call.action === that.action)
  const answered = own.filter(({ result }) => result?.ok)
  const fitting = answered.filter(({ args }) => hasValues(args, that.args))
  const holds = that.times === undefined ? fitting.length > 0 : fitting.length === that.times
  const params = situation.bundle.actions?.[that.action]?.params
  const when = (calls: readonly HandedCall[]) =>
    listText(calls.map(({ at, args }) => momentText(at, args, params, situation)))
  if (answered.length > 0)
    return { holds, reality: `it was called ${timesText(answered.length)}: ${when(answered)}` }
  return { holds, reality: own.length > 0 ? `it failed ${when(own)}` : 'it was never called' }
}

function lookAtNotified(that: ExpectationOf<'notified'>, situation: Situation): Finding {
  const own = situation.records.filter((record) => record.kind === 'notified' && isOwn(record, situation))
  const notices = own.filter((record) => record.kind === 'notified' && record.department === that.department)
  const holds = that.times === undefined ? notices.length > 0 : notices.length === that.times
  if (notices.length === 0) return { holds, reality: 'it was not' }
  const when = listText(notices.map(({ at }) => `on ${timeText(at, situation.zone)}`))
  return { holds, reality: `it was ${timesText(notices.length)}: ${when}` }
}

/** Whether values are as expected; what is not expected may be anything. */
function hasValues(values: Values, expected: Values): boolean {
  return Object.entries(expected).every(([name, value]) => sameValue(values[name], value))
}

function lookAtCondition({ condition }: ExpectationOf<'condition'>, situation: Situation): Finding {
  const { loaded, contact, bundle, journey, zone, now } = situation
  const { fields } = bundle.contact
  const test = compileCondition(condition, {
    contact: loaded.contact,
    tags: loaded.tags,
    enums: loaded.enums,
    segments: { get: (name) => loaded.segments.get(name)?.holds },
    starts: new Set(bundle.journeys[journey]?.starts.map(({ id }) => id)),
    reader: loaded.reader,
    // A bundle that was loaded has no unknown names, and a scenario was checked with it.
    unknown: () => {},
  })
  const started = contact.runs.findLast((run) => run.journey === journey)
  const holds = test({
    attributes: contact.attributes,
    tags: contact.tags,
    // The clock of the contact stands at what happened to it last.
    past: now === undefined ? contact : { ...contact, clock: now },
    ...(started && { run: { start: started.start, bindings: started.bindings } }),
  })
  const read = [...contactFieldsIn(condition)].map((name) => {
    const value = contact.attributes[name] ?? fields[name]?.default
    return `contact.${name} is ${valueText(value, fields[name], zone)}`
  })
  return { holds, reality: read.length === 0 ? `it is ${holds ? '' : 'not '}so` : listText(read) }
}

/** Names of the contact's fields that an expression reads, each once. */
function contactFieldsIn(expr: Expr | readonly Expr[]): Set<string> {
  const names = new Set<string>()
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit)
    else if (part !== null && typeof part === 'object') {
      const path = (part as { var?: string[] }).var
      if (path?.[0] === 'contact' && path[1] !== undefined) names.add(path[1])
      else Object.values(part).forEach(visit)
    }
  }
  visit(expr)
  return names
}

function expectedText(that: Expectation, negated: boolean, situation: Situation): string {
  const to = negated ? 'not to' : 'to'
  switch (that.kind) {
    case 'sent': {
      const params = situation.bundle.messages[that.message]?.params
      return `${that.message} ${to} be sent${expectedArgs(that, params, situation)}`
    }
    case 'called': {
      const params = situation.bundle.actions?.[that.action]?.params
      return `${that.action} ${to} be called${expectedArgs(that, params, situation)}`
    }
    case 'notified':
      return `${that.department} ${to} be notified${expectedArgs({ ...that, args: {} }, undefined, situation)}`
    case 'suppressed':
      return `${that.message} ${to} be suppressed`
    case 'tagged':
      return `the contact ${to} be tagged #${that.tag}`
    case 'in-stage':
      return `the contact ${to} be in stage ${that.stage}`
    case 'waiting-at':
      return `the contact ${to} wait at ${stepText(situation.bundle, situation.journey, that.node)}`
    case 'goal':
      return `the goal ${that.goal} ${to} be reached`
    case 'finished':
      return `the contact ${to} have finished${that.reason === undefined ? '' : ` with "${that.reason}"`}`
    case 'exited':
      return `the contact ${to} have exited`
    case 'entered':
      return `the contact ${to} have entered ${that.journey}`
    case 'condition':
      return negated ? `not ${that.text}` : that.text
  }
}

/** ` twice with (discount: 10%)` */
function expectedArgs(that: { times?: number; args: Values }, params: Params, { zone }: Situation): string {
  const times = that.times === undefined ? '' : ` ${timesText(that.times)}`
  return Object.keys(that.args).length === 0 ? times : `${times} with ${argsText(that.args, params, zone)}`
}

function timesText(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function isOwn({ journey }: { journey?: string }, situation: Situation): boolean {
  return journey === situation.journey
}
