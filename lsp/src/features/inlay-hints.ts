import type { ast, Span } from '@journey-lang/compiler'
import { blocksOf, isStep, partsOf, type SymbolOf, typeText } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { type StepInfo, stepsIn } from './steps.ts'
import { AT_ONCE, arrivalText } from './timing.ts'

/** Something that is shown in the text and does not stand there. */
export interface InlayHint {
  offset: number
  label: string
  kind: HintKind
  /** More of it, for those who ask. */
  tooltip: string
}

export const HINT_KINDS = ['time', 'identity', 'share', 'type'] as const
export type HintKind = (typeof HINT_KINDS)[number]

/**
 * When runs come to steps, and under which identity they stand at one without a name of its own: at the end of the line,
 * once for each, and a time only where it is another one than above. What an action answers, and what an arm of a split
 * comes to with those around it, where it is written.
 */
export function inlayHints(snapshot: Snapshot, path: string, range: Span): InlayHint[] {
  const { start, end } = range
  const text = snapshot.textOf(path) ?? ''
  const steps = stepsIn(snapshot, path, range)
  const journeys = new Set(steps.map(({ journey }) => journey))
  return [
    ...steps.flatMap((info, index) => ofStep(info, steps[index - 1], text)),
    ...steps.flatMap(({ step }) => answerOf(step, snapshot)),
    ...[...journeys].flatMap(sharesIn),
  ]
    .filter(({ offset }) => offset >= start && offset <= end)
    .sort((a, b) => a.offset - b.offset)
}

function ofStep(
  { step, id, arrival, journey }: StepInfo,
  above: StepInfo | undefined,
  text: string,
): InlayHint[] {
  const line = text.lastIndexOf('\n', step.keyword.start - 1) + 1
  // Of the steps of one line the first says what is to be said.
  if (text.slice(line, step.keyword.start).trim() !== '') return []
  const offset = lineEnd(text, step.keyword.start)
  const hints: InlayHint[] = []
  const time = arrival && arrivalText(arrival)
  const before = above?.journey === journey && above.arrival ? arrivalText(above.arrival) : AT_ONCE
  if (time !== undefined && time !== before) {
    const tooltip = 'How long after the start of a run it comes here, if nothing holds it up.'
    hints.push({ offset, label: time, kind: 'time', tooltip })
  }
  if (HOLDS.has(step.kind) && !step.name && id !== undefined) {
    const tooltip = 'Runs stand at this step under this identity. "as NAME" gives it one of its own.'
    hints.push({ offset, label: id, kind: 'identity', tooltip })
  }
  return hints
}

const HOLDS: ReadonlySet<ast.Step['kind']> = new Set(['wait', 'delay'])

function lineEnd(text: string, offset: number): number {
  const end = /\r?\n|$/.exec(text.slice(offset))!
  return offset + end.index
}

function answerOf(step: ast.Step, { program }: Snapshot): InlayHint[] {
  const symbol = step.kind === 'call-step' && step.name ? program.references.get(step.action) : undefined
  const fields = symbol?.kind === 'action' ? program.actionResults.get(symbol) : undefined
  if (!step.name || !fields || fields.size === 0) return []
  const label = `: { ${[...fields.values()].map(({ name, type }) => `${name}: ${typeText(type)}`).join(', ')} }`
  return [{ offset: step.name.span.end, label, kind: 'type', tooltip: 'What it answers.' }]
}

/** What arms of splits come to, where that is less than what is written there. */
function sharesIn(journey: SymbolOf<'journey'>['declaration']): InlayHint[] {
  const found: InlayHint[] = []
  const visit = (items: readonly ast.Item[], around: number): void => {
    for (const item of items.filter(isStep)) {
      if (item.kind !== 'split') {
        for (const block of blocksOf(item)) visit('items' in block ? block.items : [block], around)
        continue
      }
      for (const { share, name, block } of item.arms) {
        const here = share.kind === 'percent' ? around * share.value : Number.NaN
        if (around < 1 && here >= 0) {
          const tooltip = 'What is left of all for this arm, by the splits around it and the holdout.'
          const label = `${Number((here * 100).toFixed(2))}% of all`
          found.push({ offset: name.span.end, label, kind: 'share', tooltip })
        }
        if (block) visit(block.items, here)
      }
    }
  }
  const { steps, stages, holdouts } = partsOf(journey)
  const share = holdouts[0]?.share
  const all = share?.kind === 'percent' ? 1 - share.value : 1
  visit(steps, all)
  for (const { body } of stages) visit(body.items, all)
  return found
}
