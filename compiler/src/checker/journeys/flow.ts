import { offeredRemoval } from '../../diagnostics/removal.ts'
import type { EventSymbol } from '../../modules/symbols.ts'
import type { Span } from '../../source/span.ts'
import type { Item, Step } from '../../syntax/ast.ts'
import { type Facts, merge } from '../facts.ts'
import { type Scope, withFacts } from '../scope.ts'
import { checkCall, checkEmit, checkEnterJourney, checkNotify, nameResult } from './beyond.ts'
import { reportMisplaced } from './header.ts'
import { checkMatch } from './match.ts'
import { isHeader } from './parts.ts'
import { checkRepeat } from './repeat.ts'
import { checkSet } from './set.ts'
import { checkSplit } from './split.ts'
import { checkDelay, checkFinish, checkGoTo, checkIf, checkSend, checkTagStep } from './steps.ts'
import { checkWait } from './wait.ts'

/** What the steps of one journey share. */
export interface Flow {
  stages: ReadonlySet<string>
  /** The stage whose steps are checked, or empty. */
  stage: string
  /** What the journey emits itself, in any of its steps. */
  emitted: ReadonlySet<EventSymbol>
  /** The splits so far, by name. */
  splits: Map<string, Span>
  /** Every `go to`, to find ways round that hold nobody. */
  jumps: Jump[]
}

export interface Jump {
  from: string
  to: string
  held: boolean
  /** Of a written `go to`; a stage that runs into the next one has none. */
  span?: Span
}

/**
 * Checks items in order. Returns what is known after the last one; nothing if no contact gets there, because every
 * way leaves before.
 */
export function checkItems(items: readonly Item[], scope: Scope, flow: Flow): Facts | undefined {
  let facts: Facts | undefined = scope.facts
  let last = scope.facts
  let warned = false
  let here = scope
  /** What is known of those who leave this step out, having come too late. */
  let skipping: Facts | undefined
  for (const item of items) {
    if (item.kind === 'error') continue
    if (isHeader(item)) {
      reportMisplaced(item, scope)
      continue
    }
    if (item.kind === 'stage') {
      scope.module.report('stage-inside', { start: item.span.start, end: item.name.span.end }, {})
      continue
    }
    if (!facts && !warned) {
      warned = true
      const gone = { start: item.span.start, end: items.at(-1)!.span.end }
      const fixes = [offeredRemoval('Remove what no contact gets to', scope.module.tree, gone)]
      scope.module.report('unreachable-step', item.keyword, {}, { fixes })
    }
    // Steps that nobody reaches are checked all the same, with what was known last.
    const after = checkStep(item, withFacts(here, facts ?? last), flow)
    if (item.kind === 'call-step') here = { ...here, payloads: nameResult(item, here) }
    const entering = facts
    facts = facts && merge(after, skipping)
    last = facts ?? after ?? last
    skipping = skipsNext(item) ? entering : undefined
  }
  return facts
}

/** Whether contacts may leave out the step behind this one. */
function skipsNext(step: Step): boolean {
  return step.kind === 'delay' && step.ifPast?.text === 'skip'
}

function checkStep(step: Step, scope: Scope, flow: Flow): Facts | undefined {
  switch (step.kind) {
    case 'send':
      return checkSend(step, scope, flow)
    case 'delay':
      return checkDelay(step, scope)
    case 'wait':
      return checkWait(step, scope, flow)
    case 'if':
      return checkIf(step, scope, flow)
    case 'go-to':
      return checkGoTo(step, scope, flow)
    case 'tag':
    case 'untag':
      return checkTagStep(step, scope)
    case 'finish':
      return checkFinish(step, scope)
    case 'match':
      return checkMatch(step, scope, flow)
    case 'set':
      return checkSet(step, scope)
    case 'split':
      return checkSplit(step, scope, flow)
    case 'repeat':
      return checkRepeat(step, scope, flow)
    case 'call-step':
      return checkCall(step, scope, flow)
    case 'notify':
      return checkNotify(step, scope)
    case 'emit':
      return checkEmit(step, scope)
    case 'enter-journey':
      return checkEnterJourney(step, scope)
  }
}
