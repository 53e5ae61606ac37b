/** What must hold for every text: formatting twice is formatting once, and nothing is lost. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { format, layOut } from '../../src/format/format.ts'
import { sameTree } from '../../src/format/same-tree.ts'
import { type ParseResult, parse } from '../../src/index.ts'
import { lex } from '../../src/syntax/lexer.ts'
import { runs } from '../fuzz.ts'
import { samples } from './samples.ts'

const FILE = 'main.journey'
const parsed = (text: string): ParseResult => parse(FILE, text)
const formatted = (text: string): string => format(parsed(text))

/** Whatever is no space and no comma, in order. */
function inked(text: string): string {
  return text.replace(/[\s,\u00a0\ufeff]/g, '')
}

/** Texts and comments as they are written. */
function writings(text: string): string[] {
  const { tokens, comments } = lex(text, FILE, () => {})
  return [
    ...tokens.filter(({ tokenType }) => tokenType.name === 'String').map(({ image }) => image),
    ...comments.map(({ span }) => text.slice(span.start, span.end).trimEnd()),
  ]
}

/** Checks what holds for every text, and more for texts without a mistake. Returns what was made of it. */
function expectSound(text: string): string {
  const before = parsed(text)
  const once = formatted(text)
  expect(formatted(once)).toBe(once)
  expect(inked(once)).toBe(inked(text))
  expect(writings(once)).toEqual(writings(text))
  expect(sameTree(before.tree, parsed(once).tree)).toBe(true)
  // The way out, to leave the text as it was, is only for broken ones.
  if (before.diagnostics.length === 0) expect(layOut(before)).toBe(once)
  return once
}

describe.each(samples)('$path', ({ text }) => {
  test('is formatted soundly', () => {
    expectSound(text)
  })

  test('looks the same whatever empty lines and indentation it had', () => {
    const spread = text.replace(/\n/g, '\n\n\n').replace(/^ +/gm, '\t')
    // How broken text is read depends on them, and they are part of what stands in a text of several lines.
    const free = parsed(spread).diagnostics.length === 0 && !text.includes('"""')
    if (free) expect(withoutBlank(formatted(spread))).toBe(withoutBlank(formatted(text)))
  })
})

const withoutBlank = (text: string): string => text.replace(/\n+/g, '\n')

const sample = fc.constantFrom(...samples.map(({ text }) => text))
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

/** What may stand between two tokens. */
const gap = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(' ', '  ', '\t', '\n', '\n\n', '\r\n', '\n \n\n  ') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(' // a\n', '\n// b\n', '\n\n/// c\n', ' /// d\n', '\n// e\n\n// f\n\n'),
  },
)

test('with other spaces, line ends and comments between the tokens', () => {
  fc.assert(
    fc.property(sample, fc.array(fc.tuple(place, gap), { minLength: 1, maxLength: 12 }), (text, gaps) => {
      const { tokens } = lex(text, FILE, () => {})
      const changes = gaps
        .map(([at, between]) => ({ token: tokens[1 + Math.floor(at * (tokens.length - 1))], between }))
        .sort((a, b) => (b.token?.startOffset ?? 0) - (a.token?.startOffset ?? 0))
      let changed = text
      for (const { token, between } of changes) {
        if (!token) continue
        changed = changed.slice(0, token.startOffset) + between + changed.slice(token.startOffset)
      }
      expectSound(changed)
    }),
    runs(300),
  )
})

const scrap = fc.constantFrom(
  '{', '}', '(', ')', '[', ']', '"', '"""', ',', ':', '#', '.', '//', '/*', '*/', '$', '\n', '\r', ' ', 'x', '1',
  ' and ', ' else ', 'journey', 'stage ', 'tag', '\u202e', '\u00a0',
) // biome-ignore format: a list of scraps

test('with mistakes: what was cut out, put in and written twice', () => {
  const change = fc.tuple(place, fc.nat(12), scrap, fc.constantFrom('cut', 'put', 'twice'))
  fc.assert(
    fc.property(sample, fc.array(change, { minLength: 1, maxLength: 4 }), (text, changes) => {
      let changed = text
      for (const [at, length, put, how] of changes) {
        const start = Math.floor(at * changed.length)
        const piece = changed.slice(start, start + length)
        const rest = changed.slice(start + (how === 'cut' ? length : 0))
        changed = changed.slice(0, start) + (how === 'put' ? put : how === 'twice' ? piece : '') + rest
      }
      expectSound(changed)
    }),
    runs(300),
  )
})

test('any text at all', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(scrap, fc.string())), (scraps) => {
      expectSound(scraps.join(''))
    }),
    runs(300),
  )
})

test('however deep it is nested', () => {
  const deep = 150
  expectSound(`journey x {\n${'if a { '.repeat(deep)}finish${' }'.repeat(deep)}\n}\n`)
  expectSound(`segment`.repeat(deep))
  expectSound(`journey x { exit when ${'('.repeat(deep)}a${')'.repeat(deep)} }\n`)
  expectSound(`journey x { exit when ${Array(900).fill('contact.a').join(' and ')} }\n`)
})
