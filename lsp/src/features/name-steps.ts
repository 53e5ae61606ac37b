import type { ast, Diagnostic, Edit } from '@journey-lang/compiler'
import { identitiesOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { CodeAction } from './code-actions.ts'
import { withConsequences } from './consequences.ts'

/**
 * Gives names to waits and delays that are told apart only by their order. Scenarios follow, and `moved` takes along the
 * runs that stand there.
 */
export function nameSteps(snapshot: Snapshot, path: string, diagnostic: Diagnostic): CodeAction[] {
  if (diagnostic.name !== 'same-steps') return []
  const found = sameSteps(snapshot, path, diagnostic)
  if (!found) return []
  const edits = () => {
    const named = withConsequences(snapshot, namesFor(found.steps, found.taken, snapshot, path))
    return 'problem' in named ? [] : [...named.edits, ...named.moved]
  }
  return [{ title: 'Name these steps', kind: 'quickfix', diagnostic, edits }]
}

type WaitingStep = ast.Step & { kind: 'wait' | 'delay' }

/** The steps that a finding is about, and the identities that the journey has. */
function sameSteps(
  { program }: Snapshot,
  path: string,
  { span }: Diagnostic,
): { steps: [id: string, step: WaitingStep][]; taken: Set<string> } | undefined {
  for (const symbol of program.modules.get(path)?.exports.values() ?? []) {
    if (symbol.kind !== 'journey') continue
    const { ids, repeated } = identitiesOf(symbol.declaration, program)
    for (const [id, steps] of repeated) {
      const waiting = steps.filter((step) => step.kind === 'wait' || step.kind === 'delay')
      if (!waiting.some(({ keyword }) => keyword.start === span.start)) continue
      return { steps: waiting.map((step) => [id, step]), taken: new Set(ids.values()) }
    }
  }
  return undefined
}

/** `wait_purchased_1`, `wait_purchased_2`: what the steps do, numbered. */
function namesFor(
  steps: readonly [id: string, step: WaitingStep][],
  taken: Set<string>,
  { textOf }: Snapshot,
  file: string,
): Edit[] {
  const text = textOf(file) ?? ''
  return steps.flatMap(([id, step]) => {
    const at = nameGoesAt(step, text)
    if (at === undefined) return []
    const words = id.slice(id.indexOf('/') + 1).replace(/[^\p{L}\p{M}\p{Nd}_\u200c]+/gu, '_')
    let number = 1
    while (taken.has(`${words}_${number}`)) number++
    taken.add(`${words}_${number}`)
    return [{ file, span: { start: at, end: at }, text: ` as ${words}_${number}` }]
  })
}

/** Behind the limit of a wait and the whole of a delay; nowhere where the step is not whole. */
function nameGoesAt(step: WaitingStep, text: string): number | undefined {
  if (step.kind === 'delay') return step.span.end
  const end = step.limit?.span.end
  const since = end !== undefined && /^\s+since\s+start\b/.exec(text.slice(end))
  return since ? end + since[0].length : end
}
