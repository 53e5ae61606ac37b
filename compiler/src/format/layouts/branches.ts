import type { IfStep } from '../../syntax/ast.ts'
import { inside, type Layout, layout, type Maybe, named, steps } from '../layout.ts'
import { expressionLayout } from './expressions.ts'

/** `if … { … } else if … { … } else { … }`, however often it goes on. */
export function ifLayout(step: IfStep): Layout {
  const parts: Maybe[] = []
  let next: IfStep['else'] = step
  while (next && 'condition' in next) {
    parts.push(inside(expressionLayout(next.condition)), named(next.name), steps(next.then))
    next = next.else
  }
  parts.push(steps(next))
  return layout(step.span, ...parts)
}
