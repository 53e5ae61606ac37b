import { isSchedule, type RuntimeRecord, type Start, type Value, WHOLE } from '@journey-lang/runtime'
import { clean, isolate } from '../../emit/bidi.ts'
import { expressionText, own, tagText, typeOf } from '../../emit/expression-text.ts'
import { durationText, percentText } from '../../emit/quantity-text.ts'
import { scheduleText } from '../../emit/schedule-words.ts'
import {
  type Context,
  exitWords,
  listenedName,
  quote,
  segmentText,
  sentence,
  startWords,
} from '../../emit/words.ts'
import { shortValue } from './facts.ts'
import { because, type Scene, wordsOf } from './scene.ts'
import type { Sentence } from './story.ts'
import { placeOf } from './versions.ts'

type Of<K extends RuntimeRecord['kind']> = Extract<RuntimeRecord, { kind: K }>

/** How a run began, and on which facts. `by` is the journey that put the contact in. */
export function tellEntry(
  scene: Scene,
  record: Of<'entered' | 'held_out'>,
  by: string | undefined,
): Sentence[] {
  const { version } = scene
  const start = startOf(scene, record.start)
  const context = wordsOf(scene)
  const place = placeOf(version, { start: record.start })
  const entry: Sentence = {
    topic: 'enter',
    at: record.at,
    text: `${entryText(start, context, scene, by)}${keyText(start, record.key, context)}`,
    ...(start && because(scene, start.where, { scope: eventScope(start) })),
    ...(place !== undefined && { place }),
  }
  if (record.kind === 'entered') return [entry]
  const share = percentText((version.journey.holdout ?? 0) / WHOLE)
  const text = `Belongs to the ${share} who are held out: gets no steps, and only goals are counted.`
  return [entry, { topic: 'hold_back', at: record.at, text }]
}

/** Why somebody was not let in. */
export function tellRefusal(scene: Scene, record: Of<'refused'>): Sentence {
  const { version } = scene
  const { journey } = version
  const start = startOf(scene, record.start)
  const context = wordsOf(scene)
  const title = quote(clean(journey.title ?? version.name))
  const through = start ? ` (${sentence(startWords(start, context))})` : ''
  const place = placeOf(version, { start: record.start })
  return {
    topic: 'refuse',
    at: record.at,
    text: `Was not let into ${title}${through}: ${refusalText(scene, record, start)}.`,
    ...(record.reason === 'exit' && because(scene, { or: conditionalExits(scene).map(({ when }) => when) })),
    ...(place !== undefined && { place }),
  }
}

function refusalText(scene: Scene, { reason, key }: Of<'refused'>, start: Start | undefined): string {
  const { enter } = scene.version.journey
  const context = wordsOf(scene)
  const per = key === undefined ? '' : ` for ${shortValue(key)}`
  switch (reason) {
    case 'inside':
      return `was inside already${per}`
    case 'once':
      return `was there before${per}, and may enter once`
    case 'too_soon': {
      const after =
        enter.rule === 'again' && enter.after !== undefined ? durationText(enter.after) : 'long enough'
      return `the last entry${per} was less than ${after} ago`
    }
    case 'exit': {
      const [first, ...others] = conditionalExits(scene).map((exit) => exitWords(exit, context))
      return `what would end the run held already: ${[first ?? 'an exit', ...others].join('; or ')}`
    }
    case 'no_key': {
      const what =
        start?.key === undefined ? 'the key' : expressionText(start.key, { ...context, ...eventScope(start) })
      return `${what}, which tells runs apart, was missing`
    }
  }
}

function conditionalExits({ version }: Scene) {
  return version.journey.exits.filter((exit) => 'when' in exit)
}

function startOf({ version }: Scene, id: string): Start | undefined {
  return version.journey.starts.find((start) => start.id === id)
}

function eventScope({ on }: Start): { event?: string } {
  return 'event' in on ? { event: on.event } : {}
}

function entryText(start: Start | undefined, context: Context, scene: Scene, by: string | undefined): string {
  const { on } = start ?? {}
  const more =
    on && 'event' in on
      ? payloadText(scene, on.event)
      : on && 'change' in on
        ? newValue(on.change, scene)
        : ''
  return `Came in${throughText(start, context, by)}${more}.`
}

function newValue(field: string, { version, knowledge }: Scene): string {
  const value = knowledge.attribute(field)?.value
  return value === undefined ? '' : ` to ${shortValue(value, own(version.bundle.contact.fields, field))}`
}

/** By what a run began: ` on “Signed up”`, ` by hand`. `by` is the journey that put the contact in. */
export function throughText(start: Start | undefined, context: Context, by: string | undefined): string {
  if (start === undefined) return ''
  const { on } = start
  if ('manually' in on) return by === undefined ? ' by hand' : ` from the journey ${quote(clean(by))}`
  if (isSchedule(on)) return ` by the calendar, ${scheduleText(on, context)}`
  if ('tag' in on) return ` when ${tagText(on.tag)} was added`
  if ('untag' in on) return ` when ${tagText(on.untag)} was taken away`
  if ('enter' in on) return ` on joining ${segmentText(on.enter, context.bundle, quote)}`
  if ('leave' in on) return ` on leaving ${segmentText(on.leave, context.bundle, quote)}`
  if ('change' in on) return ` when contact.${isolate(clean(on.change))} changed`
  return ` on ${listenedName(on, context, quote)}`
}

function keyText(start: Start | undefined, key: string | undefined, context: Context): string {
  if (start?.key === undefined || key === undefined) return ''
  return ` This run is for ${expressionText(start.key, { ...context, ...eventScope(start) })} ${shortValue(key)}.`
}

/** How many fields of a payload are told. */
const FIELDS = 3

/** What an event brought with it: ` (order "o-1", total 18.50 EUR)`. */
export function payloadText(scene: Scene, event: string): string {
  if (scene.event?.name !== event) return ''
  const fields = Object.entries(scene.event.payload).slice(0, FIELDS)
  if (fields.length === 0) return ''
  const scope = { bundle: scene.version.bundle, event }
  const parts = fields.map(([name, value]) => {
    const type = typeOf({ var: ['event', name] }, scope)
    return `${isolate(clean(name))} ${shortValue(value as Value, type)}`
  })
  return ` (${parts.join(', ')})`
}
