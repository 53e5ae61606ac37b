import { TextDocument } from 'vscode-languageserver-textdocument'
import { pathOfUri } from '../workspace/uris.ts'
import type { Context } from './context.ts'

/** Takes in what is opened, typed, saved and closed. `changed` is told the paths of documents with another text. */
export function followDocuments(context: Context, changed: (file: string) => void): void {
  const { connection, workspace } = context
  const documents = new Map<string, TextDocument>()
  /** Editors that do not watch files tell at least when somebody saves, and looks. */
  const lookAgain = (): void => {
    if (!context.client.watchFiles) workspace.lookAgain()
  }

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    context.revision++
    const file = pathOfUri(uri)
    documents.set(file, TextDocument.create(uri, languageId, version, text))
    workspace.open(file, withoutMark(text), uri)
    lookAgain()
    changed(file)
  })

  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    context.revision++
    const file = pathOfUri(uri)
    const known = documents.get(file)
    if (!known) return
    TextDocument.update(known, contentChanges, version)
    workspace.edit(file, withoutMark(known.getText()))
    changed(file)
  })

  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    context.revision++
    const file = pathOfUri(uri)
    if (!documents.delete(file)) return
    workspace.close(file)
    context.closed(uri)
    changed(file)
  })

  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    if (context.client.watchFiles) return
    context.revision++
    lookAgain()
    changed(pathOfUri(uri))
  })
}

/** A byte order mark means nothing. Where an editor sends it, it counts: as wide a blank stands in its place. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text
}
