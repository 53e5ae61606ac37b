import { severityOf } from '../../diagnostics/diagnostic.ts'
import { command } from '../command.ts'
import { misuse } from '../failure.ts'
import { countFindings, plural } from '../report/count.ts'
import { findingOf } from '../report/finding.ts'
import { reportOf } from '../report/report.ts'
import { type ExitStatus, STATUS } from '../status.ts'
import type { Terminal } from '../terminal.ts'
import { type Compiled, compilePaths, filesOf, reportedDiagnostics } from '../workspace.ts'

const FORMATS = ['pretty', 'json', 'sarif', 'github', 'junit'] as const
type Format = (typeof FORMATS)[number]

export const check = command({
  name: 'check',
  summary: 'Find mistakes in journeys',
  operands: { placeholder: '[PATH…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    format: {
      kind: 'choice',
      choices: FORMATS,
      default: 'pretty',
      description: 'For people, or for machines',
    },
    fix: { kind: 'flag', description: 'Mend what can be mended without a choice, and report the rest' },
    watch: { kind: 'flag', description: 'Check again whenever a file changes' },
  },
  notes: [
    'Each PATH is a .journey file or a folder. The whole project is read, and what belongs to the paths is reported.',
    'With "-" the text on standard input is checked, as one more file of the project.',
    [
      '"json" is for scripts, "sarif" for code scanning, "github" for annotations of a pull request, and "junit"',
      'for the test reports of a CI server.',
    ].join('\n'),
    'Ends with status 1 if there are errors; warnings and hints are reported but are no failure.',
  ],
  examples: [
    { line: 'check', does: 'the project around this folder' },
    { line: 'check welcome.journey', does: 'what is wrong in one file' },
    { line: 'check --fix', does: 'mend what a machine can mend' },
    { line: 'check --format json', does: 'for an editor or a script' },
  ],
  async run({ operands, options }, terminal) {
    if (!options.watch) return statusOf(await checkOnce(operands, options, terminal))
    if (options.fix || options.format !== 'pretty') {
      throw misuse("--watch shows findings to people: it can't be used with --fix or --format.", 'check')
    }
    const { watch } = await import('../watch.ts')
    return watch('check', operands, terminal, () => checkOnce(operands, options, terminal))
  },
})

async function checkOnce(
  paths: readonly string[],
  { fix, format }: { fix: boolean; format: Format },
  terminal: Terminal,
): Promise<Compiled[]> {
  let projects = await compilePaths(paths, terminal, { lint: true })
  if (fix) {
    if (paths.includes('-')) throw misuse("--fix needs files: standard input can't be changed.", 'check')
    const { mend } = await import('../mend.ts')
    const mended: Compiled[] = []
    for (const project of projects) mended.push(await mend(project, terminal))
    projects = mended
  }
  await writeReport(format, projects, terminal)
  return projects
}

function statusOf(projects: readonly Compiled[]): ExitStatus {
  const failed = projects.some((project) =>
    reportedDiagnostics(project).some((diagnostic) => severityOf(diagnostic) === 'error'),
  )
  return failed ? STATUS.findings : STATUS.clean
}

async function writeReport(format: Format, projects: readonly Compiled[], terminal: Terminal): Promise<void> {
  switch (format) {
    case 'pretty':
      return writePretty(projects, terminal)
    case 'json': {
      const { jsonReport } = await import('../report/json.ts')
      return terminal.out(jsonText(jsonReport(reportOf(projects))))
    }
    case 'sarif': {
      const { sarifReport } = await import('../report/sarif.ts')
      return terminal.out(jsonText(sarifReport(reportOf(projects))))
    }
    case 'github': {
      const { githubAnnotations } = await import('../report/github.ts')
      return terminal.out(githubAnnotations(reportOf(projects)))
    }
    case 'junit': {
      const { junitReport } = await import('../report/junit.ts')
      return terminal.out(junitReport(reportOf(projects)))
    }
  }
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

async function writePretty(projects: readonly Compiled[], terminal: Terminal): Promise<void> {
  const style = terminal.style.out
  if (projects.every((project) => reportedDiagnostics(project).length === 0)) {
    const files = projects.reduce((sum, project) => sum + filesOf(project).length, 0)
    terminal.out(`${style.good('✓')} Checked ${plural(files, 'file')}: no problems.\n`)
    return
  }
  // Nothing to draw is the usual case, and a quick one.
  const { renderFinding } = await import('../report/pretty.ts')
  const all = projects.flatMap((project) =>
    reportedDiagnostics(project).map((diagnostic) => {
      const finding = findingOf(diagnostic)
      terminal.out(`${renderFinding(finding, project.texts, { style, width: terminal.width })}\n`)
      return { ...finding, place: { ...finding.place, file: project.texts.show(finding.place.file) } }
    }),
  )
  terminal.out(`${countFindings(all)}\n`)
  const mendable = all.filter((finding) => finding.mendable).length
  if (mendable === 0) return
  const which = all.length === 1 ? 'It' : mendable === all.length ? 'All of them' : `${mendable} of them`
  terminal.out(`${which} can be mended by ${style.strong('journey check --fix')}.\n`)
}
