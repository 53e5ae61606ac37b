import { importRemoval } from '../../diagnostics/removal.ts'
import type { AnySymbol } from '../../modules/symbols.ts'
import type { Span } from '../../source/span.ts'
import { rule } from '../rule.ts'

/** The same declaration imported twice into a file by the same name. */
export const duplicateImport = rule({
  name: 'duplicate-import',
  check({ analysis, program, report }) {
    const { tree } = analysis.module
    const imported = new Map<AnySymbol, Span>()
    for (const declaration of tree.declarations) {
      if (declaration.kind !== 'import') continue
      for (const [index, { name, span }] of declaration.names.entries()) {
        const symbol = program.references.get(name)
        if (!symbol || symbol.file === tree.path) continue
        const first = imported.get(symbol)
        if (!first) imported.set(symbol, span)
        else {
          report(
            tree.path,
            span,
            { name: name.text },
            {
              related: [{ role: 'first imported here', file: tree.path, span: first }],
              fixes: [importRemoval(tree, declaration, index)],
            },
          )
        }
      }
    }
  },
})
