import { partsOf, type SymbolOf, stepsOf, WEEKDAYS } from '@journey-lang/compiler/editor'
import { type Around, follows } from './around.ts'
import type { CompletionItem } from './items.ts'

/** What the words around the cursor tell alone, where the compiler has nothing to say. */
export interface Beyond {
  items: readonly CompletionItem[]
  /** Nothing else fits. */
  alone?: true
}

const words = (...labels: string[]): CompletionItem[] => labels.map((label) => ({ label, kind: 'keyword' }))

/** `tags` gives the tags, `journey` the one that the scenario around the cursor is about. */
export function beyond(
  around: Around,
  tags: () => readonly CompletionItem[],
  journey: () => SymbolOf<'journey'> | undefined,
): Beyond {
  const { before } = around
  if (follows(around, 'has')) return { items: tags(), alone: true }
  if (follows(around, 'set')) return { items: [{ label: 'contact', kind: 'word', snippet: 'contact.$0' }] }
  if (follows(around, 'body', ':')) {
    return { items: [{ label: 'file', kind: 'word', detail: 'a template', snippet: 'file("$0")' }] }
  }
  if (before[1] === ':' && before[2] === 'limit') return { items: words('per'), alone: true }
  if (follows(around, 'up', 'to') || follows(around, 'within')) return { items: LENGTHS, alone: true }
  if (follows(around, 'after') && journey()) return { items: LENGTHS, alone: true }
  if (follows(around, 'delay', 'until')) return { items: words('next', ...WEEKDAYS) }
  if (follows(around, 'take')) return { items: arms(journey()), alone: true }
  if (CONDITIONS.has(before[0] ?? '')) return { items: words(...CONDITION_WORDS) }
  return { items: [] }
}

/** Lengths of time, with the number to fill in. */
const LENGTHS: readonly CompletionItem[] = ['minutes', 'hours', 'days', 'weeks', 'months'].map(
  (unit, index) => ({
    label: `${[30, 2, 7, 2, 3][index]} ${unit}`,
    kind: 'unit',
    snippet: `\${1:${[30, 2, 7, 2, 3][index]}} ${unit}`,
  }),
)

/** Behind which a condition begins. */
const CONDITIONS: ReadonlySet<string> = new Set(['if', 'where', 'when', 'until', 'and', 'or', 'not'])
/** With which a condition can begin, beside names. */
const CONDITION_WORDS = ['not', 'any', 'no', 'count of', 'sum of', 'average of', 'latest', 'started by']

/** `control of offer_test` */
function arms(journey: SymbolOf<'journey'> | undefined): CompletionItem[] {
  if (!journey) return []
  const found = stepsOf(journey.declaration).flatMap(([step]) =>
    step.kind === 'split' ? step.arms.map(({ name }) => `${name.text} of ${step.split.text}`) : [],
  )
  const held = partsOf(journey.declaration).holdouts.length > 0 ? [`holdout of ${journey.name}`] : []
  return [...found, ...held].map((label) => ({ label, kind: 'value' }))
}
