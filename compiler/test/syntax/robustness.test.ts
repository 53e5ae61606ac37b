/**
 * Whatever the text, the compiler comes to an end, never throws, and points into the text. What is tried here is what
 * an editor sees while people type, and what somebody might upload to do harm.
 */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ast,
  type Diagnostic,
  hasErrors,
  lower,
  messageOf,
  parse,
  relatedRoles,
} from '../../src/index.ts'
import { library } from '../../src/modules/generated/library.ts'
import { pages } from '../../src/pages/index.ts'
import { filesOf as exampleFiles } from '../../src/pages/page.ts'
import { keywords } from '../../src/syntax/tokens.ts'
import { compileSources, MAIN } from '../diagnostics/findings.ts'
import { runs } from '../fuzz.ts'
import { wholeLanguage } from './whole-language.ts'

/** Compiles a text and checks what must hold for every text. */
function survive(text: string): readonly Diagnostic[] {
  const compilation = compileSources(text)
  const { files, diagnostics, program } = compilation
  // What has no errors has a graph.
  if (!hasErrors(compilation)) expect(lower(program).bundle.journeys).toBeDefined()
  expect(files.get(MAIN)!.text).toBe(text)
  for (const diagnostic of diagnostics) {
    const within = files.get(diagnostic.file)!.text.length
    const { start, end } = diagnostic.span
    expect(
      start >= 0 && start <= end && end <= within,
      `${messageOf(diagnostic)} at ${start} to ${end}`,
    ).toBe(true)
    expect(messageOf(diagnostic)).not.toMatch(/^$|undefined|\[object/)
    for (const { role, file, span } of diagnostic.related) {
      expect(relatedRoles[role]).toBeDefined()
      expect(span.end).toBeLessThanOrEqual(files.get(file)!.text.length)
    }
    for (const { file, span } of diagnostic.fixes.flatMap((fix) => fix.edits)) {
      expect(span.start).toBeLessThanOrEqual(span.end)
      expect(span.end).toBeLessThanOrEqual(files.get(file)!.text.length)
    }
  }
  return diagnostics
}

/** Checks that every node of a tree lies in its text. */
function expectPlaces(text: string): void {
  const { tree } = parse(MAIN, text)
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (typeof value === 'object' && value !== null) {
      const { start, end } = value as { start?: unknown; end?: unknown }
      if (typeof start === 'number' && typeof end === 'number') {
        expect(start >= 0 && start <= end && end <= text.length, `a node at ${start} to ${end}`).toBe(true)
      }
      for (const part of Object.values(value)) visit(part)
    }
  }
  visit(tree.declarations)
}

const folder = new URL('../../../examples/', import.meta.url)
const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.journey'))
  .map((path) => readFileSync(new URL(path, folder), 'utf8'))
const pageSources = Object.values(pages)
  .flatMap(({ wrong, right }) => [wrong, right])
  .flatMap((example) => Object.values(exampleFiles(example)))
  .filter((file) => typeof file === 'string')
  .filter((text) => text.length < 2000)
const sources = [wholeLanguage, ...examples, ...Object.values(library), ...pageSources]

/** A text in which a few stretches are removed, doubled, replaced, or exchanged with a stretch of another text. */
const splice = fc
  .tuple(
    fc.constantFrom(...sources),
    fc.constantFrom(...sources),
    fc.nat(),
    fc.nat(),
    fc.integer({ min: 1, max: 200 }),
  )
  .map(([one, other, place, from, length]) => {
    const at = place % one.length
    const start = from % other.length
    return one.slice(0, at) + other.slice(start, start + length) + one.slice(at + (length % 50))
  })

/** The pieces of which texts are made: every word of the language, every sign, and what does not belong. */
const pieces = [
  ...keywords.keys(),
  ...'{ } ( ) [ ] , : . ? ?? == != <= >= < > = + - * / #'.split(' '),
  ...['a', 'purchased', 'email', 'string', 'money', 'list', 'DE', '#vip', 'مشتری', 'a\u200cb', 'e\u0301'],
  ...[
    '3',
    '10%',
    '20 EUR',
    '3 days',
    '09:00',
    '9:00',
    '2026-03-02',
    '2026-03-02 10:00',
    '۳ days',
    '1_0.5',
    '3 dyas',
  ],
  ...['"a"', '"{a}"', '"{a ?? "b"}"', '"{', '"', '"""', '"""a"""', "'a'", '“a”', '“', '«a', '"\\', '"\\q"'],
  ...['// a', '/// a', '/* a', ';', '@', '%', '&&', '||', '!', '$', '\\', '\u202e', '\u0000', '\ud800', '👋'],
]
const gaps = [' ', '\n', '\n  ', '', '\r\n', '\t', '\r']
const soup = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...gaps)), { maxLength: 60 })
  .map((parts) => parts.flat().join(''))

/** A correct text in which a few stretches are removed, doubled or replaced. */
const mutation = fc
  .tuple(
    fc.constantFrom(...sources),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.option(fc.constantFrom(...pieces))), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([source, changes]) =>
    changes.reduce((text, [place, length, piece]) => {
      const at = text.length === 0 ? 0 : place % text.length
      const cut = text.slice(at, at + length)
      return text.slice(0, at) + (piece ?? cut + cut) + text.slice(at + length)
    }, source),
  )

describe('any text', () => {
  test('made of the words and signs of the language comes to an end', () => {
    fc.assert(
      fc.property(soup, (text) => {
        survive(text)
      }),
      runs(1500),
    )
  })

  test('inside of a journey comes to an end', () => {
    fc.assert(
      fc.property(soup, (text) => {
        survive(`contact { email: email? }\njourney j {\n  start manually\n  ${text}\n}\n`)
      }),
      runs(1000),
    )
  })

  test('inside of a scenario and a text comes to an end', () => {
    fc.assert(
      fc.property(soup, fc.boolean(), (text, hole) => {
        survive(hole ? `tag a "{${text}}"` : `scenario "s" for j {\n  contact()\n  ${text}\n}\n`)
      }),
      runs(1000),
    )
  })

  test('of arbitrary characters comes to an end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        survive(text)
      }),
      runs(1000),
    )
  })

  test('that was correct before a few changes comes to an end', () => {
    fc.assert(
      fc.property(mutation, (text) => {
        survive(text)
      }),
      runs(1000),
    )
  })

  test('with a stretch of another text in it comes to an end', () => {
    fc.assert(
      fc.property(splice, (text) => {
        survive(text)
      }),
      runs(500),
    )
  })

  test('gives a tree whose parts lie in it', () => {
    fc.assert(fc.property(fc.oneof(soup, mutation), expectPlaces), runs(800))
  })

  test('gives the same findings each time', () => {
    fc.assert(
      fc.property(soup, (text) => {
        expect(parse(MAIN, text)).toEqual(parse(MAIN, text))
      }),
      runs(300),
    )
  })
})

describe('text that breaks off', () => {
  test.each(sources.map((source, index) => [index, source] as const))(
    'source %i at any place',
    (_, source) => {
      // Every place would take long and show little more: these fall into every kind of word.
      for (let end = 0; end < source.length; end += 23) survive(source.slice(0, end))
    },
  )
})

describe('a mistake', () => {
  /** Signs that open or close what may hold everything after them are left out. */
  const loose = pieces.filter((piece) => !/["“”„«»'{}()[\]]|\/\*/.test(piece))
  const garbage = fc
    .array(fc.tuple(fc.constantFrom(...loose), fc.constantFrom(' ', '\n  ')), { maxLength: 20 })
    .map((parts) => parts.flat().join(''))

  test('does not cost the declarations around it', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const { tree } = parse(MAIN, `tag before "Before"\n${text}\nevent after { field: string }\n`)
        const names = tree.declarations.flatMap((declaration) =>
          'name' in declaration ? [declaration.name.text] : [],
        )
        expect(names).toContain('before')
        expect(names).toContain('after')
      }),
      runs(800),
    )
  })

  test('in a step does not cost the steps of the lines around it', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const line = text.replaceAll('\n', ' ')
        const { tree } = parse(MAIN, `journey j {\n  send before\n  ${line}\n  finish "after"\n}\ntag after`)
        const journey = tree.declarations.find(
          (declaration) => declaration.kind === 'journey',
        ) as ast.JourneyDeclaration
        expect(journey.body[0]).toMatchObject({ kind: 'send', message: { text: 'before' } })
        expect(tree.declarations.at(-1)).toMatchObject({ kind: 'tag-declaration', name: { text: 'after' } })
      }),
      runs(800),
    )
  })
})

describe('size', () => {
  const HEAD = 'contact { email: email?, points: integer = 0 }\njourney j { start manually\n'
  /** A few findings say what is wrong. Thousands say nothing. */
  const FEW = 5

  const deep: readonly (readonly [what: string, text: string])[] = [
    ['10,000 blocks', `${HEAD}${'if true { '.repeat(10_000)} finish ${'} '.repeat(10_000)}}`],
    ['10,000 branches', `${HEAD}if true { finish } ${'else if true { finish } '.repeat(10_000)}}`],
    ['100,000 parentheses', `${HEAD}if ${'('.repeat(100_000)}true${')'.repeat(100_000)} { finish } }`],
    ['100,000 parentheses that are not closed', `${HEAD}if ${'('.repeat(100_000)}`],
    ['20,000 lists', `${HEAD}if 1 in ${'['.repeat(20_000)}${']'.repeat(20_000)} { finish } }`],
    ['20,000 times "not"', `${HEAD}if ${'not '.repeat(20_000)}true { finish } }`],
    ['20,000 signs', `${HEAD}if ${'- '.repeat(20_000)}1 > 1 { finish } }`],
    ['20,000 values that may be missing', `${HEAD}if ${'1 ?? '.repeat(20_000)}1 > 1 { finish } }`],
    ['20,000 sums', `${HEAD}if ${'1 + '.repeat(20_000)}1 > 1 { finish } }`],
    ['20,000 conditions', `${HEAD}if ${'contact.points > 1 and '.repeat(20_000)}true { finish } }`],
    ['sums in sums', `${HEAD}if ${'('.repeat(190)}1${`${' + 1'.repeat(490)})`.repeat(190)} > 1 { finish } }`],
    ['20,000 fields of fields', `${HEAD}if contact${'.points'.repeat(20_000)} > 1 { finish } }`],
    ['20,000 lists of lists', `event e { a: ${'list<'.repeat(20_000)}string${'>'.repeat(20_000)} }`],
    ['holes in holes', `tag a "${'{a + "'.repeat(5_000)}${'"}'.repeat(5_000)}"`],
  ]
  test.each(deep)('%s', (_, text) => {
    expect(survive(text).length).toBeLessThanOrEqual(FEW)
  })

  const MEGABYTE = 1_000_000
  const long: readonly (readonly [what: string, text: string])[] = [
    ['a text', `tag a "${'x'.repeat(MEGABYTE)}"`],
    ['a text of braces', `tag a "${'{'.repeat(MEGABYTE)}"`],
    ['a text of quotation marks and braces', '"{'.repeat(MEGABYTE / 2)],
    ['a text that is not closed', `tag a "${'x'.repeat(MEGABYTE)}`],
    ['quotation marks', '"'.repeat(MEGABYTE)],
    ['a name', `tag ${'a'.repeat(MEGABYTE)}`],
    ['words', 'a '.repeat(MEGABYTE / 2)],
    ['a number', `event e { a: integer = ${'1'.repeat(MEGABYTE)} }`],
    ['a number with strokes', `event e { a: integer = ${'1_'.repeat(MEGABYTE / 2)}1 }`],
    ['a length of time', `${HEAD}delay ${'1 day '.repeat(MEGABYTE / 6)}}`],
    ['opening braces', '{ '.repeat(MEGABYTE / 2)],
    ['closing braces', '} '.repeat(MEGABYTE / 2)],
    ['signs without a meaning', '@'.repeat(MEGABYTE)],
    ['spaces', `tag${' '.repeat(MEGABYTE)}a`],
    ['a comment', `// ${'x'.repeat(MEGABYTE)}\ntag a`],
    ['steps', `${HEAD}${'send hello '.repeat(MEGABYTE / 11)}}`],
    ['documentation', `${'/// x\n'.repeat(MEGABYTE / 6)}tag a`],
    ['empty lines', `/// x${'\n'.repeat(MEGABYTE)}tag a`],
  ]
  test.each(long)('a megabyte: %s', (_, text) => {
    const { tree, diagnostics } = parse(MAIN, text)
    expect(tree.text).toBe(text)
    expect(diagnostics.length).toBeLessThanOrEqual(FEW)
  })

  test('20,000 invisible characters', () => {
    expect(parse(MAIN, '// a\u202e\n'.repeat(20_000)).diagnostics).toHaveLength(20_000)
  })

  test('100,000 declarations are all read', () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `tag t${index}`).join('\n')
    const { files, diagnostics } = compileSources(text)
    expect(diagnostics).toHaveLength(0)
    expect(files.get(MAIN)!.declarations).toHaveLength(100_000)
  })

  test('10,000 steps of one name are told apart', () => {
    expect(survive(`${HEAD}${'delay 1 day\n'.repeat(10_000)}}`)).toHaveLength(1)
  })

  test('2,000 stages that lead on without holding anybody are checked', () => {
    const stages = Array.from(
      { length: 2_000 },
      (_, index) =>
        `stage s${index} { if contact.points > 1 { go to s${Math.min(index + 2, 1_999)} } tag #t }`,
    )
    const found = survive(`tag t\n${HEAD}${stages.join('\n')}\n}`)
    expect(found.map(({ name }) => name)).toEqual(['cycle-without-hold'])
  })
})
