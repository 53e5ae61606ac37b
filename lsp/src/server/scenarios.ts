import type { ast, Place, ScenarioResult } from '@journey-lang/compiler'
import { scenarioThread, TooLong, textOf } from '@journey-lang/compiler/editor'
import type { CancellationToken, Range } from 'vscode-languageserver/node'
import { type Coverage, coverageByJourney } from '../features/coverage.ts'
import { problemsIn } from '../workspace/project.ts'
import type { WholePart } from '../workspace/whole-part.ts'
import type { Target } from './context.ts'
import { toRange } from './convert.ts'

/** How long scenarios that somebody runs may take together, in milliseconds. */
const RUN_LIMIT = 30_000
/** The same for those that are only counted. */
const COUNT_LIMIT = 10_000

export interface RunResult {
  runs: ScenarioRun[]
  /** False if what has mistakes was left out: `journey test` may come to another result, or to none. */
  complete: boolean
  /** How many mistakes there are in the project. With some there may be no runs. */
  problems: number
}

export interface ScenarioRun {
  title: string
  passed: boolean
  failures: { message: string; uri: string; range: Range }[]
}

/** Runs scenarios beside everything else: nothing waits for one that takes long. */
export interface Scenarios {
  /** Those of a file, or those of one title. */
  run(target: Target, title: string | undefined, token: CancellationToken): Promise<RunResult>
  /**
   * Which scenarios of a part come to the steps of a journey; nothing if that takes too long. `subject` is what the
   * part is of: the work for an earlier part of the same is given up.
   */
  coverage(subject: string, part: WholePart, journey: string): Promise<Coverage | undefined>
  close(): Promise<void>
}

export function createScenarios(): Scenarios {
  const running = scenarioThread(RUN_LIMIT)
  const counting = scenarioThread(COUNT_LIMIT)
  const counted = new Map<string, Count>()

  const count = (subject: string, part: WholePart): Count => {
    const known = counted.get(subject)
    if (known?.part === part) return known
    known?.giveUp.abort(new TooLong('There is a newer text.'))
    // Journeys of one file are often of the same part.
    const next = [...counted.values()].find((one) => one.part === part) ?? begin(part)
    counted.set(subject, next)
    return next
  }

  const begin = (part: WholePart): Count => {
    const giveUp = new AbortController()
    const { bundle, scenarios } = part
    const results = counting.ask({ bundle, scenarios }, giveUp.signal).then(coverageByJourney)
    return { part, giveUp, results }
  }

  return {
    async run(target, title, token) {
      const { project, path } = target
      const part = project.lowered ?? project.partAround([path])
      const problems = problemsIn(project)
      const titles = scenariosIn(target).map((one) => textOf(one.title))
      const asked = title === undefined ? titles : titles.filter((one) => one === title)
      const scenarios = (part?.scenarios ?? []).filter(
        (one) => one.place.file === path && (title === undefined || one.title === title),
      )
      if (!part || scenarios.length < asked.length) return { runs: [], complete: false, problems }
      const cancelled = new AbortController()
      token.onCancellationRequested(() => cancelled.abort())
      const told = (places: readonly { place: Place; message: string }[]): ScenarioRun['failures'] =>
        places.map(({ place: { file, span }, message }) => ({
          message,
          uri: project.uriOf(file),
          range: toRange(project.linesOf(file), span),
        }))
      const runs = await running.ask({ bundle: part.bundle, scenarios }, cancelled.signal).then(
        (results) =>
          results.map(({ scenario, passed, failures }: ScenarioResult) => ({
            title: scenario.title,
            passed,
            failures: told(failures),
          })),
        (error: unknown) => {
          if (!(error instanceof TooLong)) throw error
          const message = `It was ended after ${RUN_LIMIT / 1000} seconds: look for a loop that never ends.`
          return scenarios.map(({ title, place }) => ({
            title,
            passed: false,
            failures: told([{ place, message }]),
          }))
        },
      )
      return { runs, complete: problems === 0, problems }
    },

    async coverage(subject, part, journey) {
      try {
        return (await count(subject, part).results).get(journey) ?? new Map()
      } catch (error) {
        if (error instanceof TooLong) return undefined
        throw error
      }
    },

    async close() {
      for (const { giveUp } of counted.values()) giveUp.abort(new TooLong('The server ends.'))
      await Promise.all([running.close(), counting.close()])
    },
  }
}

interface Count {
  part: WholePart
  giveUp: AbortController
  results: Promise<Map<string, Coverage>>
}

/** The scenarios that stand in a file. */
export function scenariosIn({ snapshot, path }: Target): ast.ScenarioDeclaration[] {
  const declarations = snapshot.parsed(path)?.tree.declarations ?? []
  return declarations.filter((declaration) => declaration.kind === 'scenario')
}
