import type { Place, ScenarioResult } from '@journey-lang/compiler'
import type { Snapshot } from '../workspace/snapshot.ts'

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

/** Which of some scenarios come to the steps of each journey. */
export function coverageByJourney(results: readonly ScenarioResult[]): Map<string, Coverage> {
  const byJourney = new Map<string, Map<string, Place[]>>()
  for (const { scenario, reached } of results) {
    for (const [journey, steps] of reached) {
      const coverage = byJourney.get(journey) ?? new Map<string, Place[]>()
      byJourney.set(journey, coverage)
      for (const step of steps) coverage.set(step, [...(coverage.get(step) ?? []), scenario.place])
    }
  }
  return byJourney
}
