import {
  type Condition,
  compileCondition,
  compileExpression,
  type Environment,
  type Evaluate,
  type Fields,
} from '../expressions/compile.ts'
import { readsOf } from '../expressions/reads.ts'
import { problem } from '../problems.ts'
import { nominalLength, parseDuration } from '../time/duration.ts'
import {
  type DateStart,
  type DelayNode,
  type Exit,
  type Expr,
  type Journey,
  type Node,
  type NodeId,
  type RecurringStart,
  type SplitNode,
  type Start,
  type StartTrigger,
  type Trigger,
  type WaitArm,
  WHOLE,
} from './format.ts'
import type {
  LoadedArm,
  LoadedDelay,
  LoadedEdge,
  LoadedExit,
  LoadedGoal,
  LoadedJourney,
  LoadedMatchArm,
  LoadedNode,
  LoadedSplitArm,
  LoadedStart,
  Moments,
} from './loaded.ts'
import { findLooping } from './loops.ts'
import { append, environmentAt, type Preparation } from './preparation.ts'
import { prepareSchedule, prepareTarget } from './prepare-calendar.ts'
import { type EventStart, isSchedule, type TriggerKey, triggerKey } from './triggers.ts'
import { joinPath } from './validate.ts'

/** A journey made ready, and its starting points that listen to something. */
export interface PreparedJourney {
  journey: LoadedJourney
  triggered: { on: EventStart; start: LoadedStart }[]
  scheduled: { on: DateStart | RecurringStart; start: LoadedStart; moments: Moments }[]
}

/** Makes a journey ready to execute. `undefined` when a name in it refers to nothing, which is reported. */
export function prepareJourney(
  name: string,
  source: Journey,
  preparation: Preparation,
): PreparedJourney | undefined {
  const path = joinPath('journeys', name)
  let sound = true
  const kept = new Set<string>()
  const lookedBackTo = new Set<TriggerKey>()
  const local: Local = {
    source,
    preparation: {
      ...preparation,
      report: (found) => {
        sound = false
        preparation.report(found)
      },
      remember: (need) => {
        if ('since' in need.window) lookedBackTo.add(`event ${need.event}`)
        else preparation.remember(need)
      },
    },
    payloads: collectPayloads(source, preparation),
    keep: (id) => kept.add(id),
  }
  checkNames(path, local)

  const nodes = new Map<NodeId, Draft>()
  for (const [id, node] of Object.entries(source.nodes)) {
    nodes.set(id, draftNode(id, node, joinPath(`${path}.nodes`, id), local))
  }
  linkNodes(nodes, source, path, local)
  const linked = nodes as ReadonlyMap<NodeId, Draft> as ReadonlyMap<NodeId, LoadedNode>

  const waits = Object.values(source.nodes).filter((node) => node.kind === 'wait')
  const goals = prepareGoals(path, local)
  const exits = source.exits.map((exit, index) => prepareExit(exit, `${path}.exits[${index}]`, local))
  const conditions = [
    ...source.exits.flatMap((exit) => ('when' in exit ? [exit.when] : [])),
    ...waits.flatMap(({ arms }) => arms.flatMap((arm) => ('until' in arm ? [arm.until] : []))),
  ]
  const manualStarts: LoadedStart[] = []
  const triggered: PreparedJourney['triggered'] = []
  const scheduled: PreparedJourney['scheduled'] = []
  const { after } = { after: undefined, ...source.enter }
  const journey: LoadedJourney = {
    name,
    hash: source.hash,
    manualStarts,
    once: source.enter.rule === 'once',
    ...(after !== undefined && { again: parseDuration(after)! }),
    goals,
    windows: [...goals.values()].flat().filter((goal) => goal.within !== undefined),
    exitsOn: groupExits(exits),
    holdout: source.holdout ?? 0,
    exitsWhen: exits.filter(({ on }) => on === undefined).map(({ exit }) => exit),
    entry: nodes.get(source.entry) as LoadedNode,
    nodes: linked,
    looping: sound ? findLooping(linked) : new Map(),
    awaited: new Set([
      ...waits.flatMap((wait) => wait.arms.flatMap((arm) => ('on' in arm ? [triggerKey(arm.on)] : []))),
      ...lookedBackTo,
    ]),
    looksBack: lookedBackTo.size > 0 || waits.some((wait) => wait.since === 'start'),
    timed: conditions.some((condition) => isTimed(condition, preparation)),
    kept,
  }
  source.starts.forEach((start, index) => {
    const loaded = prepareStart(start, journey, `${path}.starts[${index}]`, local)
    if ('manually' in start.on) manualStarts.push(loaded)
    else if (isSchedule(start.on)) {
      const moments = prepareSchedule(start.on, environmentAt(`${path}.starts[${index}]`, local.preparation))
      scheduled.push({ on: start.on, start: loaded, moments })
    } else triggered.push({ on: start.on, start: loaded })
  })
  return sound ? { journey, triggered, scheduled } : undefined
}

/** Whether a condition may change because time passes, by what it looks back at or by way of a segment. */
function isTimed(condition: Expr, { segments }: Preparation): boolean {
  const { timed, segments: named } = readsOf(condition)
  return timed || [...named].some((name) => segments.get(name)?.reads.timed)
}

/** What preparing the parts of one journey needs. */
interface Local {
  source: Journey
  preparation: Preparation
  /** The names of the fields of what a run may keep the payload of, by its id. */
  payloads: ReadonlyMap<string, ReadonlySet<string>>
  /** Told of every payload that is read later. */
  keep(id: string): void
}

/** A node, or an arm, whose edges do not lead anywhere yet. */
type Draft = Writable<LoadedNode>
type Writable<T> = T extends unknown ? { -readonly [K in keyof T]: T[K] } : never

function collectPayloads(source: Journey, { events, actions }: Preparation): Map<string, Set<string>> {
  const fieldsOf = (triggers: StartTrigger[]) =>
    new Set(triggers.flatMap((on) => ('event' in on ? [...(events.get(on.event)?.keys() ?? [])] : [])))
  const payloads = new Map([['start', fieldsOf(source.starts.map((start) => start.on))]])
  for (const [id, node] of Object.entries(source.nodes)) {
    if (node.kind === 'wait')
      payloads.set(id, fieldsOf(node.arms.flatMap((arm) => ('on' in arm ? [arm.on] : []))))
    else if (node.kind === 'call') payloads.set(id, new Set(actions.get(node.action)?.returns.keys()))
  }
  return payloads
}

function checkNames(path: string, { source, preparation }: Local): void {
  const { follows, stages, starts, exits } = source
  if (follows !== undefined && !preparation.stageModels.has(follows))
    unknown('stage model', follows, path, preparation)
  const names = new Set(stages.map((stage) => stage.name))
  for (const { stage } of Object.values(source.nodes)) {
    if (stage !== undefined && !names.has(stage)) unknown('stage', stage, `${path}.nodes`, preparation)
  }
  for (const stage of stages) {
    if (!Object.hasOwn(source.nodes, stage.entry)) unknown('step', stage.entry, `${path}.stages`, preparation)
  }
  checkUnique(
    'start',
    starts.map((start) => start.id),
    `${path}.starts`,
    preparation,
  )
  checkUnique(
    'exit',
    exits.map((exit) => exit.id),
    `${path}.exits`,
    preparation,
  )
  checkUnique(
    'split',
    Object.values(source.nodes).flatMap((node) => (node.kind === 'split' ? [node.split] : [])),
    `${path}.nodes`,
    preparation,
  )
}

function checkUnique(kind: string, names: string[], path: string, { report }: Preparation): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) report(problem('duplicate_name', { kind, name }, { path }))
    seen.add(name)
  }
}

function unknown(kind: string, name: string, path: string, { report }: Preparation): void {
  report(problem('unknown_name', { kind, name }, { path }))
}

/** Expressions in a journey can read the run; those about a trigger can read its event. */
function environment(path: string, local: Local, on?: StartTrigger): Environment {
  return {
    ...environmentAt(path, local.preparation),
    event: on !== undefined && 'event' in on ? local.preparation.events.get(on.event) : undefined,
    starts: new Set(local.source.starts.map((start) => start.id)),
    bindings: {
      get: (id) => {
        local.keep(id)
        return local.payloads.get(id)
      },
    },
  }
}

function checkTrigger(on: StartTrigger, path: string, { preparation }: Local): void {
  if ('manually' in on || isSchedule(on)) return
  if ('change' in on) {
    if (!preparation.contact.has(on.change)) unknown('contact field', on.change, path, preparation)
    return
  }
  if ('enter' in on || 'leave' in on) {
    const segment = 'enter' in on ? on.enter : on.leave
    if (preparation.segments.get(segment) === undefined) unknown('segment', segment, path, preparation)
    return
  }
  if ('event' in on) {
    if (!preparation.events.has(on.event)) unknown('event', on.event, path, preparation)
    return
  }
  const tag = 'tag' in on ? on.tag : on.untag
  if (!preparation.tags.has(tag)) unknown('tag', tag, path, preparation)
}

function prepareWhere(where: Expr | undefined, on: StartTrigger, path: string, local: Local): Condition {
  checkTrigger(on, path, local)
  return where === undefined ? () => true : compileCondition(where, environment(path, local, on))
}

/** Who is let in by a start. */
function conditionOf({ on, where }: Start): Expr | undefined {
  if (!isSchedule(on) || on.for === undefined) return where
  const inside: Expr = { in_segment: on.for }
  return where === undefined ? inside : { and: [inside, where] }
}

function prepareStart(start: Start, journey: LoadedJourney, path: string, local: Local): LoadedStart {
  const { id, on, key } = start
  return {
    id,
    journey,
    where: prepareWhere(conditionOf(start), on, path, local),
    ...('change' in on && on.to !== undefined && { to: compileExpression(on.to, environment(path, local)) }),
    ...(key !== undefined && { key: compileExpression(key, environment(path, local, on)) }),
  }
}

function prepareGoals(path: string, local: Local): Map<TriggerKey, LoadedGoal[]> {
  const goals = new Map<TriggerKey, LoadedGoal[]>()
  for (const [name, { event, where, within }] of Object.entries(local.source.goals)) {
    append(goals, triggerKey({ event }), {
      name,
      where: prepareWhere(where, { event }, joinPath(`${path}.goals`, name), local),
      ...(within !== undefined && { within: parseDuration(within)! }),
    })
  }
  return goals
}

function prepareExit(exit: Exit, path: string, local: Local): { on?: Trigger; exit: LoadedExit } {
  if ('on' in exit) {
    return { on: exit.on, exit: { id: exit.id, holds: prepareWhere(exit.where, exit.on, path, local) } }
  }
  return { exit: { id: exit.id, holds: compileCondition(exit.when, environment(path, local)) } }
}

function groupExits(exits: { on?: Trigger; exit: LoadedExit }[]): Map<TriggerKey, LoadedExit[]> {
  const groups = new Map<TriggerKey, LoadedExit[]>()
  for (const { on, exit } of exits) if (on !== undefined) append(groups, triggerKey(on), exit)
  return groups
}

function draftNode(id: NodeId, node: Node, path: string, local: Local): Draft {
  const base = { id, ...(node.stage !== undefined && { stage: node.stage }) }
  const unlinked = undefined as unknown as LoadedEdge
  switch (node.kind) {
    case 'send': {
      const message = local.preparation.messages.get(node.message)
      if (message === undefined) unknown('message', node.message, path, local.preparation)
      return {
        ...base,
        kind: 'send',
        message: message!,
        args: prepareArguments(node.args, message?.params ?? new Map(), path, local),
        next: unlinked,
      }
    }
    case 'delay':
      return { ...base, kind: 'delay', ...prepareDelay(node, path, local), next: unlinked }
    case 'wait':
      checkArms(node.arms, path, local)
      return {
        ...base,
        kind: 'wait',
        arms: node.arms.map((arm) => prepareArm(arm, path, local)),
        sinceStart: node.since === 'start',
        ...(node.limit !== undefined && { limit: parseDuration(node.limit)! }),
      }
    case 'branch':
      return {
        ...base,
        kind: 'branch',
        when: compileCondition(node.when, environment(path, local)),
        yes: unlinked,
        no: unlinked,
      }
    case 'split':
      checkArms(node.arms, path, local)
      checkShares(node, path, local)
      return {
        ...base,
        kind: 'split',
        split: node.split,
        arms: node.arms.map((arm) => ({ ...arm, next: unlinked })),
      }
    case 'repeat':
      return {
        ...base,
        kind: 'repeat',
        times: node.times,
        until:
          node.until === undefined ? () => false : compileCondition(node.until, environment(path, local)),
        body: unlinked,
        next: unlinked,
      }
    case 'call': {
      const action = local.preparation.actions.get(node.action)
      if (action === undefined) unknown('action', node.action, path, local.preparation)
      const args = prepareArguments(node.args, action?.params ?? new Map(), path, local)
      return { ...base, kind: 'call', action: action!, args, next: unlinked }
    }
    case 'notify':
      if (!local.preparation.departments.has(node.department))
        unknown('department', node.department, path, local.preparation)
      return {
        ...base,
        kind: 'notify',
        department: node.department,
        text: compileExpression(node.text, environment(path, local)),
        next: unlinked,
      }
    case 'emit': {
      const fields = local.preparation.events.get(node.event)
      if (fields === undefined) unknown('event', node.event, path, local.preparation)
      const args = prepareArguments(node.args, fields ?? new Map(), path, local)
      return { ...base, kind: 'emit', event: node.event, fields: fields!, args, next: unlinked }
    }
    case 'enter':
      checkEntered(node.journey, path, local)
      return { ...base, kind: 'enter', journey: node.journey, next: unlinked }
    case 'match':
      checkArms(node.arms, path, local)
      return {
        ...base,
        kind: 'match',
        on: compileExpression(node.on, environment(path, local)),
        arms: node.arms.map(({ name, is }) => ({
          name,
          is: is.map((value) => compileExpression(value, environment(path, local))),
          next: unlinked,
        })),
        else: unlinked,
      }
    case 'set': {
      const type = local.preparation.contact.get(node.field)
      if (type === undefined) unknown('contact field', node.field, path, local.preparation)
      const value = compileExpression(node.value, environment(path, local))
      return { ...base, kind: 'set', field: node.field, type: type!, value, next: unlinked }
    }
    case 'tag':
    case 'untag':
      checkTrigger({ tag: node.tag }, path, local)
      return { ...base, kind: node.kind, tag: node.tag, next: unlinked }
    case 'finish':
      return { ...base, kind: 'finish', ...(node.reason !== undefined && { reason: node.reason }) }
  }
}

function checkArms(arms: readonly { name: string }[], path: string, { preparation }: Local): void {
  checkUnique(
    'arm',
    arms.map((arm) => arm.name),
    path,
    preparation,
  )
}

function checkShares({ split, arms }: SplitNode, path: string, { preparation }: Local): void {
  const sum = arms.reduce((total, arm) => total + arm.share, 0)
  if (sum !== WHOLE) preparation.report(problem('bad_shares', { split, sum }, { path }))
}

function checkEntered(name: string, path: string, { preparation }: Local): void {
  const { journeys } = preparation
  const starts = Object.hasOwn(journeys, name) ? journeys[name]!.starts : undefined
  if (starts === undefined) unknown('journey', name, path, preparation)
  else if (!starts.some(({ on }) => 'manually' in on))
    unknown('start by hand of the journey', name, path, preparation)
}

function prepareDelay(node: DelayNode, path: string, local: Local): Pick<LoadedDelay, 'ends' | 'holds'> {
  if ('for' in node) {
    const duration = parseDuration(node.for)!
    return { ends: { for: duration }, holds: nominalLength(duration) > 0 }
  }
  return {
    ends: { until: prepareTarget(node.until, environment(path, local)) },
    holds: !('at' in node.until),
  }
}

function prepareArguments(
  args: Record<string, Expr>,
  params: Fields,
  path: string,
  local: Local,
): Map<string, Evaluate> {
  const prepared = new Map<string, Evaluate>()
  for (const [name, expr] of Object.entries(args)) {
    if (!params.has(name)) unknown('parameter', name, path, local.preparation)
    prepared.set(name, compileExpression(expr, environment(path, local)))
  }
  return prepared
}

function prepareArm(arm: WaitArm, path: string, local: Local): LoadedArm {
  const next = undefined as unknown as LoadedEdge
  if ('until' in arm) {
    return { name: arm.name, where: compileCondition(arm.until, environment(path, local)), next }
  }
  return { name: arm.name, on: triggerKey(arm.on), where: prepareWhere(arm.where, arm.on, path, local), next }
}

/** Makes edges lead to nodes, once all nodes are there. */
function linkNodes(nodes: Map<NodeId, Draft>, source: Journey, path: string, local: Local): void {
  const { report } = local.preparation
  const find = (id: NodeId, at: string): LoadedNode => {
    if (!nodes.has(id)) unknown('step', id, at, local.preparation)
    return nodes.get(id) as LoadedNode
  }
  find(source.entry, `${path}.entry`)
  for (const [id, node] of nodes) {
    const at = joinPath(`${path}.nodes`, id)
    const edges = new Map(Object.entries<NodeId>(source.nodes[id]!.edges))
    const follow = (name: string): LoadedEdge => {
      const to = edges.get(name)
      if (to === undefined) report(problem('missing_edge', { node: id, edge: name }, { path: at }))
      const breaks = source.nodes[id]!.breaks?.includes(name) && { breaks: true as const }
      return { name, to: to === undefined ? (node as LoadedNode) : find(to, at), ...breaks }
    }
    linkNode(node, follow, (edge) => edges.has(edge))
  }
}

function linkNode(node: Draft, follow: (edge: string) => LoadedEdge, has: (edge: string) => boolean): void {
  switch (node.kind) {
    case 'send':
    case 'call':
      node.next = follow('next')
      if (has('else')) node.else = follow('else')
      break
    case 'split':
      for (const arm of node.arms as Writable<LoadedSplitArm>[]) arm.next = follow(arm.name)
      break
    case 'repeat':
      node.body = follow('body')
      node.next = follow('next')
      break
    case 'delay':
      node.next = follow('next')
      if (has('past')) node.past = follow('past')
      break
    case 'set':
    case 'tag':
    case 'untag':
    case 'notify':
    case 'emit':
    case 'enter':
      node.next = follow('next')
      break
    case 'wait':
      for (const arm of node.arms as Writable<LoadedArm>[]) arm.next = follow(arm.name)
      if (node.limit !== undefined) node.timeout = follow('timeout')
      break
    case 'match':
      for (const arm of node.arms as Writable<LoadedMatchArm>[]) arm.next = follow(arm.name)
      node.else = follow('else')
      break
    case 'branch':
      node.yes = follow('then')
      node.no = follow('else')
      break
    case 'finish':
      break
  }
}
