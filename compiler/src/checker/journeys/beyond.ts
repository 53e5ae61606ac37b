import { isAboutMessage } from '@journey-lang/runtime/graph'
import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { JourneySymbol } from '../../modules/symbols.ts'
import type { Span } from '../../source/span.ts'
import type { CallStep, EmitStep, EnterJourneyStep, NotifyStep } from '../../syntax/ast.ts'
import { checkArguments } from '../expressions/arguments.ts'
import { expectType } from '../expressions/infer.ts'
import { type Facts, know, merge, valueKey } from '../facts.ts'
import { lookup, type Payload, type Scope } from '../scope.ts'
import { string } from '../types.ts'
import { checkItems, type Flow } from './flow.ts'
import { partsOf } from './parts.ts'

/** Steps that reach beyond the run: into the user's own code, to a department, into other journeys. */

/** What the action answers is known to be there on the way on which it did not fail. */
export function checkCall(step: CallStep, scope: Scope, flow: Flow): Facts | undefined {
  const { program, facts } = scope
  const action = lookup(scope, step.action, 'action')
  if (action) {
    checkArguments(step.args, program.actionParams.get(action) ?? new Map(), scope, {
      of: `The action "${action.name}"`,
      place: step.argsSpan ?? step.action.span,
      complete: true,
    })
  }
  const results = action ? [...(program.actionResults.get(action)?.values() ?? [])] : []
  const given = results.filter(({ type }) => !type.optional)
  const answered = know(facts, ...given.map((field) => valueKey({ kind: 'result', step, field })))
  return merge(answered, step.else ? checkItems(step.else.items, scope, flow) : facts)
}

/** What can be named behind a call: what it answered, by the name that the call was given. */
export function nameResult(step: CallStep, { program, payloads }: Scope): Payload | undefined {
  const action = program.references.get(step.action)
  if (!step.name || step.name.text === '') return payloads
  const result = action?.kind === 'action' ? { step, action } : undefined
  return {
    name: step.name.text,
    event: undefined,
    source: { of: 'call' },
    outer: payloads,
    ...(result && { result }),
  }
}

export function checkNotify(step: NotifyStep, scope: Scope): Facts {
  lookup(scope, step.department, 'department')
  expectType(step.text, scope, string)
  return scope.facts
}

export function checkEmit(step: EmitStep, scope: Scope): Facts {
  const { program, module } = scope
  const event = lookup(scope, step.event, 'event')
  if (!event) return scope.facts
  if (isAboutMessage(event.name)) {
    module.report('emit-about-message', step.event.span, { event: event.name })
    return scope.facts
  }
  checkArguments(step.args, program.eventFields.get(event) ?? new Map(), scope, {
    of: `"${event.name}"`,
    place: step.argsSpan ?? step.event.span,
    complete: true,
  })
  return scope.facts
}

export function checkEnterJourney(step: EnterJourneyStep, scope: Scope): Facts {
  const journey = lookup(scope, step.journey, 'journey')
  if (journey) needManualStart(journey, step.journey.span, scope)
  return scope.facts
}

/** Reports a journey that is put in from outside, by a step or a scenario, and has no starting point for that. */
export function needManualStart(journey: JourneySymbol, place: Span, scope: Scope): void {
  if (partsOf(journey.declaration).starts.some(({ on }) => on.kind === 'manually')) return
  const related = [
    { role: 'declared here' as const, file: journey.file, span: journey.declaration.name.span },
  ]
  const fixes = manualStart(journey)
  scope.module.report('not-by-hand', place, { journey: journey.name }, { related, fixes })
}

function manualStart({ file, name, declaration }: JourneySymbol): Fix[] {
  const { starts } = partsOf(declaration)
  const last = starts.at(-1)
  if (!last || starts.length > 2) return []
  const span = { start: last.span.end, end: last.span.end }
  return [{ title: `Let "${name}" be started by hand`, edits: [{ file, span, text: '\n  start manually' }] }]
}
