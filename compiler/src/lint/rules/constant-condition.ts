import { rule } from '../rule.ts'

/** A condition that has one outcome only. */
export const constantCondition = rule({
  name: 'constant-condition',
  scope: 'project',
  check({ analysis, report }) {
    for (const { file, condition, outcome } of analysis.settled) report(file, condition.span, { outcome })
  },
})
