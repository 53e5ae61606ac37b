import type { DateStart, DelayTarget, LocalTime, RecurringStart } from '@journey-lang/runtime'
import { MONTHS, WEEKDAYS } from '../syntax/calendar-words.ts'
import { clean, isolate } from './bidi.ts'
import { expressionText, type Scope } from './expression-text.ts'

/** A start by time as the language writes it: `at contact.birthday - 3 days at 09:00`, `every monday at 09:00`. */
export function scheduleText(on: DateStart | RecurringStart, scope: Scope): string {
  if ('at' in on) return `at ${momentText(on.at, on.time, scope)}`
  return `every ${recurrenceText(on)} at ${on.time}`
}

/** What else is to be said of a start by time: `each year`, `for lapsed`. */
export function scheduleDetails(on: DateStart | RecurringStart): string[] {
  return [
    ...('at' in on && on.yearly ? ['each year'] : []),
    ...(on.for === undefined ? [] : [`for ${isolate(clean(on.for))}`]),
  ]
}

/** Until when a delay holds: `monday at 09:00`, `next contact.birthday`, `2026-11-27 08:00`. */
export function targetText(target: DelayTarget, scope: Scope): string {
  if ('at' in target) return `${target.next ? 'next ' : ''}${momentText(target.at, target.time, scope)}`
  return target.weekday === undefined ? target.time : `${weekdayName(target.weekday)} at ${target.time}`
}

function momentText(at: DateStart['at'], time: LocalTime | undefined, scope: Scope): string {
  const date = expressionText(at, scope)
  if (time === undefined) return date
  return typeof at === 'object' && 'date' in at ? `${date} ${time}` : `${date} at ${time}`
}

function recurrenceText({ every }: RecurringStart): string {
  switch (every.unit) {
    case 'day':
      return 'day'
    case 'week':
      return weekdayName(every.weekday)
    case 'month':
      return `month on ${every.day}`
    case 'year':
      return `year on ${every.day} ${MONTHS[every.month - 1] ?? ''}`
  }
}

function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? ''
}
