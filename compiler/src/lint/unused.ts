import type { ReportExtra } from '../diagnostics/diagnostic.ts'
import { offeredRemoval } from '../diagnostics/removal.ts'
import { type AnySymbol, kindText, type SymbolKind, USE } from '../modules/symbols.ts'
import type { Span } from '../source/span.ts'
import type { FileAnalysis } from './analysis/analysis.ts'
import type { Finder, Project } from './analysis/project.ts'

/** What a file names, other than in scenarios. */
const named: Finder<AnySymbol, true> = usedAs(USE.read | USE.written)

/** What a file names in any way, be it in an import. */
const mentioned: Finder<AnySymbol, true> = function* ({ module }) {
  for (const symbol of module.uses.keys()) yield [symbol, true]
  for (const symbol of module.scope.values()) if (symbol.file !== module.tree.path) yield [symbol, true]
}

/** Reports the declarations of a kind that nothing but scenarios names. */
export function reportUnused(
  kind: SymbolKind,
  {
    analysis,
    project,
    report,
  }: {
    analysis: FileAnalysis
    project: Project
    report: (file: string, span: Span, args: { name: string }, extra: ReportExtra) => void
  },
): void {
  for (const symbol of analysis.declared(kind)) {
    if (project.some(named, symbol)) continue
    const { declaration } = symbol
    const title = `Remove ${kindText[kind].replace(/^an? /, 'the ')} "${symbol.name}"`
    // What a scenario or an import names can't just go.
    const fixes = project.some(mentioned, symbol)
      ? []
      : [offeredRemoval(title, analysis.module.tree, declaration.span)]
    report(symbol.file, declaration.name.span, { name: symbol.name }, { fixes })
  }
}

/** Finds what a file uses in one of some ways: the bits of `USE`. */
export function usedAs(bits: number): Finder<AnySymbol, true> {
  return function* ({ module }) {
    for (const [symbol, use] of module.uses) if ((use & bits) !== 0) yield [symbol, true]
  }
}
