// Puts together what the extension is packaged from, in dist: grammars and schemas as files.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { journeyGrammar } from './grammar/journey.ts'
import { markdownGrammar } from './grammar/markdown.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'vscode-extension/dist')

rmSync(folder, { recursive: true, force: true })
mkdirSync(join(folder, 'syntaxes'), { recursive: true })
mkdirSync(join(folder, 'schemas'))

for (const [name, grammar] of Object.entries({ journey: journeyGrammar, markdown: markdownGrammar })) {
  writeFileSync(join(folder, 'syntaxes', `${name}.tmLanguage.json`), JSON.stringify(grammar))
}
copyFileSync(join(root, 'compiler/schema/config-1.json'), join(folder, 'schemas/config-1.json'))
// The package is passed on without the repository.
copyFileSync(join(root, 'LICENSE'), join(root, 'vscode-extension/LICENSE'))
