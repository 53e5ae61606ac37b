// Writes the pages about diagnostics, docs/diagnostics/J1001.md and so on, those about the rules of the linter,
// docs/lint/unused-tag.md and so on, and a table of each.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { catalog } from '../compiler/src/diagnostics/catalog/index.ts'
import { levelOf, ruleNames } from '../compiler/src/lint/settings.ts'
import { pagePath, pageText, titleOf } from '../compiler/src/pages/page-text.ts'

const docs = new URL('../docs/', import.meta.url)
const MADE = '\nMade by `node scripts/write-diagnostic-pages.mjs` from `compiler/src/pages`.\n'

/** Texts of the pages of a folder, `diagnostics` or `lint`, by file name. */
export function pagesOf(folder) {
  const names = Object.keys(catalog).sort((a, b) => (catalog[a].code < catalog[b].code ? -1 : 1))
  const own = names.filter((name) => pagePath(name).startsWith(`${folder}/`))
  const pages = new Map(own.map((name) => [pagePath(name).slice(folder.length + 1), pageText(name)]))
  return pages.set('README.md', folder === 'lint' ? rulesText() : indexText(names))
}

function indexText(names) {
  const rows = names.map((name) => {
    const { code, severity } = catalog[name]
    return `| [${code}](${linkFrom('diagnostics', name)}) | ${severity} | ${titleOf(name)} |\n`
  })
  return [
    '# Diagnostics\n\n',
    'Everything that the compiler can find in a project. `journey explain J2006` shows a page in the terminal.\n\n',
    'An error stands in the way of a graph. A warning is very likely a mistake. A hint shows what could be better.\n\n',
    '| Code | Severity | |\n|---|---|---|\n',
    ...rows,
    MADE,
  ].join('')
}

function rulesText() {
  const rows = ruleNames().map((name) => {
    const { code } = catalog[name]
    return `| [\`${name}\`](${linkFrom('lint', name)}) | ${code} | ${levelOf(name, {})} |\n`
  })
  return [
    '# Rules\n\n',
    'What works and is still likely a mistake. `journey check` tells of it; `journey explain unused-tag` shows a page in the ',
    'terminal. [Rules](../linting.md) says how to set and how to ignore them.\n\n',
    '| Rule | Code | Level without a setting |\n|---|---|---|\n',
    ...rows,
    MADE,
  ].join('')
}

function linkFrom(folder, name) {
  const path = pagePath(name)
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : `../${path}`
}

function write(folder) {
  const place = new URL(`${folder}/`, docs)
  mkdirSync(place, { recursive: true })
  const pages = pagesOf(folder)
  for (const file of readdirSync(place)) if (!pages.has(file)) rmSync(new URL(file, place))
  for (const [file, text] of pages) writeFileSync(new URL(file, place), text)
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  for (const folder of ['diagnostics', 'lint']) write(folder)
