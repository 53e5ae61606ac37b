import { projectRule } from '../rule.ts'
import { reportUnused } from '../unused.ts'

/** An event that no journey listens to and no condition asks for. What only a scenario names is unused. */
export const unusedEvent = projectRule({
  name: 'unused-event',
  check: (context) => reportUnused('event', context),
})
