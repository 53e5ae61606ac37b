import { blocksOf } from '../../checker/journeys/identity.ts'
import { isStep } from '../../checker/journeys/parts.ts'
import type { Program } from '../../checker/program.ts'
import type { Block, Expression, IfStep, Item, SetStep, Step } from '../../syntax/ast.ts'
import { contradict, type Fact, factsOf, hasTag } from './conditions.ts'
import type { JourneyFlow } from './flow.ts'

/** A condition whose outcome is known before. */
export interface Settled {
  condition: Expression
  outcome: boolean
}

/**
 * Finds the conditions of a journey that have one outcome only. Followed are what starts, exits and outer conditions
 * say, and the steps that change it. What is known of the contact is forgotten wherever time may pass.
 *
 * @param isChanged Whether a step of the project changes what a fact is about (`changedBySteps`), by its key.
 */
export function settledBranches(
  { parts }: JourneyFlow,
  program: Program,
  isChanged: (key: string) => boolean,
): Settled[] {
  const settled: Settled[] = []
  // Starts, exits and waits are looked at when something happens. Before this run moves, others may have changed the contact.
  const unchanged = (facts: readonly Fact[]) => facts.filter(({ key }) => !isChanged(key))
  // Nobody comes in for whom an `exit when` holds.
  const within = parts.exits.flatMap(({ when }) => (when ? factsOf(when, false, program) : []))
  const always = unchanged(within)
  const only = parts.starts.length === 1 ? parts.starts[0]!.where : undefined
  // Facts about the starting event are about the payload that the run keeps.
  const atStart = only ? unchanged(keepAs('start', factsOf(only, true, program))) : []

  /** What follows from either outcome of a condition. */
  const settle = (condition: Expression, known: readonly Fact[]) => {
    const whenTrue = factsOf(condition, true, program)
    const whenFalse = factsOf(condition, false, program)
    if (contradict(whenFalse, known)) settled.push({ condition, outcome: true })
    else if (contradict(whenTrue, known)) settled.push({ condition, outcome: false })
    return { whenTrue, whenFalse }
  }
  for (const { where } of [...parts.starts, ...parts.exits]) if (where) settle(where, [])

  /** Returns what is known behind the items. */
  const walk = (items: readonly Item[], before: readonly Fact[]): readonly Fact[] => {
    let known = before
    let previous: Step | undefined
    for (const item of items) {
      if (!isStep(item)) continue
      const after = pass(item, known)
      known = previous && maySkip(previous) ? common(after, known) : after
      previous = item
    }
    return known
  }
  const pass = (step: Step, known: readonly Fact[]): readonly Fact[] => {
    if (step.kind === 'if') return passIf(step, known)
    if (step.kind === 'tag' || step.kind === 'untag') {
      const tag = hasTag(step.tag, step.kind === 'tag', program)
      return [...known.filter(({ key }) => key !== tag.key), tag]
    }
    if (step.kind === 'set') {
      const key = setKey(step)
      return known.filter((fact) => fact.key !== key)
    }
    const lasting = known.filter(({ key }) => isLasting(key))
    const later = lasting.length === 0 ? always : [...lasting, ...always]
    if (step.kind === 'wait') {
      for (const { where, block, until } of step.arms) {
        if (where) settle(where, later)
        const matched = where
          ? unchanged(keepAs(`wait@${step.span.start}`, factsOf(where, true, program)))
          : []
        const holding = until ? unchanged(factsOf(until, true, program)) : []
        if (block) walk(block.items, [...later, ...matched, ...holding])
      }
      if (step.else) walk(step.else.items, later)
      return later
    }
    if (step.kind === 'match' || step.kind === 'split' || step.kind === 'repeat') {
      const inside = step.kind === 'repeat' ? later : known
      for (const block of blocksOf(step)) if ('items' in block) walk(block.items, inside)
      return later
    }
    for (const block of blocksOf(step)) if ('items' in block) walk(block.items, later)
    return step.kind === 'notify' || step.kind === 'emit' ? known : later
  }
  const passIf = (step: IfStep, known: readonly Fact[]): readonly Fact[] => {
    const outcomes = settle(step.condition, known)
    const whenFalse = [...known, ...outcomes.whenFalse]
    const afterThen = walk(step.then.items, [...known, ...outcomes.whenTrue])
    const afterElse = step.else
      ? 'items' in step.else
        ? walk(step.else.items, whenFalse)
        : passIf(step.else, whenFalse)
      : whenFalse
    if (leaves(step.then)) return afterElse
    if (step.else && 'items' in step.else && leaves(step.else)) return afterThen
    // Both ways meet: what each of them knows.
    return common(afterThen, afterElse)
  }

  const entry = [...within, ...atStart]
  walk(parts.steps, entry)
  const lasting = entry.filter((fact) => isLasting(fact.key) || always.includes(fact))
  for (const { body } of parts.stages) walk(body.items, lasting)
  return settled
}

/** What the steps of journeys change of a contact, as keys of facts. */
export function changedBySteps(flows: readonly JourneyFlow[], program: Program): ReadonlySet<string> {
  const changed = new Set<string>()
  for (const { nodes } of flows) {
    for (const { step } of nodes) {
      if (step.kind === 'tag' || step.kind === 'untag') changed.add(hasTag(step.tag, true, program).key)
      else if (step.kind === 'set') changed.add(setKey(step))
    }
  }
  return changed
}

function setKey({ target }: SetStep): string {
  return target.names.map(({ text }) => text).join('.')
}

/** What both of two ways know. */
function common(one: readonly Fact[], other: readonly Fact[]): readonly Fact[] {
  return one.filter((fact) => other.includes(fact))
}

/** Whether a step may leave out the one behind it. */
function maySkip(step: Step): boolean {
  return step.kind === 'delay' && step.ifPast?.text === 'skip'
}

/** Values of events never change; those of the contact do, whenever time passes. */
function isLasting(key: string): boolean {
  return !key.startsWith('contact.') && !key.startsWith('#')
}

function keepAs(root: string, facts: readonly Fact[]): Fact[] {
  return facts.map((fact) => ({ ...fact, key: fact.key.replace(/^candidate\./, `${root}.`) }))
}

/** Whether every way through a block leaves it for good. */
function leaves({ items }: Block): boolean {
  const steps = items.filter(isStep)
  const [last, before] = steps.slice(-2).reverse()
  if (before && maySkip(before)) return false
  if (last?.kind !== 'if') return last?.kind === 'finish' || last?.kind === 'go-to'
  return leaves(last.then) && last.else !== undefined && leavesElse(last.else)
}

function leavesElse(otherwise: Block | IfStep): boolean {
  if ('items' in otherwise) return leaves(otherwise)
  return leaves(otherwise.then) && otherwise.else !== undefined && leavesElse(otherwise.else)
}
