import { changedBySteps, settledBranches } from '../analysis/branches.ts'
import type { Finder } from '../analysis/project.ts'
import { projectRule } from '../rule.ts'

/** A condition that has one outcome only. */
export const constantCondition = projectRule({
  name: 'constant-condition',
  check({ analysis, program, project, report }) {
    const isChanged = (key: string) => project.some(changed, key)
    for (const flow of analysis.flows) {
      for (const { condition, outcome } of settledBranches(flow, program, isChanged)) {
        report(analysis.path, condition.span, { outcome })
      }
    }
  },
})

/** What steps change of a contact, by the keys of facts. */
const changed: Finder<string, true> = function* ({ flows, program }) {
  for (const key of changedBySteps(flows, program)) yield [key, true]
}
