import { type Span, severityOf } from '@journey-lang/compiler'
import { partsOf, type Scheme, textOf, toSvg } from '@journey-lang/compiler/editor'
import type { MappedSpan, SourceMap } from '@journey-lang/runtime'
import type { Location, Position, Range, TextDocumentIdentifier } from 'vscode-languageserver/node'
import { type Project, problemsIn } from '../workspace/project.ts'
import type { WholePart } from '../workspace/whole-part.ts'
import type { Target } from './context.ts'
import { toLocation, toOffset, toRange } from './convert.ts'

/** What `journey/diagram` asks for. */
export interface DiagramParams {
  textDocument: TextDocumentIdentifier
  /** The journey around it is drawn, or the last one above it; without, the first of the file. */
  position?: Position
  /** The name of the journey to draw, wherever the position is. */
  journey?: string
  scheme?: Scheme
}

/** Where a part of a picture comes from. */
export interface DiagramPart {
  id: string
  uri: string
  range: Range
}

/** What `journey/diagram` answers. */
export interface DiagramResult {
  journey: string
  title?: string
  /** The whole journey. */
  place: Location
  /** Null if the journey is so broken that nothing of it can be drawn. */
  svg: string | null
  /** False if steps are left out of the picture, since they or what they need have errors. */
  complete: boolean
  /** How many errors are in the way of a complete picture. */
  problems: number
  /** Places of what the picture marks with `data-node`, `data-start` and `data-stage`. */
  nodes: DiagramPart[]
  starts: DiagramPart[]
  stages: DiagramPart[]
}

/** A picture of the journey that is asked for; nothing if the file has none. */
export async function diagram(
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
  const name = journey.name.text
  const stages = partsOf(journey).stages.map((stage) => ({
    id: stage.name.text,
    uri: project.uriOf(path),
    range: toRange(lines, stage.name.span),
  }))
  const draws = (part: WholePart | undefined) => (part?.bundle.journeys[name] ? part : undefined)
  const whole = draws(project.partAround([path]))
  const drawn = whole ?? draws(project.partAround([path], { steps: { file: path, name } }))
  const places = drawn?.sourceMap.journeys[name]
  const options = { layout, ...(scheme && { scheme }) }
  return {
    journey: name,
    ...(journey.title && { title: textOf(journey.title) }),
    place: toLocation(project, { file: path, span: journey.span }),
    svg: drawn ? await toSvg(drawn.bundle, name, options) : null,
    complete: whole !== undefined,
    problems: whole ? 0 : errorsAbout(project, path, journey.span),
    nodes: drawn && places ? partsAt(places.nodes, drawn.sourceMap, project) : [],
    starts: drawn && places ? partsAt(places.starts, drawn.sourceMap, project) : [],
    stages,
  }
}

/** The errors in a journey. If there are none it is broken by what it needs: then those of the project. */
function errorsAbout(project: Project, path: string, { start, end }: Span): number {
  const inside = project.snapshot
    .diagnosticsOf(path)
    .filter((one) => severityOf(one) === 'error' && one.span.start >= start && one.span.end <= end)
  return inside.length || problemsIn(project)
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
