import { type SymbolKind, USE } from '../modules/symbols.ts'
import type { Span } from '../source/span.ts'
import type { Analysis } from './analysis/analysis.ts'

/** Reports the declarations of a kind that nothing but scenarios names. */
export function reportUnused(
  kind: SymbolKind,
  analysis: Analysis,
  report: (file: string, span: Span, args: { name: string }) => void,
): void {
  for (const symbol of analysis.declared(kind)) {
    const uses = analysis.uses.get(symbol) ?? 0
    if ((uses & ~USE.tested) === 0) report(symbol.file, symbol.declaration.name.span, { name: symbol.name })
  }
}
