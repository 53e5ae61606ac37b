#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import {
  type Connection,
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import { serve } from './server/server.ts'

const USAGE = `Language server for .journey files. Editors start it:

  journey-lsp --stdio      speak over standard input and output
  journey-lsp --node-ipc   speak with a Node process that started it
  journey-lsp --version
`

const options = process.argv.slice(2)
if (options.includes('--version') || options.includes('-V')) process.stdout.write(`${version()}\n`)
else if (options.includes('--help') || options.includes('-h')) process.stdout.write(USAGE)
else if (options.some((option) => /^--(?:stdio|node-ipc|socket(?:=.*)?|pipe(?:=.*)?)$/.test(option))) start()
else {
  process.stderr.write(USAGE)
  process.exitCode = 2
}

function start(): void {
  // Whatever happens, what is open in the editor goes on being served.
  process.on('uncaughtException', tell)
  process.on('unhandledRejection', tell)
  // What is printed by accident must not get between the messages.
  console.log = console.error
  serve(connect(), version())
}

/** The connection that the options ask for. */
function connect(): Connection {
  if (!options.includes('--stdio')) return createConnection(ProposedFeatures.all)
  const reader = new StreamMessageReader(process.stdin)
  // After a header that can't be read nobody knows where the next message begins. An editor starts a server that ended
  // again; one that is deaf it waits for. A body that is no JSON is only one message less.
  reader.onError((error) => {
    tell(error)
    if (!(error instanceof SyntaxError)) process.exit(1)
  })
  reader.onClose(() => process.exit(1))
  return createConnection(ProposedFeatures.all, reader, new StreamMessageWriter(process.stdout))
}

function tell(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}

/** Of the package; bundled into another one, that one's. */
function version(): string {
  try {
    const file = new URL('../package.json', import.meta.url)
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  } catch {
    return '0.0.0'
  }
}
