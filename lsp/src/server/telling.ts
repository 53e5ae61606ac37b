import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { LineIndex } from '@journey-lang/compiler'
import { CONFIG_FILE } from '@journey-lang/compiler/editor'
import {
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node'
import type { FileProblem, Project } from '../workspace/project.ts'
import { uriOfPath } from '../workspace/uris.ts'
import { about, type Context, handler } from './context.ts'
import { toRange } from './convert.ts'
import { diagnosticsOf } from './diagnostics.ts'

/** How long after a change findings are sent, in milliseconds: while somebody types, once is enough. */
const PAUSE = 40

/** Tells findings: clients that ask get answers, others are sent what changed. */
export interface Telling {
  /** Something may be told differently now. */
  later(): void
  /** Ends what waits. */
  stop(): void
}

export function tellFindings(context: Context): Telling {
  const { connection, workspace } = context
  let timer: NodeJS.Timeout | undefined
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
    const problems = problemsByUri(project)
    const config = uriOfPath(join(project.root, CONFIG_FILE))
    for (const uri of sent.get(project) ?? [])
      if (uri === config && !problems.has(uri)) send(project, uri, [])
    for (const [uri, items] of problems) send(project, uri, items)
  }

  /** What was told of projects that are closed. */
  const takeBack = (): void => {
    for (const [project, uris] of sent) {
      if (workspace.projects.includes(project)) continue
      for (const uri of uris) void connection.sendDiagnostics({ uri, diagnostics: [] })
      sent.delete(project)
    }
  }

  /** A client asks again for the file that was edited; it is told to ask for the others if they changed. */
  const refresh = (): void => {
    let changed = 0
    for (const project of workspace.projects) changed += project.takeChanged().length
    if (changed > 1 && context.client.refreshDiagnostics) connection.languages.diagnostics.refresh()
    if (changed > 1 && context.client.refreshHints) void connection.languages.inlayHint.refresh()
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
      const items = workspace.projects.flatMap((project) => [
        ...[...new Set([...project.snapshot.sources, ...project.snapshot.diagnostics.keys()])]
          .filter((path) => !path.startsWith('<std>/'))
          .map((path) => {
            const uri = project.uriOf(path)
            return { uri, version: null, ...reportOf(diagnosticsOf(project, path), known.get(uri)) }
          }),
        ...[...problemsByUri(project)].map(([uri, items]) => ({
          uri,
          version: null,
          ...reportOf(items, known.get(uri)),
        })),
      ])
      return { items }
    })(params, token)
    return answer ?? { items: [] }
  })

  return {
    later() {
      timer ??= setTimeout(tell, PAUSE)
    },
    stop() {
      clearTimeout(timer)
    },
  }
}

/** A report, short where the client has the same already. */
function reportOf(items: Diagnostic[], previous: string | undefined): Report {
  const resultId = createHash('sha1').update(JSON.stringify(items)).digest('base64url')
  return resultId === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items }
}

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport

function problemsByUri(project: Project): Map<string, Diagnostic[]> {
  const byUri = new Map<string, Diagnostic[]>()
  for (const problem of project.problems) {
    byUri.set(problem.uri, [...(byUri.get(problem.uri) ?? []), toProblem(problem)])
  }
  return byUri
}

function toProblem({ text, message, span }: FileProblem): Diagnostic {
  const lines = new LineIndex(text)
  return { range: toRange(lines, span), severity: DiagnosticSeverity.Error, source: 'journey', message }
}
