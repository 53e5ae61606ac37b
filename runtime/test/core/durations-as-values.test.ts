import { expect, test } from 'vitest'
import type { Expr, Field } from '../../src/graph/format.ts'
import { canonicalDuration } from '../../src/time/duration.ts'
import { bundle, finish, journey, load, play, story } from '../helpers.ts'

test.each([
  ['P1W', 'P7D'],
  ['P14M', 'P1Y2M'],
  ['P1W1D', 'P8D'],
  ['PT90M', 'PT1H30M'],
  ['PT3661S', 'PT1H1M1S'],
  ['PT24H', 'PT24H'],
  ['P0D', 'PT0S'],
])('%s is %s', (text, expected) => {
  expect(canonicalDuration(text)).toBe(expected)
})

const [x, y, list, preset]: Expr[] = ['x', 'y', 'list', 'preset'].map((name) => ({ var: ['event', name] }))
const literal: Expr = { duration: 'P7D' }
test.each<[string, Expr]>([
  ['two fields', { '===': [x!, y!] }],
  ['a field and a literal', { '===': [x!, literal] }],
  ['a field in a list of literals', { in: [x!, { list: [literal] }] }],
  ['a literal in a list from outside', { in: [literal, list!] }],
  ['two lists', { '===': [list!, { list: [literal] }] }],
  ['a default', { '===': [preset!, literal] }],
])('a week equals seven days: %s', (_, where) => {
  const duration = { type: 'duration' } as const
  const fields: Record<string, Field> = {
    x: duration,
    y: duration,
    list: { type: 'list', of: duration },
    preset: { ...duration, default: 'P1W' },
  }
  const starts = [{ id: 'e', on: { event: 'e' }, where }]
  const loaded = load(
    bundle({ j: journey({ starts, nodes: { f: finish() } }) }, { events: { e: { fields } } }),
  )
  const host = play(loaded, { log: [['2026-03-02 10:00', 'event e {"x":"P1W","y":"P7D","list":["P1W"]}']] })
  expect(story(host, ['finished'])).toHaveLength(1)
})
