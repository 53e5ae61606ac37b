import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { createStyle, wantsColour } from '../../src/cli/style.ts'

test.each<[isTerminal: boolean, environment: Record<string, string>, wanted: boolean]>([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
])('a terminal: %s, with %o: colour %s', (isTerminal, environment, wanted) => {
  expect(wantsColour(isTerminal, environment)).toBe(wanted)
})

test('a style without colour leaves every text as it is', () => {
  for (const paint of Object.values(createStyle(false))) expect(paint('text')).toBe('text')
})

test('a style with colour wraps texts, but not the empty one', () => {
  for (const paint of Object.values(createStyle(true))) {
    expect(paint('text')).toMatch(/^.+text.+$/)
    expect(stripVTControlCharacters(paint('text'))).toBe('text')
    expect(paint('')).toBe('')
  }
})
