/**
 * A journey as a drawing: boxes, arrows and groups with their words and counts, before anything has a place. Its order
 * follows the journey's flow and not the order of keys in the bundle, so that equal bundles give equal drawings.
 */
import type { Bundle, Journey, Node, NodeId, NodeStatistics, Statistics } from '@journey-lang/runtime'
import { clean } from '../bidi.ts'
import { isNeverTaken } from '../exhaustive.ts'
import { own } from '../expression-text.ts'
import { edgesInOrder, inOrderOfFlow } from '../flow.ts'
import { type Possible, possibleAt } from '../possible.ts'
import { countText } from '../quantity-text.ts'
import { startName, stepName } from '../step-name.ts'
import {
  type Context,
  edgeWords,
  enterWords,
  exitWords,
  goalWords,
  holdoutWords,
  type Phrase,
  sentence,
  stageWords,
  startWords,
  stepWords,
} from '../words.ts'

export interface Diagram {
  title: string
  doc?: string
  /** Who comes in how often, what is aimed at, and what ends a run. */
  facts: Fact[]
  /** What happened, when there are statistics: `812 entered`. */
  counts: string[]
  groups: Group[]
  boxes: Box[]
  arrows: Arrow[]
}

export interface Fact {
  kind: 'enter' | 'goal' | 'exit' | 'holdout'
  text: string
  tooltip?: string
}

/** A stage. */
export interface Group {
  /** Unique among the groups. */
  key: string
  /** The stage's name. */
  stage: string
  title: string
  tooltip: string
}

export type BoxKind = 'start' | Node['kind']

export interface Box {
  /** Unique in the drawing. */
  key: string
  kind: BoxKind
  /** The steps that the box stands for: several when equal ends share one. None for a start. */
  steps: NodeId[]
  /** The start that the box stands for. */
  start?: string
  /** Key of its group. */
  group?: string
  words: Phrase
  /** What the source calls it after `as`. */
  name?: string
  tooltip: string
  /** The kind of channel that a message goes out on. */
  channel?: string
  counts?: { entered: number; waiting: number }
}

/**
 * How it is left: as a matter of course, because what was hoped for came, because time ran out, or because a message
 * could not be sent or a call failed.
 */
export type ArrowKind = 'next' | 'reached' | 'timeout' | 'failed'

export interface Arrow {
  /** Unique in the drawing. */
  key: string
  from: string
  to: string
  kind: ArrowKind
  text?: string
  count?: number
}

/** The drawing of a journey. Throws a `RangeError` when the bundle has no journey of that name. */
export function diagramOf(bundle: Bundle, journeyName: string, statistics?: Statistics): Diagram {
  const journey = own(bundle.journeys, journeyName)
  if (!journey) {
    const names = Object.keys(bundle.journeys).sort().join(', ')
    throw new RangeError(`There is no journey “${journeyName}” in this bundle. It has: ${names || 'none'}.`)
  }
  const context: Context = { bundle, journey }
  const counts = own(statistics?.journeys, journeyName)
  const groups = groupsOf(context)
  const possible = possibleAt(journey)
  const { boxes, boxOf } = boxesOf(context, possible, groups, counts)
  return {
    title: clean(journey.title ?? journeyName),
    ...(journey.doc === undefined ? {} : { doc: clean(journey.doc) }),
    facts: factsOf(context, counts),
    counts: counts ? totals(counts) : [],
    groups: groups.filter(({ key }) => boxes.some(({ group }) => group === key)),
    boxes,
    arrows: arrowsOf(context, possible, boxes, boxOf, counts),
  }
}

type JourneyStatistics = Statistics['journeys'][string]

function groupsOf(context: Context): Group[] {
  const { bundle, journey } = context
  const model = journey.follows === undefined ? undefined : own(bundle.stageModels, journey.follows)
  return journey.stages.map((stage) => {
    const asks = model?.stages.find(({ name }) => name === stage.name)?.asks
    const title = stageWords(stage, context)
    return {
      key: `stage ${stage.name}`,
      stage: stage.name,
      title,
      tooltip: lines(title, cleaned(asks), cleaned(stage.doc)),
    }
  })
}

function factsOf(context: Context, counts: JourneyStatistics | undefined): Fact[] {
  const { journey } = context
  const goals = Object.keys(journey.goals).sort()
  return [
    { kind: 'enter', text: enterWords(journey.enter) },
    ...holdoutFact(journey, counts),
    ...goals.map((name): Fact => {
      const goal = journey.goals[name]!
      const { heading, details } = goalWords(name, goal, context)
      const reached = counts ? ` · ${countText(own(counts.goals, name) ?? 0)} reached` : ''
      return { kind: 'goal', text: `${heading}: ${details.join(' ')}${reached}`, ...tooltipOf(goal.doc) }
    }),
    ...journey.exits.map(
      (exit): Fact => ({ kind: 'exit', text: exitWords(exit, context), ...tooltipOf(exit.doc) }),
    ),
  ]
}

function holdoutFact({ holdout }: Journey, counts: JourneyStatistics | undefined): Fact[] {
  if (holdout === undefined) return []
  const held = counts ? ` · ${countText(counts.heldOut?.entered ?? 0)} held out` : ''
  const tooltip = 'Contacts who get no steps, so that the effect of the journey can be seen.'
  return [{ kind: 'holdout', text: `${holdoutWords(holdout)}${held}`, tooltip }]
}

function tooltipOf(doc: string | undefined): { tooltip?: string } {
  return doc === undefined ? {} : { tooltip: clean(doc) }
}

function totals({ entered, refused, finished, exited, nodes }: JourneyStatistics): string[] {
  const waiting = Object.values(nodes).reduce((sum, node) => sum + node.waiting, 0)
  const counted: [number, string][] = [
    [entered, 'entered'],
    [waiting, 'waiting'],
    [finished, 'finished'],
    [exited, 'exited'],
    [refused, 'refused'],
  ]
  return counted
    .filter(([count, word]) => count > 0 || word === 'entered')
    .map(([count, word]) => `${countText(count)} ${word}`)
}

function boxesOf(
  context: Context,
  possible: ReadonlyMap<NodeId, Possible>,
  groups: readonly Group[],
  counts: JourneyStatistics | undefined,
): { boxes: Box[]; boxOf: Map<NodeId, Box> } {
  const { journey } = context
  const groupOf = new Map(groups.map(({ key, stage }) => [stage, key]))
  const boxOf = new Map<NodeId, Box>()
  const ends = new Map<string, Box>()
  const steps: Box[] = []
  for (const id of inOrderOfFlow(journey)) {
    const node = journey.nodes[id]!
    // Equal ends in one stage are one: a drawing with six of them says no more, and is harder to read.
    // One with a name of its own stays by itself: reports tell of it by that.
    const merges = node.kind === 'finish' && stepName(id, node) === undefined
    const end = merges ? JSON.stringify([node.stage, node.reason]) : undefined
    const shared = end === undefined ? undefined : ends.get(end)
    const box =
      shared ?? stepBox(id, node, groupOf.get(node.stage ?? ''), { ...context, ...possible.get(id) })
    if (!shared) steps.push(box)
    else shared.steps.push(id)
    if (end !== undefined) ends.set(end, box)
    if (counts) box.counts = sum(box.counts, own(counts.nodes, id))
    boxOf.set(id, box)
  }
  const taken = new Set(steps.map(({ key }) => key))
  const starts = journey.starts.map((start): Box => {
    const words = startWords(start, context)
    const key = unique(`start: ${start.id}`, taken)
    return {
      key,
      kind: 'start',
      steps: [],
      start: start.id,
      words,
      ...named(startName(start)),
      tooltip: lines(sentence(words), cleaned(start.doc)),
    }
  })
  return { boxes: [...starts, ...steps], boxOf }
}

function stepBox(id: NodeId, node: Node, group: string | undefined, context: Context): Box {
  const whole = stepWords(node, context)
  const channel = node.kind === 'send' ? channelOf(node.message, context) : undefined
  const via = channel === undefined ? undefined : `via ${clean(channel.name)}`
  return {
    key: id,
    kind: node.kind,
    steps: [id],
    ...(group === undefined ? {} : { group }),
    // The shape says that it is an end; its reason is all there is to read.
    words: node.kind === 'finish' && node.reason ? { heading: clean(node.reason), details: [] } : whole,
    ...named(stepName(id, node)),
    tooltip: lines(sentence(whole), via, cleaned(node.doc)),
    ...(channel === undefined ? {} : { channel: channel.kind }),
  }
}

function named(name: string | undefined): { name?: string } {
  return name === undefined ? {} : { name: clean(name) }
}

function channelOf(message: string, { bundle }: Context): { name: string; kind: string } | undefined {
  const name = own(bundle.messages, message)?.channel
  const channel = name === undefined ? undefined : own(bundle.channels, name)
  return name === undefined || !channel ? undefined : { name, kind: channel.kind }
}

function arrowsOf(
  context: Context,
  possible: ReadonlyMap<NodeId, Possible>,
  boxes: readonly Box[],
  boxOf: ReadonlyMap<NodeId, Box>,
  counts: JourneyStatistics | undefined,
): Arrow[] {
  const { journey } = context
  const taken = new Set<string>()
  const arrow = (
    from: string,
    name: string,
    to: NodeId,
    more: Omit<Arrow, 'key' | 'from' | 'to'>,
  ): Arrow[] => {
    const target = boxOf.get(to)
    return target ? [{ key: unique(`${from} → ${name}`, taken), from, to: target.key, ...more }] : []
  }
  return boxes.flatMap((box) => {
    if (box.start !== undefined) return arrow(box.key, 'entry', journey.entry, { kind: 'next' })
    return box.steps.flatMap((id) => {
      const node = journey.nodes[id]!
      const passed = own(counts?.nodes, id)?.passed
      return edgesInOrder(node).flatMap(([name, to]) => {
        // A way that nobody can go, kept in the graph for attributes that hold what no longer is a member.
        if (isNeverTaken(node, name, context) && !own(passed, name)) return []
        const text = edgeWords(node, name, { ...context, ...possible.get(id) })
        return arrow(box.key, name, to, {
          kind: arrowKind(node, name),
          ...(text === undefined ? {} : { text }),
          ...(counts ? { count: own(passed, name) ?? 0 } : {}),
        })
      })
    })
  })
}

function arrowKind(node: Node, edge: string): ArrowKind {
  if ((node.kind === 'send' || node.kind === 'call') && edge === 'else') return 'failed'
  if (node.kind === 'wait') return node.arms.some(({ name }) => name === edge) ? 'reached' : 'timeout'
  return 'next'
}

function sum(
  before: { entered: number; waiting: number } | undefined,
  more: NodeStatistics | undefined,
): { entered: number; waiting: number } {
  return {
    entered: (before?.entered ?? 0) + (more?.entered ?? 0),
    waiting: (before?.waiting ?? 0) + (more?.waiting ?? 0),
  }
}

function unique(key: string, taken: Set<string>): string {
  let free = key
  while (taken.has(free)) free += '′'
  taken.add(free)
  return free
}

function cleaned(text: string | undefined): string | undefined {
  return text === undefined ? undefined : clean(text)
}

function lines(...texts: (string | undefined)[]): string {
  return texts.filter((text) => text).join('\n')
}
