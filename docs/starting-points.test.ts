/** Every well-known starting point of the language reference is one line that compiles. */
import { compile, messageOf, parse } from '@journey-lang/compiler'
import { expect, test } from 'vitest'
import { blocksOf, read } from './test/pages.ts'

const page = read('docs/language.md')
const section = page.slice(
  page.indexOf('#### Well-known starting points'),
  page.indexOf('They read the events of'),
)
const rows = [...section.matchAll(/^\| ([^|]+) \| `(start [^`]+)` \|$/gm)].map(
  ([, name, line]) => [name!, line!] as const,
)
const declarations = blocksOf('docs/language.md')
  .find(({ text }) => text.includes('enum Risk'))!
  .text.replace(/^import .*$/m, '')

const library = parse('events.journey', read('compiler/std/events.journey')).tree.declarations
const events = library.flatMap((one) => (one.kind === 'event' ? [one.name.text] : []))

test('the table has them all', () => {
  expect(rows).toHaveLength(section.split('\n').filter((line) => line.startsWith('| ')).length - 1)
  expect(rows.length).toBeGreaterThanOrEqual(34)
})

test.each(rows)('%s: %s', (_, line) => {
  const text = `import { ${events.join(', ')} } from "std/events"\n${declarations}\njourney example {\n${line}\ntag #vip\n}\n`
  const host = {
    read: (path: string) =>
      path === 'example.journey'
        ? ({ ok: true, text } as const)
        : ({ ok: false, reason: 'missing' } as const),
  }
  expect(compile(host, ['example.journey']).diagnostics.map(messageOf)).toEqual([])
})
