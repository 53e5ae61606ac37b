import type { ast, Span } from '@journey-lang/compiler'
import { typeText } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { markdownOf } from './describe.ts'
import type { Entity } from './entities.ts'
import { nodesAround } from './nodes.ts'
import { occurrenceAt } from './occurrences.ts'
import { type StepInfo, stepAt, stepsIn } from './steps.ts'
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
    const more = aboutLocal(named.entity, snapshot, path)
    return { span: named.span, markdown: `${markdownOf(named.entity, snapshot)}${known}${more}` }
  }
  const written = writtenStepAt(snapshot, path, offset)
  if (written) return hoverStep(snapshot, written.file, written.step.keyword.start, written.span)
  return (
    hoverStep(snapshot, path, offset) ??
    hoverCode(snapshot, path, offset) ??
    hoverDuration(snapshot, path, offset)
  )
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
  return (
    found && { span: named ?? found.step.keyword, markdown: stepText(found, snapshot.textOf(path) ?? '') }
  )
}

function stepText({ step, id, arrival, turns }: StepInfo, text: string): string {
  const conditions = turns().flatMap((turn) => turnText(turn, text) ?? [])
  const when = arrival && `Runs come here ${arrivalText(arrival)}, counted from their start`
  const lines = [
    ...(step.doc === undefined ? [] : [step.doc]),
    ...(id === undefined ? [] : [`Step \`${id}\``]),
    when === undefined ? 'No run comes here.' : conditions.length === 0 ? `${when}.` : `${when}, when`,
    ...(conditions.length === 0 ? [] : [conditions.map((one) => `- ${one}`).join('\n')]),
  ]
  return lines.join('\n\n')
}

/** What a name within a journey stands for: the step that it gives a name to, the whole line of a goal. */
function aboutLocal(entity: Entity, snapshot: Snapshot, path: string): string {
  if (entity.kind !== 'local' || entity.file !== path) return ''
  const { name, what } = entity
  const text = snapshot.textOf(path) ?? ''
  if (what === 'step') {
    const found = stepsIn(snapshot, path, name.span).find(({ step }) => step.name === name)
    return found ? `\n\n${stepText(found, text)}` : ''
  }
  const tree = snapshot.parsed(path)?.tree
  const goal = what === 'goal' && tree && nodesAround(tree, name.span).find(({ kind }) => kind === 'goal')
  return goal ? `\n\n\`\`\`journey\n${text.slice(goal.span.start, goal.span.end)}\n\`\`\`` : ''
}

/** Which country or language a code stands for. */
function hoverCode({ parsed, program }: Snapshot, path: string, offset: number): Hover | undefined {
  const tree = parsed(path)?.tree
  const node =
    tree && nodesAround(tree, { start: offset, end: offset }).findLast(({ kind }) => kind === 'path')
  const meaning = node && program.meanings.get(node as never)
  const type = node && program.types.get(node as never)?.name
  if (!node || meaning?.kind !== 'code' || (type !== 'country' && type !== 'language')) return undefined
  const names = new Intl.DisplayNames('en', { type: type === 'country' ? 'region' : 'language' })
  return { span: node.span, markdown: `${names.of(meaning.value)} (\`${meaning.value}\`)` }
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
