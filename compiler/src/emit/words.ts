/**
 * A journey's parts in a few plain words, for people who read a diagram, a report or a hover. Where a declaration has
 * a title, the title is shown, and the name where it has none; conditions and amounts are written as in the source.
 */
import {
  type Bundle,
  type DateStart,
  type DelayNode,
  type Enter,
  type Exit,
  type Expr,
  type Goal,
  isSchedule,
  type Journey,
  type MatchNode,
  type Node,
  type RecurringStart,
  type SendNode,
  type SetNode,
  type Start,
  type StartTrigger,
  type ValueType,
  type WaitArm,
  type WaitNode,
  WHOLE,
} from '@journey-lang/runtime'
import { clean, directionOf, isolate } from './bidi.ts'
import {
  contentText,
  expressionText,
  memberTitle,
  own,
  type Scope,
  tagText,
  typeOf,
} from './expression-text.ts'
import type { Possible } from './possible.ts'
import { countText, durationText, percentText, valueText } from './quantity-text.ts'
import { scheduleDetails, scheduleText, targetText } from './schedule-words.ts'

/** What something listens to; nobody listens for a hand, or for the time. */
type Listening = Exclude<StartTrigger, { manually: true } | DateStart | RecurringStart>

/** A thing in words: what it is, then what a reader wants to know next. */
export interface Phrase {
  /** For example `wait for purchased`. */
  heading: string
  /** For example `up to 7 days`; a line each. */
  details: string[]
}

/** Where the words are about: the names in them are looked up there. */
export interface Context extends Possible {
  bundle: Bundle
  journey: Journey
}

/** A phrase on one line: `wait for purchased, up to 7 days`. */
export function sentence({ heading, details }: Phrase): string {
  return [heading, ...details].join(', ')
}

/** The longest piece of a message that is shown, in characters. */
const EXCERPT = 90

/** What a step does. */
export function stepWords(node: Node, context: Context): Phrase {
  switch (node.kind) {
    case 'send':
      return sendWords(node, context)
    case 'delay':
      return delayWords(node, context)
    case 'wait':
      return waitWords(node, context)
    case 'branch':
      return { heading: `if ${expressionText(node.when, context)}`, details: [] }
    case 'split':
      return { heading: `split ${isolate(clean(node.split))}`, details: [] }
    case 'repeat':
      return {
        heading: `repeat up to ${countText(node.times)} ${node.times === 1 ? 'time' : 'times'}`,
        details: node.until === undefined ? [] : [`until ${expressionText(node.until, context)}`],
      }
    case 'call': {
      const params = own(context.bundle.actions, node.action)?.params
      const doc = own(context.bundle.actions, node.action)?.doc
      const heading = `call ${isolate(clean(node.action))}${argumentsText(node.args, params, context)}`
      return { heading, details: doc === undefined ? [] : [shorten(clean(doc))] }
    }
    case 'notify': {
      const title = own(context.bundle.departments, node.department)?.title
      const who = title === undefined ? isolate(clean(node.department)) : quote(clean(title))
      return { heading: `notify ${who}`, details: [quote(shorten(contentText(node.text, context)))] }
    }
    case 'emit': {
      const fields = own(context.bundle.events, node.event)?.fields
      const args = argumentsText(node.args, fields, context)
      return { heading: `emit ${isolate(clean(node.event))}${args}`, details: [] }
    }
    case 'enter': {
      const title = own(context.bundle.journeys, node.journey)?.title
      const heading = `enter journey ${isolate(clean(node.journey))}`
      return { heading, details: title === undefined ? [] : [quote(clean(title))] }
    }
    case 'match':
      return { heading: expressionText(node.on, context), details: [] }
    case 'set':
      return { heading: setText(node, context), details: [] }
    case 'tag':
    case 'untag':
      return { heading: `${node.kind} ${tagText(node.tag)}`, details: tagTitle(node.tag, context) }
    case 'finish':
      return {
        heading: node.reason === undefined ? 'finish' : `finish ${quote(clean(node.reason))}`,
        details: [],
      }
  }
}

function delayWords(node: DelayNode, context: Context): Phrase {
  const heading =
    'for' in node ? `delay ${durationText(node.for)}` : `delay until ${targetText(node.until, context)}`
  return { heading, details: [] }
}

function sendWords(node: SendNode, context: Context): Phrase {
  const message = own(context.bundle.messages, node.message)
  const scope: Scope = { ...context, message: node.message }
  const heading = `send ${isolate(clean(node.message))}${argumentsText(node.args, message?.params, scope)}`
  const excerpt = messageExcerpt(node, context)
  return { heading, details: excerpt === undefined ? [] : [quote(excerpt)] }
}

/** `(discount: 10%)`; nothing without arguments. */
function argumentsText(
  args: Readonly<Record<string, Expr>>,
  params: Readonly<Record<string, ValueType>> | undefined,
  scope: Scope,
): string {
  // Named arguments have no order of their own; a sorted one is the same in every copy of a bundle.
  const written = Object.keys(args)
    .sort()
    .map((name) => `${isolate(clean(name))}: ${argumentText(args[name]!, own(params, name), scope)}`)
  return written.length > 0 ? `(${written.join(', ')})` : ''
}

function argumentText(expr: Expr, param: ValueType | undefined, scope: Scope): string {
  return typeof expr === 'object' ? expressionText(expr, scope) : valueText(expr, param)
}

/** The subject of a sent message, or what it says first; with the amounts that this step sends it with. */
export function messageExcerpt(node: SendNode, context: Context): string | undefined {
  const content = own(context.bundle.messages, node.message)?.content ?? {}
  for (const part of ['subject', 'title', 'text', 'body']) {
    const template = own(content, part)
    if (!template || !('text' in template)) continue
    const text = contentText(template.text, { ...context, message: node.message, args: node.args })
    if (text !== '') return shorten(text)
  }
  return undefined
}

/** As much of a text as an excerpt has. */
export function shorten(text: string): string {
  const characters = [...text]
  return characters.length <= EXCERPT ? text : `${characters.slice(0, EXCERPT).join('').trimEnd()}…`
}

function waitWords(node: WaitNode, context: Context): Phrase {
  const limit = node.limit === undefined ? 'forever' : `up to ${durationText(node.limit)}`
  const since = node.since === 'start' ? ['since start'] : []
  const [first, ...others] = node.arms
  if (!first) return { heading: `wait ${limit}`, details: since }
  if (others.length > 0) {
    const heading = `wait for ${node.arms.map((arm) => armName(arm, context, quote)).join(' or ')}`
    return { heading, details: [limit, ...since] }
  }
  const where = 'on' in first ? whereWords(first.where, first.on, context) : []
  const verb = 'on' in first ? 'wait for' : 'wait until'
  return { heading: `${verb} ${armName(first, context, quote)}`, details: [...where, limit, ...since] }
}

/**
 * What is said on the way out of a step; `undefined` where the way out needs no words. `sent`, `yes`, the event that
 * was waited for, `after 7 days`.
 */
export function edgeWords(node: Node, edge: string, context: Context): string | undefined {
  switch (node.kind) {
    case 'send':
      if (node.edges.else === undefined) return undefined
      return edge === 'else' ? 'not sent' : 'sent'
    case 'branch':
      return edge === 'then' ? 'yes' : 'no'
    case 'match':
      return matchEdgeWords(node, edge, context)
    case 'delay':
      return edge === 'past' ? 'too late' : undefined
    case 'wait':
      return waitEdgeWords(node, edge, context)
    case 'split': {
      const arm = node.arms.find(({ name }) => name === edge)
      return arm && `${percentText(arm.share / WHOLE)} ${isolate(clean(arm.name))}`
    }
    case 'repeat':
      return edge === 'body' ? 'each time' : 'then'
    case 'call':
      if (node.edges.else === undefined) return undefined
      return edge === 'else' ? 'failed' : 'done'
    default:
      return undefined
  }
}

function setText({ field, value }: SetNode, context: Context): string {
  const type = own(context.bundle.contact.fields, field)
  return `set contact.${isolate(clean(field))} = ${expressionText(value, context, type)}`
}

/** The values of an arm: `DE or AT`. */
function matchEdgeWords(node: MatchNode, edge: string, context: Context): string {
  const arm = node.arms.find(({ name }) => name === edge)
  if (!arm) return 'otherwise'
  const type = typeOf(node.on, context)
  return arm.is.map((value) => matchedText(value, type, context)).join(' or ')
}

/** A member of an enum goes by its title, which is made for people. */
function matchedText(value: Expr, type: ValueType | undefined, context: Context): string {
  const title = memberTitle(value, type, context.bundle)
  return title === undefined ? expressionText(value, context, type) : isolate(clean(title))
}

function waitEdgeWords(node: WaitNode, edge: string, context: Context): string {
  const arm = node.arms.find(({ name }) => name === edge)
  if (!arm) return node.limit === undefined ? 'time is up' : `after ${durationText(node.limit)}`
  if (node.arms.length > 1) {
    const where = 'on' in arm ? whereWords(arm.where, arm.on, context) : []
    return [armName(arm, context, (title) => isolate(clean(title))), ...where].join(' ')
  }
  return 'until' in arm ? 'yes' : armName(arm, context, (title) => isolate(clean(title)))
}

/** What else an arm of a wait asks for: `where purchased.total > 50 EUR`. Nothing for most. */
export function armWhere(arm: WaitArm, context: Context): string | undefined {
  return 'on' in arm ? whereWords(arm.where, arm.on, context)[0] : undefined
}

/** What an arm of a wait listens to, or the condition that it waits for; titles as `title` writes them. */
export function armName(arm: WaitArm, context: Context, title: (text: string) => string): string {
  return 'until' in arm ? expressionText(arm.until, context) : listenedName(arm.on, context, title)
}

/** Who gets no steps, so that the journey's effect can be seen: `holdout 5%`. */
export function holdoutWords(share: number): string {
  return `holdout ${percentText(share / WHOLE)}`
}

/** A way into a journey: `on “Bought something”, where purchased.total > 100 EUR`. */
export function startWords(start: Start, context: Context): Phrase {
  const { on } = start
  if ('manually' in on) return { heading: 'by hand', details: [] }
  const key = start.key
  if (isSchedule(on)) {
    const where = start.where === undefined ? [] : [`where ${expressionText(start.where, context)}`]
    return { heading: scheduleText(on, context), details: [...scheduleDetails(on), ...where] }
  }
  const event = 'event' in on ? { event: on.event } : {}
  return {
    heading: triggerWords(on, context),
    details: [
      ...triggerTitle(on, context),
      ...whereWords(start.where, on, context),
      ...(key === undefined ? [] : [`one run per ${expressionText(key, { ...context, ...event })}`]),
    ],
  }
}

/** The entry rule, as the language writes it: `enter again after 30 days`. */
export function enterWords(enter: Enter): string {
  if (enter.rule === 'once') return 'enter once'
  return `enter again after ${enter.after === undefined ? 'exit' : durationText(enter.after)}`
}

/** What a goal counts: `goal first_purchase`, then `“Bought something” within 30 days`. */
export function goalWords(name: string, goal: Goal, context: Context): Phrase {
  const on = { event: goal.event }
  const within = goal.within === undefined ? [] : [`within ${durationText(goal.within)}`]
  return {
    heading: `goal ${isolate(clean(name))}`,
    details: [
      [listenedName(on, context, quote), ...whereWords(goal.where, on, context), ...within].join(' '),
    ],
  }
}

/** What ends a run: `exit when not contact.email_opt_in`, `exit on “Unsubscribed”`. */
export function exitWords(exit: Exit, context: Context): string {
  if ('when' in exit) return `exit when ${expressionText(exit.when, context)}`
  return [`exit ${triggerWords(exit.on, context)}`, ...whereWords(exit.where, exit.on, context)].join(' ')
}

/** The title of the stage model's stage, of the journey's, or its name. */
export function stageWords(stage: { name: string; title?: string }, { bundle, journey }: Context): string {
  const model = journey.follows === undefined ? undefined : own(bundle.stageModels, journey.follows)
  return clean(stage.title ?? model?.stages.find(({ name }) => name === stage.name)?.title ?? stage.name)
}

/**
 * A title in quotation marks, so that it is read as one thing inside a sentence. Right-to-left text has those of
 * Persian, which turn with the direction.
 */
export function quote(text: string): string {
  return directionOf(text) === 'rtl' ? isolate(`«${text}»`) : isolate(`“${text}”`)
}

function triggerWords(on: Listening, context: Context): string {
  return `on ${listenedName(on, context, quote)}`
}

/** An event's title or name; a tag, or a segment, that comes or goes; a field that changes. */
export function listenedName(on: Listening, context: Context, title: (text: string) => string): string {
  const { bundle } = context
  if ('tag' in on) return `tag ${tagText(on.tag)}`
  if ('untag' in on) return `untag ${tagText(on.untag)}`
  if ('enter' in on) return `enter ${segmentText(on.enter, bundle, title)}`
  if ('leave' in on) return `leave ${segmentText(on.leave, bundle, title)}`
  if ('change' in on) {
    const to =
      on.to === undefined ? [] : ['to', expressionText(on.to, context, own(bundle.contact.fields, on.change))]
    return [`change contact.${isolate(clean(on.change))}`, ...to].join(' ')
  }
  const declared = own(bundle.events, on.event)?.title
  return declared === undefined ? isolate(clean(on.event)) : title(clean(declared))
}

/** Tags go by their name, which readers know from everywhere else; the title says what the name means. */
function triggerTitle(on: Listening, context: Context): string[] {
  if ('tag' in on) return tagTitle(on.tag, context)
  return 'untag' in on ? tagTitle(on.untag, context) : []
}

/** A segment's title, as `title` writes it, or its name. */
export function segmentText(segment: string, { segments }: Bundle, title: (text: string) => string): string {
  const declared = own(segments, segment)?.title
  return declared === undefined ? isolate(clean(segment)) : title(clean(declared))
}

function tagTitle(tag: string, { bundle }: Context): string[] {
  const title = own(bundle.tags, tag)?.title
  return title === undefined ? [] : [isolate(clean(title))]
}

function whereWords(where: Expr | undefined, on: Listening, context: Context): string[] {
  if (where === undefined) return []
  const event = 'event' in on ? { event: on.event } : {}
  return [`where ${expressionText(where, { ...context, ...event })}`]
}
