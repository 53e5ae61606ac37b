import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { countFindings } from '../../src/cli/report/count.ts'
import { type Finding, findingOf } from '../../src/cli/report/finding.ts'
import { jsonDiagnostic, jsonPlace } from '../../src/cli/report/json.ts'
import { renderFinding } from '../../src/cli/report/pretty.ts'
import { Texts } from '../../src/cli/report/texts.ts'
import { createStyle, PLAIN } from '../../src/cli/style.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'

const FILES: Readonly<Record<string, string>> = {
  'shop.journey': `${'\n'.repeat(8)}tag vip "Bought"\ntag vip "خرید کرد"\n`,
  'welcome.journey': 'journey welcome {\n  send ofer\n}\n',
}
const texts = new Texts(
  (file) => FILES[file],
  (file) => `shop/${file}`,
)

/** A finding about the n-th time that a word stands in a file. */
function findingAt(file: string, word: string, nth = 1): Finding {
  let start = -1
  for (let count = 0; count < nth; count++) start = FILES[file]!.indexOf(word, start + 1)
  const span = { start, end: start + word.length }
  return { severity: 'error', message: 'Something is wrong.', place: { file, span }, related: [], hints: [] }
}

describe('a finding for people', () => {
  const cases: [name: string, finding: Finding][] = [
    [
      'with a hint',
      { ...findingAt('welcome.journey', 'ofer'), code: 'J2006', hints: ['Change to "offer".'] },
    ],
    [
      'with another place in the same file; line numbers of two widths',
      {
        ...findingAt('shop.journey', 'vip', 2),
        related: [{ place: findingAt('shop.journey', 'vip').place, message: 'It is first declared here.' }],
      },
    ],
    [
      'with a place in another file',
      {
        ...findingAt('welcome.journey', 'ofer'),
        severity: 'warning',
        related: [{ place: findingAt('shop.journey', 'خرید کرد').place, message: 'It is declared here.' }],
      },
    ],
    [
      'in files whose texts are not known',
      {
        ...findingAt('welcome.journey', 'ofer'),
        place: { file: 'gone.journey', span: { start: 0, end: 0 } },
        related: [{ place: { file: 'lost.journey', span: { start: 0, end: 0 } }, message: 'It was here.' }],
      },
    ],
    [
      'with a dangerous message',
      { ...findingAt('welcome.journey', 'ofer'), message: 'There is no "\u001B[2J".' },
    ],
  ]
  test.each(cases)('%s', (_, finding) => {
    expect(renderFinding(finding, texts, { style: PLAIN, width: 80 })).toMatchSnapshot()
  })

  test('in colour it says the same', () => {
    const finding = { ...findingAt('welcome.journey', 'ofer'), code: 'J2006', hints: ['Change to "offer".'] }
    const coloured = renderFinding(finding, texts, { style: createStyle(true), width: 80 })
    const plain = renderFinding(finding, texts, { style: PLAIN, width: 80 })
    expect(coloured).not.toBe(plain)
    expect(stripVTControlCharacters(coloured)).toBe(plain)
  })
})

test('findings are counted by severity and file', () => {
  const error = findingAt('welcome.journey', 'ofer')
  expect(countFindings([error])).toBe('1 error in 1 file')
  expect(
    countFindings([
      { ...error, severity: 'hint' },
      error,
      { ...findingAt('shop.journey', 'vip'), severity: 'warning' },
      error,
    ]),
  ).toBe('2 errors, 1 warning, 1 hint in 2 files')
})

test('a diagnostic for machines has its related places and its fixes', () => {
  const { file, span } = findingAt('welcome.journey', 'ofer').place
  const declared = findingAt('shop.journey', 'vip').place
  const diagnostic: Diagnostic = {
    name: 'unknown-name',
    args: { what: 'message', name: 'ofer', candidates: ['offer'] },
    file,
    span,
    related: [{ ...declared, role: 'declared here' }],
    fixes: [{ title: 'Change to "offer"', edits: [{ file, span, text: 'offer' }] }],
  }
  const range = { start: { line: 2, column: 8 }, end: { line: 2, column: 12 } }
  expect(jsonDiagnostic(diagnostic, texts)).toEqual({
    code: 'J2006',
    severity: 'error',
    message: 'There is no message "ofer" here. Did you mean "offer"?',
    file: 'shop/welcome.journey',
    range,
    related: [
      {
        message: 'It is declared here.',
        file: 'shop/shop.journey',
        range: { start: { line: 9, column: 5 }, end: { line: 9, column: 8 } },
      },
    ],
    fixes: [
      {
        title: 'Change to "offer"',
        safe: false,
        edits: [{ file: 'shop/welcome.journey', range, newText: 'offer' }],
      },
    ],
  })
  // For people, the fixes are hints.
  expect(findingOf(diagnostic).hints).toEqual(['Change to "offer"'])
})

test('a place for machines counts from 1, and stands at the beginning of a text that is not known', () => {
  expect(jsonPlace(findingAt('welcome.journey', 'ofer').place, texts)).toEqual({
    file: 'shop/welcome.journey',
    range: { start: { line: 2, column: 8 }, end: { line: 2, column: 12 } },
  })
  expect(jsonPlace({ file: 'gone.journey', span: { start: 5, end: 9 } }, texts).range).toEqual({
    start: { line: 1, column: 1 },
    end: { line: 1, column: 1 },
  })
})
