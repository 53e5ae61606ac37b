/** `@journey-lang/lsp`: the language server. `journey-lsp --stdio` is how editors start it. */
export { serve } from './server/server.ts'
