import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { excerpt } from '../../src/cli/report/excerpt.ts'
import { PLAIN } from '../../src/cli/style.ts'
import { LineIndex } from '../../src/source/lines.ts'

/** Shows what is between `«` and `»`. */
function shown(marked: string, { width = 100, label = '' } = {}): string {
  const start = marked.indexOf('«')
  const end = marked.indexOf('»') - 1
  const text = marked.replace(/[«»]/g, '')
  const { line, source, marks } = excerpt(new LineIndex(text), { start, end }, options(width, label))
  return `${line}\n${source}\n${marks}`
}

function options(width: number, label: string) {
  return { mark: '^', label, width, style: PLAIN, paint: (text: string) => text } as const
}

describe('the marks stand below what they mark', () => {
  const cases: [name: string, marked: string][] = [
    ['plain', 'send «ofer»(discount: 10%)'],
    ['a tab before', '\t\tsend «ofer»'],
    ['a tab inside', 'a«b\tc»d'],
    ['wide characters', 'subject: "日本語" «oops»'],
    ['wide characters marked', 'tag «日本語» "x"'],
    ['combining marks', 'subject: "e\u0301te\u0301" «oops»'],
    ['emoji of several characters', 'subject: "👩‍👩‍👧 🇩🇪" «oops»'],
    ['an emoji marked in its middle', 'subject: "👩«‍👩»‍👧"'],
    ['Persian before', 'subject: "سلام دنیا" «oops»'],
    ['Persian marked, with a joiner inside', 'tag «می‌خواهم» "x"'],
    ['Persian only after', 'tag «oops» "سلام"'],
    ['nothing between words', 'send «»offer'],
    ['the end of a line', 'send offer«»'],
    ['the end of the text', 'send offer\n«»'],
    ['several lines', 'first\n  if «{\n  send\n}»\nlast'],
    ['a carriage return', 'first\r\nsend «ofer»\r\nlast'],
  ]
  test.each(cases)('%s', (_, marked) => {
    expect(shown(marked)).toMatchSnapshot()
  })
})

test('a label follows the marks', () => {
  expect(shown('tag «vip»', { label: 'It is declared here.' })).toBe(
    '1\ntag vip\n    ^^^ It is declared here.',
  )
})

describe('a long line is cut around the marks', () => {
  const many = 'word '.repeat(60)
  test.each([
    ['at its end', `«oops» ${many}`],
    ['on both sides', `${many}«oops» ${many}`],
    ['at its beginning', `${many}«oops»`],
    ['when all of it is marked', `«${many}»`],
  ])('%s', (_, marked) => {
    const text = shown(marked, { width: 60 })
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(60)
    expect(text).toMatchSnapshot()
  })
})

test('characters that would steer the terminal or hide are made visible', () => {
  expect(shown('tag «a\u001B[31m\u202Eb\u0000»')).toBe(`1\ntag a␛[31m<U+202E>b␀\n    ${'^'.repeat(16)}`)
})

test('of a line of any length only what is near the marks is looked at', () => {
  const half = 'send ofer("سلام 👩‍👩‍👧") '.repeat(200_000)
  const text = shown(`${half}«oops» ${half}`, { width: 60 })
  const [, source, marks] = text.split('\n')
  expect(stringWidth(source!)).toBeLessThanOrEqual(60)
  expect(source).toMatch(/^….* oops .*…$/u)
  expect(marks!.trim()).toMatch(/^\^{4}/u)
})
