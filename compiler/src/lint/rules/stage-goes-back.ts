import { rule } from '../rule.ts'

/** A way, or the order of the source, that leads back in the stage model and says no reason. */
export const stageGoesBack = rule({
  name: 'stage-goes-back',
  check({ analysis, program, report }) {
    for (const { symbol, parts, nodes } of analysis.flows) {
      const model = parts.follows[0] && program.references.get(parts.follows[0].model)
      if (model?.kind !== 'stages') continue
      const order = new Map(model.declaration.stages.map(({ name }, index) => [name.text, index]))
      const goesBack = (from: string, to: string) => {
        const stage = model.declaration.stages[order.get(from) ?? 0]
        return (order.get(to) ?? 0) < (order.get(from) ?? 0) && stage?.loopsTo?.text !== to
      }
      for (const [index, { name, doc }] of parts.stages.entries()) {
        const before = parts.stages[index - 1]
        if (before && doc === undefined && goesBack(before.name.text, name.text)) {
          report(symbol.file, name.span, { from: before.name.text, to: name.text, model: model.name })
        }
      }
      for (const { step, stage } of nodes) {
        if (step.kind !== 'go-to' || step.doc !== undefined || !goesBack(stage, step.stage.text)) continue
        report(symbol.file, step.stage.span, { from: stage, to: step.stage.text, model: model.name })
      }
    }
  },
})
