/**
 * Earlier versions of journeys, for the runs that began under them. Such a run keeps its steps and conditions. What
 * those name means what the latest bundle says; what is gone there, or no longer fits, is what it was.
 */
import type { Enums, Fields, KnownField, Lookup } from '../expressions/compile.ts'
import { type Declarations, prepareFields, readDeclarations } from './declarations.ts'
import { destinationsIn } from './destinations.ts'
import type { Bundle, Expr, Field, Journey } from './format.ts'
import type {
  EarlierVersion,
  JourneyVersion,
  LoadedAction,
  LoadedChannel,
  LoadedJourney,
  LoadedMessage,
} from './loaded.ts'
import type { Preparation } from './preparation.ts'
import { prepareJourney } from './prepare-journey.ts'
import { prepareChannel, prepareMessage } from './prepare-messages.ts'
import { prepareSegments } from './prepare-segments.ts'
import { joinPath } from './validate.ts'
import { fitsType } from './value-types.ts'

/** The latest bundle, as far as it is ready when earlier ones are looked at. */
export interface Latest {
  readonly source: Bundle
  readonly declared: Declarations
  readonly channels: ReadonlyMap<string, LoadedChannel>
  readonly preparation: Preparation
}

export interface PreparedEarlier {
  readonly journeys: readonly LoadedJourney[]
  readonly versions: ReadonlyMap<string, ReadonlyMap<string, EarlierVersion>>
  readonly texts: ReadonlyMap<string, LoadedMessage>
  /** What the latest bundle declares, and what the runs of earlier versions still listen to and name. */
  readonly accepted: Accepted
}

/** Names that may come from outside. */
interface Accepted {
  readonly contact: Fields
  readonly events: ReadonlyMap<string, Fields>
  readonly tags: ReadonlySet<string>
  readonly enums: Enums
  readonly channels: ReadonlyMap<string, LoadedChannel>
  readonly messages: ReadonlyMap<string, LoadedMessage>
  readonly actions: ReadonlyMap<string, LoadedAction>
}

/** The same, while it grows. */
type Growing = {
  [K in keyof Accepted]: Accepted[K] extends ReadonlyMap<string, infer V> ? Map<string, V> : Set<string>
}

/** Makes the versions of journeys ready that are `needed`, each from the latest bundle that has it; all without `needed`. */
export function prepareEarlier(
  latest: Latest,
  earlier: readonly Bundle[],
  needed: readonly JourneyVersion[] | undefined,
): PreparedEarlier {
  const { source, declared, channels, preparation } = latest
  const accepted: Growing = {
    contact: new Map(declared.contact),
    events: new Map(declared.events),
    tags: new Set(declared.tags),
    enums: new Map(declared.enums),
    channels: new Map(channels),
    messages: new Map(preparation.messages as ReadonlyMap<string, LoadedMessage>),
    actions: new Map(declared.actions),
  }
  const texts = new Map<string, LoadedMessage>()
  const journeys: LoadedJourney[] = []
  const versions = new Map<string, Map<string, EarlierVersion>>()
  const wanted = needed && new Set(needed.map(({ journey, hash }) => `${hash} ${journey}`))
  for (const [index, bundle] of earlier.entries()) {
    const meaning = meaningOf(bundle, latest, accepted, `earlier[${index}]`)
    for (const [name, journey] of Object.entries(bundle.journeys)) {
      const { hash } = journey
      const isLatest = Object.hasOwn(source.journeys, name) && source.journeys[name]!.hash === hash
      if (isLatest || versions.get(name)?.has(hash) || wanted?.has(`${hash} ${name}`) === false) continue
      const prepared = prepareJourney(name, journey, meaning.for(journey, texts))
      if (prepared === undefined) continue
      journeys.push(prepared.journey)
      const since = [...earlier.slice(0, index + 1)].reverse()
      const version = { journey: prepared.journey, destination: destinationsIn([...since, source], name) }
      versions.set(name, (versions.get(name) ?? new Map()).set(hash, version))
    }
  }
  return { journeys, versions, texts, accepted }
}

/** What the names in an earlier bundle mean now. Those that only it declares are accepted once they are asked for. */
function meaningOf(bundle: Bundle, latest: Latest, accepted: Growing, place: string) {
  const then = readDeclarations(bundle)
  const now = latest.declared
  const payloadOf = remembered((event: string) => {
    const fields = then.events.get(event)
    const today = now.events.get(event)
    return fields && new Map([...fields].map(([name, field]) => [name, reliedOn(field, today?.get(name))]))
  })
  const segments = prepareSegments(bundle, () => preparation)
  const preparation: Preparation = {
    ...latest.preparation,
    isEarlier: true,
    contact: lookup((name) => {
      const field = then.contact.get(name)
      const today = now.contact.get(name)
      if (field === undefined) return today
      if (today === undefined && !accepted.contact.has(name))
        accepted.contact.set(name, { ...field, optional: true })
      return reliedOn(field, today)
    }),
    events: {
      get(name) {
        const fields = then.events.get(name)
        if (fields !== undefined) accepted.events.set(name, withFields(accepted.events.get(name), fields))
        return payloadOf(name)
      },
    },
    payloadOf,
    tags: {
      has(name) {
        if (then.tags.has(name)) accepted.tags.add(name)
        return accepted.tags.has(name)
      },
    },
    enums: { get: (name) => now.enums.get(name) ?? gain(accepted.enums, name, then.enums.get(name)) },
    segments: { get: (name) => latest.preparation.segments.get(name) ?? segments.get(name) },
    stageModels: then.stageModels,
    departments: then.departments,
    journeys: bundle.journeys,
    report: (found) => {
      const path = found.place.path === undefined ? place : `${place}.${found.place.path}`
      latest.preparation.report({ ...found, place: { ...found.place, path } })
    },
  }

  function textOf(name: string, pinned: string): LoadedMessage | undefined {
    const message = Object.hasOwn(bundle.messages, name) ? bundle.messages[name]! : undefined
    const channel = message && channelOf(message.channel)
    const path = joinPath('messages', name)
    return channel && { ...prepareMessage(name, message!, channel, path, preparation), pinned }
  }

  function channelOf(name: string): LoadedChannel | undefined {
    const known = accepted.channels.get(name)
    const channel = Object.hasOwn(bundle.channels, name) ? bundle.channels[name]! : undefined
    if (known !== undefined || channel === undefined || !('to' in channel)) return known
    return gain(
      accepted.channels,
      name,
      prepareChannel(name, channel, joinPath('channels', name), preparation),
    )
  }

  return {
    /** The same for one journey: its messages and actions are the latest if those take what its steps give. */
    for(journey: Journey, texts: Map<string, LoadedMessage>): Preparation {
      const nodes = Object.values(journey.nodes)
      const messages = lookup((name) => {
        const today = latest.preparation.messages.get(name)
        const declaredParams = Object.hasOwn(bundle.messages, name) ? bundle.messages[name]!.params : {}
        const params = prepareFields(declaredParams)
        const sends = nodes.filter((node) => node.kind === 'send' && node.message === name) as Giving[]
        if (today && sends.every(({ args }) => takes(today.params, params, args))) return today
        const pinned = `${journey.hash}/${name}`
        const text = gain(texts, pinned, textOf(name, pinned))
        return today === undefined ? gain(accepted.messages, name, text) && text : text
      })
      const actions = lookup((name) => {
        const today = now.actions.get(name)
        const action = then.actions.get(name)
        const calls = nodes.filter((node) => node.kind === 'call' && node.action === name) as Giving[]
        const fits =
          today !== undefined &&
          action !== undefined &&
          answers(today.returns, action.returns) &&
          calls.every(({ args }) => takes(today.params, action.params, args))
        if (fits) return today
        return today === undefined ? gain(accepted.actions, name, action) && action : action
      })
      return { ...preparation, messages, actions }
    },
  }
}

interface Giving {
  readonly args: Record<string, Expr>
}

/** A field as an earlier version reads it: where it has another type now, what is not of the old one is missing. */
function reliedOn(then: Field, now: Field | undefined): KnownField {
  return now === undefined || fitsType(now, then) ? (now ?? then) : { ...then, strict: true }
}

/** The fields of an event, with those that only an earlier version declares: nobody need give these any more. */
function withFields(today: Fields | undefined, then: Fields): Fields {
  if (today === undefined) return then
  const gone = [...then].filter(([name]) => !today.has(name))
  if (gone.length === 0) return today
  return new Map([...today, ...gone.map(([name, field]) => [name, { ...field, optional: true }] as const)])
}

/** Whether the arguments of an earlier version, declared by `then`, are all that parameters need. */
function takes(params: Fields, then: Fields, args: Record<string, Expr>): boolean {
  return [...params].every(([name, param]) => {
    const need = param.optional !== true && param.default === undefined
    const given = Object.hasOwn(args, name) ? then.get(name) : undefined
    if (given === undefined) return !need
    const mayLack = given.optional === true || given.default !== undefined
    return fitsType(given, param) && !(need && mayLack)
  })
}

/** Whether an answer is all that an earlier version reads of it. */
function answers(returns: Fields, then: Fields): boolean {
  return [...then].every(([name, field]) => {
    const today = returns.get(name)
    return today !== undefined && fitsType(today, field) && (field.optional || today.optional !== true)
  })
}

/** Adds what is not there yet, and gives what is there then. */
function gain<V>(into: Map<string, V>, name: string, value: V | undefined): V | undefined {
  if (value !== undefined && !into.has(name)) into.set(name, value)
  return into.get(name)
}

function lookup<V>(get: (name: string) => V | undefined): Lookup<V> {
  return { get, has: (name) => get(name) !== undefined }
}

/** Works each answer out once. */
function remembered<V>(make: (name: string) => V): (name: string) => V {
  const made = new Map<string, V>()
  return (name) => {
    if (!made.has(name)) made.set(name, make(name))
    return made.get(name)!
  }
}
