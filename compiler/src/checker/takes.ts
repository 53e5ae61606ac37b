import { offeredRemoval } from '../diagnostics/removal.ts'
import type { JourneySymbol } from '../modules/symbols.ts'
import type { JourneyDeclaration, Name, ScenarioLine, SplitStep } from '../syntax/ast.ts'
import { stepsOf } from './journeys/identity.ts'
import { partsOf } from './journeys/parts.ts'
import { refer, type Scope } from './scope.ts'

type TakeLine = Extract<ScenarioLine, { kind: 'take-line' }>

/** The word in `take holdout of welcome`: the arm that every journey with a holdout has. */
export const HOLDOUT = 'holdout'

/** Each split is decided once for a scenario, by an arm that it has. */
export function checkTakes(
  lines: readonly ScenarioLine[],
  journey: JourneySymbol | undefined,
  scope: Scope,
): void {
  const taken = new Map<string, TakeLine>()
  for (const line of lines) {
    if (line.kind !== 'take-line' || line.split.text === '') continue
    const first = taken.get(line.split.text)
    if (first && first.arm.text !== line.arm.text) {
      const { report, tree } = scope.module
      const args = { split: line.split.text, arm: first.arm.text }
      const related = [{ role: 'first taken here' as const, file: tree.path, span: first.span }]
      const fixes = [offeredRemoval('Remove this line', tree, line.span)]
      report('taken-twice', line.span, args, { related, fixes })
    } else if (!first) {
      taken.set(line.split.text, line)
      if (journey) checkTake(line, journey.declaration, scope)
    }
  }
}

function checkTake({ arm, split }: TakeLine, journey: JourneyDeclaration, scope: Scope): void {
  const { report } = scope.module
  const splits = splitsOf(journey)
  const found = splits.find((one) => one.split.text === split.text)
  if (found) {
    const candidates = found.arms.map(({ name }) => name.text)
    if (arm.text === '' || candidates.includes(arm.text)) return
    report('unknown-name', arm.span, { what: 'arm of this split', name: arm.text, candidates })
    return
  }
  if (arm.text === HOLDOUT) {
    checkHeldOut(split, scope)
    return
  }
  const candidates = splits.map((one) => one.split.text)
  report('unknown-name', split.span, { what: 'split of this journey', name: split.text, candidates })
}

function checkHeldOut(name: Name, scope: Scope): void {
  const { module } = scope
  const journeys = [...module.scope.values()].filter((symbol) => symbol.kind === 'journey')
  const holding = journeys.filter(({ declaration }) => partsOf(declaration).holdouts.length > 0)
  const found = holding.find((journey) => journey === module.scope.get(name.text))
  if (found) refer(scope, name, found)
  else {
    const candidates = holding.map((journey) => journey.name)
    module.report('unknown-name', name.span, { what: 'journey with a holdout', name: name.text, candidates })
  }
}

function splitsOf(journey: JourneyDeclaration): SplitStep[] {
  return stepsOf(journey).flatMap(([step]) => (step.kind === 'split' ? [step] : []))
}
