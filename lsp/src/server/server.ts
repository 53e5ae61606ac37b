import { setTimeout as delay } from 'node:timers/promises'
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeError,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  WatchKind,
} from 'vscode-languageserver/node'
import { pathOfUri } from '../workspace/uris.ts'
import { Workspace } from '../workspace/workspace.ts'
import { registerAssistance } from './assistance.ts'
import { CAPABILITIES } from './capabilities.ts'
import type { ClientFeatures, Context } from './context.ts'
import { followDocuments } from './documents.ts'
import { registerEditing } from './editing.ts'
import { registerNavigation } from './navigation.ts'
import { registerRequests } from './requests.ts'
import { createScenarios } from './scenarios.ts'
import { askSettings, DEFAULT_SETTINGS, settingsOf } from './settings.ts'
import { tellFindings } from './telling.ts'
import { registerTokens } from './tokens.ts'

/** Serves a connection until it ends. */
export function serve(connection: Connection, version: string): void {
  const context: Context = {
    connection,
    workspace: new Workspace(),
    revision: 0,
    asked: 0,
    state: 'new',
    closed: () => undefined,
    client: featuresOf(undefined),
    settings: DEFAULT_SETTINGS,
    scenarios: createScenarios(),
  }
  const telling = tellFindings(context)

  connection.onInitialize((params): InitializeResult | ResponseError<InitializeError> => {
    if (context.state !== 'new') {
      return new ResponseError(ErrorCodes.InvalidRequest, 'initialized already', { retry: false })
    }
    context.state = 'initialized'
    context.client = featuresOf(params)
    context.workspace.setFolders(foldersOf(params))
    return { capabilities: CAPABILITIES, serverInfo: { name: 'journey-lsp', version } }
  })

  connection.onInitialized(async () => {
    const { client } = context
    if (client.watchFiles) {
      const registered = connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          { globPattern: '**/*.{journey,liquid,html,txt,md}' },
          { globPattern: '**/journey.config.json' },
          // Of a folder that comes or goes, editors tell the folder alone.
          { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
        ],
      })
      registered.catch(() => {
        client.watchFiles = false
      })
    }
    if (client.folders) {
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = (await connection.workspace.getWorkspaceFolders()) ?? []
        context.revision++
        context.workspace.setFolders(folders.map(({ uri }) => pathOfUri(uri)))
        telling.later()
      })
    }
    // A client that does not answer holds up nothing.
    void takeSettings(context)
    await checkFirst(context)
    telling.later()
  })

  connection.onDidChangeWatchedFiles(({ changes }) => {
    context.revision++
    context.workspace.filesChanged(changes.map(({ uri }) => pathOfUri(uri)))
    telling.later()
  })
  connection.onDidChangeConfiguration(async ({ settings }) => {
    await takeSettings(context, (settings as { journey?: unknown } | null)?.journey)
    telling.later()
  })
  connection.onShutdown(() => {
    context.state = 'shutdown'
    telling.stop()
  })

  followDocuments(context, (file) => telling.later(file))
  registerNavigation(context)
  registerAssistance(context)
  registerRequests(context)
  registerEditing(context)
  registerTokens(context)
  connection.listen()
}

/** Takes in what is set in the editor: asked for, if that can be, or as it was sent. */
async function takeSettings(context: Context, sent?: unknown): Promise<void> {
  const { connection, client } = context
  if (client.configuration) context.settings = await askSettings(connection)
  else if (sent !== undefined) context.settings = settingsOf(sent)
  else return
  const nothing = () => undefined
  if (client.refreshHints) connection.languages.inlayHint.refresh().catch(nothing)
  if (client.refreshLenses) connection.sendRequest('workspace/codeLens/refresh').catch(nothing)
}

/** Checks all projects for the first time, which takes longest, and shows that. */
async function checkFirst({ connection, workspace, client }: Context): Promise<void> {
  const { projects } = workspace
  // It is a nicety: an editor that refuses it, or does not answer, gets its findings all the same.
  const progress = client.progress ? await soon(connection.window.createWorkDoneProgress()) : undefined
  progress?.begin('Checking journeys', 0)
  for (const [index, project] of projects.entries()) {
    progress?.report(Math.round((100 * index) / projects.length), project.root)
    await new Promise((resolve) => setImmediate(resolve))
    project.settle()
  }
  progress?.done()
}

/** What is promised, unless it fails or takes longer than a second. */
async function soon<T>(promise: Promise<T>): Promise<T | undefined> {
  const late = new AbortController()
  const limit = delay(1000, undefined, { signal: late.signal }).catch(() => undefined)
  const first = await Promise.race([promise.catch(() => undefined), limit])
  late.abort()
  return first
}

function foldersOf({ workspaceFolders, ...params }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => pathOfUri(uri))
  const { rootUri } = params as { rootUri?: string | null }
  return rootUri ? [pathOfUri(rootUri)] : []
}

function featuresOf(params: InitializeParams | undefined): ClientFeatures {
  const { textDocument, workspace, window } = params?.capabilities ?? {}
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshHints: workspace?.inlayHint?.refreshSupport === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    progress: window?.workDoneProgress === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    resolveActions: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    folders: workspace?.workspaceFolders === true,
    configuration: workspace?.configuration === true,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    showDocument: window?.showDocument?.support === true,
    commands: new Set(commandsOf(params?.initializationOptions)),
  }
}

/** `{ "commands": ["journey.showDiagram"] }`: what the client has for code lenses. */
function commandsOf(options: unknown): string[] {
  const { commands } = (options ?? {}) as { commands?: unknown }
  return Array.isArray(commands) ? commands.filter((one) => typeof one === 'string') : []
}
