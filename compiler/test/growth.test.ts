/**
 * Twice the text takes twice the time. Texts of each kind are compiled in two sizes, and only the ratio counts, so
 * that a slow machine makes no difference. What grows with the square is sixteen times slower here.
 */
import { describe, expect, test } from 'vitest'
import { compile, hasErrors, lower, memoryHost } from '../src/index.ts'

const TIMES_LARGER = 4
/** Room for a busy machine and for memory that has to be cleared; the square would be 16. */
const MOST = TIMES_LARGER * 2.5
const ATTEMPTS = 8

const HEAD = 'contact { email: email?, points: integer = 0 }\n'
const many = (count: number, line: (index: number) => string, joint = '\n') =>
  Array.from({ length: count }, (_, index) => line(index)).join(joint)
const inJourney = (steps: string) => `${HEAD}journey j {\nstart manually\n${steps}\n}\n`

/** What it is, how many of it the smaller text has, and the text with so many. */
const kinds: readonly (readonly [what: string, count: number, text: (count: number) => string])[] = [
  ['tags', 4000, (count) => many(count, (index) => `tag t${index} "T"`)],
  ['tags on one line', 4000, (count) => many(count, (index) => `tag t${index}`, ' ')],
  ['tags of one name', 2000, (count) => many(count, () => 'tag same')],
  ['names that look alike', 1000, (count) => many(count, (index) => `tag p${index}a\ntag p${index}\u0430`)],
  ['documentation', 8000, (count) => `${many(count, () => '/// x')}\ntag a`],
  ['fields', 3000, (count) => `event e {\n${many(count, (index) => `f${index}: string`)}\n}`],
  [
    'texts with holes',
    400,
    (count) =>
      `${HEAD}channel m: push { to: "x" }\n${many(
        count,
        (index) => `message m${index}(n: integer) via m { body: "a {n} b {contact.points} c" }`,
      )}`,
  ],
  ['steps', 1000, (count) => inJourney(many(count, (index) => `delay ${index + 1} hours as d${index}`))],
  ['steps of one name', 2000, (count) => inJourney(many(count, () => 'delay 1 day'))],
  [
    'branches',
    300,
    (count) => inJourney(many(count, () => 'if contact.points > 1 { delay 1 day } else { delay 2 days }')),
  ],
  [
    'waits',
    250,
    (count) =>
      inJourney(
        many(
          count,
          (index) => `wait until contact.points > ${index} up to 1 day as w${index} { delay 1 day }`,
        ),
      ),
  ],
  [
    'stages',
    200,
    (count) =>
      inJourney(many(count, (index) => `stage s${index} { delay 1 day go to s${(index + 1) % count} }`)),
  ],
  [
    'journeys',
    150,
    (count) => HEAD + many(count, (index) => `journey j${index} { start manually delay 1 day }`),
  ],
  [
    'scenarios',
    200,
    (count) =>
      inJourney('delay 1 day') +
      many(
        count,
        (index) =>
          `scenario "s${index}" for j {\ncontact()\nat 2026-03-02 10:00\nstart manually\nafter 1 day\nexpect finished\n}`,
      ),
  ],
  ['unknown names', 800, (count) => inJourney(many(count, (index) => `tag #t${index}`))],
  ['unknown values', 300, (count) => inJourney(many(count, (index) => `if v${index} == 1 { delay 1 day }`))],
  [
    'values of steps that are left',
    300,
    (count) =>
      inJourney(`wait for x up to 1 day as w { }\n${many(count, () => 'if w.a == 1 { delay 1 day }')}`),
  ],
  ['syntax errors', 1000, (count) => inJourney(many(count, () => 'sned x'))],
  ['syntax errors on one line', 1000, (count) => inJourney(many(count, () => 'sned x', ' '))],
  [
    'parentheses that something stands in',
    500,
    (count) => inJourney(many(count, () => 'if (contact.points is 1) { delay 1 day }')),
  ],
  [
    'amounts with commas',
    1000,
    (count) => inJourney(many(count, () => 'if contact.points > 1,5 { delay 1 day }')),
  ],
  ['texts that are not closed', 1000, (count) => many(count, (index) => `tag t${index} "open`)],
  ['quotation marks and braces', 4000, (count) => '"{'.repeat(count)],
  ['blocks in blocks', 3000, (count) => inJourney(`${'if true { '.repeat(count)}${'} '.repeat(count)}`)],
  [
    'parentheses in parentheses',
    8000,
    (count) => inJourney(`if ${'('.repeat(count)}true${')'.repeat(count)} { }`),
  ],
  [
    'a long condition',
    200,
    (count) => inJourney(`if ${'contact.points > 1 and '.repeat(count)}true { finish }`),
  ],
]

describe('the time that a compilation takes grows with the text and no faster', () => {
  test.each(kinds)('%s', (_, count, text) => {
    const small = text(count)
    const large = text(count * TIMES_LARGER)
    expectGrowth(
      () => timeOf(small),
      () => timeOf(large),
    )
  })

  test('a chain of imports', () => {
    const chain = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `f${index}.journey`,
          `import { t${index + 1} } from "./f${index + 1}.journey"\ntag t${index}\n`,
        ]),
      )
    const time = (count: number) => {
      const files = chain(count)
      const start = performance.now()
      compile(memoryHost(files), ['f0.journey'])
      return performance.now() - start
    }
    expectGrowth(
      () => time(500),
      () => time(500 * TIMES_LARGER),
    )
  })
})

function expectGrowth(small: () => number, large: () => number): void {
  let base = Number.POSITIVE_INFINITY
  let best = Number.POSITIVE_INFINITY
  // Only one good attempt of each is needed: other programs can make it slower, and never faster.
  for (let attempt = 0; attempt < ATTEMPTS && (attempt < 2 || best > base * MOST); attempt++) {
    base = Math.min(base, small())
    best = Math.min(best, large())
  }
  expect(best / base).toBeLessThan(MOST)
}

function timeOf(text: string): number {
  const host = memoryHost({ 'a.journey': text })
  const start = performance.now()
  const compilation = compile(host, ['a.journey'])
  if (!hasErrors(compilation)) lower(compilation.program)
  return performance.now() - start
}
