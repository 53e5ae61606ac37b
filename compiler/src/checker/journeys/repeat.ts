import { MAX_TIMES } from '@journey-lang/runtime/graph'
import type { RepeatStep } from '../../syntax/ast.ts'
import { expectCondition } from '../expressions/infer.ts'
import { assume, type Facts, merge } from '../facts.ts'
import { type Scope, withFacts } from '../scope.ts'
import { checkItems, type Flow } from './flow.ts'
import { withoutLost } from './lost-fields.ts'

/**
 * A repeat ends after its rounds, so it needs no pause. Its body is entered from before the repeat and from its own end:
 * what is known there is what is known at both.
 */
export function checkRepeat(step: RepeatStep, scope: Scope, flow: Flow): Facts | undefined {
  const { program } = scope
  const facts = withoutLost(scope.facts, step.body.items)
  checkTimes(step, scope)
  if (step.until) expectCondition(step.until, withFacts(scope, facts))
  const going = step.until ? assume(program, step.until, false, facts) : facts
  const after = checkItems(step.body.items, withFacts(scope, going), flow)
  // Without a condition there is a first round for everyone.
  return step.until ? merge(assume(program, step.until, true, facts), after) : after
}

function checkTimes({ times }: RepeatStep, scope: Scope): void {
  if (times.kind === 'error') return
  const count = times.kind === 'number' ? times.value : undefined
  if (count !== undefined && Number.isInteger(count) && count >= 1 && count <= MAX_TIMES) return
  scope.module.report('times-out-of-range', times.span, { most: MAX_TIMES })
}
