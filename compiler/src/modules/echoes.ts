import { type Diagnostic, severityOf } from '../diagnostics/diagnostic.ts'
import { LineIndex } from '../source/lines.ts'
import type { Span } from '../source/span.ts'
import type { SourceTree } from '../syntax/ast.ts'

/**
 * Tells echoes of the syntax errors of a file: findings on a line that could not be read whole, and missing things
 * that may have been in what could not be read. They are told again when the line is mended, if they still hold.
 */
export function echoesOf(
  tree: SourceTree,
  diagnostics: readonly Diagnostic[],
): ((span: Span, within: Span | undefined) => boolean) | undefined {
  const errors = diagnostics.filter((found) => found.file === tree.path && severityOf(found) === 'error')
  if (errors.length === 0) return undefined
  const lines = new LineIndex(tree.text)
  const lineAt = (offset: number) => lines.position(offset).line
  const broken = errors.map((error) => lineAt(error.span.start))
  return (span, within) => {
    const first = lineAt((within ?? span).start)
    const last = within ? lineAt(within.end) : first
    return broken.some((line) => first <= line && line <= last)
  }
}
