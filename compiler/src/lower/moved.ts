import type { Moved } from '@journey-lang/runtime/graph'
import { stepId } from '../checker/moved.ts'
import type { Program } from '../checker/program.ts'
import type { MovedDeclaration } from '../syntax/ast.ts'

export function lowerMoved({ from, to }: MovedDeclaration, program: Program): Moved {
  const journey = program.references.get(from.journey)!.name
  return { journey, from: stepId(from), to: lowerTarget(to) }
}

function lowerTarget(to: MovedDeclaration['to']): Moved['to'] {
  switch (to.kind) {
    case 'to-step':
      return { node: stepId(to.step) }
    case 'to-stage':
      return { stage: to.stage.text }
    case 'to-finish':
      return { finish: true }
  }
}
