import { compileExpression, type Environment, type Evaluate, type Scope } from '../expressions/compile.ts'
import { shiftBy } from '../expressions/shift.ts'
import type { Maybe } from '../expressions/value.ts'
import { addDuration } from '../time/add-duration.ts'
import { localDay, localTimeOfDay, momentOn } from '../time/calendar.ts'
import { type Day, parseDay } from '../time/days.ts'
import { addToDay, type Duration, nominalLength } from '../time/duration.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import { timeOfDay } from '../time/quiet.ts'
import { anniversaryFrom, dayFrom, firstMoment, type Recurrence } from '../time/recurrence.ts'
import { DAY } from '../time/units.ts'
import type { DateStart, DelayTarget, Expr, LocalTime, RecurringStart } from './format.ts'
import type { Moments } from './loaded.ts'

/** The moments at which a start by time comes. */
export function prepareSchedule(on: DateStart | RecurringStart, environment: Environment): Moments {
  if ('at' in on) return momentsOfDate(on.at, on.time, on.yearly === true, environment)
  const { unit, ...days } = on.every
  return recurringMoments({ every: unit, ...days } as Recurrence, on.time)
}

/** The moments until which a delay may hold. One that names a time of day always has a next. */
export function prepareTarget(target: DelayTarget, environment: Environment): Moments {
  if ('at' in target) return momentsOfDate(target.at, target.time, target.next === true, environment)
  const { weekday, time } = target
  return recurringMoments(weekday === undefined ? { every: 'day' } : { every: 'week', weekday }, time)
}

function recurringMoments(recurrence: Recurrence, time: LocalTime): Moments {
  const ofDay = timeOfDay(time)
  return (_, zone, after) =>
    firstMoment(
      (from) => dayFrom(recurrence, from),
      (day) => momentOn(day, ofDay, zone),
      // A gap may be a whole day (Apia, 2011), so that a moment can be on the day after its own.
      localDay(after, zone) - 1,
      after,
    )
}

/** A date or moment, and its anniversaries if it has them: then the parts by which it is shifted come after those. */
function momentsOfDate(
  at: Expr,
  time: LocalTime | undefined,
  yearly: boolean,
  environment: Environment,
): Moments {
  const { base, shifts } = yearly ? withoutShifts(at) : { base: at, shifts: [] }
  const evaluate = compileExpression(base, environment)
  const shiftsOf = shifts.map(({ by, sign }): ((scope: Scope) => Duration | undefined) => {
    const duration = compileExpression(by, environment)
    return (scope) => shiftBy(duration(scope), sign)
  })
  const ofDay = time === undefined ? undefined : timeOfDay(time)
  return (scope, zone, after) => {
    const date = readDate(evaluate, scope, zone)
    const by = shiftsOf.map((shift) => shift(scope))
    if (date === undefined || by.includes(undefined)) return undefined
    const momentOf = (day: Day) => momentOfDate(day, date.time, ofDay, by as Duration[], zone)
    if (!yearly)
      return firstMoment((from) => (from <= date.day ? date.day : undefined), momentOf, date.day, after)
    const reach = Math.ceil(
      (by as Duration[]).reduce((sum, one) => sum + Math.abs(nominalLength(one)), 0) / DAY,
    )
    // A nominal month is shorter than most.
    const from = localDay(after, zone) - 2 - Math.ceil(reach * 1.1)
    return firstMoment((day) => anniversaryFrom(date.day, day), momentOf, from, after)
  }
}

/** Takes the shifts off an expression, from the outermost to that of its base, in the order in which they apply. */
function withoutShifts(expr: Expr): { base: Expr; shifts: { by: Expr; sign: 1 | -1 }[] } {
  if (typeof expr !== 'object' || !('shift' in expr)) return { base: expr, shifts: [] }
  const [inner, by, sign] = expr.shift
  const { base, shifts } = withoutShifts(inner)
  return { base, shifts: [...shifts, { by, sign }] }
}

/** A date as a day, a moment as the day and time that clocks in the zone show. */
function readDate(evaluate: Evaluate, scope: Scope, zone: string): { day: Day; time?: number } | undefined {
  const value: Maybe = evaluate(scope)
  if (typeof value !== 'string') return undefined
  const day = parseDay(value)
  if (day !== undefined) return { day }
  const instant = parseInstant(value)
  if (instant === undefined) return undefined
  return { day: localDay(instant, zone), time: localTimeOfDay(instant, zone) }
}

/** The moment of one of the days: shifted, and at the time of day that is asked for. */
function momentOfDate(
  day: Day,
  ownTime: number | undefined,
  time: number | undefined,
  by: readonly Duration[],
  zone: string,
): Instant {
  if (ownTime === undefined) return momentOn(by.reduce(addToDay, day), time ?? 0, zone)
  const shifted = by.reduce((moment, one) => addDuration(moment, one, zone), momentOn(day, ownTime, zone))
  return time === undefined ? shifted : momentOn(localDay(shifted, zone), time, zone)
}
