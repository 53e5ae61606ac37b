import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  // Tests read the sources, so that a test never runs against a stale build.
  resolve: {
    alias: [
      { find: /^@journey-lang\/runtime$/, replacement: source('runtime/src/index.ts') },
      { find: /^@journey-lang\/runtime\/graph$/, replacement: source('runtime/src/graph.ts') },
      { find: /^@journey-lang\/runtime\/liquid$/, replacement: source('runtime/src/render/engine.ts') },
      { find: /^@journey-lang\/runtime\/service$/, replacement: source('runtime/src/service/index.ts') },
      { find: /^@journey-lang\/lsp$/, replacement: source('lsp/src/index.ts') },
      { find: /^@journey-lang\/compiler\/editor$/, replacement: source('compiler/src/editor.ts') },
      { find: /^@journey-lang\/compiler$/, replacement: source('compiler/src/index.ts') },
    ],
  },
  test: {
    include: ['{runtime,compiler,lsp,examples,docs,vscode-extension}/**/*.test.ts'],
    // Those need a browser: vitest.e2e.config.ts.
    exclude: ['**/node_modules/**', '**/dist/**', '*/test/e2e/**'],
    testTimeout: 30_000,
  },
})
