import { rule } from '../rule.ts'
import { reportUnused } from '../unused.ts'

/** An event that no journey listens to and no condition asks for. What only a scenario names is unused. */
export const unusedEvent = rule({
  name: 'unused-event',
  scope: 'project',
  check: ({ analysis, report }) => reportUnused('event', analysis, report),
})
