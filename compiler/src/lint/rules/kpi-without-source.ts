import type { Expression, MetricExpression } from '../../syntax/ast.ts'
import type { Finder } from '../analysis/project.ts'
import { projectRule } from '../rule.ts'

/** A KPI that measures nothing, or only messages that nobody sends. */
export const kpiWithoutSource = projectRule({
  name: 'kpi-without-source',
  check({ analysis, program, project, report }) {
    for (const { file, declaration } of analysis.declared('map')) {
      const kpis = declaration.items.flatMap((stage) =>
        stage.kind === 'map-stage' ? stage.items.filter((item) => item.kind === 'kpi') : [],
      )
      for (const { name, formula } of kpis) {
        const measures = measuresIn(formula)
        const unsent = measures.find(({ measure, subject }) => {
          const symbol = OF_MESSAGES.has(measure) ? program.references.get(subject) : undefined
          return symbol?.kind === 'message' && !project.some(sent, symbol.name)
        })
        const because = unsent
          ? `no journey sends "${unsent.subject.text}"`
          : measures.length === 0 && !counts(formula)
            ? 'its formula has only numbers'
            : undefined
        if (because) report(file, name.span, { kpi: name.text, because })
      }
    }
  },
})

const OF_MESSAGES = new Set(['sent', 'opened', 'clicked'])

/** The messages that journeys send, by name. */
const sent: Finder<string, true> = function* ({ sends }) {
  for (const all of sends.values()) for (const { message } of all) yield [message.name, true]
}

function measuresIn(formula: Expression): MetricExpression[] {
  switch (formula.kind) {
    case 'metric':
      return [formula]
    case 'binary':
      return [...measuresIn(formula.left), ...measuresIn(formula.right)]
    case 'unary':
      return measuresIn(formula.operand)
    default:
      return []
  }
}

/** Whether events are counted or summed up. */
function counts(formula: Expression): boolean {
  switch (formula.kind) {
    case 'history':
      return true
    case 'binary':
      return counts(formula.left) || counts(formula.right)
    case 'unary':
      return counts(formula.operand)
    default:
      return false
  }
}
