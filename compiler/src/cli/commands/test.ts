import { severityOf } from '../../diagnostics/diagnostic.ts'
import type { ScenarioResult } from '../../test/run-scenario.ts'
import { command } from '../command.ts'
import { misuse } from '../failure.ts'
import { jsonDiagnostic } from '../report/json.ts'
import { STATUS } from '../status.ts'
import type { Terminal } from '../terminal.ts'
import { type Compiled, compilePaths, lowerProject } from '../workspace.ts'

const FORMATS = ['pretty', 'json', 'junit'] as const
type Format = (typeof FORMATS)[number]

export const test = command({
  name: 'test',
  summary: 'Run the scenarios',
  operands: { placeholder: '[PATH…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    format: {
      kind: 'choice',
      choices: FORMATS,
      default: 'pretty',
      description: 'For people, or for machines',
    },
    watch: { kind: 'flag', description: 'Run them again whenever a file changes' },
  },
  notes: [
    'Runs the scenarios that stand in the files of the paths. Time is virtual, and nothing is really sent.',
  ],
  examples: [
    { line: 'test', does: 'all scenarios of the project around this folder' },
    { line: 'test welcome.journey', does: 'those in one file' },
    { line: 'test --watch', does: 'while you write' },
  ],
  async run({ operands, options }, terminal) {
    if (!options.watch) {
      const tested = await testAll(operands, terminal)
      await writeResults(tested, options.format, terminal)
      const failed = tested.some(({ results }) => !results || results.some(({ passed }) => !passed))
      return failed ? STATUS.findings : STATUS.clean
    }
    if (options.format !== 'pretty') {
      throw misuse("--watch shows results to people: it can't be used with --format.", 'test')
    }
    const { watch } = await import('../watch.ts')
    return watch('test', operands, terminal, async () => {
      const tested = await testAll(operands, terminal)
      await writeResults(tested, 'pretty', terminal)
      return tested.map(({ compiled }) => compiled)
    })
  },
})

/** A project whose scenarios ran; without results, errors kept them from it. */
interface Tested {
  compiled: Compiled
  results: readonly ScenarioResult[] | undefined
}

async function testAll(paths: readonly string[], terminal: Terminal): Promise<Tested[]> {
  const tested: Tested[] = []
  for (const compiled of await compilePaths(paths, terminal)) {
    const lowered = await lowerProject(compiled, terminal)
    if (!lowered) {
      tested.push({ compiled, results: undefined })
      continue
    }
    const { createScenarioRunner } = await import('../../test/run-scenario.ts')
    const scenarios = lowered.scenarios.filter(({ place }) => compiled.selected(place.file))
    tested.push({ compiled, results: scenarios.map(createScenarioRunner(lowered.bundle)) })
  }
  return tested
}

async function writeResults(tested: readonly Tested[], format: Format, terminal: Terminal): Promise<void> {
  const { jsonScenarios, renderScenarios, renderSummary } = await import('../report/scenarios.ts')
  const ran = tested.flatMap(({ compiled: { texts }, results }) => (results ? [{ texts, results }] : []))
  const broken = tested.filter(({ results }) => !results).map(({ compiled }) => compiled)
  if (format === 'pretty') {
    const style = terminal.style.out
    const results = ran.flatMap((project) => project.results)
    for (const project of ran) terminal.out(renderScenarios(project, { style, width: terminal.width }))
    if (results.length > 0) terminal.out(renderSummary(results, style))
    else if (broken.length === 0) terminal.err('note: There are no scenarios here.\n')
    return
  }
  const diagnostics = broken.flatMap(({ compilation, texts }) =>
    compilation.diagnostics
      .filter((diagnostic) => severityOf(diagnostic) === 'error')
      .map((diagnostic) => jsonDiagnostic(diagnostic, texts)),
  )
  const report = jsonScenarios(ran, diagnostics)
  if (format === 'junit') {
    const { junitScenarios } = await import('../report/junit.ts')
    terminal.out(junitScenarios(report))
  } else terminal.out(`${JSON.stringify(report, undefined, 2)}\n`)
}
