import {
  type Enter,
  type Exit,
  type Expr,
  type Goal,
  type WaitArm as GraphWaitArm,
  type Journey,
  journeyHash,
  type Node,
  type NodeId,
  type Start,
  type StartTrigger,
  type Trigger,
  triggerName,
} from '@journey-lang/runtime'
import { END, identitiesOf } from '../checker/journeys/identity.ts'
import { isStep, type JourneyParts, partsOf } from '../checker/journeys/parts.ts'
import { basisPoints } from '../checker/journeys/split.ts'
import { UniqueNames } from '../checker/journeys/unique-names.ts'
import type { Program } from '../checker/program.ts'
import { toIso } from '../checker/values/durations.ts'
import type { JourneySymbol, StagesSymbol } from '../modules/symbols.ts'
import type {
  Argument,
  Block,
  DelayStep,
  EnterLine,
  ExitLine,
  Expression,
  IfStep,
  Item,
  MatchStep,
  RepeatStep,
  StartLine,
  StartOn,
  Step,
  TriggerNode,
  WaitArm,
  WaitStep,
} from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'
import { lowerDateStart, lowerScheduleStart, lowerTarget } from './calendar.ts'
import { texts } from './declarations.ts'
import { declarationContext, type ExpressionContext, lowerExpression } from './expressions.ts'
import { declaredName } from './names.ts'

/** A journey's graph, and where its starts and nodes come from. */
export interface LoweredJourney {
  journey: Journey
  starts: Map<string, StartLine>
  steps: Map<NodeId, Step>
}

export function lowerJourney({ declaration }: JourneySymbol, program: Program): LoweredJourney {
  const parts = partsOf(declaration)
  const { ids } = identitiesOf(declaration, program)
  const startIds = nameStarts(parts, program)
  const context: ExpressionContext = {
    program,
    stepId: (step) => ids.get(step)!,
    startId: (line) => startIds.get(line)!,
  }
  const { nodes, entry, stageEntries } = new GraphBuilder(parts, ids, context).build()
  const follows = parts.follows[0] && program.references.get(parts.follows[0].model)
  const body: Omit<Journey, 'hash'> = {
    ...texts(declaration),
    ...(follows && { follows: follows.name }),
    starts: parts.starts.map((line) => lowerStart(line, context)),
    enter: lowerEnter(parts.enters[0]),
    goals: Object.fromEntries(
      parts.goals.map((line): [string, Goal] => [
        line.name.text,
        {
          event: declaredName(line.event, program),
          ...(line.where && { where: lowerExpression(line.where, context) }),
          ...(line.within?.kind === 'duration' && { within: toIso(line.within) }),
          ...texts(line),
        },
      ]),
    ),
    exits: lowerExits(parts.exits, context),
    ...(parts.holdouts[0] && { holdout: basisPoints(parts.holdouts[0].share)! }),
    stages: parts.stages
      .filter((stage) => nodes.has(stageEntries.get(stage.name.text)!))
      .map((stage) => ({
        name: stage.name.text,
        ...stageTitle(stage.name.text, follows as StagesSymbol | undefined),
        ...texts(stage),
        entry: stageEntries.get(stage.name.text)!,
      })),
    entry,
    nodes: Object.fromEntries(nodes),
  }
  const steps = new Map([...ids].filter(([, id]) => nodes.has(id)).map(([step, id]) => [id, step]))
  const starts = new Map([...startIds].map(([line, id]) => [id, line]))
  return { journey: { ...body, hash: journeyHash(body) }, starts, steps }
}

function stageTitle(name: string, model: StagesSymbol | undefined): { title?: string } {
  const stage = model?.declaration.stages.find((candidate) => candidate.name.text === name)
  return stage?.title ? { title: textOf(stage.title) } : {}
}

function lowerTrigger(on: TriggerNode, program: Program): Trigger {
  if (on.kind === 'on-event') return { event: declaredName(on.event, program) }
  const tag = declaredName(on.tag.name, program)
  return on.removed ? { untag: tag } : { tag }
}

// ---- Header

/** Identity of each start: the name after `as`, or what it listens to; numbered where two are equal. */
function nameStarts(parts: JourneyParts, program: Program): Map<StartLine, string> {
  const names = new Map<StartLine, string>()
  const ids = new UniqueNames()
  for (const line of parts.starts) {
    const base = line.name?.text || startBase(line, program)
    names.set(line, ids.take(base))
  }
  return names
}

function startBase({ on }: StartLine, program: Program): string {
  return triggerName(lowerStartOn(on, program))
}

function lowerStartOn(on: StartOn, program: Program): StartTrigger {
  switch (on.kind) {
    case 'manually':
      return { manually: true }
    case 'on-event':
    case 'on-tag':
      return lowerTrigger(on, program)
    case 'on-segment':
      return on.left
        ? { leave: declaredName(on.segment, program) }
        : { enter: declaredName(on.segment, program) }
    case 'on-change':
      return {
        change: on.field.names[1]!.text,
        ...(on.to && { to: lowerExpression(on.to, declarationContext(program)) }),
      }
    case 'at-date':
      return lowerDateStart(on, declarationContext(program))
    case 'every':
      return lowerScheduleStart(on, declarationContext(program))
  }
}

function lowerStart(line: StartLine, context: ExpressionContext): Start {
  return {
    id: context.startId(line),
    ...(line.name?.text === context.startId(line) && { named: true as const }),
    on: lowerStartOn(line.on, context.program),
    ...(line.where && { where: lowerExpression(line.where, context) }),
    ...(line.key && { key: lowerExpression(line.key, context) }),
    ...texts(line),
  }
}

function lowerEnter(line: EnterLine | undefined): Enter {
  if (line?.rule === 'once') return { rule: 'once' }
  return { rule: 'again', ...(line?.after?.kind === 'duration' && { after: toIso(line.after) }) }
}

function lowerExits(lines: readonly ExitLine[], context: ExpressionContext): Exit[] {
  const ids = new UniqueNames()
  return lines.map((line): Exit => {
    const on = line.on && lowerTrigger(line.on, context.program)
    const base = on ? triggerName(on) : 'when'
    const id = ids.take(base)
    if (!on) return { id, when: lowerExpression(line.when!, context), ...texts(line) }
    return { id, on, ...(line.where && { where: lowerExpression(line.where, context) }), ...texts(line) }
  })
}

// ---- Steps

/**
 * Builds the nodes from the last step to the first, so that each knows where it leads. A block leads where its step
 * leads; a stage leads into the next one; `go to` into the stage that it names.
 */
class GraphBuilder {
  readonly #nodes = new Map<NodeId, Node>()
  readonly #parts: JourneyParts
  readonly #ids: ReadonlyMap<Step, NodeId>
  readonly #context: ExpressionContext
  #stage: string | undefined
  /** How many repeats are around the step that is built. */
  #repeats = 0
  readonly #breaks = new Map<NodeId, NodeId>()

  constructor(parts: JourneyParts, ids: ReadonlyMap<Step, NodeId>, context: ExpressionContext) {
    this.#parts = parts
    this.#ids = ids
    this.#context = context
  }

  build(): { nodes: ReadonlyMap<NodeId, Node>; entry: NodeId; stageEntries: Map<string, NodeId> } {
    const { stages, steps } = this.#parts
    const stageEntries = new Map(stages.map((stage) => [stage.name.text, this.#entryOf(stage.name.text)]))
    this.#nodes.set(END, { kind: 'finish', edges: {} })
    for (const [index, stage] of stages.entries()) {
      const next = stages[index + 1]
      this.#stage = stage.name.text
      this.#items(stage.body.items, next ? this.#entryOf(next.name.text) : END)
    }
    this.#stage = undefined
    const entry = stages.length > 0 ? this.#entryOf(stages[0]!.name.text) : this.#items(steps, END)
    this.#resolveBreaks()
    return { nodes: reachable(this.#nodes, entry), entry, stageEntries }
  }

  /** Where a stage begins, which may be in another one that its first step goes to. */
  #entryOf(name: string): NodeId {
    const stage = this.#parts.stages.find((candidate) => candidate.name.text === name)!
    const first = stage.body.items.find(isStep)
    if (!first) return END
    return first.kind === 'go-to' ? this.#entryOf(first.stage.text) : this.#ids.get(first)!
  }

  /** Out of a repeat, `go to` is a place of its own until all nodes are there: the edges to it break the repeat. */
  #goTo(stage: string): NodeId {
    const entry = this.#entryOf(stage)
    if (this.#repeats === 0) return entry
    const place = `(go to ${stage})`
    this.#breaks.set(place, entry)
    return place
  }

  /** Makes the edges that go out of repeats lead to where they go. */
  #resolveBreaks(): void {
    if (this.#breaks.size === 0) return
    for (const [id, node] of this.#nodes) {
      const edges = Object.entries<NodeId>(node.edges)
      const breaks = edges.filter(([, to]) => this.#breaks.has(to)).map(([name]) => name)
      if (breaks.length === 0) continue
      const resolved = edges.map(([name, to]) => [name, this.#breaks.get(to) ?? to])
      this.#nodes.set(id, { ...node, edges: Object.fromEntries(resolved), breaks } as Node)
    }
  }

  /** Adds the nodes of items that lead to `next`; returns where they begin. */
  #items(items: readonly Item[], next: NodeId): NodeId {
    let following = next
    // Where those go on who leave out the step in between.
    let beyond = next
    for (const item of items.toReversed()) {
      if (!isStep(item)) continue
      const entry = this.#step(item, following, beyond)
      beyond = following
      following = entry
    }
    return following
  }

  #block(block: Block | undefined, next: NodeId): NodeId {
    return block ? this.#items(block.items, next) : next
  }

  #step(step: Step, next: NodeId, beyond = next): NodeId {
    if (step.kind === 'go-to') return this.#goTo(step.stage.text)
    const id = this.#ids.get(step)!
    const stage = this.#stage
    this.#nodes.set(id, {
      ...this.#node(step, next, beyond),
      ...(stage !== undefined && { stage }),
      ...(step.name?.text === id && { named: true as const }),
      ...texts({ ...(step.doc !== undefined && { doc: step.doc }) }),
    })
    return id
  }

  #node(step: Exclude<Step, { kind: 'go-to' }>, next: NodeId, beyond: NodeId): Node {
    const { program } = this.#context
    switch (step.kind) {
      case 'send':
        return {
          kind: 'send',
          message: declaredName(step.message, program),
          args: this.#args(step.args),
          edges: { next, ...(step.else && { else: this.#block(step.else, next) }) },
        }
      case 'delay':
        return this.#delay(step, next, beyond)
      case 'wait':
        return this.#wait(step, next)
      case 'if':
        return this.#branch(step, next)
      case 'tag':
      case 'untag':
        return { kind: step.kind, tag: declaredName(step.tag.name, program), edges: { next } }
      case 'match':
        return this.#match(step, next)
      case 'set':
        return {
          kind: 'set',
          field: step.target.names[1]!.text,
          value: lowerExpression(step.value, this.#context),
          edges: { next },
        }
      case 'split':
        return {
          kind: 'split',
          split: step.split.text,
          arms: step.arms.map(({ name, share }) => ({ name: name.text, share: basisPoints(share)! })),
          edges: Object.fromEntries(step.arms.map((arm) => [arm.name.text, this.#block(arm.block, next)])),
        }
      case 'repeat':
        return this.#repeat(step, next)
      case 'call-step':
        return {
          kind: 'call',
          action: declaredName(step.action, program),
          args: this.#args(step.args),
          edges: { next, ...(step.else && { else: this.#block(step.else, next) }) },
        }
      case 'notify':
        return {
          kind: 'notify',
          department: declaredName(step.department, program),
          text: lowerExpression(step.text, this.#context),
          edges: { next },
        }
      case 'emit':
        return {
          kind: 'emit',
          event: declaredName(step.event, program),
          args: this.#args(step.args),
          edges: { next },
        }
      case 'enter-journey':
        return { kind: 'enter', journey: declaredName(step.journey, program), edges: { next } }
      case 'finish':
        return { kind: 'finish', ...(step.reason && { reason: textOf(step.reason) }), edges: {} }
    }
  }

  #args(args: readonly Argument[]): Record<string, Expr> {
    return Object.fromEntries(
      args.map(({ name, value }) => [name.text, lowerExpression(value, this.#context)]),
    )
  }

  /** The last step of the body leads back, where another round begins or not. */
  #repeat(step: RepeatStep, next: NodeId): Node {
    this.#repeats++
    const body = this.#block(step.body, this.#ids.get(step)!)
    this.#repeats--
    return {
      kind: 'repeat',
      times: step.times.kind === 'number' ? step.times.value : 0,
      ...(step.until && { until: lowerExpression(step.until, this.#context) }),
      edges: { body, next },
    }
  }

  #delay({ duration, until, ifPast }: DelayStep, next: NodeId, beyond: NodeId): Node {
    if (duration) return { kind: 'delay', for: isoOf(duration), edges: { next } }
    const past = ifPast?.text === 'finish' ? END : ifPast?.text === 'skip' ? beyond : next
    const edges = { next, ...(past !== next && { past }) }
    return { kind: 'delay', until: lowerTarget(until!, this.#context), edges }
  }

  #branch(step: IfStep, next: NodeId): Node {
    const otherwise =
      step.else && ('items' in step.else ? this.#block(step.else, next) : this.#step(step.else, next))
    return {
      kind: 'branch',
      when: lowerExpression(step.condition, this.#context),
      edges: { then: this.#block(step.then, next), else: otherwise ?? next },
    }
  }

  #match(step: MatchStep, next: NodeId): Node {
    const edges: Record<string, NodeId> = {}
    const arms = step.arms.map((arm) => {
      const name = this.#context.program.armNames.get(arm)!
      edges[name] = this.#block(arm.block, next)
      return { name, is: arm.values.map((value) => lowerExpression(value, this.#context)) }
    })
    edges.else = this.#block(step.else, next)
    return { kind: 'match', on: lowerExpression(step.subject, this.#context), arms, edges }
  }

  #wait(step: WaitStep, next: NodeId): Node {
    const edges: Record<string, NodeId> = {}
    const arms = step.arms.map((arm) => {
      const lowered = this.#arm(arm)
      edges[lowered.name] = this.#block(arm.block, next)
      return lowered
    })
    const limit = step.limit?.kind === 'up-to' ? isoOf(step.limit.duration) : undefined
    if (limit !== undefined) edges.timeout = this.#block(step.else, next)
    return {
      kind: 'wait',
      arms,
      ...(limit !== undefined && { limit }),
      ...(step.sinceStart && { since: 'start' as const }),
      edges,
    }
  }

  #arm(arm: WaitArm): GraphWaitArm {
    const { program } = this.#context
    const name = program.armNames.get(arm)!
    if (arm.until) return { name, until: lowerExpression(arm.until, this.#context) }
    const on = lowerTrigger(arm.on!, program)
    return { name, on, ...(arm.where && { where: lowerExpression(arm.where, this.#context) }) }
  }
}

/** A duration that was checked to be written out. */
function isoOf(expression: Expression): string {
  if (expression.kind !== 'duration') throw new Error('a length of time is written out')
  return toIso(expression)
}

/** The nodes that can be reached, in the order in which a walk from the entry meets them. */
function reachable(nodes: ReadonlyMap<NodeId, Node>, entry: NodeId): ReadonlyMap<NodeId, Node> {
  const found = new Map<NodeId, Node>()
  const waiting = [entry]
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    if (found.has(id)) continue
    const node = nodes.get(id)!
    found.set(id, node)
    waiting.push(...(Object.values(node.edges) as NodeId[]))
  }
  return found
}
