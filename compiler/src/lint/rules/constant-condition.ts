import { changedBySteps, settledBranches } from '../analysis/branches.ts'
import { rule } from '../rule.ts'

/** A condition that has one outcome only. */
export const constantCondition = rule({
  name: 'constant-condition',
  check({ analysis, program, report }) {
    const changed = changedBySteps(analysis.flows, program)
    for (const flow of analysis.flows) {
      for (const { condition, outcome } of settledBranches(flow, program, changed)) {
        report(flow.symbol.file, condition.span, { outcome })
      }
    }
  },
})
