import type { Diagnostic } from '../diagnostics/diagnostic.ts'

/** Whether two lists tell the same. */
export function sameFindings(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return same(a, b)
}

/** Whether two values that could be written as JSON are equal. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}

/** The files that findings point into. */
export function placesIn(found: readonly Diagnostic[]): Set<string> {
  return new Set(
    found.flatMap(({ related, fixes }) => [
      ...related.map(({ file }) => file),
      ...fixes.flatMap(({ edits }) => edits.map(({ file }) => file)),
    ]),
  )
}

/** Findings by the file that they are about. */
export function byFile(diagnostics: readonly Diagnostic[]): Map<string, Diagnostic[]> {
  return Map.groupBy(diagnostics, ({ file }) => file)
}
