import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Bundle, SourceMap } from '@journey-lang/runtime'
import { readText } from '../project/node-host.ts'
import { misuse } from './failure.ts'
import { namesGraph, parseJson, readGraph } from './graph-input.ts'
import { readNamedText } from './input.ts'
import type { Terminal } from './terminal.ts'
import { compileOne, lowerProject } from './workspace.ts'

/** A graph that is to be put in place. */
export interface ServedGraph {
  readonly bundle: Bundle
  readonly sourceMap?: SourceMap
  /** The folder of the project, or that of the graph: where its data and its settings are looked for. */
  readonly folder: string
}

/**
 * Reads a graph with the source map beside it, or compiles the project that the paths belong to. Nothing when the
 * sources have errors, which are told then.
 */
export async function readServedGraph(
  command: string,
  paths: readonly string[],
  terminal: Terminal,
): Promise<ServedGraph | undefined> {
  const graph = paths.find((path) => namesGraph(path))
  if (graph !== undefined) {
    if (paths.length > 1) throw misuse('Name one graph, or sources.', command)
    const { bundle } = await readGraph(await readNamedText(graph, terminal), graph)
    const path = resolve(terminal.directory, graph)
    const sourceMap = readSourceMap(path)
    return { bundle, folder: dirname(path), ...(sourceMap && { sourceMap }) }
  }
  const compiled = await compileOne(paths, terminal)
  const lowered = await lowerProject(compiled, terminal)
  return lowered && { ...lowered, folder: compiled.project.root }
}

/** The source map that `journey build` writes beside a graph. */
function readSourceMap(graph: string): SourceMap | undefined {
  const path = graph.replace(/\.json$/, '.map.json')
  if (!existsSync(path)) return undefined
  const read = readText(path)
  return read.ok ? (parseJson(read.text, path) as SourceMap) : undefined
}
