// The language server as an editor runs it, with an empty folder and with a large workspace: how long until it told its
// first findings, and how much memory each takes. Writes the figures as JSON.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'
import { workspaceProject } from '../text/workspace-project.mjs'
import { measured } from './measured.mjs'

const SERVER = fileURLToPath(new URL('../../lsp/dist/main.js', import.meta.url))
const LEAF = 'coffee/welcome.journey'

const texts = { ...workspaceProject(), 'journey.config.json': '{ "timezone": "Europe/Berlin" }\n' }
const empty = await served({ [LEAF]: '' }, async () => ({}))
const { memory, ...workspace } = await served(texts, async (connection, uri, published) => {
  const text = texts[LEAF]
  let version = 1
  const keystroke = await measured(
    async (round) => {
      const findings = published()
      const change = { text: text.replace('journey ', `mistake_${round}\njourney `) }
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [change],
      })
      await findings
    },
    { times: 30, before: 10 },
  )
  return { keystroke }
})
console.log(JSON.stringify({ ...workspace, memory: memory - empty.memory }))

/** A server that serves some files, one of which is open; ends when `use` does. */
async function served(files, use) {
  const folder = mkdtempSync(join(tmpdir(), 'journey-bench-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const uri = pathToFileURL(join(folder, LEAF)).href
  const begin = performance.now()
  const server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  )
  let heard = () => {}
  connection.onNotification('textDocument/publishDiagnostics', (told) => {
    if (told.uri === uri) heard()
  })
  /** When findings of the open document are told next. */
  const published = () => new Promise((resolve) => (heard = resolve))
  connection.listen()
  const root = pathToFileURL(folder).href
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: 'bench' }],
    capabilities: {},
  })
  void connection.sendNotification('initialized', {})
  void connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'journey', version: 1, text: files[LEAF] },
  })
  // It is asked only after the project was checked.
  await connection.sendRequest('textDocument/hover', {
    textDocument: { uri },
    position: { line: 0, character: 0 },
  })
  const startUp = performance.now() - begin
  const figures = await use(connection, uri, published)
  const memory = memoryOf(server.pid)
  await connection.sendRequest('shutdown')
  void connection.sendNotification('exit')
  await once(server, 'exit')
  connection.dispose()
  rmSync(folder, { recursive: true })
  return { startUp, memory, ...figures }
}

/** What a process has of the memory now, in bytes; not a number where the system does not say. */
function memoryOf(pid) {
  try {
    return Number(/VmRSS:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024
  } catch {
    return Number.NaN
  }
}
