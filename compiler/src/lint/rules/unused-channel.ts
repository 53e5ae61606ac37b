import { rule } from '../rule.ts'
import { reportUnused } from '../unused.ts'

/** A channel that no message goes out on. What only a scenario names is unused. */
export const unusedChannel = rule({
  name: 'unused-channel',
  scope: 'project',
  check: ({ analysis, report }) => reportUnused('channel', analysis, report),
})
