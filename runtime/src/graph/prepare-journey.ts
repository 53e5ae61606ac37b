import type { Fields } from '../expressions/compile.ts'
import { readsOf } from '../expressions/reads.ts'
import { parseDuration } from '../time/duration.ts'
import type { DateStart, Expr, Field, Journey, NodeId, RecurringStart, StartTrigger } from './format.ts'
import { checkUnique, type Draft, type Local, unknown } from './journey-parts.ts'
import { linkNodes } from './link-nodes.ts'
import type { LoadedJourney, LoadedNode, LoadedStart, Moments } from './loaded.ts'
import { findLooping } from './loops.ts'
import { environmentAt, type Preparation } from './preparation.ts'
import { prepareSchedule } from './prepare-calendar.ts'
import { draftNode } from './prepare-nodes.ts'
import { groupExits, prepareExit, prepareGoals, prepareStart } from './prepare-triggers.ts'
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
  const payloads = collectPayloads(source, preparation)
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
    payloads,
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
    payloads,
  }
  // Nobody comes into a journey by an earlier version.
  if (preparation.isEarlier) return sound ? { journey, triggered, scheduled } : undefined
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

function collectPayloads(source: Journey, { payloadOf, actions }: Preparation): Map<string, Fields> {
  const fieldsOf = (triggers: StartTrigger[]): Fields => {
    const fields = new Map<string, Field>()
    for (const on of triggers) {
      for (const [name, field] of ('event' in on && payloadOf(on.event)) || []) fields.set(name, field)
    }
    return fields
  }
  const payloads = new Map([['start', fieldsOf(source.starts.map((start) => start.on))]])
  for (const [id, node] of Object.entries(source.nodes)) {
    if (node.kind === 'wait')
      payloads.set(id, fieldsOf(node.arms.flatMap((arm) => ('on' in arm ? [arm.on] : []))))
    else if (node.kind === 'call') payloads.set(id, actions.get(node.action)?.returns ?? new Map())
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
