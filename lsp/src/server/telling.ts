import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { isLibrary } from '@journey-lang/compiler/editor'
import {
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node'
import type { Project } from '../workspace/project.ts'
import { about, type Context, handler } from './context.ts'
import { diagnosticsOf } from './diagnostics.ts'

/** How long after a change findings are sent, in milliseconds: while somebody types, once is enough. */
const PAUSE = 40

/** Tells findings: clients that ask get answers, others are sent what changed. */
export interface Telling {
  /** Something may be told differently now, since a document was edited or anything else happened. */
  later(edited?: string): void
  /** Ends what waits. */
  stop(): void
}

export function tellFindings(context: Context): Telling {
  const { connection, workspace } = context
  let timer: NodeJS.Timeout | undefined
  /** What was edited since the last telling, by absolute path. */
  const edited = new Set<string>()
  /** Where something was told of each project. */
  const sent = new Map<Project, Set<string>>()

  const tell = (): void => {
    timer = undefined
    try {
      if (context.client.pullDiagnostics) refresh()
      else {
        takeBack()
        for (const project of workspace.projects) push(project)
      }
    } catch (error) {
      connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
    } finally {
      edited.clear()
    }
  }

  const send = (project: Project, uri: string, diagnostics: Diagnostic[]): void => {
    const uris = sent.get(project) ?? new Set()
    sent.set(project, uris)
    if (diagnostics.length > 0) uris.add(uri)
    else uris.delete(uri)
    void connection.sendDiagnostics({ uri, diagnostics })
  }

  const push = (project: Project): void => {
    for (const path of project.takeChanged()) send(project, project.uriOf(path), diagnosticsOf(project, path))
  }

  /** What was told of projects that are closed. */
  const takeBack = (): void => {
    for (const [project, uris] of sent) {
      if (workspace.projects.includes(project)) continue
      for (const uri of uris) void connection.sendDiagnostics({ uri, diagnostics: [] })
      sent.delete(project)
    }
  }

  /** A client asks again for a file that was edited; it is told to ask for others if something else is found there. */
  const refresh = (): void => {
    const changed = workspace.projects.flatMap((project) =>
      project.takeChanged().map((path) => join(project.root, path)),
    )
    const isElsewhere = changed.some((file) => !edited.has(file))
    if (!isElsewhere) return
    if (context.client.refreshDiagnostics) connection.languages.diagnostics.refresh()
    if (context.client.refreshHints) connection.languages.inlayHint.refresh().catch(() => undefined)
  }

  connection.languages.diagnostics.on(async (params, token) => {
    const empty: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] }
    const answer = await about(context, ({ project, path }, { previousResultId }: typeof params) =>
      reportOf(diagnosticsOf(project, path), previousResultId),
    )(params, token)
    return answer ?? empty
  })
  connection.languages.diagnostics.onWorkspace(async (params, token) => {
    const known = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]))
    const answer = await handler(context, (): WorkspaceDiagnosticReport => {
      const items = workspace.projects.flatMap((project) =>
        [
          ...new Set([
            ...project.snapshot.sources,
            ...project.snapshot.diagnostics.keys(),
            ...project.problems.keys(),
          ]),
        ]
          .filter((path) => !isLibrary(path))
          .map((path) => {
            const uri = project.uriOf(path)
            return { uri, version: null, ...reportOf(diagnosticsOf(project, path), known.get(uri)) }
          }),
      )
      return { items }
    })(params, token)
    return answer ?? { items: [] }
  })

  return {
    later(file) {
      if (file !== undefined) edited.add(file)
      timer ??= setTimeout(tell, PAUSE)
    },
    stop() {
      clearTimeout(timer)
    },
  }
}

const ids = new WeakMap<readonly Diagnostic[], string>()

/** Another text for other findings. */
function idOf(items: readonly Diagnostic[]): string {
  let id = ids.get(items)
  if (id === undefined) {
    id = createHash('sha1').update(JSON.stringify(items)).digest('base64url')
    ids.set(items, id)
  }
  return id
}

/** A report, short where the client has the same already. */
function reportOf(items: Diagnostic[], previous: string | undefined): Report {
  const resultId = idOf(items)
  return resultId === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items }
}

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport
