import { projectRule } from '../rule.ts'
import { reportUnused } from '../unused.ts'

/** A segment that nothing asks for. What only a scenario names is unused. */
export const unusedSegment = projectRule({
  name: 'unused-segment',
  check: (context) => reportUnused('segment', context),
})
