import type { IfStep, MatchArm, MatchStep, SplitArm, SplitStep } from '../../syntax/ast.ts'
import { inside, type Layout, layout, type Maybe, members, named, steps } from '../layout.ts'
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

/** `match … { VALUE, VALUE { … } else { … } }` */
export function matchLayout({ span, subject, name, arms, else: otherwise }: MatchStep): Layout {
  const inBraces = arms.map(matchArmLayout)
  // Its word is no part of a block.
  if (otherwise) inBraces.push({ ...layout(otherwise.span, steps(otherwise)), lead: 1 })
  return layout(
    span,
    inside(expressionLayout(subject)),
    named(name),
    members(
      subject.span.end,
      inBraces.sort((a, b) => a.span.start - b.span.start),
      { lines: true },
    ),
  )
}

function matchArmLayout({ span, values, block }: MatchArm): Layout {
  return layout(span, ...values.map((value) => inside(expressionLayout(value))), steps(block))
}

/** `split NAME { 50% ARM { … } 50% ARM }` */
export function splitLayout({ span, split, arms }: SplitStep): Layout {
  return layout(span, members(split.span.end, arms.map(splitArmLayout)))
}

function splitArmLayout({ span, share, block }: SplitArm): Layout {
  return layout(span, inside(expressionLayout(share)), steps(block))
}
