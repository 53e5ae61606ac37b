import { projectRule } from '../rule.ts'
import { reportUnused } from '../unused.ts'

/** A tag that no journey adds, removes or asks for. What only a scenario names is unused. */
export const unusedTag = projectRule({
  name: 'unused-tag',
  check: (context) => reportUnused('tag', context),
})
