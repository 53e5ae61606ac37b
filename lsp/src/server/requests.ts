import { type ast, createScenarioRunner } from '@journey-lang/compiler'
import { graphvizLayout, textOf } from '@journey-lang/compiler/editor'
import type { Bundle } from '@journey-lang/runtime'
import { type Range, RequestType, type TextDocumentIdentifier } from 'vscode-languageserver/node'
import { problemsIn } from '../workspace/project.ts'
import { registerCommands } from './commands.ts'
import { about, type Context, type Target } from './context.ts'
import { toRange } from './convert.ts'
import { type DiagramParams, type DiagramResult, diagram } from './diagram.ts'

/** What the server answers beside the protocol's own requests. */

export interface ScenarioParams {
  textDocument: TextDocumentIdentifier
  /** Of the scenario to run; without, all of the file. */
  title?: string
}

export interface ScenarioInfo {
  title: string
  journey: string
  uri: string
  range: Range
}

export interface DocumentParams {
  textDocument: TextDocumentIdentifier
}

export interface GraphResult {
  /** What `journey build` writes. Null while mistakes are in the way. */
  graph: Bundle | null
  problems: number
}

export interface RunResult {
  runs: ScenarioRun[]
  /** Mistakes that are in the way of running anything. */
  problems: number
}

export interface ScenarioRun {
  title: string
  passed: boolean
  failures: { message: string; uri: string; range: Range }[]
}

const diagramRequest = new RequestType<DiagramParams, DiagramResult | null, void>('journey/diagram')
const graphRequest = new RequestType<DocumentParams, GraphResult | null, void>('journey/graph')
const scenariosRequest = new RequestType<DocumentParams, ScenarioInfo[] | null, void>('journey/scenarios')
const runRequest = new RequestType<ScenarioParams, RunResult | null, void>('journey/runScenario')

/** Registers the requests about diagrams, graphs and scenarios. */
export function registerRequests(context: Context): void {
  const { connection } = context
  const graphviz = graphvizLayout()
  connection.onExit(() => void graphviz.close())

  connection.onRequest(
    diagramRequest,
    about(context, (target, params: DiagramParams) => diagram(target, params, graphviz.layout)),
  )
  connection.onRequest(
    graphRequest,
    about(context, ({ project }, _: DocumentParams) => {
      const { lowered } = project
      return { graph: lowered?.bundle ?? null, problems: problemsIn(project) }
    }),
  )
  connection.onRequest(
    scenariosRequest,
    about(context, (target, _: DocumentParams) =>
      scenariosIn(target).map(({ title, journey, span }): ScenarioInfo => {
        const { project, path, lines } = target
        const range = toRange(lines, span)
        return { title: textOf(title), journey: journey.text, uri: project.uriOf(path), range }
      }),
    ),
  )
  connection.onRequest(
    runRequest,
    about(context, (target, { title }: ScenarioParams) => runScenarios(target, title)),
  )
  registerCommands(context, (target, params) => diagram(target, params, graphviz.layout))
}

function scenariosIn({ snapshot, path }: Target): ast.ScenarioDeclaration[] {
  const declarations = snapshot.parsed(path)?.tree.declarations ?? []
  return declarations.filter((declaration) => declaration.kind === 'scenario')
}

/** Runs the scenarios of a file, or those of one title, if nothing that they need has errors. */
export function runScenarios(target: Target, title?: string): RunResult {
  const { project, path } = target
  const part = project.partAround([path])
  const titles = scenariosIn(target).map(({ title: own }) => textOf(own))
  const wanted = (part?.scenarios ?? []).filter(
    ({ place, title: own }) => place.file === path && (title === undefined || own === title),
  )
  const asked = title === undefined ? titles.length : titles.filter((own) => own === title).length
  if (!part || wanted.length < asked) return { runs: [], problems: problemsIn(project) }
  const run = createScenarioRunner(part.bundle)
  const runs = wanted.map((scenario): ScenarioRun => {
    const { passed, failures } = run(scenario)
    return {
      title: scenario.title,
      passed,
      failures: failures.map(({ message, place }) => ({
        message,
        uri: project.uriOf(place.file),
        range: toRange(project.linesOf(place.file), place.span),
      })),
    }
  })
  return { runs, problems: 0 }
}
