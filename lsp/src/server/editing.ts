import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node'
import { codeActions } from '../features/code-actions.ts'
import { formatting, formattingOnType } from '../features/formatting.ts'
import { prepareRename, rename } from '../features/rename.ts'
import { about, type Context } from './context.ts'
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
    about(context, ({ project, snapshot, path, lines }, { range, context: { only } }) => {
      const wanted = (kind: string) =>
        only ? only.some((one) => kind === one || kind.startsWith(`${one}.`)) : !kind.startsWith('source.')
      return codeActions(snapshot, path, toSpan(lines, range))
        .filter(({ kind }) => wanted(kind))
        .map(({ title, kind, edits, diagnostic, preferred }) => ({
          title,
          kind,
          edit: toWorkspaceEdit(project, edits),
          ...(diagnostic && { diagnostics: [toDiagnostic(project, diagnostic)] }),
          ...(preferred && { isPreferred: true }),
        }))
    }),
  )

  connection.onPrepareRename(
    about(context, ({ snapshot, path, lines }, { position }) => {
      const found = prepareRename(snapshot, path, toOffset(lines, position))
      if ('refused' in found) return new ResponseError(LSPErrorCodes.RequestFailed, found.refused)
      return { range: toRange(lines, found.span), placeholder: found.name }
    }),
  )

  connection.onRenameRequest(
    about(context, ({ project, snapshot, path, lines }, { position, newName }) => {
      const renaming = rename(snapshot, path, toOffset(lines, position), newName)
      if ('refused' in renaming) return new ResponseError(LSPErrorCodes.RequestFailed, renaming.refused)
      const edit = toWorkspaceEdit(project, renaming.edits)
      if (renaming.moved.length === 0 || !context.client.changeAnnotations) return edit
      return withMoves(edit, toWorkspaceEdit(project, renaming.moved))
    }),
  )
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
