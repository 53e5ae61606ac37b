import type { Severity } from '../../diagnostics/definition.ts'
import type { JsonDiagnostic } from './json.ts'
import type { Report } from './report.ts'

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'notice' }

/**
 * Findings as workflow commands, which GitHub shows beside the lines of a pull request: one line each.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubAnnotations({ diagnostics }: Report): string {
  return diagnostics.map((diagnostic) => `${annotation(diagnostic)}\n`).join('')
}

function annotation({ code, severity, message, file, range, fixes }: JsonDiagnostic): string {
  const { start, end } = range
  const properties = {
    file,
    line: start.line,
    endLine: end.line,
    // Columns only mean something within one line.
    ...(start.line === end.line && { col: start.column, endColumn: end.column }),
    title: `journey ${code}`,
  }
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`)
  const text = [message, ...fixes.map(({ title }) => `help: ${title}`)].join('\n')
  return `::${LEVELS[severity]} ${written.join(',')}::${data(text)}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
