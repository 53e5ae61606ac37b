import { offeredRemoval } from '../diagnostics/removal.ts'
import type { JourneySymbol } from '../modules/symbols.ts'
import type { Span } from '../source/span.ts'
import type { MovedDeclaration, MovedTarget, StepReference } from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'
import { identitiesOf } from './journeys/identity.ts'
import { partsOf } from './journeys/parts.ts'
import { reportRepeated } from './journeys/repeated.ts'
import { plainText } from './plain-text.ts'
import { lookup, type Scope } from './scope.ts'

/** The identity that a reference writes: a name, or a derived one in quotation marks. */
export function stepId({ step }: StepReference): string {
  return 'text' in step ? step.text : textOf(step)
}

/** Contacts are moved from a step that is gone to one that is there. `seen` are the steps that were moved before. */
export function checkMoved(
  { from, to, span }: MovedDeclaration,
  seen: Map<string, Span>,
  scope: Scope,
): void {
  const { report } = scope.module
  const journey = lookup(scope, from.journey, 'journey')
  if (!('text' in from.step) && !plainText(from.step, scope)) return
  const step = stepId(from)
  if (!journey || step === '') return
  const text = `${journey.name}.${step}`
  reportRepeated('The move from', { text, span: from.step.span }, seen, scope, false)
  if (stepsIn(journey, scope).includes(step)) {
    const fixes = [offeredRemoval('Remove this line', scope.module.tree, span)]
    report('moved-but-there', from.step.span, { step, journey: journey.name }, { fixes })
  }
  checkTarget(to, journey, scope)
}

function checkTarget(to: MovedTarget, journey: JourneySymbol, scope: Scope): void {
  const { report } = scope.module
  switch (to.kind) {
    case 'to-step': {
      const target = lookup(scope, to.step.journey, 'journey')
      if (!target || (!('text' in to.step.step) && !plainText(to.step.step, scope))) return
      if (target !== journey) {
        report('moved-elsewhere', to.step.journey.span, { journey: journey.name })
        return
      }
      const candidates = stepsIn(journey, scope)
      const name = stepId(to.step)
      if (name === '' || candidates.includes(name)) return
      report('unknown-name', to.step.step.span, { what: `step of ${journey.name}`, name, candidates })
      return
    }
    case 'to-stage': {
      const candidates = partsOf(journey.declaration).stages.map(({ name }) => name.text)
      const { text: name, span } = to.stage
      if (name === '' || candidates.includes(name)) return
      report('unknown-name', span, { what: `stage of ${journey.name}`, name, candidates })
      return
    }
    case 'to-finish':
  }
}

function stepsIn({ declaration }: JourneySymbol, { program }: Scope): string[] {
  return [...identitiesOf(declaration, program).ids.values()]
}
