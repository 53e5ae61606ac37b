/** The page about faults: every row names a test that there is. */
import { expect, test } from 'vitest'
import { read } from './test/pages.ts'

const rows = read('docs/faults.md')
  .split('\n')
  .filter((line) => /^\| (?!Fault |---)/.test(line))
  .map((line) => line.split(' | ').at(-1)!.replace(/ \|$/, ''))

test('there are rows', () => {
  expect(rows.length).toBeGreaterThan(15)
})

test.each(rows.filter((named) => named !== 'the same'))('%s', (named) => {
  const [, path, title] = /^\[[\w.-]+\]\(\.\.\/([\w./-]+)\) "(.+)"$/.exec(named) ?? []
  expect(read(path!)).toContain(title)
})
