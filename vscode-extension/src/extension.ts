/** The extension: starts the language server, and brings what is beyond the protocol into the editor. */
import { commands, type ExtensionContext, type TextEditor, type WebviewPanel, window } from 'vscode'
import type { Remembered } from './diagram/messages.ts'
import { createDiagrams, VIEW_TYPE } from './diagram/panel.ts'
import { createScenarioView } from './scenarios.ts'
import { createServer } from './server.ts'
import { createStatus } from './status.ts'

export async function activate({ extensionUri, subscriptions }: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('Journey', { log: true })
  const server = createServer(extensionUri, output)
  const diagrams = createDiagrams(extensionUri, server)
  subscriptions.push(
    output,
    server,
    diagrams,
    createStatus(server),
    commands.registerCommand('journey.showDiagram', (uri?: unknown, journey?: unknown) => {
      if (typeof uri === 'string' && typeof journey === 'string') return diagrams.show({ uri, journey })
      const editor = journeyEditor()
      if (!editor) return window.showInformationMessage('Open a file with a journey to see its diagram.')
      const { document, selection } = editor
      return diagrams.show({ uri: document.uri.toString(), position: selection.active })
    }),
    commands.registerCommand('journey.showScenarios', createScenarioView(server)),
    commands.registerCommand('journey.restartServer', () => server.restart()),
    commands.registerCommand('journey.showOutput', () => output.show()),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(panel: WebviewPanel, remembered: Remembered | undefined) {
        diagrams.restore(panel, remembered)
      },
    }),
  )
  await server.start()
}

/** The editor with the keyboard, or one that shows a journey beside it. */
function journeyEditor(): TextEditor | undefined {
  const editors = [
    ...(window.activeTextEditor ? [window.activeTextEditor] : []),
    ...window.visibleTextEditors,
  ]
  return editors.find(({ document }) => document.languageId === 'journey')
}
