import type { Bundle, LoadedBundle } from '@journey-lang/runtime'
import { readJson } from '../project/json-tree.ts'
import { Failure } from './failure.ts'
import { errorAt } from './report/finding.ts'
import { Texts } from './report/texts.ts'

/** A graph that was read, checked and made ready to run. */
export interface GraphInput {
  bundle: Bundle
  loaded: LoadedBundle
}

/** Reads the text of a graph. `file` is what the user calls it. Throws a `Failure` when it is no graph. */
export async function readGraph(text: string, file: string): Promise<GraphInput> {
  const json = parseJson(text, file)
  const { loadBundle } = await import('@journey-lang/runtime')
  const result = loadBundle(json)
  if (result.ok) return { bundle: json as Bundle, loaded: result.value }
  const [first, ...others] = result.problems
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  throw new Failure(`"${file}" can't be used as a graph: ${first!.code}: ${first!.message}${more}`, {
    hint: `See "journey explain ${first!.code}".`,
  })
}

/** Parses JSON that the user gave. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const read = readJson(text)
    if (read.ok) throw error
    const { message, span } = read.problem
    const texts = new Texts(
      () => text,
      () => file,
    )
    const finding = errorAt({ file, span }, `This is not JSON. ${message}`)
    throw new Failure(`${file} is not JSON.`, { texts, findings: [finding] })
  }
}

/** A bundle that was just made becomes ready to run. */
export async function loadOwnGraph(bundle: Bundle): Promise<LoadedBundle> {
  const { loadBundle, unwrap } = await import('@journey-lang/runtime')
  return unwrap(loadBundle(bundle))
}

/** Whether a text is JSON and not a text of the language, in which no declaration begins with a brace. */
export function looksLikeJson(text: string): boolean {
  return text.trimStart().startsWith('{') || text.trimStart().startsWith('[')
}

/** Whether a path that the user gave means a graph and not sources. */
export function namesGraph(path: string): boolean {
  return path.endsWith('.json')
}
