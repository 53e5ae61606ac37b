import type { Problem, Result } from '../problems.ts'
import { problem } from '../problems.ts'
import { checkContactSchema, checkEnums, checkMoved } from './check-bundle.ts'
import { makeReader, readDeclarations } from './declarations.ts'
import { prepareEarlier } from './earlier.ts'
import type { Bundle } from './format.ts'
import { contentHash } from './hash.ts'
import type {
  JourneyVersion,
  LoadedBundle,
  LoadedChannel,
  LoadedJourney,
  LoadedMessage,
  LoadedStart,
  Schedules,
} from './loaded.ts'
import { append, type Preparation } from './preparation.ts'
import { type PreparedJourney, prepareJourney } from './prepare-journey.ts'
import { MemoryPlan } from './prepare-memory.ts'
import { prepareChannel, prepareMessage } from './prepare-messages.ts'
import { prepareSegments } from './prepare-segments.ts'
import { type TriggerKey, triggerKey } from './triggers.ts'
import { joinPath } from './validate.ts'

/**
 * Makes a well-formed bundle ready to execute, with the versions of its journeys in `earlier` bundles, latest first.
 * Reports every name in it that refers to nothing.
 */
export function prepareBundle(
  source: Bundle,
  earlier: readonly Bundle[],
  needed: readonly JourneyVersion[] | undefined,
): Result<LoadedBundle> {
  const problems: Problem[] = []
  const report = (found: Problem) => problems.push(found)
  const declared = readDeclarations(source)
  const reader = makeReader(source)
  const messages = new Map<string, LoadedMessage>()
  const memory = new MemoryPlan()
  const segments = prepareSegments(source, () => preparation)
  const preparation: Preparation = {
    ...declared,
    payloadOf: (event) => declared.events.get(event),
    messages,
    reader,
    report,
    journeys: source.journeys,
    segments,
    remember: (need) => memory.add(need),
  }
  checkEnums(source, declared.enums, report)
  checkContactSchema(source, report)

  const channels = new Map<string, LoadedChannel>()
  for (const [name, channel] of Object.entries(source.channels)) {
    // What people do on the other channels is not executed.
    if ('to' in channel)
      channels.set(name, prepareChannel(name, channel, joinPath('channels', name), preparation))
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
  const latest = { source, declared, channels, preparation }
  const past = prepareEarlier(latest, earlier, needed)
  if (problems.length > 0) return { ok: false, problems }
  const required = [...declared.contact.keys()].filter((field) => {
    const { optional, default: value } = declared.contact.get(field)!
    return optional !== true && value === undefined
  })
  const watched = [...segments.all().values()].filter(
    ({ name }) => starts.has(`enter ${name}`) || starts.has(`leave ${name}`),
  )
  const versions = [...journeys.values(), ...past.journeys]
  return {
    ok: true,
    value: {
      source,
      required,
      segments: segments.all(),
      watched,
      remembered: memory.memories,
      timed: watched.some(({ reads }) => reads.timed) || versions.some(({ timed }) => timed),
      ...past.accepted,
      journeys,
      earlier: past.versions,
      pinnedTexts: past.texts,
      starts,
      schedules: collectSchedules(scheduled, source),
      awaited: new Set(versions.flatMap((journey) => [...journey.awaited])),
      reader,
    },
  }
}

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
