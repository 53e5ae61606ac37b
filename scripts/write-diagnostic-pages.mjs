// Writes the pages about diagnostics, docs/diagnostics/J1001.md and so on, with a table of them all.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { catalog } from '../compiler/src/diagnostics/catalog/index.ts'
import { pageText, titleOf } from '../compiler/src/pages/page-text.ts'

const folder = new URL('../docs/diagnostics/', import.meta.url)

/** Texts of the pages by file name. */
export function diagnosticPages() {
  const names = Object.keys(catalog).sort((a, b) => (catalog[a].code < catalog[b].code ? -1 : 1))
  const pages = new Map(names.map((name) => [`${catalog[name].code}.md`, pageText(name)]))
  return pages.set('README.md', indexText(names))
}

function indexText(names) {
  const rows = names.map((name) => {
    const { code, severity } = catalog[name]
    return `| [${code}](${code}.md) | ${severity} | ${titleOf(name)} |\n`
  })
  return [
    '# Diagnostics\n\n',
    'Everything that the compiler can find in a project. `journey explain J2006` shows a page in the terminal.\n\n',
    'An error stands in the way of a graph. A warning is very likely a mistake. A hint shows what could be better.\n\n',
    '| Code | Severity | |\n|---|---|---|\n',
    ...rows,
    '\nMade by `node scripts/write-diagnostic-pages.mjs` from `compiler/src/pages`.\n',
  ].join('')
}

function write() {
  mkdirSync(folder, { recursive: true })
  const pages = diagnosticPages()
  for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(new URL(file, folder))
  for (const [file, text] of pages) writeFileSync(new URL(file, folder), text)
}

if (process.argv[1] === new URL(import.meta.url).pathname) write()
