import { checkValue } from '../core/check-values.ts'
import {
  compileCondition,
  compileExpression,
  type Enums,
  type Environment,
  type Fields,
  type Values,
} from '../expressions/compile.ts'
import { plain, type Reader } from '../expressions/format-value.ts'
import { type Problem, problem, type Result } from '../problems.ts'
import { parseDuration } from '../time/duration.ts'
import { timeOfDay } from '../time/quiet.ts'
import { isZone } from '../time/zone-name.ts'
import { BUILTIN_EVENTS } from './builtin-events.ts'
import type { Bundle, Field, Message, SendingChannel, Template, ValueType } from './format.ts'
import { contentHash } from './hash.ts'
import type {
  LoadedAction,
  LoadedBundle,
  LoadedChannel,
  LoadedContent,
  LoadedJourney,
  LoadedMessage,
  LoadedStart,
  LoadedTemplate,
  Schedules,
} from './loaded.ts'
import { writesHtml } from './markup.ts'
import { append, environmentAt, type Preparation } from './preparation.ts'
import { type PreparedJourney, prepareJourney } from './prepare-journey.ts'
import { MemoryPlan } from './prepare-memory.ts'
import { prepareSegments } from './prepare-segments.ts'
import { type TriggerKey, triggerKey } from './triggers.ts'
import { joinPath } from './validate.ts'

/** Makes a well-formed bundle ready to execute. Reports every name in it that refers to nothing. */
export function prepareBundle(source: Bundle): Result<LoadedBundle> {
  const problems: Problem[] = []
  const contact = prepareFields(source.contact.fields)
  const tags = new Set(Object.keys(source.tags))
  const reader = makeReader(source)
  const messages = new Map<string, LoadedMessage>()
  const report = (found: Problem) => problems.push(found)
  const enums = prepareEnums(source)
  const memory = new MemoryPlan()
  const segments = prepareSegments(source, () => preparation)
  const preparation: Preparation = {
    contact,
    tags,
    messages,
    reader,
    report,
    events: prepareEvents(source),
    stageModels: new Set(Object.keys(source.stageModels)),
    actions: prepareActions(source.actions ?? {}),
    departments: new Set(Object.keys(source.departments ?? {})),
    journeys: source.journeys,
    enums,
    segments,
    remember: (need) => memory.add(need),
  }
  checkEnums(source, preparation)
  checkContactSchema(source, report)

  const channels = new Map<string, LoadedChannel>()
  for (const [name, channel] of Object.entries(source.channels)) {
    // What people do on the other channels is not executed.
    if ('to' in channel) channels.set(name, prepareChannel(name, channel, preparation))
  }
  for (const [name, message] of Object.entries(source.messages)) {
    const channel = channels.get(message.channel)
    const path = joinPath('messages', name)
    if (channel) messages.set(name, prepareMessage(name, message, channel, path, preparation))
    else report(problem('unknown_name', { kind: 'channel', name: message.channel }, { path }))
  }
  const journeys = new Map<string, LoadedJourney>()
  const starts = new Map<TriggerKey, (readonly LoadedStart[])[]>()
  const scheduled: PreparedJourney['scheduled'] = []
  if (problems.length === 0) {
    for (const [name, journey] of Object.entries(source.journeys)) {
      const prepared = prepareJourney(name, journey, preparation)
      if (prepared === undefined) continue
      journeys.set(name, prepared.journey)
      scheduled.push(...prepared.scheduled)
      for (const [key, list] of Map.groupBy(prepared.triggered, (start) => triggerKey(start.on))) {
        append(
          starts,
          key,
          list.map(({ start }) => start),
        )
      }
    }
  }
  checkMoved(source, report)
  segments.all()
  if (problems.length > 0) return { ok: false, problems }
  const { events, actions } = preparation
  const required = [...contact.keys()].filter((field) => {
    const { optional, default: value } = contact.get(field)!
    return optional !== true && value === undefined
  })
  const watched = [...segments.all().values()].filter(
    ({ name }) => starts.has(`enter ${name}`) || starts.has(`leave ${name}`),
  )
  const awaited = new Set([...journeys.values()].flatMap((journey) => [...journey.awaited]))
  return {
    ok: true,
    value: {
      source,
      contact,
      required,
      events,
      tags,
      enums,
      segments: segments.all(),
      watched,
      remembered: memory.memories,
      timed: watched.some(({ reads }) => reads.timed) || [...journeys.values()].some(({ timed }) => timed),
      channels,
      messages,
      actions,
      journeys,
      starts,
      schedules: collectSchedules(scheduled, source),
      awaited,
      reader,
    },
  }
}

function prepareEnums({ enums = {} }: Bundle): Enums {
  return new Map(
    Object.entries(enums).map(([name, { members }]) => [
      name,
      new Map(members.map((member) => [member.name, member.title ?? member.name])),
    ]),
  )
}

/** Every field of an enum names one that there is, and its default is one of the members. */
function checkEnums(source: Bundle, { enums, report }: Preparation): void {
  const check = (owner: string, fields: Record<string, Field>) => {
    for (const [name, field] of Object.entries(fields)) {
      const path = joinPath(owner, name)
      const type = field.type === 'list' ? innermost(field) : field
      if (type.type !== 'enum') continue
      if (!enums.has(type.enum)) report(problem('unknown_name', { kind: 'enum', name: type.enum }, { path }))
      else if (
        field.default !== undefined &&
        checkValue(field, field.default, { ...NO_NAMES, enums }) === undefined
      )
        report(
          problem('unknown_name', { kind: `member of "${type.enum}"`, name: plain(field.default) }, { path }),
        )
    }
  }
  check('contact.fields', source.contact.fields)
  for (const [name, { fields }] of Object.entries(source.events))
    check(`${joinPath('events', name)}.fields`, fields)
  for (const [name, { params }] of Object.entries(source.messages))
    check(`${joinPath('messages', name)}.params`, params)
}

function innermost(type: ValueType): ValueType {
  return type.type === 'list' ? innermost(type.of) : type
}

const NO_NAMES = { messages: { has: () => true }, channels: { has: () => true } }

function collectSchedules(
  scheduled: PreparedJourney['scheduled'],
  { timezone = 'UTC', contact }: Bundle,
): Schedules {
  if (scheduled.length === 0) return { starts: new Map() }
  const plans = scheduled.map(({ start, on }) => [scheduleName(start), on])
  return {
    id: contentHash([plans, timezone, contact.timezone ?? '', contact.fields]).slice(0, 16),
    starts: new Map(scheduled.map((one) => [scheduleName(one.start), one])),
  }
}

function scheduleName({ id, journey }: LoadedStart): string {
  return `${journey.name}/${id}`
}

function makeReader({ contact, timezone = 'UTC' }: Bundle): (attributes: Values) => Reader {
  const zoneField = contact.timezone
  const languageField = contact.language
  const defaultOf = (field: string | undefined) =>
    field === undefined ? undefined : contact.fields[field]?.default
  const defaultZone = defaultOf(zoneField) ?? timezone
  const defaultLanguage = defaultOf(languageField) ?? 'en'
  return (attributes) => {
    const zone = (zoneField === undefined ? undefined : attributes[zoneField]) ?? defaultZone
    const language = (languageField === undefined ? undefined : attributes[languageField]) ?? defaultLanguage
    return { zone: isZone(zone as string) ? (zone as string) : timezone, language: language as string }
  }
}

function checkContactSchema({ contact, timezone }: Bundle, report: (found: Problem) => void): void {
  for (const role of ['timezone', 'language'] as const) {
    const field = contact[role]
    if (field !== undefined && contact.fields[field]?.type !== role) {
      report(problem('unknown_name', { kind: `${role} field`, name: field }, { path: `contact.${role}` }))
    }
  }
  if (timezone !== undefined && !isZone(timezone)) {
    report(problem('unknown_name', { kind: 'time zone', name: timezone }, { path: 'timezone' }))
  }
}

/** Declared fields by name, their defaults in the form that values have. */
function prepareFields(fields: Record<string, Field>): Fields {
  const prepared = Object.entries(fields).map(([name, field]): [string, Field] => {
    const value = field.default === undefined ? undefined : checkValue(field, field.default)
    return [name, value === undefined ? field : { ...field, default: value }]
  })
  return new Map(prepared)
}

function prepareActions(actions: NonNullable<Bundle['actions']>): Map<string, LoadedAction> {
  return new Map(
    Object.entries(actions).map(([name, { params, returns }]) => [
      name,
      { name, params: prepareFields(params), returns: prepareFields(returns) },
    ]),
  )
}

/** A run can only be moved to what is there. Where it comes from may be gone. */
function checkMoved({ journeys, moved = [] }: Bundle, report: (found: Problem) => void): void {
  for (const [index, { journey: name, to }] of moved.entries()) {
    const place = { path: `moved[${index}]` }
    const journey = Object.hasOwn(journeys, name) ? journeys[name] : undefined
    if (journey === undefined) report(problem('unknown_name', { kind: 'journey', name }, place))
    else if ('node' in to && !Object.hasOwn(journey.nodes, to.node)) {
      report(problem('unknown_name', { kind: 'step', name: to.node }, place))
    } else if ('stage' in to && !journey.stages.some((stage) => stage.name === to.stage)) {
      report(problem('unknown_name', { kind: 'stage', name: to.stage }, place))
    }
  }
}

function prepareEvents(source: Bundle): Map<string, Fields> {
  const events = new Map<string, Fields>()
  const declarations = [...Object.entries(BUILTIN_EVENTS), ...Object.entries(source.events)]
  for (const [name, { fields }] of declarations) {
    events.set(name, new Map<string, Field>([...(events.get(name) ?? []), ...prepareFields(fields)]))
  }
  return events
}

function prepareChannel(name: string, channel: SendingChannel, preparation: Preparation): LoadedChannel {
  const path = joinPath('channels', name)
  const { consent, quiet, limit } = channel
  if (consent !== undefined && preparation.contact.get(consent)?.type !== 'boolean') {
    preparation.report(problem('unknown_name', { kind: 'boolean contact field', name: consent }, { path }))
  }
  return {
    name,
    to: compileExpression(channel.to, environmentAt(path, preparation)),
    ...(consent !== undefined && { consent }),
    ...(quiet && {
      quiet: {
        period: { from: timeOfDay(quiet.from), to: timeOfDay(quiet.to) },
        skip: quiet.else === 'skip',
      },
    }),
    ...(limit && { limit: { count: limit.count, per: parseDuration(limit.per)! } }),
  }
}

function prepareMessage(
  name: string,
  message: Message,
  channel: LoadedChannel,
  path: string,
  preparation: Preparation,
): LoadedMessage {
  const params = prepareFields(message.params)
  const environment = { ...environmentAt(path, preparation), params }
  return {
    name,
    channel,
    params,
    content: prepareContent(message.content, environment),
    variants: (message.variants ?? []).map(({ when, content }) => ({
      when: compileCondition(when, environment),
      content: prepareContent(content, environment),
    })),
  }
}

function prepareContent(content: Record<string, Template>, environment: Environment): LoadedContent {
  const prepare = (template: Template): LoadedTemplate =>
    'text' in template
      ? { text: compileExpression(template.text, environment) }
      : { ...template, html: writesHtml(template) }
  return new Map(Object.entries(content).map(([part, template]) => [part, prepare(template)]))
}
