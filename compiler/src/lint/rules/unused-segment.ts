import { rule } from '../rule.ts'
import { reportUnused } from '../unused.ts'

/** A segment that nothing asks for. What only a scenario names is unused. */
export const unusedSegment = rule({
  name: 'unused-segment',
  scope: 'project',
  check: ({ analysis, report }) => reportUnused('segment', analysis, report),
})
