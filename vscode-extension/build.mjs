// Puts together what the extension is packaged from, in dist: the client, the page of the diagram, the language server, and
// grammars and schemas as files. The packages of the repository must be built before.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { licenses } from '../scripts/licenses.mjs'
import { journeyGrammar } from './grammar/journey.ts'
import { liquidGrammar } from './grammar/liquid.ts'
import { markdownGrammar } from './grammar/markdown.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const home = join(root, 'vscode-extension')
const folder = join(home, 'dist')

for (const each of ['syntaxes', 'schemas', 'webview', 'server']) {
  rmSync(join(folder, each), { recursive: true, force: true })
  mkdirSync(join(folder, each), { recursive: true })
}

/** Minified: what is downloaded by everybody is small. Names stay, so that traces can be read. */
const common = {
  absWorkingDir: home,
  bundle: true,
  minify: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
}
const node = { ...common, platform: 'node', target: 'node22.13', mainFields: ['module', 'main'] }

const bundles = await Promise.all([
  // VS Code gives its own module to scripts of the older kind.
  build({
    ...node,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
    format: 'cjs',
    external: ['vscode'],
  }),
  // Diagrams are laid out and scenarios run in threads of their own, whose scripts stand beside the server's.
  build({
    ...node,
    entryPoints: [
      '../lsp/dist/main.js',
      '../compiler/dist/emit/graphviz-worker.js',
      '../compiler/dist/threads/scenario-worker.js',
    ],
    entryNames: '[name]',
    outdir: 'dist/server',
    format: 'esm',
    splitting: true,
    // Packages of the older kind ask for modules of Node by `require`.
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
  }),
  build({
    ...common,
    entryPoints: ['webview/diagram.ts', 'webview/diagram.css'],
    outdir: 'dist/webview',
    format: 'iife',
    target: 'chrome134',
  }),
])

for (const [name, grammar] of Object.entries({
  journey: journeyGrammar,
  liquid: liquidGrammar,
  markdown: markdownGrammar,
})) {
  writeFileSync(join(folder, 'syntaxes', `${name}.tmLanguage.json`), JSON.stringify(grammar))
}
for (const name of ['config-1.json', 'serve-1.json']) {
  copyFileSync(join(root, 'compiler/schema', name), join(folder, 'schemas', name))
}
// What is passed on without the repository brings its licence, and those of the packages in it.
copyFileSync(join(root, 'LICENSE'), join(home, 'LICENSE'))
const taken = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs))
writeFileSync(join(folder, 'LICENSES.txt'), `${licenses(root, taken)}\n`)
