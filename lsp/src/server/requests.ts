import { createScenarioRunner, severityOf } from '@journey-lang/compiler'
import { graphvizLayout, partsOf, type Scheme, textOf, toSvg } from '@journey-lang/compiler/editor'
import type { Bundle, MappedSpan, SourceMap } from '@journey-lang/runtime'
import {
  type Location,
  type Position,
  type Range,
  RequestType,
  type TextDocumentIdentifier,
} from 'vscode-languageserver/node'
import type { Project } from '../workspace/project.ts'
import { registerCommands } from './commands.ts'
import { about, type Context, type Target } from './context.ts'
import { toLocation, toOffset, toRange } from './convert.ts'

/** What the server answers beside the protocol's own requests. */

export interface DiagramParams {
  textDocument: TextDocumentIdentifier
  /** The journey around it is drawn, or the last one above it; without, the first of the file. */
  position?: Position
  /** The name of the journey to draw, wherever the position is. */
  journey?: string
  scheme?: Scheme
}

export interface DiagramPart {
  id: string
  uri: string
  range: Range
}

export interface DiagramResult {
  journey: string
  title?: string
  /** The whole journey. */
  place: Location
  /** Null while mistakes are in the way. */
  svg: string | null
  /** How many of them. */
  problems: number
  /** Places of what the picture marks with `data-node`, `data-start` and `data-stage`. */
  nodes: DiagramPart[]
  starts: DiagramPart[]
  stages: DiagramPart[]
}

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
    about(context, ({ project, path, snapshot, lines }, _: DocumentParams) =>
      (snapshot.parsed(path)?.tree.declarations ?? []).flatMap((declaration): ScenarioInfo[] => {
        if (declaration.kind !== 'scenario') return []
        const { title, journey, span } = declaration
        return [
          {
            title: textOf(title),
            journey: journey.text,
            uri: project.uriOf(path),
            range: toRange(lines, span),
          },
        ]
      }),
    ),
  )
  connection.onRequest(
    runRequest,
    about(context, (target, { title }: ScenarioParams) => runScenarios(target, title)),
  )
  registerCommands(context, (target, params) => diagram(target, params, graphviz.layout))
}

/** Runs the scenarios of a file, or those of one title. */
export function runScenarios({ project, path }: Target, title?: string): RunResult {
  const { lowered } = project
  if (!lowered) return { runs: [], problems: problemsIn(project) }
  const run = createScenarioRunner(lowered.bundle)
  const wanted = lowered.scenarios.filter(
    ({ place, title: own }) => place.file === path && (title === undefined || own === title),
  )
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

function problemsIn(project: Project): number {
  return [...project.snapshot.diagnostics.values()].flat().filter((one) => severityOf(one) === 'error').length
}

async function diagram(
  { project, snapshot, path, lines }: Target,
  { position, journey: wanted, scheme }: DiagramParams,
  layout: (dot: string) => Promise<string>,
): Promise<DiagramResult | null> {
  const journeys = (snapshot.parsed(path)?.tree.declarations ?? []).filter(
    (declaration) => declaration.kind === 'journey',
  )
  const offset = position ? toOffset(lines, position) : 0
  const journey =
    wanted === undefined
      ? (journeys.findLast(({ span }) => span.start <= offset) ?? journeys[0])
      : journeys.find(({ name }) => name.text === wanted)
  if (!journey) return null
  const { lowered } = project
  const name = journey.name.text
  const stages = partsOf(journey).stages.map((stage) => ({
    id: stage.name.text,
    uri: project.uriOf(path),
    range: toRange(lines, stage.name.span),
  }))
  const places = lowered?.sourceMap.journeys[name]
  const options = { layout, ...(scheme && { scheme }) }
  return {
    journey: name,
    ...(journey.title && { title: textOf(journey.title) }),
    place: toLocation(project, { file: path, span: journey.span }),
    svg: lowered && places ? await toSvg(lowered.bundle, name, options) : null,
    problems: problemsIn(project),
    nodes: lowered && places ? partsAt(places.nodes, lowered.sourceMap, project) : [],
    starts: lowered && places ? partsAt(places.starts, lowered.sourceMap, project) : [],
    stages,
  }
}

function partsAt(
  places: Readonly<Record<string, MappedSpan>>,
  { files }: SourceMap,
  project: Project,
): DiagramPart[] {
  return Object.entries(places).map(([id, [file, startLine, startColumn, endLine, endColumn]]) => ({
    id,
    uri: project.uriOf(files[file]!),
    range: {
      start: { line: startLine - 1, character: startColumn - 1 },
      end: { line: endLine - 1, character: endColumn - 1 },
    },
  }))
}
