import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver/node'
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../features/semantic-tokens.ts'
import { COMMANDS } from './commands.ts'

/** What has a name that files hold: sources, templates, and the folders that they stand in. */
const NAMED = [
  { scheme: 'file', pattern: { glob: '**/*.{journey,liquid,html,txt,md}', matches: 'file' as const } },
  { scheme: 'file', pattern: { glob: '**/*', matches: 'folder' as const } },
]

/** What the server can do. */
export const CAPABILITIES: ServerCapabilities = {
  positionEncoding: 'utf-16',
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  diagnosticProvider: { identifier: 'journey', interFileDependencies: true, workspaceDiagnostics: true },
  completionProvider: { triggerCharacters: ['.', '#', '"', '/', '(', '|'], resolveProvider: true },
  signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [','] },
  inlayHintProvider: { resolveProvider: false },
  codeLensProvider: { resolveProvider: true },
  callHierarchyProvider: true,
  executeCommandProvider: { commands: [...COMMANDS] },
  hoverProvider: true,
  definitionProvider: true,
  typeDefinitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentSymbolProvider: { label: 'Journey' },
  workspaceSymbolProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
  codeActionProvider: {
    resolveProvider: true,
    codeActionKinds: [
      'quickfix',
      'refactor.extract',
      'refactor.rewrite',
      'source.fixAll',
      'source.organizeImports',
    ],
  },
  renameProvider: { prepareProvider: true },
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  linkedEditingRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
  semanticTokensProvider: {
    legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
    full: { delta: true },
    range: true,
  },
  workspace: {
    workspaceFolders: { supported: true, changeNotifications: true },
    fileOperations: { willRename: { filters: NAMED } },
  },
}
