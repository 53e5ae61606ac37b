import type { EventSymbol } from '../../modules/symbols.ts'
import type { TriggerNode, WaitArm, WaitStep } from '../../syntax/ast.ts'
import { checkDuration } from '../durations.ts'
import { expectCondition } from '../expressions/infer.ts'
import { assume, type Facts, keepPayload, merge } from '../facts.ts'
import { type Scope, withFacts } from '../scope.ts'
import { checkItems, type Flow } from './flow.ts'
import { checkTrigger, namePayload } from './triggers.ts'
import { UniqueNames } from './unique-names.ts'
import { withoutElse } from './without-else.ts'

export function checkWait(step: WaitStep, scope: Scope, flow: Flow): Facts | undefined {
  const { report } = scope.module
  if (!step.limit) report('no-limit', step.keyword, {}, { within: step.span })
  else if (step.limit.kind === 'up-to') checkDuration(step.limit.duration, scope)
  if (step.arms.length === 0) report('no-arms', step.keyword, {}, { within: step.span })
  if (step.limit?.kind === 'forever' && step.else) {
    const { start } = step.else.span
    const fixes = [withoutElse(step.else, scope)]
    report('else-after-forever', { start, end: start + 1 }, {}, { fixes })
  }

  nameArms(step, scope)
  let after: Facts | undefined
  for (const arm of step.arms) after = merge(after, checkArm(step, arm, scope, flow))
  // When time ran out, the contact was held.
  const late = { ...scope.facts, held: true }
  const timeout = step.else ? checkItems(step.else.items, withFacts(scope, late), flow) : late
  return step.limit?.kind === 'forever' ? after : merge(after, timeout)
}

function checkArm(step: WaitStep, arm: WaitArm, scope: Scope, flow: Flow): Facts | undefined {
  const { program } = scope
  if (arm.until) {
    expectCondition(arm.until, scope)
    // A condition that holds already lets the contact pass at once.
    const facts = assume(program, arm.until, true, scope.facts)
    return arm.block ? checkItems(arm.block.items, withFacts(scope, facts), flow) : facts
  }
  if (!arm.on) return scope.facts
  const { event, facts: matched } = checkTrigger(arm.on, arm.where, arm.name ?? step.name, scope)
  const held = holds(step, arm.on, event, flow) || scope.facts.held
  const facts = { ...keepPayload(matched, { waitAt: step.span.start }), held }
  if (!arm.block) return facts
  const payloads =
    arm.on.kind === 'on-event'
      ? namePayload(event, arm.on.event, arm.name ?? step.name, { of: 'wait', step }, scope.payloads)
      : scope.payloads
  return checkItems(arm.block.items, { ...scope, payloads, facts }, flow)
}

/**
 * Whether a contact who takes the arm was held. Not so if what it waits for may have happened before: since the
 * start, or by the run itself in the same instant, which sends, tags and emits as it goes.
 */
function holds(step: WaitStep, on: TriggerNode, event: EventSymbol | undefined, { emitted }: Flow): boolean {
  if (step.sinceStart || on.kind !== 'on-event') return false
  return !event || (event.name !== 'sent' && !emitted.has(event))
}

/** Names the edges that the arms become: by their event, numbered where two have the same. */
function nameArms(step: WaitStep, scope: Scope): void {
  const { armNames, references } = scope.program
  const names = new UniqueNames(['timeout'])
  for (const arm of step.arms) {
    const base = arm.on
      ? arm.on.kind === 'on-event'
        ? (references.get(arm.on.event)?.name ?? arm.on.event.text)
        : `${arm.on.removed ? 'untag' : 'tag'} ${arm.on.tag.name.text}`
      : 'until'
    armNames.set(arm, names.take(base))
  }
}
