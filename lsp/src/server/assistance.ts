import {
  type CallHierarchyItem,
  CompletionItemKind,
  InlayHintKind,
  InsertTextFormat,
  MarkupKind,
  type CompletionItem as ProtocolCompletion,
  type CodeLens as ProtocolLens,
} from 'vscode-languageserver/node'
import {
  type Callable,
  callableAt,
  callableNamed,
  incomingCalls,
  outgoingCalls,
} from '../features/call-hierarchy.ts'
import { codeLenses } from '../features/code-lens.ts'
import { type CompletionItem, completion } from '../features/completion.ts'
import { filesAbout } from '../features/coverage.ts'
import { markdownOf } from '../features/describe.ts'
import { fileRenames } from '../features/file-renames.ts'
import { inlayHints } from '../features/inlay-hints.ts'
import { signatureHelp } from '../features/signature-help.ts'
import type { Project } from '../workspace/project.ts'
import { pathOfUri } from '../workspace/uris.ts'
import { commandOf } from './commands.ts'
import { about, type Context, handler, targetOf } from './context.ts'
import {
  SYMBOL_KINDS,
  toOffset,
  toPosition,
  toRange,
  toSpan,
  toTextEdit,
  toWorkspaceEdit,
} from './convert.ts'

/** Registers what helps while somebody writes and reads. */
export function registerAssistance(context: Context): void {
  const { connection, workspace } = context
  /** What was last offered: the editor asks for more about some of it. */
  let offered: { project: Project; items: readonly CompletionItem[] } | undefined

  connection.onCompletion(
    about(context, ({ project, path, lines }, { position }) => {
      const found = completion(project.snapshot, path, toOffset(lines, position))
      if (!found) return null
      offered = { project, items: found.items }
      const range = toRange(lines, found.span)
      const items = found.items.map((item, index): ProtocolCompletion => {
        const snippet = context.client.snippets ? item.snippet : undefined
        return {
          label: item.label,
          kind: KINDS[item.kind],
          ...(item.detail !== undefined && { detail: item.detail }),
          sortText: `${item.edits ? 2 : item.kind === 'keyword' ? 1 : 0}${item.label}`,
          ...(item.filter !== undefined && { filterText: item.filter }),
          textEdit: { range, newText: snippet ?? item.insert ?? item.label },
          insertTextFormat: snippet === undefined ? InsertTextFormat.PlainText : InsertTextFormat.Snippet,
          ...(item.edits && { additionalTextEdits: item.edits.map((edit) => toTextEdit(lines, edit)) }),
          data: index,
        }
      })
      return { items, isIncomplete: found.incomplete === true }
    }),
  )
  connection.onCompletionResolve((item) => {
    const found = typeof item.data === 'number' ? offered?.items[item.data] : undefined
    if (!offered || !found?.entity || found.label !== item.label) return item
    const value = markdownOf(found.entity, offered.project.snapshot)
    return { ...item, documentation: { kind: MarkupKind.Markdown, value } }
  })

  connection.onSignatureHelp(
    about(context, ({ snapshot, path, lines }, { position }) => {
      const found = signatureHelp(snapshot, path, toOffset(lines, position))
      if (!found) return null
      const { label, doc, parameters, active } = found
      const documented = parameters.map((one) => ({
        label: one.label,
        ...(one.doc !== undefined && { documentation: one.doc }),
      }))
      const signature = { label, parameters: documented, ...(doc !== undefined && { documentation: doc }) }
      return { signatures: [signature], activeSignature: 0, activeParameter: active }
    }),
  )

  connection.languages.inlayHint.on(
    about(context, ({ snapshot, path, lines }, { range }) =>
      inlayHints(snapshot, path, toSpan(lines, range))
        .filter(({ kind }) => context.settings.hints.has(kind))
        .map(({ offset, label, kind, tooltip }) => ({
          position: toPosition(lines, offset),
          label,
          tooltip,
          ...(kind === 'type' ? { kind: InlayHintKind.Type } : { paddingLeft: true }),
        })),
    ),
  )

  connection.onCodeLens(
    about(context, (target) => {
      const { project, snapshot, path, lines } = target
      const uri = project.uriOf(path)
      const wanted = codeLenses(snapshot, path).filter(
        ({ kind }) => kind !== 'step' || context.settings.stepLenses,
      )
      return wanted.map((lens): ProtocolLens => {
        const range = toRange(lines, lens.span)
        if (lens.kind === 'step') return { range, data: { uri, journey: lens.journey, step: lens.step } }
        return { range, command: commandOf(lens, undefined, target, context) }
      })
    }),
  )
  const resolveLens = handler(context, async (asked: ProtocolLens): Promise<ProtocolLens> => {
    const { uri, journey, step } = (asked.data ?? {}) as Record<string, string | undefined>
    const target = uri === undefined ? undefined : targetOf(context, { uri })
    if (!target || journey === undefined || step === undefined) return asked
    const { project, snapshot, path, lines } = target
    const part = project.partAround(filesAbout(snapshot, path, journey))
    const isWhole = part?.bundle.journeys[journey] !== undefined
    const coverage = isWhole
      ? await context.scenarios.coverage(`${uri} ${journey}`, part, journey)
      : undefined
    const lens = { kind: 'step', span: toSpan(lines, asked.range), journey, step } as const
    return { ...asked, command: commandOf(lens, coverage, target, context) }
  })
  connection.onCodeLensResolve(async (asked, token) => (await resolveLens(asked, token)) ?? asked)

  connection.languages.callHierarchy.onPrepare(
    about(context, ({ project, snapshot, path, lines }, { position }) => {
      const found = callableAt(snapshot, path, toOffset(lines, position))
      return found ? [toItem(found, project)] : null
    }),
  )
  connection.languages.callHierarchy.onIncomingCalls(
    handler(context, ({ item }) => {
      const found = itemTarget(context, item)
      if (!found) return null
      const { project, symbol } = found
      return incomingCalls(project.snapshot, symbol).map((call) => ({
        from: toItem(call.symbol, project),
        fromRanges: call.spans.map((span) => toRange(project.linesOf(call.symbol.file), span)),
      }))
    }),
  )
  connection.languages.callHierarchy.onOutgoingCalls(
    handler(context, ({ item }) => {
      const found = itemTarget(context, item)
      if (!found) return null
      const { project, symbol } = found
      return outgoingCalls(project.snapshot, symbol).map((call) => ({
        to: toItem(call.symbol, project),
        fromRanges: call.spans.map((span) => toRange(project.linesOf(symbol.file), span)),
      }))
    }),
  )

  connection.workspace.onWillRenameFiles(
    handler(context, ({ files }) => {
      const changes = workspace.projects.flatMap((project) => {
        const renames = files.map(({ oldUri, newUri }) => ({
          from: project.pathOf(pathOfUri(oldUri)),
          to: project.pathOf(pathOfUri(newUri)),
        }))
        return Object.entries(toWorkspaceEdit(project, fileRenames(project.snapshot, renames)).changes ?? {})
      })
      return { changes: Object.fromEntries(changes) }
    }),
  )
}

const KINDS: Record<CompletionItem['kind'], CompletionItemKind> = {
  keyword: CompletionItemKind.Keyword,
  field: CompletionItemKind.Field,
  value: CompletionItemKind.Value,
  file: CompletionItemKind.File,
  setting: CompletionItemKind.Property,
  type: CompletionItemKind.TypeParameter,
  stage: CompletionItemKind.Module,
  unit: CompletionItemKind.Unit,
  word: CompletionItemKind.Text,
  enum: CompletionItemKind.Enum,
  event: CompletionItemKind.Event,
  tag: CompletionItemKind.Constant,
  segment: CompletionItemKind.Variable,
  channel: CompletionItemKind.Interface,
  message: CompletionItemKind.Method,
  department: CompletionItemKind.Class,
  action: CompletionItemKind.Function,
  stages: CompletionItemKind.Module,
  persona: CompletionItemKind.Class,
  campaign: CompletionItemKind.Constant,
  journey: CompletionItemKind.Class,
  map: CompletionItemKind.Module,
}

function toItem(symbol: Callable, project: Project): CallHierarchyItem {
  const lines = project.linesOf(symbol.file)
  return {
    name: symbol.name,
    kind: SYMBOL_KINDS[symbol.kind],
    detail: symbol.kind,
    uri: project.uriOf(symbol.file),
    range: toRange(lines, symbol.declaration.span),
    selectionRange: toRange(lines, symbol.declaration.name.span),
    data: { file: symbol.file, root: project.root },
  }
}

function itemTarget({ workspace }: Context, { name, data }: CallHierarchyItem) {
  const { file, root } = (data ?? {}) as { file?: string; root?: string }
  const project = workspace.projects.find((one) => one.root === root)
  const symbol = project && file !== undefined ? callableNamed(project.snapshot, file, name) : undefined
  return project && symbol && { project, symbol }
}
