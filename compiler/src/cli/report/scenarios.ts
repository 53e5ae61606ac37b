import type { ScenarioResult } from '../../test/run-scenario.ts'
import type { TimelineEntry } from '../../test/timeline.ts'
import { timeText } from '../../test/words.ts'
import type { Style } from '../style.ts'
import { plural } from './count.ts'
import { errorAt } from './finding.ts'
import { type JsonDiagnostic, type JsonRange, jsonPlace } from './json.ts'
import { type PrettyOptions, renderFinding } from './pretty.ts'
import type { Texts } from './texts.ts'
import { visible } from './visible.ts'

/** The scenarios of a project after they ran. */
export interface TestedProject {
  texts: Texts
  results: readonly ScenarioResult[]
}

/** Scenarios by file; below each that failed, the lines that are not as expected and what happened. */
export function renderScenarios({ texts, results }: TestedProject, options: PrettyOptions): string {
  const { style } = options
  const byFile = Map.groupBy(results, ({ scenario }) => scenario.place.file)
  const out: string[] = []
  for (const [file, group] of byFile) {
    out.push(style.strong(visible(texts.show(file))), '\n')
    for (const result of group) {
      const mark = result.passed ? style.good('✓') : style.error('✗')
      out.push(`  ${mark} ${visible(result.scenario.title)}\n`)
      if (!result.passed) out.push(failuresText(result, texts, options))
    }
    out.push('\n')
  }
  return out.join('')
}

/** `3 scenarios: 2 passed, 1 failed` */
export function renderSummary(results: readonly ScenarioResult[], style: Style): string {
  const failed = results.filter(({ passed }) => !passed).length
  const counts = [
    ...(failed < results.length ? [style.good(`${results.length - failed} passed`)] : []),
    ...(failed > 0 ? [style.error(`${failed} failed`)] : []),
  ]
  return `${plural(results.length, 'scenario')}: ${counts.join(', ')}\n`
}

function failuresText(result: ScenarioResult, texts: Texts, options: PrettyOptions): string {
  const findings = result.failures.map(({ place, message }) =>
    renderFinding(errorAt(place, message), texts, { ...options, width: options.width - INDENT.length }),
  )
  const story = [
    `What happened (${result.zone}):`,
    ...timelineLines(result, options.style).map((line) => `  ${line}`),
  ]
  return indent(`\n${findings.join('\n')}\n${story.join('\n')}\n`)
}

const INDENT = '    '

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, INDENT)
}

/** Each moment once; what the scenario does in bold, what follows from it below. */
function timelineLines({ timeline, zone }: ScenarioResult, style: Style): string[] {
  if (timeline.length === 0) return ['nothing']
  let last = ''
  return timeline.map(({ at, text, given }: TimelineEntry) => {
    const time = timeText(at, zone)
    const shown = time === last ? ' '.repeat(time.length) : time
    last = time
    return `${style.faint(shown)}  ${given ? style.strong(visible(text)) : `  ${visible(text)}`}`
  })
}

/** Results for machines. A later version may add fields; `schemaVersion` changes when one goes. */
export interface JsonScenarios {
  schemaVersion: 1
  /** Errors that kept scenarios from being run. */
  diagnostics: JsonDiagnostic[]
  scenarios: JsonScenario[]
  summary: { passed: number; failed: number }
}

export interface JsonScenario {
  title: string
  journey: string
  file: string
  range: JsonRange
  passed: boolean
  failures: { message: string; file: string; range: JsonRange }[]
  /** IANA name of the zone in which the times of the timeline are. */
  timezone: string
  timeline: { time: string; text: string; given: boolean }[]
}

export function jsonScenarios(
  projects: readonly TestedProject[],
  diagnostics: readonly JsonDiagnostic[],
): JsonScenarios {
  const scenarios = projects.flatMap(({ texts, results }) =>
    results.map((result) => jsonScenario(result, texts)),
  )
  const passed = scenarios.filter((scenario) => scenario.passed).length
  const summary = { passed, failed: scenarios.length - passed }
  return { schemaVersion: 1, diagnostics: [...diagnostics], scenarios, summary }
}

function jsonScenario(
  { scenario, passed, failures, timeline, zone }: ScenarioResult,
  texts: Texts,
): JsonScenario {
  return {
    title: scenario.title,
    journey: scenario.journey,
    ...jsonPlace(scenario.place, texts),
    passed,
    failures: failures.map(({ place, message }) => ({ message, ...jsonPlace(place, texts) })),
    timezone: zone,
    timeline: timeline.map(({ at, text, given }) => ({ time: timeText(at, zone), text, given })),
  }
}
