/** The pages that are read: those of this folder, and the README of the repository once there is one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Block, placeOf, readBlocks } from './blocks.ts'

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The text of a file of the repository. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Paths from the root. */
export const pages: readonly string[] = [
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...(existsSync(join(root, 'README.md')) ? ['README.md'] : []),
]

const byPage = new Map(pages.map((page) => [page, readBlocks(page, read(page))]))

/** The blocks of a page, in order; without a page, of all pages. */
export function blocksOf(page?: string): readonly Block[] {
  return page === undefined ? [...byPage.values()].flat() : (byPage.get(page) ?? [])
}

/** Blocks for `test.each`, by their places. */
export function named(blocks: readonly Block[]): (readonly [string, Block])[] {
  return blocks.map((block) => [placeOf(block), block])
}

/** The declarations that the fragments of a page share: its own, or those of the language reference. */
export function preludeOf(page: string): string {
  const candidates = [...blocksOf(page), ...blocksOf('docs/language.md')]
  return candidates.find(({ directives }) => directives.prelude !== undefined)!.text
}
