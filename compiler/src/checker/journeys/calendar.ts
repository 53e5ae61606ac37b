import type { DateStart, DelayStep, DelayTarget, Expression, Name, ScheduleStart } from '../../syntax/ast.ts'
import { CALENDAR_UNITS, longestMonth, MONTHS, monthNumber, WEEKDAYS } from '../../syntax/calendar-words.ts'
import { expressionsIn } from '../../syntax/expressions.ts'
import { expectConstant } from '../expressions/constants.ts'
import { expectType, infer, requirePresent } from '../expressions/infer.ts'
import { type Facts, know, outcomesOfSegment } from '../facts.ts'
import { type Scope, withFacts } from '../scope.ts'
import { checkSegment, EVERYONE } from '../segments.ts'
import { describe, isMoment, scalar } from '../types.ts'

/** `at contact.birthday - 3 days at 09:00`: who is started has that date. */
export function checkDateStart(start: DateStart, scope: Scope): Facts {
  // Those without the date are never started, so that what it is made of need not be asked for.
  const read = withFacts(scope, know(scope.facts, ...fieldsOf(expressionsIn(start.date))))
  checkMoment(start.date, start.time, { ...read, noHistory: 'start' })
  const facts = know(scope.facts, ...fieldsOf(neededFor(start.date)))
  return checkAudience(start.segment, withFacts(scope, facts))
}

/** `every monday at 09:00`, `every month on 15`, `every year on 21 March` */
export function checkScheduleStart(start: ScheduleStart, scope: Scope): Facts {
  const { unit, day, month, weekday } = start
  const units = [...CALENDAR_UNITS, ...WEEKDAYS]
  if (unit.text !== '' && !units.includes(unit.text)) unknownWord(unit, 'unit of the calendar', units, scope)
  else if (unit.text !== '' && !isComplete(start)) {
    const example = EXAMPLES[unit.text] ?? `every ${unit.text}`
    scope.module.report('bad-recurrence', start.span, { example }, { within: start.span })
  } else {
    if (weekday) checkWord(weekday, 'day of the week', WEEKDAYS, scope)
    if (month) checkWord(month, 'month', MONTHS, scope)
    if (day) checkDay(day, month, scope)
  }
  if (start.time) checkTime(start.time, scope)
  return checkAudience(start.segment, scope)
}

const EXAMPLES: Readonly<Record<string, string>> = {
  day: 'every day at 09:00',
  week: 'every week on monday at 09:00',
  month: 'every month on 15 at 09:00',
  year: 'every year on 21 March at 09:00',
}

/** Whether what stands after `on` is what the unit needs. */
function isComplete({ unit, day, month, weekday }: ScheduleStart): boolean {
  switch (unit.text) {
    case 'week':
      return weekday !== undefined && day === undefined
    case 'month':
      return day !== undefined && month === undefined && weekday === undefined
    case 'year':
      return day !== undefined && month !== undefined
    default:
      return day === undefined && month === undefined && weekday === undefined
  }
}

function checkDay(day: Expression, month: Name | undefined, scope: Scope): void {
  if (day.kind !== 'number') return
  const longest = longestMonth(month ? monthNumber(month.text) : 0)
  if (Number.isInteger(day.value) && day.value >= 1 && day.value <= longest) return
  const text = month ? `${day.value} ${month.text}` : String(day.value)
  scope.module.report('no-such-day', day.span, { day: text, longest })
}

/** What is known of those who are started: they are in the segment. */
function checkAudience(name: Name | undefined, scope: Scope): Facts {
  const segment = name && checkSegment(name, scope)
  if (!segment || segment === EVERYONE) return scope.facts
  return outcomesOfSegment(scope.program, segment, scope.facts).whenTrue
}

/** `delay until …`. What is next always comes; a date may be past, and `if past` says what then. */
export function checkUntil(step: DelayStep, target: DelayTarget, scope: Scope): Facts {
  const { weekday, target: date, time } = target
  if (weekday) checkWord(weekday, 'day of the week', WEEKDAYS, scope)
  if (date) checkMoment(date, time, scope)
  else if (time) checkTime(time, scope)
  const { ifPast } = step
  if (ifPast) checkWord(ifPast, 'choice', IF_PAST, scope)
  const isNext = date === undefined || target.next
  if (ifPast && isNext) scope.module.report('never-past', ifPast.span, {})
  const holds = isNext || ifPast?.text === 'skip' || ifPast?.text === 'finish'
  return holds ? { ...scope.facts, held: true } : scope.facts
}

const IF_PAST: readonly string[] = ['skip', 'continue', 'finish']

/** A date, or a date and time, and the time of that day. */
function checkMoment(date: Expression, time: Expression | undefined, scope: Scope): void {
  const type = requirePresent(date, scope, infer(date, scope))
  if (!isMoment(type) && type.name !== 'unknown') {
    const args = { expected: 'a date, or a date and time', found: describe(type) }
    scope.module.report('type-mismatch', date.span, args)
  }
  if (!time) return
  checkTime(time, scope)
  if (date.kind === 'datetime') {
    scope.module.report('time-given-twice', time.span, { time: date.value.slice(11, 16) })
  }
}

function checkTime(time: Expression, scope: Scope): void {
  const type = expectType(time, scope, scalar('time'))
  if (type.name === 'time') expectConstant(time, scope, 'The time of day')
}

function checkWord(name: Name, type: string, words: readonly string[], scope: Scope): void {
  if (name.text !== '' && !words.includes(name.text)) unknownWord(name, type, words, scope)
}

function unknownWord({ text, span }: Name, type: string, candidates: readonly string[], scope: Scope): void {
  scope.module.report('unknown-value', span, { value: text, type, candidates })
}

/** The parts without which a date that is shifted has no value. Of `a ?? b` either may be missing. */
function neededFor(date: Expression): Expression[] {
  if (date.kind !== 'binary') return [date]
  return date.op === '+' || date.op === '-' ? [...neededFor(date.left), ...neededFor(date.right)] : []
}

/** The fields of the contact among expressions, as keys of what is known. */
function fieldsOf(expressions: readonly Expression[]): string[] {
  return expressions.flatMap((expression) => {
    if (expression.kind !== 'path' || expression.names[0]?.text !== 'contact') return []
    return expression.names[1] ? [`contact.${expression.names[1].text}`] : []
  })
}
