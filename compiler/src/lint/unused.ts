import { type AnySymbol, type SymbolKind, USE } from '../modules/symbols.ts'
import type { Span } from '../source/span.ts'
import type { FileAnalysis } from './analysis/analysis.ts'
import type { Finder, Project } from './analysis/project.ts'

/** What a file names, other than in scenarios. */
const named: Finder<AnySymbol, true> = usedAs(USE.read | USE.written)

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
    report: (file: string, span: Span, args: { name: string }) => void
  },
): void {
  for (const symbol of analysis.declared(kind)) {
    if (project.some(named, symbol)) continue
    report(symbol.file, symbol.declaration.name.span, { name: symbol.name })
  }
}

/** Finds what a file uses in one of some ways: the bits of `USE`. */
export function usedAs(bits: number): Finder<AnySymbol, true> {
  return function* ({ module }) {
    for (const [symbol, use] of module.uses) if ((use & bits) !== 0) yield [symbol, true]
  }
}
