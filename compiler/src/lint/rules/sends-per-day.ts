import type { FlowNode, JourneyFlow } from '../analysis/flow.ts'
import { DAY } from '../analysis/lengths.ts'
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
      const since = sincePreviousSends(flow, options.limit)
      for (const { node, step } of sends) {
        const least = since.get(node)?.[options.limit - 1]
        if (least !== undefined && least < DAY) report(flow.symbol.file, step.message.span, options)
      }
    }
  },
})

/**
 * For each step the least time, in milliseconds, since the last send before it, the one before that, and so on, up to
 * a number of sends, on any way that leads there. Times are forgotten where something has to happen first.
 */
function sincePreviousSends({ nodes, reached }: JourneyFlow, count: number): Map<FlowNode, number[]> {
  const since = new Map<FlowNode, number[]>()
  const waiting = nodes.filter((node) => reached.has(node))
  for (const node of waiting) {
    const before = since.get(node) ?? []
    const after = node.step.kind === 'send' ? [0, ...before].slice(0, count) : before
    for (const { to, pause, counted } of node.next) {
      if (!to || pause === undefined || counted) continue
      const known = since.get(to) ?? []
      const arriving = after.map((time) => time + pause).filter((time) => time < DAY)
      const least = arriving.map((time, index) => Math.min(time, known[index] ?? DAY))
      if (!least.some((time, index) => time < (known[index] ?? DAY))) continue
      since.set(to, [...least, ...known.slice(least.length)])
      waiting.push(to)
    }
  }
  return since
}
