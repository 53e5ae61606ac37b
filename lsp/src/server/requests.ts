import { graphvizLayout, textOf } from '@journey-lang/compiler/editor'
import type { Bundle } from '@journey-lang/runtime'
import { type Range, RequestType, type TextDocumentIdentifier } from 'vscode-languageserver/node'
import { problemsIn } from '../workspace/project.ts'
import { registerCommands } from './commands.ts'
import { about, type Context } from './context.ts'
import { toRange } from './convert.ts'
import { type DiagramParams, type DiagramResult, diagram } from './diagram.ts'
import { type RunResult, scenariosIn } from './scenarios.ts'

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

const diagramRequest = new RequestType<DiagramParams, DiagramResult | null, void>('journey/diagram')
const graphRequest = new RequestType<DocumentParams, GraphResult | null, void>('journey/graph')
const scenariosRequest = new RequestType<DocumentParams, ScenarioInfo[] | null, void>('journey/scenarios')
const runRequest = new RequestType<ScenarioParams, RunResult | null, void>('journey/runScenario')

/** Registers the requests about diagrams, graphs and scenarios. */
export function registerRequests(context: Context): void {
  const { connection } = context
  const graphviz = graphvizLayout()
  connection.onExit(() => void Promise.all([graphviz.close(), context.scenarios.close()]))

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
    about(context, (target, { title }: ScenarioParams, token) => context.scenarios.run(target, title, token)),
  )
  registerCommands(context, (target, params) => diagram(target, params, graphviz.layout))
}
