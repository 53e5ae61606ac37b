import { addCalendarUnits, isZone } from '@journey-lang/runtime/graph'
import type { JourneySymbol } from '../modules/symbols.ts'
import type {
  Expectation,
  Expression,
  JourneyDeclaration,
  Name,
  ScenarioDeclaration,
  ScenarioLine,
  StringLiteral,
} from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'
import { attributesOf } from './declarations/persona.ts'
import { checkDuration } from './durations.ts'
import { checkArguments } from './expressions/arguments.ts'
import { expectConstant } from './expressions/constants.ts'
import { expectCondition, expectType } from './expressions/infer.ts'
import { needManualStart } from './journeys/beyond.ts'
import { identitiesOf, stepsOf } from './journeys/identity.ts'
import { partsOf } from './journeys/parts.ts'
import { plainText } from './plain-text.ts'
import { lookup, type Scope } from './scope.ts'
import { checkTag } from './tags.ts'
import { checkTakes } from './takes.ts'
import { scalar, typeText } from './types.ts'
import { toDuration } from './values/durations.ts'

/** Checks that a scenario can be run as it is written. */
export function checkScenario(scenario: ScenarioDeclaration, scope: Scope): void {
  const { report } = scope.module
  plainText(scenario.title, scope)
  const journey = lookup(scope, scenario.journey, 'journey')
  const lines = scenario.lines.filter((line) => line.kind !== 'error')
  // What can't be read, or is no event, may be what is missing.
  const isKnown = (line: ScenarioLine) =>
    line.kind !== 'event-line' || scope.module.scope.get(line.event.text)?.kind === 'event'
  const whole = lines.length === scenario.lines.length && lines.every(isKnown)
  if (whole && lines[0]?.kind !== 'contact-line' && lines[0]?.kind !== 'persona-line') {
    report('scenario-without-contact', scenario.title.span, {})
  }
  if (whole && lines.length > 0 && !lines.some((line) => line.kind === 'expect-line')) {
    report('scenario-without-expectation', scenario.title.span, {})
  }
  const first = lines.find((line) => line.kind === 'contact-line' || line.kind === 'persona-line')
  for (const line of lines) checkLine(line, journey, scope, line === first)
  checkTakes(lines, journey, scope)
  if (whole) checkTimes(lines, scope)
}

const TIMED: ReadonlySet<ScenarioLine['kind']> = new Set([
  'at-line',
  'event-line',
  'tag-line',
  'start-line',
  'after-line',
])

/** Time is known before anything happens, and only goes forward. Local times are compared as they are written. */
function checkTimes(lines: readonly ScenarioLine[], scope: Scope): void {
  const { report } = scope.module
  let now: number | undefined
  for (const line of lines) {
    if (line.kind === 'at-line' && line.time.kind === 'datetime') {
      const time = Date.parse(`${line.time.value}Z`)
      if (now !== undefined && time < now) report('time-goes-back', line.time.span, {})
      now = time
    } else if (TIMED.has(line.kind)) {
      if (now === undefined) {
        report('scenario-without-time', line.span, {})
        return
      }
      if (line.kind === 'after-line' && line.duration.kind === 'duration') {
        const duration = toDuration(line.duration)
        now = addCalendarUnits(now, duration) + duration.ms
      }
    }
  }
}

/** `first`: the line with which the contact arrives; later ones change some attributes. */
function checkLine(
  line: ScenarioLine,
  journey: JourneySymbol | undefined,
  scope: Scope,
  first: boolean,
): void {
  const { program, module } = scope
  switch (line.kind) {
    case 'contact-line':
      checkArguments(line.args, program.contact?.fields ?? new Map(), scope, {
        of: 'The contact',
        place: line.span,
        complete: first,
        constants: 'A contact of a scenario',
      })
      return
    case 'at-line': {
      if (!line.zone || !plainText(line.zone, scope)) return
      const zone = line.zone.parts.join('')
      if (!isZone(zone)) module.report('unknown-zone', line.zone.span, { zone })
      return
    }
    case 'after-line':
      checkDuration(line.duration, scope)
      return
    case 'event-line': {
      const event = lookup(scope, line.event, 'event', line.argsSpan ? ['contact'] : [])
      if (!event) return
      if (event.name === 'sent') scope.module.report('sent-by-hand', line.event.span, {})
      checkArguments(line.args, program.eventFields.get(event) ?? new Map(), scope, {
        of: `"${event.name}"`,
        place: line.argsSpan ?? line.event.span,
        complete: true,
        constants: 'An event of a scenario',
      })
      return
    }
    case 'tag-line':
      checkTag(line.tag, scope)
      return
    case 'start-line':
      if (journey) needManualStart(journey, line.span, scope)
      return
    case 'fail-line':
      lookup(scope, line.subject, line.what === 'send' ? 'message' : 'action')
      return
    case 'answer-line': {
      const action = lookup(scope, line.action, 'action')
      if (!action) return
      checkArguments(line.args, program.actionResults.get(action) ?? new Map(), scope, {
        of: `The answer of "${action.name}"`,
        place: line.argsSpan ?? line.action.span,
        complete: true,
        constants: 'The answer of an action in a scenario',
      })
      return
    }
    case 'take-line':
      // All of them together, for they hold from the beginning.
      return
    case 'persona-line':
      checkPersonaLine(line.persona, scope)
      return
    case 'expect-line':
      for (const expectation of line.expectations) checkExpectation(expectation, journey, scope)
  }
}

/** Such a contact arrives: a persona says enough for it. */
function checkPersonaLine(name: Name, scope: Scope): void {
  const persona = lookup(scope, name, 'persona')
  if (!persona) return
  const given = new Set(attributesOf(persona.declaration).map((argument) => argument.name.text))
  const missing = [...(scope.program.contact?.fields.values() ?? [])]
    .filter((field) => !field.type.optional && !field.declaration.default && !given.has(field.name))
    .map((field) => `${field.name}: ${typeText(field.type)}`)
  if (missing.length === 0) return
  const related = [
    { role: 'declared here' as const, file: persona.file, span: persona.declaration.name.span },
  ]
  const of = `The persona "${persona.name}"`
  scope.module.report('missing-argument', name.span, { of, missing }, { related })
}

function checkExpectation(expectation: Expectation, journey: JourneySymbol | undefined, scope: Scope): void {
  const { program } = scope
  switch (expectation.kind) {
    case 'sent': {
      const message = lookup(scope, expectation.message, 'message')
      checkCount(expectation, scope)
      if (!message) return
      checkArguments(expectation.args, program.messageParams.get(message) ?? new Map(), scope, {
        of: `The message "${message.name}"`,
        place: expectation.span,
        complete: false,
        constants: 'What is expected',
      })
      return
    }
    case 'called': {
      const action = lookup(scope, expectation.action, 'action')
      checkCount(expectation, scope)
      if (!action) return
      checkArguments(expectation.args, program.actionParams.get(action) ?? new Map(), scope, {
        of: `The action "${action.name}"`,
        place: expectation.span,
        complete: false,
        constants: 'What is expected',
      })
      return
    }
    case 'notified':
      lookup(scope, expectation.department, 'department')
      checkCount(expectation, scope)
      return
    case 'suppressed':
      lookup(scope, expectation.message, 'message')
      return
    case 'tagged':
      checkTag(expectation.tag, scope)
      return
    case 'in-stage':
      if (journey) checkStage(expectation.stage, journey.declaration, scope)
      return
    case 'waiting-at':
      if (journey) checkStep(expectation.step, journey, scope)
      return
    case 'goal':
      if (journey) checkGoal(expectation.goal, journey.declaration, scope)
      return
    case 'finished':
      if (expectation.reason && plainText(expectation.reason, scope) && journey)
        checkReason(expectation.reason, journey.declaration, scope)
      return
    case 'entered':
      if (expectation.journey) lookup(scope, expectation.journey, 'journey')
      return
    case 'condition':
      expectCondition(expectation.condition, { ...scope, noHistory: 'scenario' })
  }
}

/** `times N`: a number that is written out, and not negated. */
function checkCount({ times, negated }: { times?: Expression; negated: boolean }, scope: Scope): void {
  if (!times) return
  expectType(times, scope, scalar('integer'))
  expectConstant(times, scope, 'A count')
  if (negated) scope.module.report('expect-not-exact', times.span, {})
}

function checkStage(name: Name, journey: JourneyDeclaration, scope: Scope): void {
  const candidates = partsOf(journey).stages.map((stage) => stage.name.text)
  if (name.text === '' || candidates.includes(name.text)) return
  scope.module.report('unknown-name', name.span, {
    what: 'stage of this journey',
    name: name.text,
    candidates,
  })
}

function checkGoal(name: Name, journey: JourneyDeclaration, scope: Scope): void {
  const candidates = partsOf(journey).goals.map((goal) => goal.name.text)
  if (name.text === '' || candidates.includes(name.text)) return
  scope.module.report('unknown-name', name.span, {
    what: 'goal of this journey',
    name: name.text,
    candidates,
  })
}

/** A reason that no `finish` gives would make `not finished "…"` always pass. */
function checkReason(reason: StringLiteral, journey: JourneyDeclaration, scope: Scope): void {
  const name = textOf(reason)
  const candidates = stepsOf(journey).flatMap(([step]) =>
    step.kind === 'finish' && step.reason ? [textOf(step.reason)] : [],
  )
  if (candidates.includes(name)) return
  scope.module.report('unknown-name', reason.span, {
    what: 'finish of this journey with the reason',
    name,
    candidates,
  })
}

function checkStep(written: Name | StringLiteral, journey: JourneySymbol, scope: Scope): void {
  const step = 'text' in written ? written.text : written.parts.join('')
  const { holding } = identitiesOf(journey.declaration, scope.program)
  if (step === '' || holding.has(step)) return
  const candidates = [...holding]
  scope.module.report('unknown-waiting-step', written.span, { journey: journey.name, step, candidates })
}
