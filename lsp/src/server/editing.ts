import {
  LSPErrorCodes,
  MessageType,
  type CodeAction as ProtocolAction,
  type Range,
  ResponseError,
  ShowMessageNotification,
} from 'vscode-languageserver/node'
import { codeActions, editsOf } from '../features/code-actions.ts'
import { formatting, formattingOnType } from '../features/formatting.ts'
import { prepareRename, rename } from '../features/rename.ts'
import { about, type Context, handler, targetOf } from './context.ts'
import { toOffset, toRange, toSpan, toTextEdit, toWorkspaceEdit } from './convert.ts'
import { toDiagnostic } from './diagnostics.ts'

/** Registers what changes texts. */
export function registerEditing(context: Context): void {
  const { connection } = context

  connection.onDocumentFormatting(
    about(context, ({ snapshot, path, lines }) =>
      formatting(snapshot, path).map((edit) => toTextEdit(lines, edit)),
    ),
  )

  connection.onDocumentRangeFormatting(
    about(context, ({ snapshot, path, lines }, { range }) =>
      formatting(snapshot, path, toSpan(lines, range)).map((edit) => toTextEdit(lines, edit)),
    ),
  )

  connection.onDocumentOnTypeFormatting(
    about(context, ({ snapshot, path, lines }, { position, ch }) =>
      formattingOnType(snapshot, path, toOffset(lines, position), ch).map((edit) => toTextEdit(lines, edit)),
    ),
  )

  connection.onCodeAction(
    about(context, (target, { textDocument: { uri }, range, context: { only } }) => {
      const { project, snapshot, path, lines } = target
      const wanted = (kind: string) =>
        only ? only.some((one) => kind === one || kind.startsWith(`${one}.`)) : !kind.startsWith('source.')
      return codeActions(snapshot, path, toSpan(lines, range))
        .filter(({ kind }) => wanted(kind))
        .map(({ title, kind, edits, diagnostic, preferred }): ProtocolAction => {
          const isLater = typeof edits === 'function' && context.client.resolveActions
          const data: Asked = { uri, range }
          return {
            title,
            kind,
            ...(isLater ? { data } : { edit: toWorkspaceEdit(project, editsOf({ edits })) }),
            ...(diagnostic && { diagnostics: [toDiagnostic(project, diagnostic)] }),
            ...(preferred && { isPreferred: true }),
          }
        })
    }),
  )

  const resolveAction = handler(context, (action: ProtocolAction): ProtocolAction => {
    const { uri, range } = (action.data ?? {}) as Partial<Asked>
    const target = uri === undefined ? undefined : targetOf(context, { uri })
    if (!target || !range) return action
    const { project, snapshot, path, lines } = target
    const found = codeActions(snapshot, path, toSpan(lines, range)).find(
      ({ title }) => title === action.title,
    )
    return found ? { ...action, edit: toWorkspaceEdit(project, editsOf(found)) } : action
  })
  connection.onCodeActionResolve(async (action, token) => (await resolveAction(action, token)) ?? action)

  connection.onPrepareRename(
    about(context, ({ snapshot, path, lines }, { position }) => {
      const found = prepareRename(snapshot, path, toOffset(lines, position))
      if ('refused' in found) return new ResponseError(LSPErrorCodes.RequestFailed, found.refused)
      return { range: toRange(lines, found.span), placeholder: found.name }
    }),
  )

  connection.onRenameRequest(
    about(context, ({ project, snapshot, path, lines: here }, { position, newName }) => {
      const renaming = rename(snapshot, path, toOffset(here, position), newName)
      if ('refused' in renaming) return new ResponseError(LSPErrorCodes.RequestFailed, renaming.refused)
      const edit = toWorkspaceEdit(project, renaming.edits)
      if (renaming.moved.length === 0) return edit
      if (context.client.changeAnnotations) return withMoves(edit, toWorkspaceEdit(project, renaming.moved))
      const lines = renaming.moved.map(({ text }) => text.trim()).join('\n')
      void connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Info,
        message: `Steps have another identity now. Where runs may stand at them, write:\n${lines}`,
      })
      return edit
    }),
  )
}

/** Where an action was offered whose edits are worked out once it is chosen. */
interface Asked {
  uri: string
  range: Range
}

type Changes = ReturnType<typeof toWorkspaceEdit>

/** The client shows what would be written for runs that stand at steps, and the author decides. */
function withMoves({ changes = {} }: Changes, { changes: moves = {} }: Changes): Changes {
  const uris = [...new Set([...Object.keys(changes), ...Object.keys(moves)])]
  return {
    documentChanges: uris.map((uri) => ({
      textDocument: { uri, version: null },
      edits: [
        ...(changes[uri] ?? []),
        ...(moves[uri] ?? []).map((edit) => ({ ...edit, annotationId: 'moved' })),
      ],
    })),
    changeAnnotations: {
      moved: {
        label: 'Tell where runs go on that stand at these steps',
        description: 'The identity of a step changes; "moved" keeps the runs that stand at it.',
        needsConfirmation: true,
      },
    },
  }
}
