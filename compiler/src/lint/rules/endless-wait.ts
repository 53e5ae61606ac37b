import { rule } from '../rule.ts'

/** A wait without an end in a journey that has no exit. */
export const endlessWait = rule({
  name: 'endless-wait',
  check({ analysis, report }) {
    for (const { symbol, parts, nodes } of analysis.flows) {
      if (parts.exits.length > 0) continue
      for (const { step } of nodes) {
        if (step.kind === 'wait' && step.limit?.kind === 'forever') report(symbol.file, step.limit.span, {})
      }
    }
  },
})
