import { importRemoval } from '../../diagnostics/removal.ts'
import { rule } from '../rule.ts'

/** A name that is imported and not used in the file. */
export const unusedImport = rule({
  name: 'unused-import',
  check({ analysis, program, report }) {
    const { tree, uses } = analysis.module
    for (const declaration of tree.declarations) {
      if (declaration.kind !== 'import') continue
      for (const [index, { name, alias, span }] of declaration.names.entries()) {
        const symbol = program.references.get(name)
        // What a file imports from itself is another finding.
        if (!symbol || symbol.file === tree.path || uses.has(symbol)) continue
        report(
          tree.path,
          span,
          { name: (alias ?? name).text },
          { fixes: [importRemoval(tree, declaration, index)] },
        )
      }
    }
  },
})
