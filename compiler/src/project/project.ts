import { join } from 'node:path'
import type { Host } from '../source/host.ts'
import { CONFIG_FILE, type Config, DEFAULT_CONFIG, readConfig } from './config.ts'
import type { TextProblem } from './json-tree.ts'
import { nodeHost, readText } from './node-host.ts'
import { listSources } from './sources.ts'

/** A folder of journeys that belong together, opened. */
export interface Project {
  /** Absolute path. */
  root: string
  /** Whether it has a config file. */
  hasConfig: boolean
  config: Config
  host: Host
  /** All its `.journey` files, relative to the root with `/`, sorted. */
  files: string[]
}

/** Why a project can't be opened. `path` is absolute. */
export type ProjectProblem =
  | { kind: 'config'; path: string; text: string; problems: TextProblem[] }
  | { kind: 'unreadable'; path: string; problem: string }

/** Opens the folder as a project. Without a config file the defaults serve. */
export function openProject(
  root: string,
): { ok: true; project: Project } | { ok: false; problem: ProjectProblem } {
  const path = join(root, CONFIG_FILE)
  const text = readText(path)
  if (!text.ok && text.reason !== 'missing') {
    const problem = text.reason === 'encoding' ? `it is not UTF-8 (byte ${text.offset + 1})` : text.detail
    return { ok: false, problem: { kind: 'unreadable', path, problem } }
  }
  const { config, problems } = text.ok ? readConfig(text.text) : { config: DEFAULT_CONFIG, problems: [] }
  if (text.ok && problems.length > 0) {
    return { ok: false, problem: { kind: 'config', path, text: text.text, problems } }
  }
  const sources = listSources(root, config.sources, config.out)
  if (!sources.ok) {
    return { ok: false, problem: { kind: 'unreadable', path: sources.path, problem: sources.problem } }
  }
  return {
    ok: true,
    project: { root, hasConfig: text.ok, config, host: nodeHost(root), files: sources.files },
  }
}
