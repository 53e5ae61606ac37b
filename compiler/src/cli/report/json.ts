import type { Severity } from '../../diagnostics/definition.ts'
import { codeOf, type Diagnostic, messageOf, relatedRoles, severityOf } from '../../diagnostics/diagnostic.ts'
import type { Position } from '../../source/lines.ts'
import type { Place } from '../../source/span.ts'
import { countOf, type Report } from './report.ts'
import type { Texts } from './texts.ts'

/**
 * Findings for machines, as `schema/diagnostics-1.json` describes them. A later version may add fields;
 * `schemaVersion` changes when one goes or means another thing.
 */
export interface JsonReport {
  schemaVersion: 1
  diagnostics: JsonDiagnostic[]
  summary: { files: number; errors: number; warnings: number; hints: number }
}

export interface JsonDiagnostic {
  code: string
  severity: Severity
  message: string
  /** From the working directory, with `/`. */
  file: string
  range: JsonRange
  related: { message: string; file: string; range: JsonRange }[]
  /** What would mend it. Those that are `safe` are applied by `journey check --fix`; of the others a person chooses. */
  fixes: { title: string; safe: boolean; edits: { file: string; range: JsonRange; newText: string }[] }[]
}

/** Lines and columns count from 1, columns in UTF-16 units; `end` is exclusive. */
export interface JsonRange {
  start: Position
  end: Position
}

/** What `check --format json` prints. */
export function jsonReport(report: Report): JsonReport {
  const summary = {
    files: report.files.length,
    errors: countOf(report, 'error'),
    warnings: countOf(report, 'warning'),
    hints: countOf(report, 'hint'),
  }
  return { schemaVersion: 1, diagnostics: [...report.diagnostics], summary }
}

export function jsonDiagnostic(diagnostic: Diagnostic, texts: Texts): JsonDiagnostic {
  return {
    code: codeOf(diagnostic),
    severity: severityOf(diagnostic),
    message: messageOf(diagnostic),
    ...jsonPlace(diagnostic, texts),
    related: diagnostic.related.map((related) => ({
      message: relatedRoles[related.role],
      ...jsonPlace(related, texts),
    })),
    fixes: diagnostic.fixes.map(({ title, safe, edits }) => ({
      title,
      safe: safe ?? false,
      edits: edits.map((edit) => ({ ...jsonPlace(edit, texts), newText: edit.text })),
    })),
  }
}

/** A place for machines. In a file whose text can't be read it is the beginning. */
export function jsonPlace({ file, span }: Place, texts: Texts): { file: string; range: JsonRange } {
  const lines = texts.lines(file)
  const beginning = { line: 1, column: 1 }
  return {
    file: texts.show(file),
    range: {
      start: lines?.position(span.start) ?? beginning,
      end: lines?.position(span.end) ?? beginning,
    },
  }
}
