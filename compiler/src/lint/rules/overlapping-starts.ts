import { contradict, factsOf } from '../analysis/conditions.ts'
import { startKey } from '../analysis/starts.ts'
import { rule } from '../rule.ts'

/** Two conditions on the same thing that starts a journey which may hold at once. */
export const overlappingStarts = rule({
  name: 'overlapping-starts',
  check({ analysis, program, report }) {
    for (const { symbol, parts } of analysis.flows) {
      for (const [index, start] of parts.starts.entries()) {
        const earlier = parts.starts.slice(0, index).find((other) => {
          // A start without a condition before this one takes everyone, which the checker says; behind one it takes the rest.
          if (!start.where || !other.where) return false
          const key = startKey(start.on, program)
          if (key === undefined || key !== startKey(other.on, program)) return false
          return !contradict(factsOf(start.where, true, program), factsOf(other.where, true, program))
        })
        if (!earlier) continue
        const related = [{ role: 'earlier start' as const, file: symbol.file, span: earlier.span }]
        report(symbol.file, start.where!.span, {}, { related })
      }
    }
  },
})
