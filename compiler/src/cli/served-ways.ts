import { dirname, join, resolve } from 'node:path'
import type { Bundle } from '@journey-lang/runtime'
import {
  DEFAULT_SETTINGS,
  describeWays,
  MissingSecret,
  openWays,
  type ServeSettings,
  type Ways,
} from '@journey-lang/runtime/service'
import { readText } from '../project/node-host.ts'
import { relativePath } from '../project/paths.ts'
import { readServeSettings, SETTINGS_FILE } from '../project/serve/settings.ts'
import { Failure } from './failure.ts'
import { errorAt } from './report/finding.ts'
import { Texts } from './report/texts.ts'
import type { ServedGraph } from './served-graph.ts'
import { columns } from './table.ts'
import type { Terminal } from './terminal.ts'

/** How what a graph asks for gets out. */
export interface ServedWays {
  readonly ways: Ways
  readonly publicUrl?: string
}

/**
 * Opens the ways that the settings describe: those of the file that is named, else of the one beside the graph, else
 * everything goes to a folder there. Throws a failure that shows what is wrong with them.
 */
export function openServedWays(
  named: string | undefined,
  graph: ServedGraph,
  terminal: Terminal,
): ServedWays {
  const path = named === undefined ? join(graph.folder, SETTINGS_FILE) : resolve(terminal.directory, named)
  const settings = readSettings(path, named !== undefined, graph.bundle, terminal)
  const { publicUrl } = settings
  try {
    const ways = openWays(settings, { env: process.env, directory: dirname(path) })
    return { ways, ...(publicUrl !== undefined && { publicUrl }) }
  } catch (error) {
    if (error instanceof MissingSecret) throw new Failure(error.message)
    throw error
  }
}

function readSettings(path: string, isNamed: boolean, bundle: Bundle, terminal: Terminal): ServeSettings {
  const shown = relativePath(terminal.directory, path)
  const read = readText(path)
  if (!read.ok) {
    if (read.reason === 'missing' && !isNamed) {
      warnOfUnused(path, terminal)
      return DEFAULT_SETTINGS
    }
    const why = { missing: 'is not there', unreadable: "can't be read", encoding: 'is not UTF-8 text' }
    throw new Failure(`The settings "${shown}": the file ${why[read.reason]}.`)
  }
  const { settings, problems } = readServeSettings(read.text, bundle)
  if (problems.length === 0) return settings
  throw new Failure(`${shown} has mistakes.`, {
    texts: new Texts(
      () => read.text,
      () => shown,
    ),
    findings: problems.map(({ message, span }) => errorAt({ file: shown, span }, message)),
  })
}

/** Settings lie where the command runs, but not where the graph is: whoever wrote them expects them to hold. */
function warnOfUnused(looked: string, terminal: Terminal): void {
  const here = join(terminal.directory, SETTINGS_FILE)
  if (here === looked || !readText(here).ok) return
  terminal.err(
    `warning: ${SETTINGS_FILE} in this folder is not used, since the graph is in another: all goes to a folder. ` +
      `To use it, add --settings ${SETTINGS_FILE}.\n`,
  )
}

const WORDS = { send: '', call: 'action ', notify: 'department ' } as const

/** Where everything will go, a line each. */
export function tellWays(bundle: Bundle, ways: Ways, terminal: Terminal): string {
  const rows = describeWays(bundle, ways).map(({ lane, way }) => {
    const [kind, ...name] = lane.split(' ')
    const inFolder = kind === 'call' ? 'the answer comes by the API' : 'nobody gets anything'
    return [`${WORDS[kind as 'send']}${name.join(' ')}`, `→ ${near(way, inFolder, terminal)}`]
  })
  return columns(rows)
    .map((line) => `  ${line}\n`)
    .join('')
}

/** A folder as it is seen from here, with what that means. */
function near(way: string, inFolder: string, terminal: Terminal): string {
  const folder = /^folder (.*)$/s.exec(way)?.[1]
  if (folder === undefined) return way
  const path = relativePath(terminal.directory, folder)
  return `folder ${path.startsWith('..') ? folder : path} (${inFolder})`
}
