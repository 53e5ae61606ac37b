import { createScenarioRunner, type Edit } from '@journey-lang/compiler'
import type { Snapshot } from '../../workspace/snapshot.ts'
import { wholePart } from '../../workspace/whole-part.ts'

/** What came of a scenario that was only tried. */
export interface Trial {
  /** The steps of its journey that it came to. */
  reached: ReadonlySet<string>
  /** Numbers of the expectations that are not met, in the order in which they are written. */
  unmet: ReadonlySet<number>
}

/** Runs a scenario as if it stood in a file. Nothing if it, or what it needs, has errors. */
export function tryScenario(
  { program, textOf }: Snapshot,
  edits: readonly Edit[],
  file: string,
  title: string,
): Trial | undefined {
  const text = [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce(
      (text, { span, text: put }) => text.slice(0, span.start) + put + text.slice(span.end),
      textOf(file) ?? '',
    )
  const part = wholePart({ program, textOf: (path) => (path === file ? text : textOf(path)) }, [file])
  const scenario = part?.scenarios.find((one) => one.title === title && one.place.file === file)
  if (!part || !scenario) return undefined
  const { reached, failures } = createScenarioRunner(part.bundle)(scenario)
  const expected = scenario.instructions.filter((one) => one.do === 'expect')
  const unmet = failures.map(({ place }) =>
    expected.findIndex((one) => one.place.span.start === place.span.start),
  )
  return { reached: reached.get(scenario.journey) ?? new Set(), unmet: new Set(unmet) }
}
