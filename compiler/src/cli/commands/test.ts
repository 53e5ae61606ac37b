import { severityOf } from '../../diagnostics/diagnostic.ts'
import type { ScenarioResult } from '../../test/run-scenario.ts'
import { command } from '../command.ts'
import { jsonDiagnostic } from '../report/json.ts'
import type { TestedProject } from '../report/scenarios.ts'
import { STATUS } from '../status.ts'
import { type Compiled, compilePaths, lowerProject } from '../workspace.ts'

export const test = command({
  name: 'test',
  summary: 'Run the scenarios',
  operands: { placeholder: '[PATH…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    format: {
      kind: 'choice',
      choices: ['pretty', 'json', 'junit'],
      default: 'pretty',
      description: 'For people, or for machines',
    },
  },
  notes: [
    'Runs the scenarios that stand in the files of the paths. Time is virtual, and nothing is really sent.',
  ],
  examples: [
    { line: 'test', does: 'all scenarios of the project around this folder' },
    { line: 'test welcome.journey', does: 'those in one file' },
  ],
  async run({ operands, options }, terminal) {
    const { jsonScenarios, renderScenarios, renderSummary } = await import('../report/scenarios.ts')
    const tested: TestedProject[] = []
    const broken: Compiled[] = []
    for (const compiled of await compilePaths(operands, terminal)) {
      const lowered = await lowerProject(compiled, terminal)
      if (!lowered) {
        broken.push(compiled)
        continue
      }
      const { createScenarioRunner } = await import('../../test/run-scenario.ts')
      const scenarios = lowered.scenarios.filter(({ place }) => compiled.selected(place.file))
      tested.push({ texts: compiled.texts, results: scenarios.map(createScenarioRunner(lowered.bundle)) })
    }
    const results: ScenarioResult[] = tested.flatMap((project) => project.results)
    if (options.format !== 'pretty') {
      const diagnostics = broken.flatMap(({ compilation, texts }) =>
        compilation.diagnostics
          .filter((diagnostic) => severityOf(diagnostic) === 'error')
          .map((diagnostic) => jsonDiagnostic(diagnostic, texts)),
      )
      const report = jsonScenarios(tested, diagnostics)
      if (options.format === 'junit') {
        const { junitScenarios } = await import('../report/junit.ts')
        terminal.out(junitScenarios(report))
      } else terminal.out(`${JSON.stringify(report, undefined, 2)}\n`)
    } else {
      const style = terminal.style.out
      for (const project of tested) terminal.out(renderScenarios(project, { style, width: terminal.width }))
      if (results.length > 0) terminal.out(renderSummary(results, style))
      else if (broken.length === 0) terminal.err('note: There are no scenarios here.\n')
    }
    return broken.length > 0 || results.some(({ passed }) => !passed) ? STATUS.findings : STATUS.clean
  },
})
