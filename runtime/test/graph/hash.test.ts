import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/graph/canonical.ts'
import type { Journey } from '../../src/graph/format.ts'
import { journeyHash } from '../../src/graph/hash.ts'
import { delay, finish, journey } from '../helpers.ts'

const base = journey({
  goals: { title: { event: 'purchased' } },
  exits: [{ id: 'x', when: false }],
  stages: [{ name: 'doc', entry: 'd' }],
  nodes: { d: { ...delay('P1D', 'f'), stage: 'doc' }, f: finish() },
})

describe('the hash of a journey', () => {
  const same: [string, (copy: Journey) => void][] = [
    ['its title', (copy) => (copy.title = 'Welcome')],
    ['its documentation', (copy) => (copy.doc = 'x')],
    ['its own hash', (copy) => (copy.hash = 'x')],
    ['the documentation of a start', (copy) => (copy.starts[0]!.doc = 'x')],
    ['the documentation of a goal', (copy) => (copy.goals.title!.doc = 'x')],
    ['the documentation of an exit', (copy) => (copy.exits[0]!.doc = 'x')],
    ['the title of a stage', (copy) => (copy.stages[0]!.title = 'x')],
    ['the documentation of a step', (copy) => (copy.nodes.d!.doc = 'x')],
    ['the order of steps', (copy) => (copy.nodes = Object.fromEntries(Object.entries(copy.nodes).reverse()))],
  ]
  test.each(same)('does not depend on %s', (_, change) => {
    const copy = structuredClone(base)
    change(copy)
    expect(journeyHash(copy)).toBe(base.hash)
  })

  const different: [string, (copy: Journey) => void][] = [
    ['a duration', (copy) => (copy.nodes.d = { ...delay('P2D', 'f'), stage: 'doc' })],
    ['a goal called like a text', (copy) => (copy.goals = {})],
    ['a stage called like a text', (copy) => (copy.stages[0]!.name = 'other')],
    ['the rule of entry', (copy) => (copy.enter = { rule: 'once' })],
    ['the order of starts', (copy) => copy.starts.push({ id: 'manually', on: { manually: true } })],
    ['a condition', (copy) => (copy.exits[0] = { id: 'x', when: true })],
  ]
  test.each(different)('depends on %s', (_, change) => {
    const copy = structuredClone(base)
    change(copy)
    expect(journeyHash(copy)).not.toBe(base.hash)
  })

  test('is SHA-256 in hex', () => {
    expect(base.hash).toMatch(/^[0-9a-f]{64}$/)
  })
})

test('canonical JSON sorts keys, leaves out what is absent, and ends files with a line break', () => {
  const value = { b: 1, a: [{ d: 1, c: undefined }], $schema: 'x', ü: 2 }
  expect(canonicalJson(value)).toBe('{"$schema":"x","a":[{"d":1}],"b":1,"ü":2}')
  expect(canonicalJson({ b: 1, a: 2 }, { indent: 2 })).toBe('{\n  "a": 2,\n  "b": 1\n}\n')
})
