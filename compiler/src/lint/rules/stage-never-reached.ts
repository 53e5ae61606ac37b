import { isStep } from '../../checker/journeys/parts.ts'
import { rule } from '../rule.ts'

/** A stage that no way leads to. */
export const stageNeverReached = rule({
  name: 'stage-never-reached',
  check({ analysis, report }) {
    for (const { symbol, parts, nodeOf } of analysis.flows) {
      for (const { name, body } of parts.stages) {
        const first = body.items.find(isStep)
        const node = first && nodeOf.get(first)
        if (node && !node.reached) report(symbol.file, name.span, { stage: name.text })
      }
    }
  },
})
