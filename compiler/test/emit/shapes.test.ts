import { expect, test } from 'vitest'
import { covers } from '../../src/emit/diagram/shapes.ts'

const size = { width: 200, height: 44 }

test.each([
  ['send', 1, 1, false],
  ['send', 3, 3, true],
  ['start', 4, 4, false],
  ['end', 196, 40, false],
  ['end', 22, 0, true],
  ['hold', 196, 4, false],
  ['hold', 4, 4, true],
  ['branch', 3, 3, false],
  ['branch', 0, 22, true],
  ['branch', 15, 0, true],
  ['mark', 100, 0, true],
  ['mark', 100, -1, false],
] as const)('the shape for %s at %i, %i: %s', (family, x, y, covered) =>
  expect(covers(family, size, { x, y })).toBe(covered),
)
