/** What is made from the sources of the conformance kit is current. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { conformanceCases, conformanceReadme, graphsOf } from '../../scripts/write-conformance.mjs'

const kit = new URL('../../runtime/conformance/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, kit), 'utf8')

test.each(conformanceCases)('the graph of "%s" is what its source says', (name) => {
  const graphs = graphsOf(name)
  for (const [file, text] of Object.entries(graphs)) expect(read(`cases/${name}/${file}`)).toBe(text)
  const files = readdirSync(new URL(`cases/${name}`, kit)).filter((file) => file.startsWith('graph'))
  expect(files).toEqual(Object.keys(graphs))
})

test('the README lists all cases', () => {
  expect(read('README.md')).toBe(conformanceReadme())
})
