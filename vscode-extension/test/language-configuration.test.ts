import { describe, expect, test } from 'vitest'
import configuration from '../language-configuration.json' with { type: 'json' }

const { indentationRules, onEnterRules, wordPattern, folding } = configuration

const word = new RegExp(wordPattern.pattern, `${wordPattern.flags}g`)

test.each([
  ['send offer(discount: 10%)', ['send', 'offer', 'discount', '10']],
  ['event ثبت\u200cنام { کد: string }', ['event', 'ثبت\u200cنام', 'کد', 'string']],
  ['#vip 1_000.50 EUR', ['vip', '1_000.50', 'EUR']],
  ['größe_2 Москва', ['größe_2', 'Москва']],
  // A mark above a letter belongs to it.
  ['cafe\u0301 x', ['cafe\u0301', 'x']],
])('the words of %s', (text, words) => {
  expect([...text.matchAll(word)].map(([found]) => found)).toEqual(words)
})

describe('indentation', () => {
  const increases = new RegExp(indentationRules.increaseIndentPattern)
  const decreases = new RegExp(indentationRules.decreaseIndentPattern)

  test.each([
    'journey welcome "Welcome" {',
    'send offer(',
    '} else {',
    'wait for purchased up to 7 days { // a week',
    'subject "{" {',
    'import {',
    'event e { a: list<string>, b: { ',
  ])('goes in behind %s', (line) => expect(increases.test(line)).toBe(true))

  test.each([
    'send offer(discount: 10%)',
    'if x { finish }',
    'subject: "an open { brace"',
    '// a comment {',
    '}',
    'enum Market { domestic "At home", export "Abroad" }',
    'limit: 3 per 7 days',
  ])('stays behind %s', (line) => expect(increases.test(line)).toBe(false))

  test.each(['}', '  } else {', '  )', ']'])('comes out at %s', (line) =>
    expect(decreases.test(line)).toBe(true),
  )

  test('takes no longer on long lines', () => {
    const began = performance.now()
    for (const part of ['{', '"', '{"', '(', 'a ', '/', '\\', '{}', '"a"'])
      increases.test(part.repeat(20_000))
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe('the next line', () => {
  const written = (before: string, after = ''): string =>
    onEnterRules.find(
      (rule) => new RegExp(rule.beforeText).test(before) && new RegExp(rule.afterText ?? '').test(after),
    )?.action.appendText ?? ''

  test.each([
    ['/// What it is.', '', '/// '],
    ['  /// What it is.', '', '/// '],
    // An empty line of documentation is its last.
    ['  /// ', '', ''],
    ['// Why.', '', ''],
    ['// Why', ' and what for.', '// '],
    ['//// Not told.', '', ''],
    ['send hello', '', ''],
  ])('behind "%s|%s" begins with "%s"', (before, after, appended) => {
    expect(written(before, after)).toBe(appended)
  })
})

test.each([
  ['// #region mails', true, false],
  ['  //#region', true, false],
  ['// #endregion', false, true],
  ['// region', false, false],
])('folding at %s', (line, starts, ends) => {
  expect(new RegExp(folding.markers.start).test(line)).toBe(starts)
  expect(new RegExp(folding.markers.end).test(line)).toBe(ends)
})
