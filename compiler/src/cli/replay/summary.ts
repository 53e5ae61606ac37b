import type { Bundle, Journey, NodeId, NodeStatistics, Statistics } from '@journey-lang/runtime'
import { inOrderOfFlow } from '../../emit/flow.ts'
import { countText, percentText } from '../../emit/quantity-text.ts'
import { timeText } from '../../test/words.ts'
import { plural } from '../report/count.ts'
import type { Style } from '../style.ts'
import { columns } from '../table.ts'
import type { MessageCount, Replay } from './replay.ts'

/** What became of a log, for people: per journey its steps, messages and goals. Ends with a line break. */
export function replaySummary(replay: Replay, bundle: Bundle, style: Style): string {
  const { lines, contacts, until, statistics, messages } = replay
  const zone = bundle.timezone ?? 'UTC'
  const end = until === undefined ? '' : `, until ${timeText(until, zone)} (${zone})`
  const journeys = Object.entries(bundle.journeys).map(([name, journey]) =>
    journeySummary(name, journey, statistics.journeys[name]!, messages.get(name) ?? new Map(), style),
  )
  return [
    `${counted(lines, 'line')}, ${counted(contacts.length, 'contact')}${end}\n`,
    ...journeys.map((lines) => `${lines.join('\n')}\n`),
  ].join('\n')
}

function counted(count: number, noun: string): string {
  return plural(count, noun, countText(count))
}

function journeySummary(
  name: string,
  journey: Journey,
  counts: Statistics['journeys'][string],
  messages: ReadonlyMap<string, MessageCount>,
  style: Style,
): string[] {
  const { entered, refused, finished, exited } = counts
  const totals = [
    `entered ${countText(entered)}`,
    `inside ${countText(entered - finished - exited)}`,
    `finished ${countText(finished)}`,
    `exited ${countText(exited)}`,
    ...(refused > 0 ? [`refused ${countText(refused)}`] : []),
  ]
  const title = journey.title === undefined ? '' : ` "${journey.title}"`
  const steps = inOrderOfFlow(journey).map((id) => stepRow(id, counts.nodes[id]!))
  return [
    `${style.strong(name)}${title}`,
    `  ${totals.join(' · ')}`,
    '',
    ...table(['step', 'entered', 'waiting', 'passed'], steps, [1, 2], style),
    ...section(['message', 'sent', 'failed', 'suppressed', ''], messageRows(messages), [1, 2, 3], style),
    ...section(['goal', 'reached', ''], goalRows(counts), [1], style),
  ]
}

function stepRow(id: NodeId, { entered, waiting, passed }: NodeStatistics): string[] {
  const ways = Object.entries(passed)
  const total = ways.reduce((sum, [, count]) => sum + count, 0)
  const parts = ways.map(([edge, count]) => `${edge} ${countText(count)}`)
  const split = parts.length > 1 ? `${countText(total)} (${parts.join(', ')})` : countText(total)
  return [id, countText(entered), countText(waiting), ways.length === 0 ? '' : split]
}

function messageRows(messages: ReadonlyMap<string, MessageCount>): string[][] {
  return [...messages].map(([message, { sent, suppressed, failed }]) => {
    const reasons = Object.entries(suppressed)
    const total = reasons.reduce((sum, [, count]) => sum + count, 0)
    const why = reasons.map(([reason, count]) => `${reason} ${countText(count)}`).join(', ')
    return [message, countText(sent), countText(failed), countText(total), why]
  })
}

function goalRows({ goals, entered }: Statistics['journeys'][string]): string[][] {
  return Object.entries(goals).map(([goal, reached]) => [
    goal,
    countText(reached),
    entered === 0 ? '' : `${percentText(Math.round((reached / entered) * 1000) / 1000)} of entries`,
  ])
}

function section(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
  style: Style,
): string[] {
  return rows.length === 0 ? [] : ['', ...table(head, rows, right, style)]
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
  style: Style,
): string[] {
  const [first, ...others] = columns([head, ...rows], right)
  return [`  ${style.faint(first!)}`, ...others.map((line) => `  ${line}`)]
}
