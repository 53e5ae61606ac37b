import type { Bundle } from '@journey-lang/runtime'
import type { ScenarioResult } from '../test/run-scenario.ts'
import type { Scenario } from '../test/scenario.ts'
import { scriptBeside, type Thread, workInThread } from './thread.ts'

/** Scenarios, and what they run against. */
export interface ScenariosToRun {
  bundle: Bundle
  scenarios: readonly Scenario[]
}

/**
 * Runs scenarios in a thread of its own: a journey with loops can keep one going for hours.
 *
 * @param timeLimit how long those that are asked for together may take, in milliseconds
 */
export function scenarioThread(timeLimit: number): Thread<ScenariosToRun, ScenarioResult[]> {
  const script = scriptBeside(import.meta.url, 'scenario-worker')
  return workInThread({ name: 'A scenario', script, timeLimit })
}
