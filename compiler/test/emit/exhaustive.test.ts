import type { Node } from '@journey-lang/runtime'
import { expect, test } from 'vitest'
import { isNeverTaken } from '../../src/emit/exhaustive.ts'
import { compile, lower, memoryHost } from '../../src/index.ts'

const source = (
  match: string,
) => `contact { market: Market = home, other: Market?, vip: boolean = false, points: integer = 0 }
enum Market { home, abroad }
journey trial { start manually match ${match} }
`

test.each([
  ['contact.market { home { finish "a" } abroad { finish "b" } }', true],
  ['contact.market { home, abroad { finish "a" } }', true],
  ['contact.vip { true { finish "a" } false { finish "b" } }', true],
  ['contact.market { home { finish "a" } else { finish "b" } }', false],
  ['contact.other { home { finish "a" } abroad { finish "b" } else { finish "c" } }', false],
  ['contact.points { 1 { finish "a" } else { finish "b" } }', false],
])('the way out of "match %s" that is for no value is known: %s', (match, never) => {
  const { program } = compile(memoryHost({ 'a.journey': source(match) }), ['a.journey'])
  const { bundle } = lower(program)
  const journey = bundle.journeys.trial!
  const node = Object.values(journey.nodes).find(({ kind }) => kind === 'match') as Node
  const scope = { bundle, journey }
  expect(isNeverTaken(node, 'else', scope)).toBe(never)
  expect(isNeverTaken(node, '1', scope)).toBe(false)
})
