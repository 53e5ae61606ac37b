import type { Expression, MetricExpression } from '../../syntax/ast.ts'
import type { Analysis } from '../analysis/analysis.ts'
import { rule } from '../rule.ts'

/** A KPI that measures nothing, or only messages that nobody sends. */
export const kpiWithoutSource = rule({
  name: 'kpi-without-source',
  scope: 'project',
  check({ analysis, program, report }) {
    const sent = sentMessages(analysis)
    for (const { file, declaration } of analysis.declared('map')) {
      const kpis = declaration.items.flatMap((stage) =>
        stage.kind === 'map-stage' ? stage.items.filter((item) => item.kind === 'kpi') : [],
      )
      for (const { name, formula } of kpis) {
        const measures = measuresIn(formula)
        const unsent = measures.find(({ measure, subject }) => {
          const symbol = OF_MESSAGES.has(measure) ? program.references.get(subject) : undefined
          return symbol?.kind === 'message' && !sent.has(symbol.name)
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

function sentMessages({ sends }: Analysis): Set<string> {
  return new Set([...sends.values()].flatMap((all) => all.map(({ message }) => message.name)))
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
