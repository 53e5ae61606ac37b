import type { Bundle, MigrationPlan, PlannedStep } from '@journey-lang/runtime'
import { own } from '../../emit/expression-text.ts'
import { plural } from '../report/count.ts'
import { visible } from '../report/visible.ts'
import type { Style } from '../style.ts'
import { columns } from '../table.ts'

/** What a migration does to the runs of each journey, step by step, as tables. */
export function planText({ steps }: MigrationPlan, bundle: Bundle, style: Style): string {
  const journeys = [...Map.groupBy(steps, ({ journey }) => journey)]
  return journeys
    .map(([journey, rows]) => {
      const title = own(bundle.journeys, journey)?.title
      const head = `${style.strong(journey)}${title === undefined ? '' : ` "${visible(title)}"`}`
      const [first, ...lines] = columns([['step', 'version', 'runs', ''], ...rows.map(row)], [2])
      return [head, `  ${style.faint(first!)}`, ...lines.map((line) => `  ${line}`), ''].join('\n')
    })
    .join('\n')
}

function row(step: PlannedStep): string[] {
  const { node, hash, runs } = step
  return [node === undefined ? '(over)' : visible(node), hash.slice(0, 12), countText(runs), fateText(step)]
}

function fateText(step: PlannedStep): string {
  const { runs, atOnce, lacks } = step
  const which = (count: number) => (count === runs ? (runs === 1 ? '' : 'all ') : `${countText(count)} `)
  const parts = [placeText(step)]
  if (atOnce > 0 && step.fate === 'stays')
    parts.push(`${which(atOnce)}${atOnce === 1 ? 'goes' : 'go'} on at once`)
  for (const [value, count] of Object.entries(lacks)) parts.push(`${which(count)}without ${visible(value)}`)
  return parts.join('; ')
}

function placeText({ fate, node, to }: PlannedStep): string {
  const there = visible(to ?? '')
  switch (fate) {
    case 'stays':
      return to === node ? 'stays' : `stays, the step is ${there} now`
    case 'arrives':
      return to === node ? 'comes to the step anew' : `goes to ${there}`
    case 'finishes':
      return 'finishes'
    case 'over':
      return 'has the goals of the new version'
    case 'in_flight':
      return 'stays in its version until the answer is there'
    case 'left':
      return 'stays in its version: the journey is gone'
    case 'unanswered':
      return 'NO ANSWER: the step is gone'
    case 'unknown_version':
      return 'UNKNOWN: its version is not in the data'
  }
}

/** What came of it, in a sentence or two. */
export function outcomeText({ totals }: MigrationPlan, outcome: 'planned' | 'refused' | 'done'): string {
  const moved = totals.stays + totals.arrives + totals.finishes + totals.over
  const stuck = totals.unanswered + totals.unknown_version
  const rest = totals.in_flight + totals.left
  if (moved + stuck + rest === 0) return 'All runs are on the latest versions: there is nothing to migrate.\n'
  const later =
    rest === 0 ? '' : ` ${sentence(rest, 'stays in its version', 'stay in their versions')} for now.`
  if (stuck > 0) {
    return `Nothing ${outcome === 'planned' ? 'would be' : 'was'} migrated: ${sentence(stuck, 'stands at a step that is', 'stand at steps that are')} gone.\n`
  }
  if (outcome === 'planned')
    return `${sentence(moved, 'would be', 'would be')} migrated.${later} Nothing was changed.\n`
  return `✓ Migrated ${plural(moved, 'run', countText(moved))}.${later}\n`
}

function sentence(count: number, one: string, many: string): string {
  return `${plural(count, 'run', countText(count))} ${count === 1 ? one : many}`
}

function countText(count: number): string {
  return count.toLocaleString('en')
}
