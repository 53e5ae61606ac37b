import { severityOf } from '../../diagnostics/diagnostic.ts'
import { command } from '../command.ts'
import { countFindings, plural } from '../report/count.ts'
import { findingOf } from '../report/finding.ts'
import { jsonDiagnostic, jsonReport } from '../report/json.ts'
import { STATUS } from '../status.ts'
import type { Terminal } from '../terminal.ts'
import { type Compiled, compilePaths, reportedDiagnostics } from '../workspace.ts'

export const check = command({
  name: 'check',
  summary: 'Find mistakes in journeys',
  operands: { placeholder: '[PATH…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    format: {
      kind: 'choice',
      choices: ['pretty', 'json'],
      default: 'pretty',
      description: 'For people, or for machines',
    },
  },
  notes: [
    'Each PATH is a .journey file or a folder. The whole project is read, and what belongs to the paths is reported.',
    'With "-" the text on standard input is checked, as one more file of the project.',
    'Ends with status 1 if there are errors; warnings and hints are reported but are no failure.',
  ],
  examples: [
    { line: 'check', does: 'the project around this folder' },
    { line: 'check welcome.journey', does: 'what is wrong in one file' },
    { line: 'check --format json', does: 'for an editor or a script' },
  ],
  async run({ operands, options }, terminal) {
    const projects = await compilePaths(operands, terminal)
    const reports = projects.map((project) => ({ ...project, diagnostics: reportedDiagnostics(project) }))
    const files = projects.reduce((sum, project) => sum + filesOf(project), 0)
    if (options.format === 'json') {
      const diagnostics = reports.flatMap(({ diagnostics, texts }) =>
        diagnostics.map((diagnostic) => jsonDiagnostic(diagnostic, texts)),
      )
      terminal.out(`${JSON.stringify(jsonReport(diagnostics, files), undefined, 2)}\n`)
    } else await writePretty(reports, files, terminal)
    const failed = reports.some(({ diagnostics }) => diagnostics.some((each) => severityOf(each) === 'error'))
    return failed ? STATUS.findings : STATUS.clean
  },
})

type Report = Compiled & { diagnostics: ReturnType<typeof reportedDiagnostics> }

async function writePretty(reports: readonly Report[], files: number, terminal: Terminal): Promise<void> {
  const { renderFinding } = await import('../report/pretty.ts')
  const style = terminal.style.out
  const all = reports.flatMap(({ diagnostics, texts }) =>
    diagnostics.map((diagnostic) => {
      const finding = findingOf(diagnostic)
      terminal.out(`${renderFinding(finding, texts, { style, width: terminal.width })}\n`)
      return { ...finding, place: { ...finding.place, file: texts.show(finding.place.file) } }
    }),
  )
  terminal.out(
    all.length === 0
      ? `${style.good('✓')} Checked ${plural(files, 'file')}: no problems.\n`
      : `${countFindings(all)}\n`,
  )
}

function filesOf({ project, selected }: Compiled): number {
  return project.files.filter(selected).length
}
