import { attributesOf } from '../checker/declarations/persona.ts'
import type { Program } from '../checker/program.ts'
import { toIso } from '../checker/values/durations.ts'
import type { JourneySymbol, PersonaSymbol } from '../modules/symbols.ts'
import type {
  Expectation as ExpectationNode,
  Expression,
  Name,
  ScenarioDeclaration,
  ScenarioLine,
} from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'
import type { Expectation, Instruction, Scenario } from '../test/scenario.ts'
import { lowerExpression, scenarioContext } from './expressions.ts'
import { lowerConstant, lowerConstants } from './values.ts'

export function lowerScenario(scenario: ScenarioDeclaration, file: string, program: Program): Scenario {
  const journey = program.references.get(scenario.journey) as JourneySymbol
  return {
    title: textOf(scenario.title),
    journey: journey.name,
    place: { file, span: scenario.title.span },
    instructions: scenario.lines.flatMap((line) => lowerLine(line, file, journey, program)),
  }
}

function lowerLine(
  line: ScenarioLine,
  file: string,
  journey: JourneySymbol,
  program: Program,
): Instruction[] {
  const place = { file, span: line.span }
  switch (line.kind) {
    case 'contact-line':
      return [{ do: 'contact', attributes: lowerConstants(line.args, scenarioContext(program)), place }]
    case 'at-line': {
      const time = line.time.kind === 'datetime' || line.time.kind === 'time' ? line.time.value : ''
      return [{ do: 'at', time, ...(line.zone && { zone: textOf(line.zone) }), place }]
    }
    case 'after-line':
      return line.duration.kind === 'duration' ? [{ do: 'after', duration: toIso(line.duration), place }] : []
    case 'event-line': {
      const event = program.references.get(line.event)!.name
      return [{ do: 'event', event, payload: lowerConstants(line.args, scenarioContext(program)), place }]
    }
    case 'tag-line': {
      const tag = program.references.get(line.tag.name)!.name
      return [{ do: line.removed ? 'untag' : 'tag', tag, place }]
    }
    case 'start-line':
      return [{ do: 'start', place }]
    case 'fail-line':
      return [{ do: 'fail', what: line.what, subject: program.references.get(line.subject)!.name, place }]
    case 'answer-line': {
      const action = program.references.get(line.action)!.name
      return [{ do: 'answer', action, values: lowerConstants(line.args, scenarioContext(program)), place }]
    }
    case 'take-line': {
      const held = program.references.get(line.split)
      return held
        ? [{ do: 'hold-out', journey: held.name, place }]
        : [{ do: 'take', arm: line.arm.text, split: line.split.text, place }]
    }
    case 'persona-line': {
      const { declaration } = program.references.get(line.persona) as PersonaSymbol
      const attributes = lowerConstants(attributesOf(declaration), scenarioContext(program))
      return [{ do: 'contact', attributes, place }]
    }
    case 'expect-line':
      return line.expectations.flatMap((expectation): Instruction[] => {
        const that = lowerExpectation(expectation, file, journey, program)
        if (!that) return []
        return [{ do: 'expect', that, negated: expectation.negated, place: { file, span: expectation.span } }]
      })
    case 'error':
      return []
  }
}

function timesOf({ times }: { times?: Expression }, program: Program): { times?: number } {
  return times ? { times: lowerConstant(times, program) as number } : {}
}

function lowerExpectation(
  node: ExpectationNode,
  file: string,
  journey: JourneySymbol,
  program: Program,
): Expectation | undefined {
  const declared = (name: Name) => program.references.get(name)!.name
  switch (node.kind) {
    case 'sent': {
      const args = lowerConstants(node.args, scenarioContext(program))
      return { kind: 'sent', message: declared(node.message), args, ...timesOf(node, program) }
    }
    case 'called': {
      const times = timesOf(node, program)
      const args = lowerConstants(node.args, scenarioContext(program))
      return { kind: 'called', action: declared(node.action), args, ...times }
    }
    case 'notified':
      return { kind: 'notified', department: declared(node.department), ...timesOf(node, program) }
    case 'suppressed':
      return { kind: 'suppressed', message: declared(node.message) }
    case 'tagged':
      return { kind: 'tagged', tag: declared(node.tag.name) }
    case 'in-stage':
      return { kind: 'in-stage', stage: node.stage.text }
    case 'waiting-at':
      return { kind: 'waiting-at', node: 'text' in node.step ? node.step.text : textOf(node.step) }
    case 'goal':
      return { kind: 'goal', goal: node.goal.text }
    case 'finished':
      return { kind: 'finished', ...(node.reason && { reason: textOf(node.reason) }) }
    case 'exited':
      return { kind: 'exited' }
    case 'entered':
      return { kind: 'entered', journey: node.journey ? declared(node.journey) : journey.name }
    case 'condition': {
      const condition = lowerExpression(node.condition, scenarioContext(program))
      const { text } = program.modules.get(file)!.tree
      return {
        kind: 'condition',
        condition,
        text: text.slice(node.condition.span.start, node.condition.span.end),
      }
    }
    case 'error':
      return undefined
  }
}
