import type { ast, Span } from '@journey-lang/compiler'
import { typeText } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { markdownOf } from './describe.ts'
import { nodesAround } from './nodes.ts'
import { occurrenceAt } from './occurrences.ts'
import { stepAt } from './steps.ts'
import { arrivalText } from './timing.ts'
import { turnText } from './turn-text.ts'
import { writtenStepAt } from './written-steps.ts'

export interface Hover {
  span: Span
  markdown: string
}

/** What is told of the place at an offset: what a name stands for, what a length of time means, how a step is reached. */
export function hover(snapshot: Snapshot, path: string, offset: number): Hover | undefined {
  const named = occurrenceAt(snapshot, path, offset)
  if (named) {
    const type = typeHere(snapshot, path, named.span)
    const known = type === undefined ? '' : `\n\nHere: \`${type}\``
    return { span: named.span, markdown: `${markdownOf(named.entity, snapshot)}${known}` }
  }
  const written = writtenStepAt(snapshot, path, offset)
  if (written) return hoverStep(snapshot, written.file, written.step.keyword.start, written.span)
  return hoverStep(snapshot, path, offset) ?? hoverDuration(snapshot, path, offset)
}

/** What a path is here, where more is known of it than its field says: `contact.email` behind `exists`. */
function typeHere({ program, parsed }: Snapshot, path: string, span: Span): string | undefined {
  const tree = parsed(path)?.tree
  const node = tree && nodesAround(tree, span).findLast(({ kind }) => kind === 'path')
  const type = node && program.types.get(node as never)
  const meaning = node && program.meanings.get(node as never)
  if (!type || !meaning || !('field' in meaning) || node.span.end !== span.end) return undefined
  return typeText(type) === typeText(meaning.field.type) ? undefined : typeText(type)
}

/** What is told of the step whose keyword stands at an offset, for where it stands or where it is named. */
function hoverStep(snapshot: Snapshot, path: string, offset: number, named?: Span): Hover | undefined {
  const found = stepAt(snapshot, path, offset)
  if (!found) return undefined
  const { step, id, arrival, turns } = found
  const text = snapshot.textOf(path) ?? ''
  const conditions = turns().flatMap((turn) => turnText(turn, text) ?? [])
  const when = arrival && `Runs come here ${arrivalText(arrival)}, counted from their start`
  const lines = [
    ...(step.doc === undefined ? [] : [step.doc]),
    ...(id === undefined ? [] : [`Step \`${id}\``]),
    when === undefined ? 'No run comes here.' : conditions.length === 0 ? `${when}.` : `${when}, when`,
    ...(conditions.length === 0 ? [] : [conditions.map((one) => `- ${one}`).join('\n')]),
  ]
  return { span: named ?? step.keyword, markdown: lines.join('\n\n') }
}

const CALENDAR: ReadonlySet<ast.DurationUnit> = new Set(['day', 'week', 'month', 'year'])

function hoverDuration({ parsed }: Snapshot, path: string, offset: number): Hover | undefined {
  const tree = parsed(path)?.tree
  const node = tree && nodesAround(tree, { start: offset, end: offset }).at(-1)
  if (node?.kind !== 'duration') return undefined
  const { parts, span } = node as unknown as ast.DurationLiteral
  const words = parts.map(({ amount, unit }) => `${amount} ${unit}${amount === 1 ? '' : 's'}`).join(' and ')
  const calendar = parts.filter(({ unit }) => CALENDAR.has(unit)).length
  const meaning =
    calendar === 0
      ? 'of elapsed time, whatever the clock does meanwhile'
      : calendar === parts.length
        ? 'by the calendar of the contact: it ends at the same time of day, also when the clocks change'
        : 'by the calendar of the contact, and then of elapsed time'
  return { span, markdown: `**${words}**, ${meaning}.` }
}
