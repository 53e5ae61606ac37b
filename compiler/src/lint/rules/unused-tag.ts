import { rule } from '../rule.ts'
import { reportUnused } from '../unused.ts'

/** A tag that no journey adds, removes or asks for. What only a scenario names is unused. */
export const unusedTag = rule({
  name: 'unused-tag',
  scope: 'project',
  check: ({ analysis, report }) => reportUnused('tag', analysis, report),
})
