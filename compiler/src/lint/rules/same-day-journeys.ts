import type { Program } from '../../checker/program.ts'
import type { StartLine } from '../../syntax/ast.ts'
import type { Analysis } from '../analysis/analysis.ts'
import { contradict, type Fact, factsOf } from '../analysis/conditions.ts'
import type { JourneyFlow } from '../analysis/flow.ts'
import { settingOf, withinFirstDay } from '../analysis/sends.ts'
import { startKey } from '../analysis/starts.ts'
import { rule } from '../rule.ts'

/** Two journeys that begin with the same thing and both write to the contact on that day, without a limit. */
export const sameDayJourneys = rule({
  name: 'same-day-journeys',
  scope: 'project',
  check({ analysis, program, report }) {
    const begun = new Map<string, Begin[]>()
    for (const flow of writingSoon(analysis)) {
      for (const line of flow.parts.starts) {
        const key = startKey(line.on, program)
        if (key === undefined) continue
        const facts = factsAt(line, program)
        const earlier = begun.get(key) ?? []
        begun.set(key, earlier)
        const other = earlier.find((one) => one.flow !== flow && !contradict(facts, one.facts))
        earlier.push({ flow, line, facts })
        if (!other) continue
        const { symbol } = other.flow
        report(
          flow.symbol.file,
          line.on.span,
          { journey: flow.symbol.name, other: symbol.name },
          { related: [{ role: 'other journey', file: symbol.file, span: other.line.on.span }] },
        )
      }
    }
  },
})

interface Begin {
  flow: JourneyFlow
  line: StartLine
  facts: readonly Fact[]
}

/** Journeys that write within a day of the entry on a channel without a limit. */
function writingSoon({ sends }: Analysis): JourneyFlow[] {
  return [...sends].flatMap(([flow, all]) => {
    const free = all.filter(({ channel }) => !settingOf(channel.declaration, 'limit'))
    if (free.length === 0) return []
    const soon = withinFirstDay(flow)
    return free.some(({ node }) => soon.has(node)) ? [flow] : []
  })
}

function factsAt({ where }: StartLine, program: Program): Fact[] {
  return where ? factsOf(where, true, program) : []
}
