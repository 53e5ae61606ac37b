import { isLibrary } from '../../modules/paths.ts'
import { purposeOf } from '../analysis/sends.ts'
import { rule } from '../rule.ts'

/** A message that sells before the conversion stage of the digital model. */
export const sellsTooEarly = rule({
  name: 'sells-too-early',
  check({ analysis, program, report }) {
    for (const [{ symbol, parts }, sends] of analysis.sends) {
      const model = parts.follows[0] && program.references.get(parts.follows[0].model)
      if (model?.kind !== 'stages' || model.name !== 'digital' || !isLibrary(model.file)) continue
      const stages = model.declaration.stages.map(({ name }) => name.text)
      const early = new Set(stages.slice(0, stages.indexOf('conversion')))
      for (const { node, step, message } of sends) {
        if (!early.has(node.stage) || purposeOf(message) !== 'sell') continue
        report(symbol.file, step.message.span, { message: message.name, stage: node.stage })
      }
    }
  },
})
