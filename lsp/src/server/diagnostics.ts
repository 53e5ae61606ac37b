import {
  codeOf,
  type Diagnostic,
  LineIndex,
  messageOf,
  relatedRoles,
  severityOf,
} from '@journey-lang/compiler'
import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as ProtocolDiagnostic,
} from 'vscode-languageserver/node'
import type { FileProblem, Project } from '../workspace/project.ts'
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

/** What was made of findings: a list that is still the same says the same. */
const made = new WeakMap<readonly Diagnostic[], ProtocolDiagnostic[]>()

/** What is to be told of a file, as the protocol wants it: the same list as long as nothing in it changes. */
export function diagnosticsOf(project: Project, path: string): ProtocolDiagnostic[] {
  const list = project.snapshot.diagnosticsOf(path)
  let found = made.get(list)
  if (!found) {
    found = list.map((one) => toDiagnostic(project, one))
    made.set(list, found)
  }
  const problems = project.problems.get(path)
  return problems ? [...found, ...problems.map(toProblem)] : found
}

function toProblem({ text, message, span }: FileProblem): ProtocolDiagnostic {
  const range = toRange(new LineIndex(text), span)
  return { range, severity: DiagnosticSeverity.Error, source: 'journey', message }
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
