import type { Span } from '../../source/span.ts'
import type { Name } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'

/** Reports a name that was seen before; notes one that was not. `named`: false for what has no name of its own. */
export function reportRepeated(
  what: string,
  { text, span }: Name,
  seen: Map<string, Span>,
  scope: Scope,
  named?: false,
): void {
  const { report, tree } = scope.module
  const first = seen.get(text)
  if (!first) {
    if (text !== '') seen.set(text, span)
    return
  }
  const related = [{ role: 'first declared here' as const, file: tree.path, span: first }]
  report('duplicate-name', span, { what, name: text, ...(named === false && { named }) }, { related })
}
