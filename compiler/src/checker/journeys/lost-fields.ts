import type { Expression, Item, Step } from '../../syntax/ast.ts'
import { type Facts, forget } from '../facts.ts'
import { blocksOf } from './identity.ts'
import { isStep } from './parts.ts'

/**
 * What is known at a place to which contacts may come back after some steps: without the fields that a `set` among them
 * may leave without a value.
 */
export function withoutLost(facts: Facts, items: readonly Item[]): Facts {
  let left = facts
  for (const item of items) if (isStep(item)) left = withoutLostBy(left, item)
  return left
}

function withoutLostBy(facts: Facts, step: Step): Facts {
  if (step.kind === 'set') {
    const path = step.target.names.map(({ text }) => text).join('.')
    return isWrittenOut(step.value) ? facts : forget(facts, path)
  }
  let left = facts
  for (const block of blocksOf(step)) {
    left = 'items' in block ? withoutLost(left, block.items) : withoutLostBy(left, block)
  }
  return left
}

/** A value that is surely there. What else is there is known only once the steps are checked. */
function isWrittenOut(value: Expression): boolean {
  return value.kind !== 'path' && value.kind !== 'binary' && value.kind !== 'history'
}
