import type { Severity } from '../../diagnostics/definition.ts'
import { type Compiled, filesOf, reportedDiagnostics } from '../workspace.ts'
import { type JsonDiagnostic, jsonDiagnostic } from './json.ts'

/** What a check found, with nothing left to look up: every format for machines is written from this value. */
export interface Report {
  /** In the order in which people read them. */
  diagnostics: readonly JsonDiagnostic[]
  /** The files that were asked about, as seen from the working directory. */
  files: readonly string[]
}

/** The report about what was asked of some projects. */
export function reportOf(projects: readonly Compiled[]): Report {
  return {
    diagnostics: projects.flatMap((compiled) =>
      reportedDiagnostics(compiled).map((diagnostic) => jsonDiagnostic(diagnostic, compiled.texts)),
    ),
    files: projects.flatMap((compiled) => filesOf(compiled).map((file) => compiled.texts.show(file))),
  }
}

/** How many findings of a severity there are. */
export function countOf({ diagnostics }: Report, severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
}
