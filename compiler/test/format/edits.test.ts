/** Formatting as small edits, for editors: all of a file, or the part that is selected. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatEdits, formatRange } from '../../src/format/edits.ts'
import { format } from '../../src/format/format.ts'
import { sameTree } from '../../src/format/same-tree.ts'
import { type Edit, parse } from '../../src/index.ts'
import { source } from '../../src/pages/page.ts'
import { runs } from '../fuzz.ts'
import { samples } from './samples.ts'

function withEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let end = 0
  for (const edit of edits) {
    expect(edit.span.start).toBeGreaterThanOrEqual(end)
    result += text.slice(end, edit.span.start) + edit.text
    end = edit.span.end
  }
  return result + text.slice(end)
}

/** A text with other spaces: every run of them is another one. */
function jumbled(text: string, spaces: readonly string[]): string {
  let next = 0
  return text.replace(/[ \n]+/g, (run) => (run.includes('\n') ? '\n' : '') + spaces[next++ % spaces.length])
}

const jumble = fc
  .tuple(
    fc.constantFrom(...samples.map(({ text }) => text)),
    fc.array(fc.constantFrom(' ', '  ', '\t ', '   '), { minLength: 1, maxLength: 5 }),
  )
  .map(([text, spaces]) => jumbled(text, spaces))

test('the edits of a file make its formatted text, and a formatted file needs none', () => {
  fc.assert(
    fc.property(jumble, (text) => {
      const parsed = parse('a.journey', text)
      const formatted = format(parsed)
      expect(withEdits(text, formatEdits(parsed))).toBe(formatted)
      expect(formatEdits(parse('a.journey', formatted))).toEqual([])
    }),
    runs(100),
  )
})

test('the edits of a part leave the meaning as it is', () => {
  fc.assert(
    fc.property(jumble, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(200), (text, at, length) => {
      const parsed = parse('a.journey', text)
      if (parsed.diagnostics.length > 0) return
      const start = Math.floor(at * text.length)
      const edits = formatRange(parsed, { start, end: Math.min(text.length, start + length) })
      expect(sameTree(parsed.tree, parse('a.journey', withEdits(text, edits)).tree)).toBe(true)
    }),
    runs(100),
  )
})

test('an edit touches nothing but spaces and commas', () => {
  const text = 'tag   a // one\nevent  b{ x:string,\n y : date? }'
  const edits = formatEdits(parse('a.journey', text))
  expect(edits.map(({ span, text: by }) => [text.slice(span.start, span.end), by])).toEqual([
    ['   ', ' '],
    ['  ', ' '],
    ['', ' '],
    [' ', '\n  '],
    ['', ' '],
    [',\n ', '\n  '],
    [' ', ''],
    [' ', '\n'],
    ['', '\n'],
  ])
})

/** What is selected stands between `‹` and `›`. */
const parts: readonly (readonly [string, string, string])[] = [
  [
    'one step',
    source`
      tag   a
      journey b {
          send   c
          se‹›nd   d(x:1)
          send   e
      }`,
    source`
      tag   a
      journey b {
          send   c
        send d(x: 1)
          send   e
      }`,
  ],
  [
    'some steps',
    source`
      journey b {
          send   c
          send  ‹ d
          tag   ›#e
          send   f
      }`,
    source`
      journey b {
          send   c
        send d
        tag #e
          send   f
      }`,
  ],
  [
    'a declaration',
    source`
      tag   a
      ‹event   b {x:string}›
      tag   c`,
    source`
      tag   a
      event b { x: string }
      tag   c`,
  ],
  [
    'the end of one block and the beginning of another',
    source`
      journey b {
          send   c
          se‹nd   d
      }
      journey   e  {
          send›   f
          send   g
      }`,
    source`
      journey b {
          send   c
        send d
      }
      journey e {
        send f
          send   g
      }`,
  ],
  [
    'what stands around several steps, but not those',
    source`
      journey   b  {
      ‹
      ›
          send   c
          send   d
      }`,
    source`
      journey   b  {
        send   c
          send   d
      }`,
  ],
]

test.each(parts)('a part: %s', (_, marked, wanted) => {
  const start = marked.indexOf('‹')
  const end = marked.indexOf('›') - 1
  const text = marked.replace(/[‹›]/g, '')
  const edits = formatRange(parse('a.journey', text), { start, end })
  expect(withEdits(text, edits)).toBe(wanted)
})
