import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { systemProblem } from '../../project/node-host.ts'
import { relativePath } from '../../project/paths.ts'
import { command } from '../command.ts'
import { Failure, misuse } from '../failure.ts'
import { plural } from '../report/count.ts'
import { readServedGraph } from '../served-graph.ts'
import { STATUS } from '../status.ts'
import type { Terminal } from '../terminal.ts'

const DEFAULT_PORT = 8080
const DEFAULT_DATA = 'journey.db'

export const serve = command({
  name: 'serve',
  summary: 'Run journeys for real: keep contacts, take events in, send messages',
  operands: { placeholder: '[GRAPH.json|PATH…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    data: {
      kind: 'text',
      placeholder: 'FILE.db',
      description: `Where everything is kept; made when it is not there (default: ${DEFAULT_DATA} in the project)`,
    },
    port: {
      kind: 'text',
      placeholder: 'N',
      description: `Where to listen; 0 is any that is free (default: ${DEFAULT_PORT})`,
    },
    host: {
      kind: 'text',
      placeholder: 'ADDRESS',
      description: 'On which address; others than those of this machine need a token (default: 127.0.0.1)',
    },
    keep: {
      kind: 'text',
      placeholder: 'DAYS',
      description: 'How long the log and what was delivered are kept (default: for ever)',
    },
    settings: {
      kind: 'text',
      placeholder: 'FILE',
      description:
        'How messages go out (default: journey.serve.json beside the project or graph; else all to a folder)',
    },
    'token-file': {
      kind: 'text',
      placeholder: 'FILE',
      description: 'A file that holds the token, in place of the variable JOURNEY_TOKEN',
    },
  },
  notes: [
    [
      'The API is described at /openapi.json and in docs/api.md; docs/serving.md shows how to begin. A log with a line',
      'of JSON for each thing worth telling goes to standard error.',
    ].join('\n'),
    [
      'Ctrl+C or SIGTERM stops it: what was accepted is finished and written down first. A second one ends it at once,',
      'and loses nothing that was acknowledged either.',
    ].join('\n'),
  ],
  examples: [
    { line: 'serve', does: 'the journeys of this project, on this machine' },
    { line: 'serve out/graph.json --data shop.db --port 9000', does: 'a graph that was built before' },
    { line: 'serve --host 0.0.0.0 --token-file token', does: 'for other machines, with a token' },
  ],
  async run({ operands, options }, terminal) {
    const port = readPort(options.port)
    const keep = readDays(options.keep)
    const token = readToken(options['token-file'], terminal)
    const graph = await readServedGraph('serve', operands, terminal)
    if (!graph) return STATUS.findings
    const { folder, bundle } = graph
    const data =
      options.data === undefined ? join(folder, DEFAULT_DATA) : resolve(terminal.directory, options.data)
    const [
      { createLog, startService, StoreError, ListenError, BlockedWay },
      { openServedWays, tellWays },
      { createSite },
      { graphvizLayout },
    ] = await Promise.all([
      import('@journey-lang/runtime/service'),
      import('../served-ways.ts'),
      import('../../site/site.ts'),
      import('../../emit/graphviz-node.ts'),
    ])
    const { ways, publicUrl } = openServedWays(options.settings, graph, terminal)
    const graphviz = graphvizLayout()
    const log = createLog({ write: terminal.err, pretty: terminal.clear !== undefined })
    const service = await startService({
      ...graph,
      ways,
      ...(publicUrl !== undefined && { publicUrl }),
      data,
      host: options.host ?? '127.0.0.1',
      port,
      log,
      pages: createSite({ clock: Date.now, layout: graphviz.layout }),
      ...(token !== undefined && { token }),
      ...(keep !== undefined && { keep }),
    }).catch((error) => {
      const isTold = [StoreError, ListenError, BlockedWay].some((kind) => error instanceof kind)
      if (isTold) throw new Failure(error.message)
      throw error
    })
    // Whoever reads that it listens may stop it.
    const stopping = terminal.askedToStop()
    const near = relativePath(terminal.directory, data)
    const shown = near.startsWith('..') ? data : near
    const count = plural(Object.keys(bundle.journeys).length, 'journey')
    terminal.out(`Serving ${count} on ${service.url}, data in ${shown}.\n${tellWays(bundle, ways, terminal)}`)
    log('info', 'listening', { url: service.url, pid: process.pid })
    await stopping
    log('info', 'stopping')
    await service.stop()
    await graphviz.close()
    log('info', 'stopped')
    return STATUS.clean
  },
})

/** Days in milliseconds. */
function readDays(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,5}$/.test(text) && Number(text) > 0) return Number(text) * 24 * 60 * 60_000
  throw misuse(`--keep is a number of days, not "${text}".`, 'serve')
}

function readPort(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw misuse(`--port is a number from 0 to 65535, not "${text}".`, 'serve')
}

/** The token from the file or the environment. On a command line others would see it. */
function readToken(path: string | undefined, terminal: Terminal): string | undefined {
  if (path === undefined) return process.env.JOURNEY_TOKEN || undefined
  try {
    const token = readFileSync(resolve(terminal.directory, path), 'utf8').trim()
    if (token !== '') return token
  } catch (error) {
    throw new Failure(`"${path}" can't be read: ${systemProblem(error)}.`)
  }
  throw new Failure(`"${path}" is empty: it should hold the token.`)
}
