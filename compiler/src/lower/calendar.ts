import type { DateStart, DelayTarget, Expr, LocalTime, RecurringStart } from '@journey-lang/runtime'
import { addDuration, formatInstant, parseDuration, parseInstant } from '@journey-lang/runtime'
import type {
  DateStart as DateStartNode,
  DelayTarget as DelayTargetNode,
  Expression,
  Name,
  ScheduleStart,
} from '../syntax/ast.ts'
import { monthNumber, weekdayNumber } from '../syntax/calendar-words.ts'
import { expressionsIn } from '../syntax/expressions.ts'
import { type ExpressionContext, lowerExpression } from './expressions.ts'

/** `everyone` needs no mention. */
function segmentOf(name: Name | undefined, context: ExpressionContext): { for?: string } {
  const segment = name && context.program.references.get(name)
  return segment ? { for: segment.name } : {}
}

/** A start at a date. One that is the contact's own comes every year, unless it is `once`. */
export function lowerDateStart(start: DateStartNode, context: ExpressionContext): DateStart {
  const yearly = !start.once && readsContact(start.date)
  return {
    ...lowerMoment(start.date, start.time, context),
    ...(yearly && { yearly }),
    ...segmentOf(start.segment, context),
  }
}

/** A start by the calendar. A day without a time is meant from its beginning. */
export function lowerScheduleStart(start: ScheduleStart, context: ExpressionContext): RecurringStart {
  return {
    every: recurrenceOf(start),
    time: timeOf(start.time) ?? MIDNIGHT,
    ...segmentOf(start.segment, context),
  }
}

function recurrenceOf({ unit, day, month, weekday }: ScheduleStart): RecurringStart['every'] {
  const ofMonth = day?.kind === 'number' ? day.value : 1
  switch (unit.text) {
    case 'day':
      return { unit: 'day' }
    case 'week':
      return { unit: 'week', weekday: weekdayNumber(weekday!.text) }
    case 'month':
      return { unit: 'month', day: ofMonth }
    case 'year':
      return { unit: 'year', month: monthNumber(month!.text), day: ofMonth }
    default:
      return { unit: 'week', weekday: weekdayNumber(unit.text) }
  }
}

/** Until when a delay holds. */
export function lowerTarget(target: DelayTargetNode, context: ExpressionContext): DelayTarget {
  if (target.target) {
    return {
      ...lowerMoment(target.target, target.time, context),
      ...(target.next && { next: true as const }),
    }
  }
  const time = timeOf(target.time) ?? MIDNIGHT
  return { time, ...(target.weekday && { weekday: weekdayNumber(target.weekday.text) }) }
}

const MIDNIGHT: LocalTime = '00:00'

/**
 * A date and time that is written out, or some time before or after one, is meant by the contact's clock: a day, and a
 * time of it.
 */
function lowerMoment(
  date: Expression,
  time: Expression | undefined,
  context: ExpressionContext,
): { at: Expr; time?: LocalTime } {
  const ofDay = timeOf(time)
  const written = writtenMoment(date, context)
  if (written !== undefined) {
    return { at: { date: written.slice(0, 10) }, time: ofDay ?? written.slice(11, 16) }
  }
  return { at: lowerExpression(date, context), ...(ofDay !== undefined && { time: ofDay }) }
}

/** What a clock shows at a moment that is written out, to which lengths of time may be added: `2026-11-27T08:00`. */
function writtenMoment(date: Expression, context: ExpressionContext): string | undefined {
  if (date.kind === 'datetime') return date.value
  if (date.kind !== 'binary' || (date.op !== '+' && date.op !== '-') || date.right.kind !== 'duration') {
    return undefined
  }
  const base = writtenMoment(date.left, context)
  const length = lowerExpression(date.right, context)
  const by = parseDuration((length as { duration: string }).duration)
  if (base === undefined || by === undefined) return undefined
  const { months, days, ms } = by
  const signed = date.op === '+' ? by : { months: -months, days: -days, ms: -ms }
  // A clock that is never changed counts the same in every zone.
  return formatInstant(addDuration(parseInstant(`${base.slice(0, 16)}Z`)!, signed, 'UTC'))
}

function timeOf(time: Expression | undefined): LocalTime | undefined {
  return time?.kind === 'time' ? time.value : undefined
}

function readsContact(expression: Expression): boolean {
  return expressionsIn(expression).some(({ kind }) => kind === 'path')
}
