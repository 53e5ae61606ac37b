import type { Bundle, SourceMap, Statistics } from '@journey-lang/runtime'
import { didYouMean } from '../../diagnostics/suggest.ts'
import { command } from '../command.ts'
import { drawSvgs } from '../diagrams.ts'
import { Failure } from '../failure.ts'
import { looksLikeJson, namesGraph, parseJson, readGraph } from '../graph-input.ts'
import { readInputText, readNamedText } from '../input.ts'
import { STATUS } from '../status.ts'
import type { Terminal } from '../terminal.ts'
import { type Compiled, compileOne, compileText, lowerProject } from '../workspace.ts'

export const graph = command({
  name: 'graph',
  summary: 'Draw one journey, to standard output',
  operands: { placeholder: '[FILE|GRAPH.json]', least: 0, most: 1 },
  options: {
    journey: { kind: 'text', placeholder: 'NAME', description: 'Which journey, if there are several' },
    format: { kind: 'choice', choices: ['svg', 'dot'], default: 'svg', description: 'Kind of drawing' },
    stats: {
      kind: 'text',
      placeholder: 'FILE',
      description: 'A statistics.json of "journey run", to show counts on the steps',
    },
  },
  notes: ['FILE is a .journey file or a folder; "-" reads either kind of file from standard input.'],
  examples: [
    { line: 'graph welcome.journey > welcome.svg', does: 'a picture for a browser' },
    { line: 'graph out/graph.json --journey welcome --format dot', does: 'for Graphviz' },
  ],
  async run({ operands, options }, terminal) {
    if (operands[0] === '-' && options.stats === '-') {
      throw new Failure('Only one of the graph and the statistics can be standard input.')
    }
    const input = await read(operands[0], terminal)
    if (!input) return STATUS.findings
    const journey = choose(options.journey, input)
    const statistics = options.stats === undefined ? undefined : await readStatistics(options.stats, terminal)
    if (options.format === 'dot') {
      const { toDot } = await import('../../emit/dot.ts')
      terminal.out(toDot(input.bundle, journey, statistics ? { statistics } : {}))
    } else {
      const [picture] = await drawSvgs(input.bundle, [journey], statistics, terminal)
      terminal.out(picture!)
    }
    return STATUS.clean
  },
})

interface Input {
  bundle: Bundle
  /** Journeys of the file that was named. */
  candidates: string[]
  /** What the candidates are in, for messages. */
  name: string
}

/** The graph, or `undefined` when the sources have errors, which are told. */
async function read(path: string | undefined, terminal: Terminal): Promise<Input | undefined> {
  if (path === '-') {
    const text = await readInputText(terminal)
    if (looksLikeJson(text)) return fromGraph(text, '<stdin>')
    return fromSources(await compileText(text, terminal), 'Standard input', terminal)
  }
  if (path !== undefined && namesGraph(path)) return fromGraph(await readNamedText(path, terminal), path)
  const compiled = await compileOne(path === undefined ? [] : [path], terminal)
  return fromSources(compiled, path === undefined ? 'This project' : `"${path}"`, terminal)
}

async function fromGraph(text: string, file: string): Promise<Input> {
  const { bundle } = await readGraph(text, file)
  return { bundle, candidates: Object.keys(bundle.journeys), name: `"${file}"` }
}

async function fromSources(compiled: Compiled, name: string, terminal: Terminal): Promise<Input | undefined> {
  const lowered = await lowerProject(compiled, terminal)
  if (!lowered) return undefined
  const { bundle, sourceMap } = lowered
  const candidates = Object.keys(bundle.journeys).filter((journey) =>
    compiled.selected(fileOf(journey, sourceMap)),
  )
  return { bundle, candidates, name }
}

function fileOf(journey: string, sourceMap: SourceMap): string {
  return sourceMap.files[sourceMap.journeys[journey]!.span[0]]!
}

function choose(asked: string | undefined, { bundle, candidates, name }: Input): string {
  if (asked !== undefined) {
    if (Object.hasOwn(bundle.journeys, asked)) return asked
    const known = Object.keys(bundle.journeys)
    throw new Failure(`There is no journey "${asked}".${didYouMean(asked, known) || listed(known)}`)
  }
  const [only, second] = candidates
  if (only === undefined) throw new Failure(`${name} has no journey to draw.`)
  if (second === undefined) return only
  throw new Failure(`${name} has several journeys. Name one with --journey.${listed(candidates)}`)
}

function listed(journeys: readonly string[]): string {
  return ` There are: ${journeys.join(', ')}.`
}

async function readStatistics(path: string, terminal: Terminal): Promise<Statistics> {
  const file = path === '-' ? '<stdin>' : path
  const json = parseJson(await readNamedText(path, terminal), file)
  if (isStatistics(json)) return json
  throw new Failure(`"${file}" is not what "journey run" writes to statistics.json.`)
}

/** Looks at as much of the shape as drawing relies on. */
function isStatistics(json: unknown): json is Statistics {
  if (!isRecord(json) || !isRecord(json.journeys)) return false
  return Object.values(json.journeys).every(
    (journey) =>
      isRecord(journey) &&
      isCount(journey.entered) &&
      isRecord(journey.goals) &&
      isRecord(journey.nodes) &&
      Object.values(journey.nodes).every(
        (node) => isRecord(node) && isCount(node.entered) && isCount(node.waiting) && isRecord(node.passed),
      ),
  )
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return json !== null && typeof json === 'object' && !Array.isArray(json)
}

function isCount(json: unknown): boolean {
  return typeof json === 'number'
}
