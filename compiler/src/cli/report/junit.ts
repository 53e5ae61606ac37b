import type { JsonDiagnostic } from './json.ts'
import type { Report } from './report.ts'
import type { JsonScenario, JsonScenarios } from './scenarios.ts'
import { type Element, xmlDocument } from './xml.ts'

/*
 * JUnit's XML has no standard. What is written here is the part that Jenkins, GitLab and others agree on: suites of
 * cases, each of which may hold failures or errors. There are no times in it: the same sources give the same bytes.
 */

interface Suite {
  name: string
  cases: Element[]
  /** What is told of the suite and is no failure. */
  notes?: string
}

/** A suite for each file; in it a case for each error, or one that passes. Warnings and hints are told beside them. */
export function junitReport({ diagnostics, files }: Report): string {
  const byFile = Map.groupBy(diagnostics, ({ file }) => file)
  const names = [...new Set([...files, ...byFile.keys()])]
  return document(
    names.map((name) => {
      const found = byFile.get(name) ?? []
      const errors = found.filter(({ severity }) => severity === 'error')
      const others = found.filter(({ severity }) => severity !== 'error')
      return {
        name,
        cases:
          errors.length === 0
            ? [testCase(name, 'no errors')]
            : errors.map((error) => errorCase(error, 'failure')),
        notes: others.map((one) => `${one.severity} ${sentenceOf(one)}\n`).join(''),
      }
    }),
  )
}

/** A suite for each file with scenarios, a case for each of them; and what kept scenarios from being run. */
export function junitScenarios({ scenarios, diagnostics }: JsonScenarios): string {
  const broken = Map.groupBy(diagnostics, ({ file }) => file)
  const tested = Map.groupBy(scenarios, ({ file }) => file)
  return document(
    [...new Set([...broken.keys(), ...tested.keys()])].map((name) => ({
      name,
      cases: [
        ...(broken.get(name) ?? []).map((error) => errorCase(error, 'error')),
        ...(tested.get(name) ?? []).map(scenarioCase),
      ],
    })),
  )
}

function scenarioCase(scenario: JsonScenario): Element {
  const { file, title, failures, timezone, timeline } = scenario
  if (scenario.passed) return testCase(file, title)
  const story = timeline.map(({ time, text, given }) => `  ${time}  ${given ? '' : '  '}${text}`)
  const said = failures.map(
    ({ message, file, range }) => `${file}:${range.start.line}:${range.start.column}: ${message}`,
  )
  const whole = [...said, '', `What happened (${timezone}):`, ...story, ''].join('\n')
  return testCase(file, title, [
    {
      name: 'failure',
      attributes: { type: 'expectation', message: failures[0]?.message ?? '' },
      content: whole,
    },
  ])
}

function errorCase(diagnostic: JsonDiagnostic, kind: 'failure' | 'error'): Element {
  const { code, message, file, range, fixes } = diagnostic
  const help = fixes.map(({ title }) => `\nhelp: ${title}`).join('')
  return testCase(file, `${code} at ${range.start.line}:${range.start.column}`, [
    { name: kind, attributes: { type: code, message }, content: `${sentenceOf(diagnostic)}${help}` },
  ])
}

function sentenceOf({ code, message, file, range: { start } }: JsonDiagnostic): string {
  return `${file}:${start.line}:${start.column}: ${code}: ${message}`
}

function testCase(file: string, name: string, content: readonly Element[] = []): Element {
  return { name: 'testcase', attributes: { classname: file, name }, content }
}

function document(suites: readonly Suite[]): string {
  const elements = suites.map(({ name, cases, notes = '' }) => ({
    name: 'testsuite',
    attributes: { name, ...counts(cases) },
    content: [...cases, ...(notes === '' ? [] : [{ name: 'system-out', content: notes }])],
  }))
  const attributes = { name: 'journey', ...counts(suites.flatMap(({ cases }) => cases)) }
  return xmlDocument({ name: 'testsuites', attributes, content: elements })
}

function counts(cases: readonly Element[]): { tests: number; failures: number; errors: number } {
  const holding = (kind: string) =>
    cases.filter(({ content }) => Array.isArray(content) && content[0]?.name === kind).length
  return { tests: cases.length, failures: holding('failure'), errors: holding('error') }
}
