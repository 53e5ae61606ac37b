/** What pages show of a running service is what it does: it is started, and asked in the order of the page. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { apiPage } from '../scripts/write-api-page.mjs'
import { placeOf } from './test/blocks.ts'
import { blocksOf, pages, read } from './test/pages.ts'
import { pause, ShownService, shown } from './test/service.ts'

const served = pages.filter((page) => blocksOf(page).some(({ directives }) => directives.runs === 'service'))

test('the way to a service is shown', () => {
  expect(served).toContain('docs/serving.md')
})

describe.each(served)('the service of %s', (page) => {
  const folder = mkdtempSync(join(tmpdir(), 'journey-docs-'))
  const bin = mkdtempSync(join(tmpdir(), 'journey-bin-'))
  const service = new ShownService(folder, bin)
  afterAll(() => {
    service.stop()
    for (const one of [folder, bin]) rmSync(one, { recursive: true, force: true })
  })

  for (const block of blocksOf(page)) {
    const { file, runs, waits } = block.directives
    if (file !== undefined) writeFileSync(join(folder, file), block.text)
    if (runs === undefined) continue
    test(placeOf(block), async () => {
      const wanted = shown(block.text)
      if (runs === 'service') {
        expect(await service.start(block.text)).toBe(wanted)
        return
      }
      let found = await service.run(block.text)
      // What the service does by itself takes a moment.
      for (let round = 0; waits === 'yes' && found !== wanted && round < 50; round++) {
        await pause(100)
        found = await service.run(block.text)
      }
      expect(found).toBe(wanted)
    })
  }
})

test('every number that a service gives is described', () => {
  const numbers = [...read('runtime/src/service/http/metrics.ts').matchAll(/'(journey_\w+)'/g)].map(
    ([, name]) => name!,
  )
  expect(numbers.length).toBeGreaterThan(10)
  expect(numbers.filter((name) => !read('docs/serving.md').includes(`\`${name}\``))).toEqual([])
})

test('docs/api.md is what scripts/write-api-page.mjs writes', () => {
  expect(read('docs/api.md')).toBe(apiPage())
})
