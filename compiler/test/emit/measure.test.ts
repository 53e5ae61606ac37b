import { describe, expect, test } from 'vitest'
import { directionOf } from '../../src/emit/bidi.ts'
import { textWidth, wrap } from '../../src/emit/diagram/measure.ts'

const [RTL, POP, RTL_MARK] = ['\u2067', '\u2069', '\u200F']

test('bold is wider than regular, and what is invisible has no width', () => {
  expect(textWidth('Welcome', 14, 'bold')).toBeGreaterThan(textWidth('Welcome', 14))
  expect(textWidth(`${RTL}\u200C\u0301${POP}`, 14)).toBe(0)
  expect(textWidth('سلام', 20)).toBe(2 * textWidth('سلام', 10))
})

describe('lines', () => {
  test('break between words and keep every word', () => {
    const lines = wrap('one two three four five six', 80, 14)
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join(' ')).toBe('one two three four five six')
    for (const line of lines) expect(textWidth(line, 14)).toBeLessThanOrEqual(80)
  })

  test('break inside a word that has no room, after a joint if there is one', () => {
    const lines = wrap('contact.preferred_delivery_address', 130, 14)
    expect(lines).toEqual(['contact.preferred_', 'delivery_address'])
    for (const line of wrap('x'.repeat(200), 100, 14, 'regular', 99)) {
      expect(textWidth(line, 14)).toBeLessThanOrEqual(100)
    }
  })

  test('end with an ellipsis when there are too many', () => {
    expect(wrap('a b c d e f', 1, 14, 'regular', 3)).toEqual(['a', 'b', 'c …'])
  })

  test('leave an isolated title whole where it fits', () => {
    const title = `${RTL}«خرید از فروشگاه»${POP}`
    expect(wrap(`wait for ${title}`, 140, 14)).toEqual(['wait for', title])
  })

  test('close and open again an isolate that is cut', () => {
    const lines = wrap(`${RTL}یک دو سه چهار پنج شش${POP}`, 60, 14)
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) {
      expect(line.split(RTL)).toHaveLength(2)
      expect(line.split(POP)).toHaveLength(2)
    }
  })

  test('keep the direction of the whole where a line begins with another script', () => {
    const [first, second] = wrap('سلام Example', 60, 14) as [string, string]
    expect(directionOf(first)).toBe('rtl')
    expect(second).toBe(`${RTL_MARK}Example`)
  })
})
