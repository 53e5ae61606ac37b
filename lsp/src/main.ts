#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
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
  const tell = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  }
  process.on('uncaughtException', tell)
  process.on('unhandledRejection', tell)
  // What is printed by accident must not get between the messages.
  console.log = console.error
  serve(createConnection(ProposedFeatures.all), version())
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
