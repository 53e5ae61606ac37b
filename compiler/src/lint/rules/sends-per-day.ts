import type { FlowNode } from '../analysis/flow.ts'
import { DAY } from '../analysis/lengths.ts'
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
      if (sends.length <= options.limit) continue
      const since = sincePreviousSends(sends, options.limit)
      for (const { node, step } of sends) {
        const least = since.get(node)?.[options.limit - 1]
        if (least !== undefined && least < DAY) report(flow.symbol.file, step.message.span, options)
      }
    }
  },
})

/**
 * For each step behind a send the least time, in milliseconds, since that send, the one before it, and so on, up to a
 * number of sends and a day, on any way that leads there. Times are forgotten where something has to happen first.
 */
function sincePreviousSends(sends: readonly Send[], count: number): Map<FlowNode, number[]> {
  const since = new Map<FlowNode, number[]>()
  const waiting = new Set(sends.map(({ node }) => node))
  // A set gives out what is added while it is walked; a step that has been left comes again.
  for (const node of waiting) {
    waiting.delete(node)
    const before = since.get(node)
    const after = node.step.kind === 'send' ? [0, ...(before ?? [])] : before
    if (!after) continue
    if (after.length > count) after.length = count
    for (const { to, pause, counted } of node.next) {
      if (!to || pause === undefined || counted || pause >= DAY) continue
      if (shorten(since, to, after, pause)) waiting.add(to)
    }
  }
  return since
}

/** Takes in the times with which a way arrives; whether any of them is new. */
function shorten(
  since: Map<FlowNode, number[]>,
  to: FlowNode,
  times: readonly number[],
  pause: number,
): boolean {
  let known = since.get(to)
  let shorter = false
  for (let index = 0; index < times.length; index++) {
    const time = times[index]! + pause
    // Sends further back are longer ago.
    if (time >= DAY) break
    if (time >= (known?.[index] ?? DAY)) continue
    if (!known) {
      known = []
      since.set(to, known)
    }
    known[index] = time
    shorter = true
  }
  return shorter
}
