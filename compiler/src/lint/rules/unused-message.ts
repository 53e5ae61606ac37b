import { projectRule } from '../rule.ts'
import { reportUnused } from '../unused.ts'

/** A message that no journey sends. What only a scenario names is unused. */
export const unusedMessage = projectRule({
  name: 'unused-message',
  check: (context) => reportUnused('message', context),
})
