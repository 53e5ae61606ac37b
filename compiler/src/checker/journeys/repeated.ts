import type { Span } from '../../source/span.ts'
import type { Name } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'

/** Reports a name that was seen before; notes one that was not. `advice`: what to do, if not to choose another. */
export function reportRepeated(
  what: string,
  { text, span }: Name,
  seen: Map<string, Span>,
  scope: Scope,
  advice?: string,
): void {
  const { report, tree } = scope.module
  const first = seen.get(text)
  if (!first) {
    if (text !== '') seen.set(text, span)
    return
  }
  const related = [{ role: 'first declared here' as const, file: tree.path, span: first }]
  report('duplicate-name', span, { what, name: text, ...(advice !== undefined && { advice }) }, { related })
}
