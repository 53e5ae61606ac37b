/** Texts of the language to try the formatter on: all that the repository has. */
import { readdirSync, readFileSync } from 'node:fs'
import { placeOf } from '../../../docs/test/blocks.ts'
import { wholeFile } from '../../../docs/test/fragments.ts'
import { blocksOf, preludeOf } from '../../../docs/test/pages.ts'
import { pages } from '../../src/pages/index.ts'
import { filesOf } from '../../src/pages/page.ts'

const root = new URL('../../../', import.meta.url)

/** The `.journey` files of a folder and those below it, by their paths from the root of the repository. */
export function journeysOf(folder: string): { path: string; text: string }[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.journey'))
    .sort()
    .map((name) => ({
      path: `${folder}${name}`,
      text: readFileSync(new URL(`${folder}${name}`, root), 'utf8'),
    }))
}

/** What the project ships. */
const shipped = ['examples/', 'compiler/std/', 'compiler/template/'].flatMap(journeysOf)

const blocks = blocksOf().filter(({ language }) => language === 'journey')

const documented = blocks.map((block) => ({
  path: placeOf(block),
  text: wholeFile(block, preludeOf(block.page)),
}))

/** Examples in the pages that are files, and no mistakes. The page about the style shows what is not in it. */
const model = blocks
  .filter(({ page, directives: { in: part, reports } }) => !part && !reports && page !== 'docs/formatting.md')
  .map((block) => ({ path: placeOf(block), text: block.text }))

/** The examples of the pages about diagnostics, wrong ones among them. */
const explained = Object.entries(pages).flatMap(([name, { wrong, right }]) =>
  [wrong, right].flatMap((example) =>
    Object.entries(filesOf(example)).flatMap(([path, text]) =>
      typeof text === 'string' && path.endsWith('.journey') ? [{ path: `${name}: ${path}`, text }] : [],
    ),
  ),
)

/** Every construct of the language. */
const wholeLanguage = journeysOf('compiler/test/format/texts/')

/** What is in the one style. */
export const styled = [...shipped, ...wholeLanguage, ...model]

export const samples = [...styled, ...documented, ...explained]
