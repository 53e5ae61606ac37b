import { type Diagnostic, type Edit, type Fix, safeFixOf } from './diagnostic.ts'

/** A fix that was applied, and what it mended. */
export interface Applied {
  diagnostic: Diagnostic
  fix: Fix
}

/** What became of texts to which fixes were applied. */
export interface Mended {
  /** New texts of the files that changed. */
  texts: Map<string, string>
  applied: Applied[]
}

/**
 * Applies the safe fix of each finding that has one. Where two would touch the same place, the second is left out:
 * checked again, the text that comes of the first shows whether it is still wanted. `textOf` gives the text of a file
 * that may be changed; a fix that reaches into another file is left out.
 */
export function applySafeFixes(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
): Mended {
  const accepted = new Map<string, Edit[]>()
  const applied: Applied[] = []
  for (const diagnostic of diagnostics) {
    const fix = safeFixOf(diagnostic)
    if (!fix || fix.edits.length === 0) continue
    if (!fix.edits.every((edit) => textOf(edit.file) !== undefined)) continue
    if (fix.edits.some((edit) => accepted.get(edit.file)?.some((other) => touch(edit, other)))) continue
    for (const edit of fix.edits) {
      const ofFile = accepted.get(edit.file) ?? []
      accepted.set(edit.file, ofFile)
      ofFile.push(edit)
    }
    applied.push({ diagnostic, fix })
  }
  const texts = new Map([...accepted].map(([file, edits]) => [file, withEdits(textOf(file)!, edits)]))
  return { texts, applied }
}

/** Whether two edits overlap, or one inserts where the other begins or ends: their order would decide then. */
function touch({ span: a, ...one }: Edit, { span: b, ...other }: Edit): boolean {
  if (one.beside && other.beside && one.text !== other.text) return false
  const inserts = a.start === a.end || b.start === b.end
  return inserts ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end
}

/** A text after edits that do not touch each other. Its lines end as they did. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  let result = ''
  let at = 0
  for (const { span, text: replacement } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    result += text.slice(at, span.start) + replacement.replaceAll(/\r?\n/g, lineEnd)
    at = span.end
  }
  return result + text.slice(at)
}
