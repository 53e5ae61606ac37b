import type { LineIndex } from '@journey-lang/compiler'
import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  ResponseError,
  type TextDocumentIdentifier,
} from 'vscode-languageserver/node'
import type { Project } from '../workspace/project.ts'
import type { Snapshot } from '../workspace/snapshot.ts'
import { pathOfUri } from '../workspace/uris.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** What the handlers of requests work with. */
export interface Context {
  connection: Connection
  workspace: Workspace
  /** Goes up with every edit. */
  revision: number
  /** What the client can do, as far as it matters. */
  client: ClientFeatures
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

/**
 * Makes a handler of a function: it answers after what has already arrived was taken in, unless that made the request
 * pointless, and an error in it is told in the log and leaves everything else as it is.
 */
export function handler<P, R>(
  context: Context,
  answer: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<never> | null> {
  return async (params, token) => {
    const { revision } = context
    await new Promise((resolve) => setImmediate(resolve))
    if (token.isCancellationRequested)
      return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled')
    if (context.revision !== revision)
      return new ResponseError<never>(LSPErrorCodes.ContentModified, 'edited')
    try {
      return await answer(params, token)
    } catch (error) {
      context.connection.console.error(
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      )
      return null
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
