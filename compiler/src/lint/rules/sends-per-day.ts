import { DAY } from '@journey-lang/runtime/graph'
import type { FlowEdge, FlowNode } from '../analysis/flow.ts'
import type { Send } from '../analysis/sends.ts'
import { rule } from '../rule.ts'

/** More messages than a limit on one way, within a day and without anything that the contact did in between. */
export const sendsPerDay = rule({
  name: 'sends-per-day',
  options: {
    limit: { description: 'How many messages are fine within a day', default: 3, least: 1 },
  },
  check({ analysis, options, report }) {
    for (const [flow, sends] of analysis.sends) {
      const repeats = flow.nodes.some(({ step }) => step.kind === 'repeat')
      if (sends.length <= options.limit && !repeats) continue
      const since = sincePreviousSends(sends, options.limit)
      for (const { node, step } of sends) {
        const least = since.get(node)?.[options.limit - 1]
        if (least !== undefined && least < DAY) report(flow.symbol.file, step.message.span, options)
      }
    }
  },
})

/** Of repeats in repeats in repeats not every combination of rounds is looked at. */
const MOST_PLACES = 5000

/** A step, and which round it is in of each `repeat` around it. */
interface Place {
  node: FlowNode
  rounds: ReadonlyMap<FlowNode, number>
  /** For how long, in milliseconds, at least, since each of the last sends on a way that leads here, the latest first. */
  since: number[] | undefined
}

/**
 * For each step behind a send the least time, in milliseconds, since that send, the one before it, and so on, up to a
 * number of sends and a day, on any way that leads there. Times are forgotten where something has to happen first.
 */
function sincePreviousSends(sends: readonly Send[], count: number): Map<FlowNode, number[]> {
  const places = new Map<string, Place>()
  const numbers = new Map<FlowNode, number>()
  const numberOf = (node: FlowNode) => {
    if (!numbers.has(node)) numbers.set(node, numbers.size)
    return numbers.get(node)!
  }
  const placeOf = (node: FlowNode, rounds: ReadonlyMap<FlowNode, number>): Place => {
    const within = [...rounds].map(([repeat, round]) => `${numberOf(repeat)}:${round}`).sort()
    const key = [numberOf(node), ...within].join(' ')
    const place = places.get(key) ?? { node, rounds, since: undefined }
    places.set(key, place)
    return place
  }
  const waiting = new Set(sends.map(({ node }) => placeOf(node, new Map())))
  // A set gives out what is added while it is walked; a place that has been left comes again.
  for (const place of waiting) {
    if (places.size > MOST_PLACES) break
    waiting.delete(place)
    const { node, rounds, since: before } = place
    const after = node.step.kind === 'send' ? [0, ...(before ?? [])] : before
    if (!after) continue
    if (after.length > count) after.length = count
    for (const edge of node.next) {
      if (!edge.to || edge.pause === undefined || edge.pause >= DAY) continue
      const there = roundsBehind(edge, node, rounds, count)
      if (!there) continue
      const next = placeOf(edge.to, there)
      if (shorten(next, after, edge.pause)) waiting.add(next)
    }
  }
  return leastOf(places.values())
}

/**
 * The rounds behind somebody who takes a way; nothing if there are no more. Rounds without a send change nothing, so
 * more than it takes for one send each need not be told apart.
 */
function roundsBehind(
  { to, counted, round }: FlowEdge,
  from: FlowNode,
  rounds: ReadonlyMap<FlowNode, number>,
  count: number,
): ReadonlyMap<FlowNode, number> | undefined {
  const there = new Map(rounds)
  if (from.step.kind === 'repeat') {
    const { times } = from.step
    const most = times.kind === 'number' ? Math.min(times.value, count + 1) : 0
    if (!round) there.delete(from)
    else if ((rounds.get(from) ?? 0) >= most) return undefined
  }
  if (counted) there.set(to!, Math.min((rounds.get(to!) ?? 0) + 1, count + 1))
  else there.delete(to!)
  return there
}

function leastOf(places: Iterable<Place>): Map<FlowNode, number[]> {
  const least = new Map<FlowNode, number[]>()
  for (const { node, since } of places) {
    const known = least.get(node) ?? []
    for (const [index, time] of (since ?? []).entries()) {
      known[index] = Math.min(time, known[index] ?? time)
    }
    least.set(node, known)
  }
  return least
}

/** Takes in the times with which a way arrives; whether any of them is new. */
function shorten(place: Place, times: readonly number[], pause: number): boolean {
  let shorter = false
  for (let index = 0; index < times.length; index++) {
    const time = times[index]! + pause
    // Sends further back are longer ago.
    if (time >= DAY) break
    if (time >= (place.since?.[index] ?? DAY)) continue
    place.since ??= []
    place.since[index] = time
    shorter = true
  }
  return shorter
}
