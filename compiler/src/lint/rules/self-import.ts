import { removalFix } from '../../diagnostics/removal.ts'
import { resolveImport } from '../../modules/paths.ts'
import { rule } from '../rule.ts'

/** A file that imports from itself. */
export const selfImport = rule({
  name: 'self-import',
  check({ analysis, report }) {
    const { tree } = analysis.module
    for (const declaration of tree.declarations) {
      if (declaration.kind !== 'import') continue
      if (resolveImport(tree.path, declaration.from.parts.join('')) !== tree.path) continue
      const fix = removalFix('Remove the import', tree, declaration.span)
      report(tree.path, declaration.from.span, {}, { fixes: [fix] })
    }
  },
})
