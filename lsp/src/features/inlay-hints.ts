import type { ast, Span } from '@journey-lang/compiler'
import { typeText } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { stepsIn } from './steps.ts'
import { AT_ONCE, arrivalText } from './timing.ts'

/** Something that is shown in the text and does not stand there. */
export interface InlayHint {
  offset: number
  label: string
  kind: 'time' | 'type' | 'identity'
  /** More of it, for those who ask. */
  tooltip: string
}

/**
 * When runs come to each step, what an action answers, and under which identity runs stand at a step without a name of
 * its own.
 */
export function inlayHints(snapshot: Snapshot, path: string, range: Span): InlayHint[] {
  const { start, end } = range
  return stepsIn(snapshot, path, range).flatMap(({ step, id, arrival }) => {
    if (step.keyword.start > end || step.span.end < start) return []
    const hints: InlayHint[] = []
    const time = arrival && arrivalText(arrival)
    if (time !== undefined && time !== AT_ONCE) {
      const tooltip = 'How long after the start of a run it comes here, if nothing holds it up.'
      hints.push({ offset: step.keyword.start, label: time, kind: 'time', tooltip })
    }
    const answers = step.kind === 'call-step' && step.name ? answerOf(step, snapshot) : undefined
    if (step.name && answers !== undefined) {
      hints.push({ offset: step.name.span.end, label: answers, kind: 'type', tooltip: 'What it answers.' })
    }
    if (HOLDS.has(step.kind) && !step.name && id !== undefined) {
      const tooltip = 'Runs stand at this step under this identity. "as NAME" gives it one of its own.'
      hints.push({ offset: step.keyword.end, label: id, kind: 'identity', tooltip })
    }
    return hints
  })
}

const HOLDS: ReadonlySet<ast.Step['kind']> = new Set(['wait', 'delay'])

function answerOf({ action }: ast.CallStep, { program }: Snapshot): string | undefined {
  const symbol = program.references.get(action)
  const fields = symbol?.kind === 'action' ? program.actionResults.get(symbol) : undefined
  if (!fields || fields.size === 0) return undefined
  return `: { ${[...fields.values()].map(({ name, type }) => `${name}: ${typeText(type)}`).join(', ')} }`
}
