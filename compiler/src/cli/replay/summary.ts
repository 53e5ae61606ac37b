import type { Bundle, Journey, NodeId, NodeStatistics, Statistics } from '@journey-lang/runtime'
import { inOrderOfFlow } from '../../emit/flow.ts'
import { countText, percentText } from '../../emit/quantity-text.ts'
import { timeText } from '../../test/words.ts'
import { plural } from '../report/count.ts'
import type { Style } from '../style.ts'
import { columns } from '../table.ts'
import type { Call, Notice } from './asked.ts'
import type { MessageCount, Replay } from './replay.ts'

/** What became of a log, for people: per journey its steps, messages and goals. Ends with a line break. */
export function replaySummary(replay: Replay, bundle: Bundle, style: Style): string {
  const { lines, contacts, until, statistics, messages, calls, notices } = replay
  const zone = bundle.timezone ?? 'UTC'
  const end = until === undefined ? '' : `, until ${timeText(until, zone)} (${zone})`
  const journeys = Object.entries(bundle.journeys).map(([name, journey]) =>
    journeySummary(
      name,
      journey,
      statistics.journeys[name]!,
      {
        messages: messages.get(name) ?? new Map(),
        calls: calls.filter((call) => call.journey === name),
        notices: notices.filter((notice) => notice.journey === name),
      },
      style,
    ),
  )
  return [
    `${counted(lines, 'line')}, ${counted(contacts.length, 'contact')}${end}\n`,
    ...journeys.map((lines) => `${lines.join('\n')}\n`),
  ].join('\n')
}

function counted(count: number, noun: string): string {
  return plural(count, noun, countText(count))
}

/** What the steps of one journey did. */
interface Doings {
  messages: ReadonlyMap<string, MessageCount>
  calls: readonly Call[]
  notices: readonly Notice[]
}

function journeySummary(
  name: string,
  journey: Journey,
  counts: Statistics['journeys'][string],
  { messages, calls, notices }: Doings,
  style: Style,
): string[] {
  const { entered, refused, missed = 0, finished, exited, heldOut } = counts
  const totals = [
    `entered ${countText(entered)}`,
    `inside ${countText(entered - finished - exited)}`,
    `finished ${countText(finished)}`,
    `exited ${countText(exited)}`,
    ...(refused > 0 ? [`refused ${countText(refused)}`] : []),
    ...(missed > 0 ? [`missed ${countText(missed)}`] : []),
    ...(heldOut ? [`held out ${countText(heldOut.entered)}`] : []),
  ]
  const title = journey.title === undefined ? '' : ` "${journey.title}"`
  const steps = inOrderOfFlow(journey).map((id) => stepRow(id, counts.nodes[id]!))
  return [
    `${style.strong(name)}${title}`,
    `  ${totals.join(' · ')}`,
    '',
    ...table(['step', 'entered', 'waiting', 'passed'], steps, [1, 2], style),
    ...section(['message', 'sent', 'failed', 'suppressed', ''], messageRows(messages), [1, 2, 3], style),
    ...section(['action', 'called', 'failed', 'waiting'], callRows(calls), [1, 2, 3], style),
    ...section(['department', 'notified'], noticeRows(notices), [1], style),
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

function callRows(calls: readonly Call[]): string[][] {
  const byAction = [...Map.groupBy(calls, ({ action }) => action)]
  return byAction.map(([action, all]) => {
    const answered = all.filter(({ values }) => values !== undefined).length
    const failed = all.filter((call) => call.failed !== undefined).length
    return [action, countText(answered), countText(failed), countText(all.length - answered - failed)]
  })
}

function noticeRows(notices: readonly Notice[]): string[][] {
  const byDepartment = [...Map.groupBy(notices, ({ department }) => department)]
  return byDepartment.map(([department, all]) => [department, countText(all.length)])
}

/** Beside those who went through the steps, those who were held out: the difference is what the journey does. */
function goalRows({ goals, entered, heldOut }: Statistics['journeys'][string]): string[][] {
  return Object.entries(goals).map(([goal, reached]) => {
    const without = heldOut && shareText(heldOut.goals[goal] ?? 0, heldOut.entered, 'of those held out')
    const shares = [shareText(reached, entered, 'of entries'), without].filter(Boolean)
    return [goal, countText(reached), shares.join(' · ')]
  })
}

function shareText(part: number, whole: number, of: string): string {
  return whole === 0 ? '' : `${percentText(Math.round((part / whole) * 1000) / 1000)} ${of}`
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
