import { codeOf, type Diagnostic, messageOf, relatedRoles, severityOf } from '@journey-lang/compiler'
import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as ProtocolDiagnostic,
} from 'vscode-languageserver/node'
import type { Project } from '../workspace/project.ts'
import { toLocation, toRange } from './convert.ts'
import { pageUri } from './pages.ts'

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
} as const

/** Findings about something that could be taken away: shown faded. */
const UNNECESSARY =
  /^unused-|^duplicate-import$|^self-import$|^unreachable-|-never-reached$|^variant-unreachable$/

/** What is to be told of a file, as the protocol wants it. */
export function diagnosticsOf(project: Project, path: string): ProtocolDiagnostic[] {
  return project.snapshot.diagnosticsOf(path).map((one) => toDiagnostic(project, one))
}

export function toDiagnostic(project: Project, diagnostic: Diagnostic): ProtocolDiagnostic {
  const related = diagnostic.related.map((place) => ({
    location: toLocation(project, place),
    message: relatedRoles[place.role],
  }))
  return {
    range: toRange(project.linesOf(diagnostic.file), diagnostic.span),
    severity: SEVERITIES[severityOf(diagnostic)],
    code: codeOf(diagnostic),
    codeDescription: { href: pageUri(diagnostic) },
    source: 'journey',
    message: messageOf(diagnostic),
    ...(related.length > 0 && { relatedInformation: related }),
    ...(UNNECESSARY.test(diagnostic.name) && { tags: [DiagnosticTag.Unnecessary] }),
  }
}
