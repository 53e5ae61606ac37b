import { createScenarioRunner, type Place } from '@journey-lang/compiler'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { WholePart } from '../workspace/whole-part.ts'

/** Where the scenarios stand that come to each step of a journey, by the identity of the step. */
export type Coverage = ReadonlyMap<string, readonly Place[]>

/**
 * The files that can tell which scenarios come to the steps of a journey: its own, and those that name it, with
 * scenarios for it or journeys that start it.
 */
export function filesAbout({ program }: Pick<Snapshot, 'program'>, file: string, journey: string): string[] {
  const symbol = program.modules.get(file)?.exports.get(journey)
  const naming = symbol ? [...program.modules].filter(([, { uses }]) => uses.has(symbol)) : []
  return [...new Set([file, ...naming.map(([path]) => path)])].sort()
}

const known = new WeakMap<WholePart, Map<string, Coverage>>()

/** Runs the scenarios of a part of a project, once, and notes which come to the steps of a journey. */
export function coverageOf(part: WholePart, journey: string): Coverage {
  let byJourney = known.get(part)
  if (!byJourney) {
    byJourney = coverageByJourney(part)
    known.set(part, byJourney)
  }
  return byJourney.get(journey) ?? new Map()
}

function coverageByJourney({ bundle, scenarios }: WholePart): Map<string, Coverage> {
  const byJourney = new Map<string, Map<string, Place[]>>()
  const run = createScenarioRunner(bundle)
  for (const scenario of scenarios) {
    for (const [journey, steps] of run(scenario).reached) {
      const coverage = byJourney.get(journey) ?? new Map<string, Place[]>()
      byJourney.set(journey, coverage)
      for (const step of steps) coverage.set(step, [...(coverage.get(step) ?? []), scenario.place])
    }
  }
  return byJourney
}
