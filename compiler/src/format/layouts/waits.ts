import type { WaitArm, WaitLimit, WaitStep } from '../../syntax/ast.ts'
import { clause, inside, type Layout, layout, type Maybe, members, named, steps } from '../layout.ts'
import { expressionLayout, whereClause } from './expressions.ts'

/** `wait for EVENT …`, `wait until CONDITION …`, `wait up to D { on EVENT { … } … }` */
export function waitLayout(step: WaitStep): Layout {
  const { span, form, arms, limit, name } = step
  const limited = limit && limitLayout(limit)
  const parts =
    form === 'any'
      ? [inside(limited), members(limit?.span.end ?? span.start, arms.map(armLayout), { lines: true })]
      : [...arms.flatMap(armParts), clause(0, limited)]
  return layout(span, ...parts, named(name), steps(step.else))
}

function limitLayout(limit: WaitLimit): Layout {
  return layout(limit.span, limit.kind === 'up-to' ? inside(expressionLayout(limit.duration)) : undefined)
}

/** `on EVENT where … as NAME { … }`, `until … { … }` */
function armLayout(arm: WaitArm): Layout {
  // The span of an arm leaves its block out.
  const span = { start: arm.span.start, end: arm.block?.span.end ?? arm.span.end }
  return layout(span, ...armParts(arm), named(arm.name))
}

function armParts({ until, where, block }: WaitArm): Maybe[] {
  return [inside(until && expressionLayout(until)), whereClause(where), steps(block)]
}
