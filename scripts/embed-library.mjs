// Writes the standard library's .journey files into a module, so that the compiler core needs no file system.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = new URL('../compiler/std/', import.meta.url)
const target = new URL('../compiler/src/modules/generated/library.ts', import.meta.url)

/** The text of the module. */
export function libraryModule() {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.journey'))
    .sort()
  const entries = files.map((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    return `  '<std>/${name}': ${JSON.stringify(text)},\n`
  })
  return [
    '// Made from compiler/std by scripts/embed-library.mjs. Do not edit.\n\n',
    '/** The standard library: texts by path. */\n',
    'export const library: Readonly<Record<string, string>> = {\n',
    ...entries,
    '}\n',
  ].join('')
}

if (process.argv[1] === new URL(import.meta.url).pathname) writeFileSync(target, libraryModule())
