import { projectRule } from '../rule.ts'
import { reportUnused } from '../unused.ts'

/** A channel that no message goes out on. What only a scenario names is unused. */
export const unusedChannel = projectRule({
  name: 'unused-channel',
  check: (context) => reportUnused('channel', context),
})
