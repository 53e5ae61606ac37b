import { rounds } from '../../checker/journeys/rounds.ts'
import type { FlowNode } from '../analysis/flow.ts'
import { settingOf } from '../analysis/sends.ts'
import { rule } from '../rule.ts'

/** A message that a run can send again and again on a channel without a limit. */
export const sendInLoop = rule({
  name: 'send-in-loop',
  check({ analysis, report }) {
    for (const [{ symbol, nodes }, sends] of analysis.sends) {
      const free = sends.filter(({ channel }) => !settingOf(channel.declaration, 'limit'))
      // Only `go to` leads back without counting.
      if (free.length === 0 || !nodes.some(({ step }) => step.kind === 'go-to')) continue
      const numbers = new Map<FlowNode, string>(nodes.map((node, index) => [node, String(index)]))
      const edges = nodes.flatMap((node) =>
        node.next.flatMap(({ to, counted }) =>
          to && !counted ? [{ from: numbers.get(node)!, to: numbers.get(to)! }] : [],
        ),
      )
      const roundOf = rounds(edges)
      for (const { node, step, message, channel } of free) {
        if (!roundOf.has(numbers.get(node)!)) continue
        const related = [
          { role: 'declared here' as const, file: channel.file, span: channel.declaration.name.span },
        ]
        report(symbol.file, step.message.span, { message: message.name, channel: channel.name }, { related })
      }
    }
  },
})
