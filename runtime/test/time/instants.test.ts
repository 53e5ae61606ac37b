import { expect, test } from 'vitest'
import { formatInstant, parseInstant } from '../../src/time/instant.ts'
import { fromLocal, offsetAt, toLocal } from '../../src/time/zone.ts'
import { isZone } from '../../src/time/zone-name.ts'

test.each([
  ['2026-03-02T10:00:00Z', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02T10:00Z', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02T10:00:00+01:00', '2026-03-02T09:00:00.000Z'],
  ['2026-03-02T10:00:00.25-03:30', '2026-03-02T13:30:00.250Z'],
  ['2026-03-02T10:00:00.123456789Z', '2026-03-02T10:00:00.123Z'],
  ['0099-12-31T00:00:00Z', '0099-12-31T00:00:00.000Z'],
])('%s is a moment', (text, expected) => {
  expect(formatInstant(parseInstant(text)!)).toBe(expected)
})

test.each([
  '2026-03-02T10:00:00',
  '2026-03-02 10:00:00Z',
  '2026-03-02',
  '2026-02-30T10:00:00Z',
  '2026-13-01T10:00:00Z',
  '2026-03-02T24:00:00Z',
  '2026-03-02T10:60:00Z',
  '2026-03-02T10:00:00+25:00',
  '2026-03-02T10:00:00-01:60',
  'yesterday',
  '',
])('"%s" is none', (text) => {
  expect(parseInstant(text)).toBeUndefined()
})

test('zones that exist', () => {
  expect(['UTC', 'Europe/Berlin', 'Asia/Tehran', 'Mars/Olympus', '', 'Berlin', '+02:00'].map(isZone)).toEqual(
    [true, true, true, false, false, false, false],
  )
})

test('local time and back, on each side of a change', () => {
  const change = parseInstant('2026-03-29T01:00:00Z')!
  for (const instant of [change - 1, change]) {
    expect(fromLocal(toLocal(instant, 'Europe/Berlin'), 'Europe/Berlin')).toBe(instant)
  }
  expect(offsetAt(change - 1, 'Europe/Berlin')).toBe(3_600_000)
  expect(offsetAt(change, 'Europe/Berlin')).toBe(7_200_000)
})
