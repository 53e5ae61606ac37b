import type { ast, Span } from '@journey-lang/compiler'
import {
  type AnySymbol,
  monthNumber,
  type Program,
  partsOf,
  type SymbolOf,
} from '@journey-lang/compiler/editor'
import type { Snapshot } from '../../workspace/snapshot.ts'
import type { Leg } from '../ways.ts'
import { exampleOf, otherThan } from './examples.ts'
import { argumentsFor, type Givens, give, nothingGiven, type Place, type Values, want } from './givens.ts'

type Known = Pick<Snapshot, 'program' | 'textOf'>
type JourneySymbol = SymbolOf<'journey'>

/** What a file calls a declaration. */
export type Names = (symbol: AnySymbol) => string

/** A run that is looked for. */
export interface Errand {
  journey: JourneySymbol
  way: readonly Leg[]
  /** Where the way leads; nothing for the start. */
  target: ast.Step | undefined
  /** A `repeat` ends when its rounds are over, and not by its condition. */
  patient: boolean
  /** Only the contact and the time are told: what starts the journey can't be. */
  bare?: true
}

/** The lines of a scenario up to where a way leads, as far as they can be told from the conditions on it. */
export function walk({ journey, way, target, patient, bare }: Errand, known: Known, names: Names): string[] {
  const { starts } = partsOf(journey.declaration)
  const place: Place = { file: journey.file }
  // Which start it is follows from what is decided on the way.
  const scratch = nothingGiven(starts)
  for (const leg of way) decide(leg, patient, scratch, place, known)
  const start = [...scratch.starts].sort((a, b) => effort(a) - effort(b))[0] ?? starts[0]

  const givens = nothingGiven(starts)
  prepare(journey.declaration, way, target, givens, place, known)
  if (start?.where) want(start.where, true, givens, { ...place, candidate: givens.start }, known)
  const happened = [givens.happened.splice(0)]
  for (const leg of way) {
    decide(leg, patient, givens, place, known)
    happened.push(givens.happened.splice(0))
  }
  const begin = start ? startLines(start, givens, place, known, names) : []
  happened.push(givens.happened.splice(0))
  const before = happened.flat().filter(({ inRun }) => !inRun)
  const body: string[] = []
  for (const [index, leg] of way.entries()) {
    const since = (happened[index + 1] ?? []).filter(({ inRun }) => inRun)
    // It has to have happened when the run comes here: while it stood still for the last time.
    const still = body.findLastIndex((line) => line.startsWith('after '))
    body.splice(still < 0 ? body.length : still, 0, ...since.flatMap((one) => eventLines(one, known, names)))
    if (leg.from.step.kind === 'send' && !isDay(body)) body.push('at 10:00')
    body.push(...linesOf(leg, patient, givens, place, known, names))
  }
  if (target?.kind === 'send' && !isDay(body)) body.push('at 10:00')
  const past = before.flatMap((one) => eventLines(one, known, names))
  const tags = [...givens.tags].flatMap(([tag, has]) => (has ? [`tag #${names(tag)}`] : []))
  const frame = [
    `contact(${argumentsFor(known.program.contact?.fields, givens.contact, known.program, names)})`,
    `at ${dayBefore(start)} 10:00 in "${known.program.timezone ?? 'Europe/Berlin'}"`,
  ]
  if (bare) return frame
  return [
    ...frame,
    ...(past.length > 0 ? [...past, 'after 1 day'] : []),
    ...tags.filter((line) => !begin.includes(line)),
    ...way.flatMap((leg) => pinned(leg)),
    ...answers(givens, known.program, names),
    ...begin,
    ...body,
  ]
}

/** Whether it is neither late nor early after some lines, so that no quiet hours hold up a message. */
function isDay(lines: readonly string[]): boolean {
  let minutes = MORNING
  for (const line of lines) {
    if (line.startsWith('at ')) minutes = MORNING
    for (const [, amount, unit] of line.startsWith('after ') ? line.matchAll(/(\d+) (hour|minute)/g) : []) {
      minutes += Number(amount) * (unit === 'hour' ? 60 : 1)
    }
  }
  const hour = Math.floor(minutes / 60) % 24
  return hour >= 9 && hour < 20
}

/** When scenarios begin: at ten, in minutes. */
const MORNING = 600

const SOME_MONDAY = '2026-03-02'

/** When a scenario begins: two days before the date that its journey starts at, if that is known. */
function dayBefore(start: ast.StartLine | undefined): string {
  const on = start?.on
  const date =
    on?.kind === 'at-date' && (on.date.kind === 'date' || on.date.kind === 'datetime')
      ? on.date.value.slice(0, 10)
      : on?.kind === 'every' && on.month && on.day?.kind === 'number'
        ? `2026-${twoDigits(monthNumber(on.month.text))}-${twoDigits(on.day.value)}`
        : undefined
  const time = date === undefined ? Number.NaN : Date.parse(`${date}T00:00Z`)
  return Number.isNaN(time) ? SOME_MONDAY : new Date(time - 2 * 86_400_000).toISOString().slice(0, 10)
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** Starts that a scenario makes happen with one line come first. */
function effort({ on }: ast.StartLine): number {
  return ['on-event', 'on-tag', 'manually', 'on-change', 'on-segment', 'every', 'at-date'].indexOf(on.kind)
}

/** Runs must not end on the way, and what is sent must be allowed. */
function prepare(
  journey: ast.JourneyDeclaration,
  way: readonly Leg[],
  target: ast.Step | undefined,
  givens: Givens,
  place: Place,
  known: Known,
): void {
  const { program } = known
  for (const step of [...way.map(({ from }) => from.step), ...(target ? [target] : [])]) {
    const message = step.kind === 'send' ? program.references.get(step.message) : undefined
    const channel = message?.kind === 'message' ? program.messageChannels.get(message) : undefined
    for (const { name, value } of channel?.declaration.settings ?? []) {
      if (value.kind !== 'path') continue
      const type = program.types.get(value)
      if (name.text === 'consent') give(value, 'true', givens, place, program)
      else if (name.text === 'to' && type) give(value, exampleOf(type), givens, place, program)
    }
  }
  for (const { when } of partsOf(journey).exits) if (when) want(when, false, givens, place, known)
}

/** What has to be so that a run leaves a step by this way. */
function decide({ edge: { turn } }: Leg, patient: boolean, givens: Givens, place: Place, known: Known): void {
  const { program, textOf } = known
  const text = ({ span }: ast.Expression) => textOf(place.file)?.slice(span.start, span.end) ?? ''
  switch (turn?.kind) {
    case 'yes':
    case 'no':
      want(turn.step.condition, turn.kind === 'yes', givens, place, known)
      return
    case 'happened': {
      const { step, arm } = turn
      const candidate: Values = givens.waits.get(step) ?? new Map()
      givens.waits.set(step, candidate)
      // What several arms wait for takes the first that fits.
      for (const other of step.arms.slice(0, step.arms.indexOf(arm))) {
        const isSame = triggerOf(other, program) === triggerOf(arm, program)
        if (isSame && other.where) want(other.where, false, givens, { ...place, candidate }, known)
      }
      if (arm.where) want(arm.where, true, givens, { ...place, candidate }, known)
      return
    }
    case 'matched': {
      const [value] = turn.arm.values
      const { subject } = turn.step
      if (subject.kind === 'path' && value) give(subject, text(value), givens, place, program)
      return
    }
    case 'unmatched': {
      const { subject, arms } = turn.step
      const type = program.types.get(subject)
      if (subject.kind !== 'path' || !type) return
      const named = arms.flatMap(({ values }) => values.map(text))
      let value = exampleOf(type)
      for (let tries = 0; named.includes(value) && tries < named.length; tries++)
        value = otherThan(value, type)
      give(subject, named.includes(value) && type.optional ? undefined : value, givens, place, program)
      return
    }
    case 'enough':
      if (turn.step.until) want(turn.step.until, !patient, givens, place, known)
      return
    default:
  }
}

const triggerOf = ({ on }: ast.WaitArm, { references }: Program): AnySymbol | undefined =>
  on && references.get(on.kind === 'on-event' ? on.event : on.tag.name)

function startLines(
  start: ast.StartLine,
  givens: Givens,
  place: Place,
  known: Known,
  names: Names,
): string[] {
  const { on } = start
  const { program } = known
  switch (on.kind) {
    case 'manually':
      return ['start manually']
    case 'on-tag': {
      const tag = program.references.get(on.tag.name)
      if (tag?.kind === 'tag') givens.tags.set(tag, on.removed)
      return [`${on.removed ? 'untag' : 'tag'} #${on.tag.name.text}`]
    }
    case 'on-event': {
      const event = program.references.get(on.event)
      return event?.kind === 'event' ? [eventLine(event, givens.start, program, names)] : []
    }
    case 'on-change': {
      const meaning = program.meanings.get(on.field)
      if (meaning?.kind !== 'contact-field') return []
      const { name, type } = meaning.field
      const text = ({ start: from, end }: Span) => known.textOf(place.file)?.slice(from, end)
      // What the conditions ask for is there once it has changed.
      const next = (on.to && text(on.to.span)) ?? givens.contact.get(name) ?? exampleOf(type)
      givens.contact.set(name, otherThan(next, type))
      return ['after 1 hour', `contact(${name}: ${next})`]
    }
    case 'on-segment':
      return segmentLines(on, known, names)
    case 'every':
      wantMember(on.segment, givens, known)
      return [`after ${on.month ? '3 days' : (EVERY[on.unit.text] ?? '7 days')}`]
    case 'at-date': {
      wantMember(on.segment, givens, known)
      const field = fieldIn(on.date, program)
      // The clock goes to a date by its name.
      if (on.date.kind === 'date' || on.date.kind === 'datetime')
        return [`at ${momentText(on.date, on.time)}`]
      if (field === undefined) return ['after 1 year']
      givens.contact.set(field, '2026-03-12')
      return ['after 11 days']
    }
  }
}

/** Whom a date or a schedule is for. */
function wantMember(name: ast.Name | undefined, givens: Givens, known: Known): void {
  const symbol = name && known.program.references.get(name)
  if (symbol?.kind !== 'segment') return
  want(symbol.declaration.condition, true, givens, { file: symbol.file }, known)
}

const EVERY: Readonly<Record<string, string>> = { day: '1 day', month: '1 month', year: '1 year' }

/** The field of the contact in `contact.birthday - 3 days`. */
function fieldIn(date: ast.Expression, { meanings }: Program): string | undefined {
  const path = date.kind === 'binary' ? date.left : date
  const meaning = path.kind === 'path' ? meanings.get(path) : undefined
  return meaning?.kind === 'contact-field' ? meaning.field.name : undefined
}

/** What makes somebody come into a segment, or drop out. */
function segmentLines({ segment, left }: ast.SegmentStart, known: Known, names: Names): string[] {
  const symbol = known.program.references.get(segment)
  if (symbol?.kind !== 'segment') return []
  const lines = (truth: boolean) => {
    const givens = nothingGiven([])
    want(symbol.declaration.condition, truth, givens, { file: symbol.file }, known)
    return changeLines(givens, known, names)
  }
  const windows = [...windowsIn(symbol.declaration.condition, left)]
  const pauses = windows.map(({ span }) => `after ${known.textOf(symbol.file)?.slice(span.start, span.end)}`)
  return [...(left ? [...lines(true), 'after 1 hour'] : []), ...lines(!left), ...pauses.slice(0, 1)]
}

/** Stretches of time that have to pass: in which nothing may have happened, or what did is forgotten. */
function* windowsIn(condition: ast.Expression, forgotten: boolean): Generator<ast.Expression> {
  if (condition.kind === 'binary') {
    yield* windowsIn(condition.left, forgotten)
    yield* windowsIn(condition.right, forgotten)
  } else if (condition.kind === 'history' && condition.window?.kind === 'last') {
    if ((condition.aggregate === 'no') !== forgotten) yield condition.window.duration
  }
}

/** What has to be told of a contact while the scenario goes on. */
function changeLines(givens: Givens, known: Known, names: Names): string[] {
  const fields = [...givens.contact].flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${value}`,
  )
  return [
    ...(fields.length > 0 ? [`contact(${fields.join(', ')})`] : []),
    ...[...givens.tags].map(([tag, has]) => `${has ? 'tag' : 'untag'} #${names(tag)}`),
    ...givens.happened.flatMap((one) => eventLines(one, known, names)),
  ]
}

/** What happens while a run stands at a step, so that it leaves it by this way. */
function linesOf(
  leg: Leg,
  patient: boolean,
  givens: Givens,
  place: Place,
  known: Known,
  names: Names,
): string[] {
  const { step } = leg.from
  const { turn } = leg.edge
  const text = ({ span }: ast.Expression) => known.textOf(place.file)?.slice(span.start, span.end) ?? ''
  if (turn?.kind === 'happened') {
    const { arm } = turn
    if (arm.until) {
      const after = nothingGiven([])
      want(arm.until, true, after, place, known)
      return ['after 1 hour', ...changeLines(after, known, names)]
    }
    if (arm.on?.kind === 'on-tag') {
      return ['after 1 hour', `${arm.on.removed ? 'untag' : 'tag'} #${arm.on.tag.name.text}`]
    }
    const event = arm.on && known.program.references.get(arm.on.event)
    if (event?.kind !== 'event') return []
    return ['after 1 hour', eventLine(event, givens.waits.get(turn.step) ?? new Map(), known.program, names)]
  }
  if (step.kind === 'wait') return step.limit?.kind === 'up-to' ? [`after ${text(step.limit.duration)}`] : []
  if (turn?.kind === 'enough' && (patient || !turn.step.until)) return roundLines(turn.step, text)
  if (step.kind !== 'delay') return []
  if (step.duration) return [`after ${text(step.duration)}`]
  const { until } = step
  if (!until) return []
  if (until.target?.kind === 'date' || until.target?.kind === 'datetime') {
    return [`at ${momentText(until.target, until.time)}`]
  }
  const field = until.target && fieldIn(until.target, known.program)
  if (field !== undefined) {
    givens.contact.set(field, turn?.kind === 'past' ? '2026-02-02' : '2026-03-12')
    return turn?.kind === 'past' ? [] : [until.next ? 'after 1 year' : 'after 11 days']
  }
  return [until.weekday ? 'after 7 days' : 'after 1 day']
}

function momentText(date: ast.DateLiteral | ast.DateTimeLiteral, time: ast.Expression | undefined): string {
  if (date.kind === 'datetime') return date.value.replace('T', ' ')
  return `${date.value} ${time?.kind === 'time' ? time.value : '00:00'}`
}

/** The time that all rounds take if nothing happens in them. */
function roundLines({ times, body }: ast.RepeatStep, text: (part: ast.Expression) => string): string[] {
  const round = body.items.flatMap((item) => {
    if (item.kind === 'delay' && item.duration) return [`after ${text(item.duration)}`]
    if (item.kind === 'wait' && item.limit?.kind === 'up-to') return [`after ${text(item.limit.duration)}`]
    return []
  })
  const count = times.kind === 'number' ? Math.min(times.value, 20) : 1
  return Array.from({ length: count }, () => round).flat()
}

/** What chance and providers decide. */
function pinned({ edge: { turn } }: Leg): string[] {
  if (turn?.kind === 'share') return [`take ${turn.arm.name.text} of ${turn.step.split.text}`]
  if (turn?.kind !== 'failed') return []
  const { step } = turn
  return [step.kind === 'send' ? `fail send ${step.message.text}` : `fail call ${step.action.text}`]
}

function answers(givens: Givens, program: Program, names: Names): string[] {
  return [...givens.answers].map(([action, values]) => {
    const given = argumentsFor(program.actionResults.get(action), values, program, names)
    return `answer ${names(action)} with (${given})`
  })
}

function eventLines(
  { event, values, times }: Givens['happened'][number],
  known: Known,
  names: Names,
): string[] {
  return Array.from({ length: Math.min(times, 20) }, () => eventLine(event, values, known.program, names))
}

function eventLine(event: SymbolOf<'event'>, values: Values, program: Program, names: Names): string {
  return `${names(event)}(${argumentsFor(program.eventFields.get(event), values, program, names)})`
}
