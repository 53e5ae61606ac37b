import { SEND_EVENTS } from '@journey-lang/runtime/graph'
import { HOLDING_STEPS } from '../../checker/journeys/identity.ts'
import type { Program } from '../../checker/program.ts'
import type { Expression, GoalLine } from '../../syntax/ast.ts'
import { contradict, factsOf } from '../analysis/conditions.ts'
import type { JourneyFlow } from '../analysis/flow.ts'
import type { Send } from '../analysis/sends.ts'
import { rule } from '../rule.ts'

/** A goal that no contact can meet. */
export const goalOutOfReach = rule({
  name: 'goal-out-of-reach',
  check({ analysis, program, report }) {
    for (const [flow, sends] of analysis.sends) {
      for (const goal of flow.parts.goals) {
        const because = obstacle(goal, flow, sends, program)
        if (because) report(flow.symbol.file, goal.name.span, { goal: goal.name.text, because })
      }
    }
  },
})

function obstacle(
  { event, where, within }: GoalLine,
  { nodes }: JourneyFlow,
  sends: readonly Send[],
  program: Program,
): string | undefined {
  if (where && contradict(factsOf(where, true, program))) return 'its condition is never true'
  const symbol = program.references.get(event)
  // Those count only if they are about a message of this very run.
  if (symbol && SEND_EVENTS.has(symbol.name)) {
    if (sends.length === 0)
      return `"${symbol.name}" is about messages of the run, and this journey sends none`
    const message = where && messageIn(where, program)
    if (message !== undefined && sends.every((send) => send.message.name !== message)) {
      return `this journey never sends "${message}"`
    }
  }
  const holds = nodes.some(({ reached, step }) => reached && HOLDING_STEPS.has(step.kind))
  if (!within && !holds) return 'without "within" it counts only inside the journey, which is over at once'
  return undefined
}

/** The message that an event has to be about. */
function messageIn(where: Expression, program: Program): string | undefined {
  const fact = factsOf(where, true, program).find(({ key, op }) => key === 'candidate.message' && op === 'in')
  const value = fact?.values.length === 1 ? fact.values[0] : undefined
  return typeof value === 'string' ? value.replace(/^message /, '') : undefined
}
