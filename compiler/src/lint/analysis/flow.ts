import { blocksOf } from '../../checker/journeys/identity.ts'
import { isStep, type JourneyParts, partsOf } from '../../checker/journeys/parts.ts'
import type { Program } from '../../checker/program.ts'
import type { JourneySymbol } from '../../modules/symbols.ts'
import type {
  Block,
  CallStep,
  DelayStep,
  IfStep,
  Item,
  MatchArm,
  MatchStep,
  RepeatStep,
  SendStep,
  SplitArm,
  SplitStep,
  Step,
  WaitArm,
  WaitStep,
} from '../../syntax/ast.ts'
import { shortest } from './lengths.ts'

/** The ways through a journey, as a graph of its steps. */
export interface JourneyFlow {
  symbol: JourneySymbol
  parts: JourneyParts
  /** In source order. */
  nodes: readonly FlowNode[]
  nodeOf: ReadonlyMap<Step, FlowNode>
}

export interface FlowNode {
  step: Step
  /** Its stage, or empty. */
  stage: string
  next: readonly FlowEdge[]
  /** Whether contacts can get to it. */
  reached: boolean
}

/** A way from one step to the next. */
export interface FlowEdge {
  /** Nothing at the end of the journey. */
  to: FlowNode | undefined
  /**
   * For how long a contact that takes this way stands still at least, in milliseconds. Nothing is known where something
   * has to happen first, or where the calendar decides.
   */
  pause: number | undefined
  /** Of the way back in a `repeat`, which is taken a number of times. */
  counted: boolean
  /** Of the way into a round of a `repeat`. */
  round: boolean
  /** What was decided at a step with several ways on, for those who take this one. */
  turn: Turn | undefined
}

/** Which of its ways a run goes on by, at a step that has several. */
export type Turn =
  | { kind: 'yes' | 'no'; step: IfStep }
  /** What was waited for happened. */
  | { kind: 'happened'; step: WaitStep; arm: WaitArm }
  | { kind: 'ran-out'; step: WaitStep }
  | { kind: 'matched'; step: MatchStep; arm: MatchArm }
  | { kind: 'unmatched'; step: MatchStep }
  | { kind: 'share'; step: SplitStep; arm: SplitArm }
  /** It could not be sent, or the action failed. */
  | { kind: 'failed'; step: SendStep | CallStep }
  /** The moment was over already, so that what stands behind it is skipped, or the run ends. */
  | { kind: 'past'; step: DelayStep }
  /** Another round, or none any more. */
  | { kind: 'again' | 'enough'; step: RepeatStep }

export function journeyFlow(symbol: JourneySymbol, program: Program): JourneyFlow {
  return new FlowBuilder(symbol, program).build()
}

type Building = FlowNode & { next: FlowEdge[]; blocks: ReturnType<typeof blocksOf> }

/** Where steps lead. */
type Way = Pick<FlowEdge, 'to' | 'counted'>

const END: Way = { to: undefined, counted: false }

class FlowBuilder {
  readonly #symbol: JourneySymbol
  readonly #program: Program
  readonly #parts: JourneyParts
  readonly #nodes: Building[] = []
  readonly #nodeOf = new Map<Step, Building>()
  #stage = ''

  constructor(symbol: JourneySymbol, program: Program) {
    this.#symbol = symbol
    this.#program = program
    this.#parts = partsOf(symbol.declaration)
  }

  build(): JourneyFlow {
    const { stages, steps } = this.#parts
    for (const step of steps) this.#add(step)
    for (const { name, body } of stages) {
      this.#stage = name.text
      this.#addAll(body.items)
    }
    this.#leadAll(steps, END)
    for (const [index, stage] of stages.entries()) {
      const following = stages[index + 1]
      this.#leadAll(stage.body.items, following ? this.#entry(following.name.text) : END)
    }
    const entry = stages[0] ? this.#entry(stages[0].name.text) : this.#first(steps, END)
    markReached(entry.to)
    return { symbol: this.#symbol, parts: this.#parts, nodes: this.#nodes, nodeOf: this.#nodeOf }
  }

  #addAll(items: readonly Item[]): void {
    for (const item of items) if (isStep(item)) this.#add(item)
  }

  #add(step: Step): void {
    const node: Building = { step, stage: this.#stage, next: [], blocks: blocksOf(step), reached: false }
    this.#nodes.push(node)
    this.#nodeOf.set(step, node)
    for (const block of node.blocks) {
      if ('items' in block) this.#addAll(block.items)
      else this.#add(block)
    }
  }

  /** Leads each item to the next one, and the last one to where the block leads. */
  #leadAll(items: readonly Item[], after: Way): void {
    let next = after
    // Where those go on who leave out the step in between.
    let beyond = after
    for (let index = items.length - 1; index >= 0; index--) {
      const item = items[index]!
      if (!isStep(item)) continue
      this.#lead(item, next, beyond)
      beyond = next
      next = this.#at(item)
    }
  }

  #lead(step: Step, after: Way, beyond = after): void {
    const { next, blocks } = this.#nodeOf.get(step)!
    const to = (way: Way, pause: number | undefined, turn?: Turn) => {
      next.push({ to: way.to, counted: way.counted, pause, round: turn?.kind === 'again', turn })
    }
    // The last step in the body of a `repeat` leads back to it.
    const follow = step.kind === 'repeat' ? { ...this.#at(step), counted: true } : after
    for (const block of blocks) {
      if ('items' in block) this.#leadAll(block.items, follow)
      else this.#lead(block, follow)
    }
    switch (step.kind) {
      case 'send':
      case 'call-step':
        to(after, 0)
        if (step.else) to(this.#block(step.else, after), 0, { kind: 'failed', step })
        return
      case 'delay':
        to(after, step.duration && shortest(step.duration))
        if (step.ifPast?.text === 'skip') to(beyond, undefined, { kind: 'past', step })
        if (step.ifPast?.text === 'finish') to(END, undefined, { kind: 'past', step })
        return
      case 'wait':
        for (const arm of step.arms) {
          to(this.#block(arm.block, after), undefined, { kind: 'happened', step, arm })
        }
        if (step.limit?.kind === 'up-to') {
          to(this.#block(step.else, after), shortest(step.limit.duration), { kind: 'ran-out', step })
        }
        return
      case 'if':
        to(this.#block(step.then, after), 0, { kind: 'yes', step })
        to(this.#block(step.else, after), 0, { kind: 'no', step })
        return
      case 'match':
        for (const arm of step.arms) to(this.#block(arm.block, after), 0, { kind: 'matched', step, arm })
        if (!this.#program.exhaustive.has(step)) {
          to(this.#block(step.else, after), 0, { kind: 'unmatched', step })
        }
        return
      case 'split':
        for (const arm of step.arms) to(this.#block(arm.block, after), 0, { kind: 'share', step, arm })
        return
      case 'repeat':
        to(this.#block(step.body, after), 0, { kind: 'again', step })
        to(after, 0, { kind: 'enough', step })
        return
      case 'go-to':
        to(this.#entry(step.stage.text), 0)
        return
      case 'tag':
      case 'untag':
      case 'set':
      case 'notify':
      case 'emit':
      case 'enter-journey':
        to(after, 0)
        return
      case 'finish':
        return
      default:
        step satisfies never
    }
  }

  #at(step: Step): Way {
    return { to: this.#nodeOf.get(step), counted: false }
  }

  /** Where a block begins; without steps in it, where it leads. */
  #block(block: Block | IfStep | undefined, after: Way): Way {
    if (!block) return after
    return 'items' in block ? this.#first(block.items, after) : this.#at(block)
  }

  #first(items: readonly Item[], after: Way): Way {
    const first = items.find(isStep)
    return first ? this.#at(first) : after
  }

  #entry(stage: string): Way {
    const section = this.#parts.stages.find(({ name }) => name.text === stage)
    return section ? this.#first(section.body.items, END) : END
  }
}

function markReached(entry: FlowNode | undefined): void {
  const waiting = entry ? [entry] : []
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.reached) continue
    node.reached = true
    for (const { to } of node.next) if (to && !to.reached) waiting.push(to)
  }
}
