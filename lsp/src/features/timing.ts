import type { ast } from '@journey-lang/compiler'
import { type FlowEdge, type FlowNode, type JourneyFlow, toDuration } from '@journey-lang/compiler/editor'
import { DAY, HOUR, MINUTE } from '@journey-lang/runtime/graph'

/** How long after the start of a run it comes to a step, in milliseconds. */
export interface Arrival {
  least: number
  /** Nothing where no limit is known: behind a wait without one, a date, or a way back. */
  most: number | undefined
}

/** When runs come to each step of a journey that they can come to. A day counts 24 hours, a month 30 days. */
export function arrivals({ nodes }: JourneyFlow): ReadonlyMap<FlowNode, Arrival> {
  const found = new Map<FlowNode, Arrival>()
  const entry = nodes.find(({ reached }) => reached)
  if (!entry) return found
  const least = leastTimes(entry)
  const most = mostTimes(entry, least.size)
  for (const [node, time] of least) found.set(node, { least: time, most: most.get(node) })
  return found
}

function leastTimes(entry: FlowNode): Map<FlowNode, number> {
  const least = new Map<FlowNode, number>([[entry, 0]])
  const waiting = [entry]
  for (let node = waiting.shift(); node; node = waiting.shift()) {
    for (const edge of node.next) {
      if (!edge.to) continue
      const time = least.get(node)! + pauseOf(node, edge).least
      if ((least.get(edge.to) ?? Number.POSITIVE_INFINITY) <= time) continue
      least.set(edge.to, time)
      waiting.push(edge.to)
    }
  }
  return least
}

/** The longest ways. Where there is a way back nothing is known, nor behind it. */
function mostTimes(entry: FlowNode, count: number): Map<FlowNode, number | undefined> {
  const incoming = new Map<FlowNode, number>()
  const reached = new Set([entry])
  for (const node of reached) {
    for (const { to } of node.next) {
      if (!to) continue
      incoming.set(to, (incoming.get(to) ?? 0) + 1)
      reached.add(to)
    }
  }
  const most = new Map<FlowNode, number | undefined>([[entry, incoming.has(entry) ? undefined : 0]])
  const ready = incoming.has(entry) ? [] : [entry]
  for (let done = 0; done < count && ready.length > 0; done++) {
    const node = ready.pop()!
    const time = most.get(node)
    for (const edge of node.next) {
      const { to } = edge
      if (!to) continue
      const pause = pauseOf(node, edge).most
      const next = time === undefined || pause === undefined ? undefined : time + pause
      const known = most.has(to) ? most.get(to) : next
      most.set(to, known === undefined || next === undefined ? undefined : Math.max(known, next))
      incoming.set(to, incoming.get(to)! - 1)
      if (incoming.get(to) === 0) ready.push(to)
    }
  }
  for (const [node, left] of incoming) if (left > 0) most.set(node, undefined)
  return most
}

function pauseOf({ step }: FlowNode, { pause }: FlowEdge): Arrival {
  if (step.kind === 'delay' && step.duration) return both(lengthOf(step.duration))
  if (step.kind === 'delay') return { least: 0, most: undefined }
  if (step.kind !== 'wait') return both(pause ?? 0)
  const limit = step.limit?.kind === 'up-to' ? lengthOf(step.limit.duration) : undefined
  return pause === undefined ? { least: 0, most: limit } : { least: limit ?? 0, most: limit }
}

const both = (time: number | undefined): Arrival => ({ least: time ?? 0, most: time })

function lengthOf(expression: ast.Expression): number | undefined {
  if (expression.kind !== 'duration') return undefined
  const { months, days, ms } = toDuration(expression)
  return (months * 30 + days) * DAY + ms
}

/** When runs come to a step, in words: `at once`, `after 7 days`, `after 1 to 8 days`, `after 2 hours or more`. */
export function arrivalText({ least, most }: Arrival): string {
  if (most === 0) return 'at once'
  if (most === least) return `after ${timeText(least)}`
  if (most === undefined) return least === 0 ? 'at once or later' : `after ${timeText(least)} or more`
  return `after ${least === 0 ? '0' : timeText(least)} to ${timeText(most)}`
}

const UNITS: readonly [length: number, name: string][] = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [1000, 'second'],
]

/** A length of time in the two largest of its units. */
export function timeText(time: number): string {
  const parts: string[] = []
  let rest = time
  for (const [length, name] of UNITS) {
    const count = Math.floor(rest / length)
    if (count === 0 || parts.length === 2) continue
    parts.push(`${count} ${name}${count === 1 ? '' : 's'}`)
    rest -= count * length
  }
  return parts.join(' ') || '0 seconds'
}
