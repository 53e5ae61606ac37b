import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'
import { serve } from '../../src/index.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const FROM_SOURCES = new URL('../from-sources.mjs', import.meta.url).href

/** A server process, as an editor starts it. It ends with the test. */
export function startServer(): ChildProcess {
  const child = spawn(process.execPath, ['--import', FROM_SOURCES, MAIN, '--stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

/** A folder with files, which is gone after the test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'journey-lsp-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An editor with a folder open. */
export interface Editor {
  connection: ProtocolConnection
  capabilities: InitializeResult['capabilities']
  folder: string
  uri(path: string): string
  open(path: string, text: string): Promise<void>
  close(path: string): Promise<void>
  /** Replaces a range, or without one the whole text. */
  edit(path: string, text: string, range?: [line: number, from: number, to: number]): Promise<void>
  /** What was last told of a file; waits until it fits. */
  told(path: string, fits: (found: Diagnostic[]) => boolean): Promise<Diagnostic[]>
  logged: string[]
}

/** How an editor of a test is. */
export interface EditorOptions {
  capabilities?: ClientCapabilities
  /** The folders that are open, below the one with the files; by default that one. */
  folders?: readonly string[]
  /** How it spells the URI of a file. */
  spell?: (file: string) => string
  /** What it answers to requests of the server, beside the usual. */
  answers?: Readonly<Record<string, () => unknown>>
}

/** Opens a folder with files in an editor with a server process. */
export async function openEditor(
  files: Readonly<Record<string, string>>,
  capabilities: ClientCapabilities = {},
): Promise<Editor> {
  const child = startServer()
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout!),
    new StreamMessageWriter(child.stdin!),
  )
  const logged: string[] = []
  child.stderr!.on('data', (data) => logged.push(String(data)))
  return initialized(connection, folderWith(files), { capabilities }, logged)
}

/** Opens a folder with files in an editor whose server runs in this process. */
export async function openEditorHere(
  files: Readonly<Record<string, string>>,
  options: EditorOptions = {},
): Promise<Editor> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()]
  serve(
    createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(toServer),
      new StreamMessageWriter(toClient),
    ),
    '0',
  )
  const connection = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  )
  onTestFinished(() => connection.dispose())
  return initialized(connection, folderWith(files), options, [])
}

async function initialized(
  connection: ProtocolConnection,
  folder: string,
  {
    capabilities = {},
    folders = ['.'],
    spell = (file) => pathToFileURL(file).href,
    answers = {},
  }: EditorOptions,
  logged: string[],
): Promise<Editor> {
  const uri = (path: string) => spell(join(folder, path))
  const told = new Map<string, Diagnostic[]>()
  const waiting = new Set<() => void>()
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri: of, diagnostics }) => {
    told.set(of, diagnostics)
    for (const look of waiting) look()
  })
  connection.onNotification(LogMessageNotification.type, ({ message }) => {
    logged.push(message)
  })
  connection.onRequest('client/registerCapability', () => null)
  connection.onRequest('workspace/diagnostic/refresh', () => null)
  connection.onRequest('window/workDoneProgress/create', () => null)
  for (const [method, answer] of Object.entries(answers)) connection.onRequest(method, answer)
  connection.listen()
  const result: InitializeResult = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: folders.map((path) => ({ uri: uri(path), name: path })),
    capabilities,
  })
  await connection.sendNotification('initialized', {})
  const versions = new Map<string, number>()
  return {
    connection,
    capabilities: result.capabilities,
    folder,
    uri,
    logged,
    async open(path, text) {
      versions.set(path, 1)
      const textDocument = { uri: uri(path), languageId: 'journey', version: 1, text }
      await connection.sendNotification('textDocument/didOpen', { textDocument })
    },
    async close(path) {
      await connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(path) } })
    },
    async edit(path, text, range) {
      const version = (versions.get(path) ?? 0) + 1
      versions.set(path, version)
      const change = range
        ? {
            range: {
              start: { line: range[0], character: range[1] },
              end: { line: range[0], character: range[2] },
            },
            text,
          }
        : { text }
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(path), version },
        contentChanges: [change],
      })
    },
    told(path, fits) {
      return new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          reject(new Error(`told of ${path}: ${JSON.stringify(told.get(uri(path)))}\n${logged.join('')}`))
        }, 20_000)
        const look = () => {
          const found = told.get(uri(path))
          if (!found || !fits(found)) return
          clearTimeout(limit)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      })
    },
  }
}
