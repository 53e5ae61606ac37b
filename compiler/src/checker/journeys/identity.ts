import type { NodeId } from '@journey-lang/runtime'
import type { AnySymbol } from '../../modules/symbols.ts'
import type { Block, IfStep, Item, JourneyDeclaration, Name, Step, TriggerNode } from '../../syntax/ast.ts'
import type { Program } from '../program.ts'
import { isStep, partsOf } from './parts.ts'

/** Where a run ends that walks off the last step. No name can be written like this. */
export const END: NodeId = '(end)'

/** The steps at which a contact can stand still. */
export const HOLDING_STEPS: ReadonlySet<Step['kind']> = new Set(['wait', 'delay', 'send', 'call-step'])

/** The steps of a journey in source order, each with its identity. */
export interface Identities {
  ids: Map<Step, NodeId>
  /** Identities that several steps would have without a number. */
  repeated: Map<NodeId, Step[]>
  /** Of the steps that are `HOLDING_STEPS`. */
  holding: Set<NodeId>
}

/** The identities of a journey that was checked, found once: scenarios ask for them line by line. */
export function identitiesOf(journey: JourneyDeclaration, program: Program): Identities {
  let known = program.identities.get(journey)
  if (!known) {
    known = identify(journey, program.references)
    program.identities.set(journey, known)
  }
  return known
}

/**
 * Gives every step its identity: the name after `as`, or stage, kind and subject. Amounts and nesting play no part,
 * so that an edit elsewhere, or of a duration, moves nobody. Equal ones are numbered in source order.
 */
function identify(journey: JourneyDeclaration, references: ReadonlyMap<Name, AnySymbol>): Identities {
  const ids = new Map<Step, NodeId>()
  const taken = new Set<NodeId>([END])
  const repeated = new Map<NodeId, Step[]>()
  const all = stepsOf(journey)
  for (const [step] of all) {
    const name = step.name?.text
    if (!name || taken.has(name)) continue
    ids.set(step, name)
    taken.add(name)
  }
  const numbers = new Map<NodeId, number>()
  for (const [step, stage] of all) {
    if (ids.has(step) || step.kind === 'go-to') continue
    const base = `${stage === '' ? '' : `${stage}/`}${kindAndSubject(step, references)}`
    let id = base
    let number = numbers.get(base) ?? 2
    for (; taken.has(id); number++) id = `${base}#${number}`
    numbers.set(base, number)
    taken.add(id)
    ids.set(step, id)
    const same = repeated.get(base)
    if (same) same.push(step)
    else repeated.set(base, [step])
  }
  for (const [id, steps] of repeated) if (steps.length < 2) repeated.delete(id)
  const holding = new Set<NodeId>()
  for (const [step] of all) {
    const id = ids.get(step)
    if (id !== undefined && HOLDING_STEPS.has(step.kind)) holding.add(id)
  }
  return { ids, repeated, holding }
}

/** Every step of a journey with the name of its stage, in source order. */
export function stepsOf(journey: JourneyDeclaration): [Step, stage: string][] {
  const found: [Step, string][] = []
  const parts = partsOf(journey)
  for (const item of parts.steps) addStep(item, '', found)
  for (const stage of parts.stages) addSteps(stage.body.items, stage.name.text, found)
  return found
}

function addSteps(items: readonly Item[], stage: string, into: [Step, string][]): void {
  for (const item of items) if (isStep(item)) addStep(item, stage, into)
}

function addStep(step: Step, stage: string, into: [Step, string][]): void {
  into.push([step, stage])
  for (const block of blocksOf(step)) {
    if ('items' in block) addSteps(block.items, stage, into)
    else addStep(block, stage, into)
  }
}

/** The blocks of a step; of an `else if` the step itself. */
export function blocksOf(step: Step): (Block | IfStep)[] {
  switch (step.kind) {
    case 'send':
      return step.else ? [step.else] : []
    case 'wait': {
      const blocks = step.arms.flatMap((arm) => arm.block ?? [])
      return step.else ? [...blocks, step.else] : blocks
    }
    case 'if':
      return step.else ? [step.then, step.else] : [step.then]
    case 'match': {
      const blocks = step.arms.map((arm) => arm.block)
      return step.else ? [...blocks, step.else] : blocks
    }
    case 'split':
      return step.arms.flatMap((arm) => arm.block ?? [])
    case 'repeat':
      return [step.body]
    case 'call-step':
      return step.else ? [step.else] : []
    default:
      return []
  }
}

function kindAndSubject(step: Step, references: ReadonlyMap<Name, AnySymbol>): string {
  const declared = (name: Name) => references.get(name)?.name ?? name.text
  const trigger = (on: TriggerNode) =>
    on.kind === 'on-event' ? declared(on.event) : `${on.removed ? 'untag' : 'tag'} ${declared(on.tag.name)}`
  switch (step.kind) {
    case 'send':
      return `send ${declared(step.message)}`
    case 'wait':
      return `wait ${step.arms.map((arm) => (arm.on ? trigger(arm.on) : 'until')).join(' or ')}`
    case 'tag':
    case 'untag':
      return `${step.kind} ${declared(step.tag.name)}`
    case 'match':
      return `match ${step.subject.kind === 'path' ? step.subject.names.map(({ text }) => text).join('.') : ''}`.trim()
    case 'split':
      return `split ${step.split.text}`
    case 'set':
      return `set ${step.target.names.map(({ text }) => text).join('.')}`
    case 'call-step':
      return `call ${declared(step.action)}`
    case 'notify':
      return `notify ${declared(step.department)}`
    case 'emit':
      return `emit ${declared(step.event)}`
    case 'enter-journey':
      return `enter ${declared(step.journey)}`
    default:
      return step.kind
  }
}
