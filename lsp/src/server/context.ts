import type { LineIndex } from '@journey-lang/compiler'
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type TextDocumentIdentifier,
} from 'vscode-languageserver/node'
import type { Project } from '../workspace/project.ts'
import type { Snapshot } from '../workspace/snapshot.ts'
import { pathOfUri } from '../workspace/uris.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { Scenarios } from './scenarios.ts'
import type { Settings } from './settings.ts'

/** What the handlers of requests work with. */
export interface Context {
  connection: Connection
  workspace: Workspace
  /** Goes up with every edit. */
  revision: number
  /** Goes up with every request. */
  asked: number
  /** Only then are requests answered. */
  state: 'new' | 'initialized' | 'shutdown'
  /** Is told the URI of each document that was closed: what was kept of it can go. */
  closed: (uri: string) => void
  /** What the client can do, as far as it matters. */
  client: ClientFeatures
  settings: Settings
  scenarios: Scenarios
}

export interface ClientFeatures {
  pullDiagnostics: boolean
  refreshDiagnostics: boolean
  refreshHints: boolean
  watchFiles: boolean
  progress: boolean
  snippets: boolean
  /** It asks for the edits of an action once that is chosen. */
  resolveActions: boolean
  changeAnnotations: boolean
  folders: boolean
  /** It can be asked for settings. */
  configuration: boolean
  refreshLenses: boolean
  showDocument: boolean
  /** Commands of the client that do better what the server's own do. */
  commands: ReadonlySet<string>
}

/** A document in its project, as it is now. */
export interface Target {
  project: Project
  snapshot: Snapshot
  path: string
  lines: LineIndex
}

/** The document that a request is about; nothing if it belongs to no project. */
export function targetOf({ workspace }: Context, document: TextDocumentIdentifier): Target | undefined {
  const found = workspace.locate(pathOfUri(document.uri))
  if (!found) return undefined
  const { project, path } = found
  return { project, snapshot: project.snapshot, path, lines: project.linesOf(path) }
}

/** More is not taken in before an answer is given: else one who never stops asking would never get any. */
const MOST_TURNS = 1000

/** Waits until all that has arrived was taken in: the connection takes a message with each turn of the event loop. */
async function quiet(context: Context): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const { revision, asked } = context
    // The turn that is under way may have begun before the connection planned its next message.
    await nextTurn()
    await nextTurn()
    if (context.revision === revision && context.asked === asked) return
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Makes a handler of a function: it answers after what has already arrived was taken in. What is cancelled, or asked of
 * a text that is another by now, gets no answer but the reason; an error leaves everything else as it is.
 */
export function handler<P, R>(
  context: Context,
  answer: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<never> | null> {
  return async (params, token) => {
    if (context.state === 'new')
      return new ResponseError<never>(ErrorCodes.ServerNotInitialized, 'not initialized')
    if (context.state === 'shutdown') return new ResponseError<never>(ErrorCodes.InvalidRequest, 'shut down')
    const { revision } = context
    const pointless = (): ResponseError<never> | undefined => {
      if (token.isCancellationRequested)
        return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled')
      if (context.revision !== revision)
        return new ResponseError<never>(LSPErrorCodes.ContentModified, 'edited')
      return undefined
    }
    context.asked++
    await quiet(context)
    const early = pointless()
    if (early) return early
    try {
      const found = await answer(params, token)
      return pointless() ?? found
    } catch (error) {
      const late = pointless()
      if (late) return late
      const { message, stack } = error instanceof Error ? error : { message: String(error) }
      context.connection.console.error(stack ?? message)
      return new ResponseError<never>(ErrorCodes.InternalError, message)
    }
  }
}

/** A handler of requests about a document. */
export function about<P extends { textDocument: TextDocumentIdentifier }, R>(
  context: Context,
  answer: (target: Target, params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<never> | null> {
  return handler(context, (params: P, token) => {
    const target = targetOf(context, params.textDocument)
    return target ? answer(target, params, token) : null
  }) as (params: P, token: CancellationToken) => Promise<R | ResponseError<never> | null>
}
