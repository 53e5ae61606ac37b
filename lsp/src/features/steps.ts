import type { ast, Span } from '@journey-lang/compiler'
import {
  type FlowNode,
  identitiesOf,
  type JourneyFlow,
  journeyFlow,
  type Turn,
} from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { type Arrival, arrivals } from './timing.ts'
import { turnsTo } from './ways.ts'

/** A step of a journey, with what is known of it. */
export interface StepInfo {
  step: ast.Step
  journey: ast.JourneyDeclaration
  /** The identity under which runs stand at it; `go to` has none. */
  id: string | undefined
  /** Nothing if no run comes to it. */
  arrival: Arrival | undefined
  /** What was decided on every way to it. */
  turns: () => Turn[]
}

/** The steps of those of a file's journeys that a stretch of it touches, in the order of the text. */
export function stepsIn(
  { program }: Pick<Snapshot, 'program'>,
  path: string,
  { start, end }: Span,
): StepInfo[] {
  const module = program.modules.get(path)
  if (!module) return []
  return [...module.exports.values()].flatMap((symbol) => {
    const { span } = symbol.declaration
    if (symbol.kind !== 'journey' || span.end < start || end < span.start) return []
    const flow: JourneyFlow = journeyFlow(symbol, program)
    const times: ReadonlyMap<FlowNode, Arrival> = arrivals(flow)
    const { ids } = identitiesOf(symbol.declaration, program)
    return flow.nodes.map((node) => ({
      step: node.step,
      journey: symbol.declaration,
      id: ids.get(node.step),
      arrival: times.get(node),
      turns: () => turnsTo(flow, node),
    }))
  })
}

/** The step whose keyword stands at an offset. */
export function stepAt(snapshot: Snapshot, path: string, offset: number): StepInfo | undefined {
  const within = ({ start, end }: Span) => start <= offset && offset <= end
  return stepsIn(snapshot, path, { start: offset, end: offset }).find(({ step }) => within(step.keyword))
}
