import type { ast } from '@journey-lang/compiler'
import { type FlowEdge, type FlowNode, type JourneyFlow, toDuration } from '@journey-lang/compiler/editor'
import { DAY, type Duration, HOUR, MINUTE, SECOND } from '@journey-lang/runtime/graph'

/** How long after the start of a run it comes to a step. */
export interface Arrival {
  least: Duration
  /** Nothing where no limit is known: behind a wait without one, a date, or a way back. */
  most: Duration | undefined
}

const NONE: Duration = { months: 0, days: 0, ms: 0 }

/**
 * When runs come to each step of a journey that they can come to. Months and days are those of the calendar: they are
 * counted apart from hours, and only to compare two ways they are taken as long as they are on average.
 */
export function arrivals({ nodes }: JourneyFlow): ReadonlyMap<FlowNode, Arrival> {
  const found = new Map<FlowNode, Arrival>()
  const entry = nodes.find(({ reached }) => reached)
  if (!entry) return found
  const least = leastTimes(entry)
  const most = mostTimes(entry, least.size)
  for (const [node, time] of least) found.set(node, { least: time, most: most.get(node) })
  return found
}

function leastTimes(entry: FlowNode): Map<FlowNode, Duration> {
  const least = new Map([[entry, NONE]])
  const waiting = [entry]
  for (let node = waiting.shift(); node; node = waiting.shift()) {
    for (const edge of node.next) {
      if (!edge.to) continue
      const time = sum(least.get(node)!, pauseOf(node, edge).least)
      const known = least.get(edge.to)
      if (known && average(known) <= average(time)) continue
      least.set(edge.to, time)
      waiting.push(edge.to)
    }
  }
  return least
}

/** The longest ways. Where there is a way back nothing is known, nor behind it. */
function mostTimes(entry: FlowNode, count: number): Map<FlowNode, Duration | undefined> {
  const incoming = new Map<FlowNode, number>()
  const reached = new Set([entry])
  for (const node of reached) {
    for (const { to } of node.next) {
      if (!to) continue
      incoming.set(to, (incoming.get(to) ?? 0) + 1)
      reached.add(to)
    }
  }
  const most = new Map<FlowNode, Duration | undefined>([[entry, incoming.has(entry) ? undefined : NONE]])
  const ready = incoming.has(entry) ? [] : [entry]
  for (let done = 0; done < count && ready.length > 0; done++) {
    const node = ready.pop()!
    const time = most.get(node)
    for (const edge of node.next) {
      const { to } = edge
      if (!to) continue
      const pause = pauseOf(node, edge).most
      const next = time && pause && sum(time, pause)
      most.set(to, most.has(to) ? longer(most.get(to), next) : next)
      incoming.set(to, incoming.get(to)! - 1)
      if (incoming.get(to) === 0) ready.push(to)
    }
  }
  for (const [node, left] of incoming) if (left > 0) most.set(node, undefined)
  return most
}

function pauseOf({ step }: FlowNode, { pause }: FlowEdge): Arrival {
  if (step.kind === 'delay' && step.duration) return both(lengthOf(step.duration))
  if (step.kind === 'delay') return { least: NONE, most: undefined }
  if (step.kind !== 'wait') return both(pause === undefined ? NONE : { ...NONE, ms: pause })
  const limit = step.limit?.kind === 'up-to' ? lengthOf(step.limit.duration) : undefined
  return pause === undefined ? { least: NONE, most: limit } : { least: limit ?? NONE, most: limit }
}

const both = (time: Duration | undefined): Arrival => ({ least: time ?? NONE, most: time })

function lengthOf(expression: ast.Expression): Duration | undefined {
  return expression.kind === 'duration' ? toDuration(expression) : undefined
}

function sum(one: Duration, other: Duration): Duration {
  return { months: one.months + other.months, days: one.days + other.days, ms: one.ms + other.ms }
}

function longer(one: Duration | undefined, other: Duration | undefined): Duration | undefined {
  if (!one || !other) return undefined
  return average(one) < average(other) ? other : one
}

/** Days of a month in the Gregorian calendar, over its 400 years. */
const DAYS_OF_MONTH = 30.436875

const average = ({ months, days, ms }: Duration): number => (months * DAYS_OF_MONTH + days) * DAY + ms

/** What is said of a step to which runs come without any pause. */
export const AT_ONCE = 'at once'

/** When runs come to a step, in words: `at once`, `after 7 days`, `after 1 day to 8 days`, `after 2 hours or more`. */
export function arrivalText({ least, most }: Arrival): string {
  const [from, to] = [timeText(least), most && timeText(most)]
  if (to === '') return AT_ONCE
  if (to === from) return `after ${from}`
  if (to === undefined) return from === '' ? `${AT_ONCE} or later` : `after ${from} or more`
  return `after ${from || '0'} to ${to}`
}

/** A length of time in words, nothing for none. Days are not made of hours: when clocks change they are not 24 of them. */
export function timeText({ months, days, ms }: Duration): string {
  const amounts: [amount: number, unit: string][] = [
    [Math.floor(months / 12), 'year'],
    [months % 12, 'month'],
    [days, 'day'],
    [Math.floor(ms / HOUR), 'hour'],
    [Math.floor((ms % HOUR) / MINUTE), 'minute'],
    [Math.floor((ms % MINUTE) / SECOND), 'second'],
  ]
  return amounts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}${amount === 1 ? '' : 's'}`)
    .join(' ')
}
