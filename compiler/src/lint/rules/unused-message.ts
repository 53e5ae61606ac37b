import { rule } from '../rule.ts'
import { reportUnused } from '../unused.ts'

/** A message that no journey sends. What only a scenario names is unused. */
export const unusedMessage = rule({
  name: 'unused-message',
  scope: 'project',
  check: ({ analysis, report }) => reportUnused('message', analysis, report),
})
