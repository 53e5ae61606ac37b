import type { Diagnostic } from '../diagnostics/diagnostic.ts'

/** Whether two lists tell the same. */
export function sameFindings(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return a.length === b.length && a.every((one, index) => sameFinding(one, b[index]!))
}

function sameFinding(a: Diagnostic, b: Diagnostic): boolean {
  if (a === b) return true
  const sameSpan = a.span.start === b.span.start && a.span.end === b.span.end
  return a.name === b.name && sameSpan && JSON.stringify(a) === JSON.stringify(b)
}
