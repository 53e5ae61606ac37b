/** Runs scenarios, one of which may never end, in a thread that can be ended. */
import { parentPort } from 'node:worker_threads'
import { createScenarioRunner } from '../test/run-scenario.ts'
import type { ScenariosToRun } from './scenario-thread.ts'

parentPort?.on('message', ({ bundle, scenarios }: ScenariosToRun) => {
  try {
    parentPort?.postMessage({ value: scenarios.map(createScenarioRunner(bundle)) })
  } catch (error) {
    parentPort?.postMessage({ error: String(error) })
  }
})
