import { describe, expect, test } from 'vitest'
import { parse } from '../../src/index.ts'
import { skeleton } from '../../src/syntax/confusables.ts'
import { MAIN } from '../diagnostics/findings.ts'

describe('names that look alike', () => {
  test.each([
    ['a Cyrillic letter', 'paid', 'p\u0430id'],
    ['a Greek letter', 'Open', '\u039fpen'],
    ['letters of full width', 'paid', '\uff50\uff41\uff49\uff44'],
    ['a dotless i', 'paid', 'pa\u0131d'],
    ['the Arabic and the Persian kaf', '\u06a9\u0627\u0631', '\u0643\u0627\u0631'],
    ['the Arabic and the Persian yeh', '\u06cc\u0627\u0631', '\u064a\u0627\u0631'],
    ['Arabic and Persian digits', 'سال۱', 'سال١'],
    [
      'a zero-width non-joiner',
      '\u06a9\u0627\u0631\u200c\u06af\u0627\u0647',
      '\u06a9\u0627\u0631\u06af\u0627\u0647',
    ],
    ['a stretched word', '\u06a9\u0627\u0631', '\u06a9\u0640\u0627\u0631'],
  ])('%s', (_, one, other) => {
    expect(skeleton(one)).toBe(skeleton(other))
    const { diagnostics } = parse(MAIN, `tag ${one}\nevent ${other}\ntag ${one}_\nevent ${other}`)
    expect(diagnostics.map(({ name }) => name)).toEqual(['confusable-names'])
  })

  test.each([
    ['other words', 'tag paid\ntag \u043f\u043b\u0430\u0442\u0430'],
    ['one word, composed and decomposed', 'tag caf\u00e9\nevent cafe\u0301'],
    ['letters with marks', 'tag resume\ntag r\u00e9sum\u00e9'],
    ['Persian words', 'tag \u0645\u0634\u062a\u0631\u06cc\ntag \u062e\u0631\u06cc\u062f\u0627\u0631'],
    ['texts and comments', 'tag paid "p\u0430id" // p\u0430id'],
  ])('nothing is said of %s', (_, text) => {
    expect(parse(MAIN, text).diagnostics).toEqual([])
  })

  test('the name in disguise is the one that is told, wherever it stands', () => {
    for (const [text, at] of [
      ['tag paid\ntag p\u0430id', 13],
      ['tag p\u0430id\ntag paid', 4],
      ['if { } \u0456f', 7],
    ] as const) {
      const found = parse(MAIN, text).diagnostics.find(({ name }) => name === 'confusable-names')
      expect(found?.span.start, text).toBe(at)
    }
  })
})
