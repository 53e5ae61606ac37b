import type { Program } from '../../checker/program.ts'
import type { StartLine } from '../../syntax/ast.ts'
import { contradict, type Fact, factsOf } from '../analysis/conditions.ts'
import type { JourneyFlow } from '../analysis/flow.ts'
import type { Finder } from '../analysis/project.ts'
import { type Send, settingOf, withinFirstDay } from '../analysis/sends.ts'
import { startKey } from '../analysis/starts.ts'
import { projectRule } from '../rule.ts'

/** Two journeys that begin with the same thing and both write to the contact on that day, without a limit. */
export const sameDayJourneys = projectRule({
  name: 'same-day-journeys',
  check({ analysis, project, report }) {
    for (const [key, { flow, line, facts }] of begins(analysis)) {
      const all = project.all(begins, key)
      const here = all.findIndex((one) => one.line === line)
      const other = all.find(
        (one, index) => index < here && one.flow !== flow && !contradict(facts, one.facts),
      )
      if (!other) continue
      const { symbol } = other.flow
      report(
        flow.symbol.file,
        line.on.span,
        { journey: flow.symbol.name, other: symbol.name },
        { related: [{ role: 'other journey', file: symbol.file, span: other.line.on.span }] },
      )
    }
  },
})

interface Begin {
  flow: JourneyFlow
  line: StartLine
  facts: readonly Fact[]
}

/** Starts of journeys that write within a day of the entry on a channel without a limit, by what starts them. */
const begins: Finder<string, Begin> = function* ({ sends, program }) {
  for (const [flow, all] of sends) {
    if (!writesSoon(flow, all)) continue
    for (const line of flow.parts.starts) {
      const key = startKey(line.on, program)
      if (key !== undefined) yield [key, { flow, line, facts: factsAt(line, program) }]
    }
  }
}

function writesSoon(flow: JourneyFlow, sends: readonly Send[]): boolean {
  const free = sends.filter(({ channel }) => !settingOf(channel.declaration, 'limit'))
  if (free.length === 0) return false
  const soon = withinFirstDay(flow)
  return free.some(({ node }) => soon.has(node))
}

function factsAt({ where }: StartLine, program: Program): Fact[] {
  return where ? factsOf(where, true, program) : []
}
