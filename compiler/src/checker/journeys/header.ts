import { WHOLE } from '@journey-lang/runtime/graph'
import { offeredRemoval } from '../../diagnostics/removal.ts'
import type { EventSymbol } from '../../modules/symbols.ts'
import type {
  ChangeStart,
  ExitLine,
  Expression,
  GoalLine,
  HeaderLine,
  SegmentStart,
  StartLine,
  TriggerNode,
} from '../../syntax/ast.ts'
import { checkDuration } from '../durations.ts'
import { expectConstant } from '../expressions/constants.ts'
import { expectCondition, expectType, infer, requirePresent } from '../expressions/infer.ts'
import {
  assume,
  contactFacts,
  type Facts,
  keepPayload,
  know,
  merge,
  outcomesOfSegment,
  startBit,
  valueKey,
} from '../facts.ts'
import { type Payload, type Scope, type StartInfo, withFacts } from '../scope.ts'
import { checkSegment, EVERYONE } from '../segments.ts'
import { describe, fits, present, scalar, type Type } from '../types.ts'
import { checkDateStart, checkScheduleStart } from './calendar.ts'
import { moveToHead } from './move-to-head.ts'
import type { JourneyParts } from './parts.ts'
import { contactField } from './set.ts'
import { checkShare } from './split.ts'
import { checkTrigger, namePayload } from './triggers.ts'

/**
 * Checks the head of a journey. Returns the scope of its body: what all starting points have in common holds there,
 * and their payloads can be read.
 */
export function checkHeader(parts: JourneyParts, scope: Scope): Scope {
  const { report } = scope.module
  for (const line of parts.misplaced) reportMisplaced(line, scope)
  for (const lines of [parts.follows, parts.enters, parts.holdouts]) {
    for (const line of lines.slice(1)) {
      const fixes = [offeredRemoval('Remove this line', scope.module.tree, line.span)]
      report('repeated-header', lineWord(line), { line: line.kind }, { fixes })
    }
  }
  const body = checkStarts(parts, scope)
  for (const line of parts.enters) if (line.after) checkDuration(line.after, body)
  checkGoals(parts, body)
  checkHoldout(parts, scope)
  for (const exit of parts.exits) {
    if (exit.on) checkTrigger(exit.on, exit.where, undefined, body)
    else if (exit.when) expectCondition(exit.when, body)
  }
  return withFacts(
    body,
    parts.exits.reduce((facts, exit) => stayingOf(exit, facts, scope), body.facts),
  )
}

/** Whoever is inside is somebody for whom no `exit when` holds: it is looked at after all that happens. */
function stayingOf({ when }: ExitLine, facts: Facts, { program }: Scope): Facts {
  if (!when) return facts
  return know(facts, ...contactFacts(assume(program, when, false, facts)).present)
}

/** Those who are held out take no steps and are never inside: only goals that say how long they count see them. */
function checkHoldout({ holdouts, goals }: JourneyParts, scope: Scope): void {
  const { report } = scope.module
  for (const line of holdouts) {
    const share = checkShare(line.share, scope)
    if (share === 0 || share === WHOLE) report('holdout-out-of-range', line.share.span, {})
  }
  const [first] = holdouts
  if (!first) return
  if (goals.length === 0) report('holdout-unmeasured', first.span, { goal: undefined })
  for (const { name, within } of goals) {
    if (!within) report('holdout-unmeasured', name.span, { goal: name.text })
  }
}

function checkStarts(parts: JourneyParts, scope: Scope): Scope {
  const { report } = scope.module
  if (parts.starts.length > 3) report('too-many-starts', parts.starts[3]!.span, {})

  const starts: StartInfo[] = []
  const keys: (Type | undefined)[] = []
  let payloads: Payload | undefined
  let common: Facts | undefined
  for (const [index, line] of parts.starts.entries()) {
    const bit = 1 << index
    startBit.set(line, bit)
    const { event, facts, key } = checkStart(line, { ...scope, facts: { ...scope.facts, starts: bit } })
    keys.push(key)
    starts.push({ bit, line, event, names: startNames(line) })
    common = merge(common, keepPayload(facts, { start: true }))
    if (line.on.kind === 'on-event') {
      const named = namePayload(event, line.on.event, line.name, { of: 'start' }, payloads)
      for (let payload = named; payload !== payloads; payload = payload.outer!) {
        payload.starts = payload.name === line.name?.text ? bit : bitsOf(starts, event)
      }
      payloads = named
    }
  }
  if (new Set(keys.map((key) => key && JSON.stringify(key))).size > 1) {
    const odd = parts.starts.find((line) => !line.key) ?? parts.starts.at(-1)!
    report('key-mismatch', odd.span, {})
  }
  for (const [index, line] of parts.starts.entries()) {
    const earlier = parts.starts.slice(0, index).find((other) => !other.where && sameTrigger(other, line))
    if (earlier) {
      report(
        'same-start-twice',
        line.span,
        {},
        {
          related: [{ role: 'first declared here', file: scope.module.tree.path, span: earlier.span }],
          fixes: [offeredRemoval('Remove this starting point', scope.module.tree, line.span)],
        },
      )
    }
  }
  // With several starts only what all of them guarantee is known; a start's own payload goes with its bit.
  const facts = common && starts.length > 1 ? contactFacts(common) : (common ?? scope.facts)
  return { ...scope, starts, payloads, facts }
}

interface CheckedStart {
  event: EventSymbol | undefined
  facts: Facts
  key: Type | undefined
}

function checkStart(line: StartLine, scope: Scope): CheckedStart {
  const { on } = line
  if (on.kind === 'on-event' || on.kind === 'on-tag') {
    const checked = checkTrigger(on, line.where, line.name, scope)
    return { ...checked, key: line.key && keyType(line.key, checked.scope) }
  }
  // No event comes with the others: their conditions are about the contact.
  const inside = withFacts(scope, factsAt(on, scope))
  let { facts } = inside
  if (line.where) {
    expectCondition(line.where, inside)
    facts = assume(scope.program, line.where, true, facts)
  }
  return { event: undefined, facts, key: line.key && keyType(line.key, withFacts(scope, facts)) }
}

/** What is known of those who come in without an event. */
function factsAt(on: Exclude<StartLine['on'], TriggerNode>, scope: Scope): Facts {
  switch (on.kind) {
    case 'manually':
      return scope.facts
    case 'on-segment':
      return checkSegmentStart(on, scope)
    case 'on-change':
      return checkChangeStart(on, scope)
    case 'at-date':
      return checkDateStart(on, scope)
    case 'every':
      return checkScheduleStart(on, scope)
  }
}

/** Who comes into a segment has what its condition makes sure of. */
function checkSegmentStart({ segment: name, left }: SegmentStart, scope: Scope): Facts {
  const segment = checkSegment(name, scope)
  if (segment === EVERYONE) scope.module.report('always-in-everyone', name.span, {})
  if (!segment || segment === EVERYONE) return scope.facts
  const { whenTrue, whenFalse } = outcomesOfSegment(scope.program, segment, scope.facts)
  return left ? whenFalse : whenTrue
}

/** A field that changed to a value has one. */
function checkChangeStart({ field: path, to }: ChangeStart, scope: Scope): Facts {
  const field = contactField(path, scope)
  if (!to) return scope.facts
  if (!field) {
    infer(to, scope)
    return scope.facts
  }
  expectType(to, scope, present(field.type))
  expectConstant(to, scope, 'The value after "to"')
  return know(scope.facts, valueKey({ kind: 'contact-field', field }))
}

function keyType(key: Expression, scope: Scope): Type {
  const type = requirePresent(key, scope, infer(key, scope))
  const allowed =
    type.name === 'unknown' ||
    ['string', 'integer', 'number'].some((name) => fits(type, scalar(name as Type['name'])))
  if (!allowed) {
    scope.module.report('type-mismatch', key.span, { expected: 'a text or a number', found: describe(type) })
  }
  return type
}

function checkGoals(parts: JourneyParts, scope: Scope): void {
  const { report, tree } = scope.module
  const names = new Map<string, GoalLine>()
  for (const goal of parts.goals) {
    const first = names.get(goal.name.text)
    if (first) {
      report(
        'duplicate-name',
        goal.name.span,
        { what: 'The goal', name: goal.name.text },
        {
          related: [{ role: 'first declared here', file: tree.path, span: first.name.span }],
        },
      )
    } else if (goal.name.text !== '') names.set(goal.name.text, goal)
    checkTrigger({ kind: 'on-event', event: goal.event, span: goal.event.span }, goal.where, undefined, scope)
    if (goal.within) checkDuration(goal.within, scope)
  }
}

function startNames(line: StartLine): ReadonlySet<string> {
  const names = new Set<string>()
  if (line.on.kind === 'on-event') names.add(line.on.event.text)
  else if (line.on.kind === 'on-tag') names.add(`#${line.on.tag.name.text}`)
  else if (line.on.kind === 'on-segment') names.add(line.on.segment.text)
  else if (line.on.kind === 'manually') names.add('manually')
  if (line.name) names.add(line.name.text)
  return names
}

function bitsOf(starts: readonly StartInfo[], event: EventSymbol | undefined): number {
  return starts.reduce((bits, start) => (start.event === event ? bits | start.bit : bits), 0)
}

function sameTrigger(a: StartLine, b: StartLine): boolean {
  const text = (line: StartLine) => {
    const { on } = line
    if (on.kind === 'manually') return 'manually'
    if (on.kind === 'on-event') return on.event.text
    if (on.kind === 'on-tag') return `${on.removed ? 'untag' : 'tag'} ${on.tag.name.text}`
    if (on.kind === 'on-segment') return `${on.left ? 'leave' : 'enter'} ${on.segment.text}`
    if (on.kind === 'on-change' && !on.to) return `change ${on.field.names.at(-1)?.text}`
    return undefined
  }
  return text(a) !== undefined && text(a) === text(b)
}

/** A header line behind steps, or in a stage or block. The fix moves it to the head of its journey. */
export function reportMisplaced(line: HeaderLine, scope: Scope): void {
  const fixes = moveToHead(line, scope.module.tree)
  scope.module.report('header-in-body', lineWord(line), { line: line.kind }, { fixes })
}

/** The place of a header line's first word, which is its kind. */
export function lineWord(line: HeaderLine): { start: number; end: number } {
  return { start: line.span.start, end: line.span.start + line.kind.length }
}
