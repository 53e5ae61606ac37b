/** Our hosts pass the conformance kit, and the kit itself is in order. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { playInMemory } from '../../conformance/hosts/memory.ts'
import { type Case, type Played, readCase, transcript } from '../../conformance/hosts/protocol.ts'
import { playOnDisk } from '../../conformance/hosts/sqlite.ts'

const folder = new URL('../../conformance/cases/', import.meta.url)
const names = readdirSync(folder).sort()
const read = (name: string, file: string) => readFileSync(new URL(`${name}/${file}`, folder), 'utf8')
const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

const cases = names.map((name) => {
  const [graph, events, expected] = [
    read(name, 'graph.json'),
    read(name, 'events.jsonl'),
    read(name, 'expected.jsonl'),
  ]
  return { name, graph, events, expected: linesOf(expected) }
})

const hosts: Record<string, (given: Case) => Played | Promise<Played>> = {
  'in memory': playInMemory,
  'on disk': (given) => playOnDisk(given, false),
  'on disk, closed and opened before every line': (given) => playOnDisk(given, true),
}

describe.each(Object.entries(hosts))('the host %s', (_, play) => {
  test.each(cases)('$name', async ({ graph, events, expected }) => {
    expect(linesOf(transcript(await play(readCase(graph, events))))).toEqual(expected)
  })
})

describe('the kit', () => {
  const expected = cases.flatMap((one) => one.expected)
  const valuesOf = (key: string) => new Set(expected.map((line) => line[key]))
  const nodes = cases.flatMap(({ graph }) =>
    Object.values(JSON.parse(graph).journeys as Record<string, Journey>).flatMap((one) =>
      Object.values(one.nodes),
    ),
  )
  const starts = cases.flatMap(({ graph }) =>
    Object.values(JSON.parse(graph).journeys as Record<string, Journey>).flatMap((one) => one.starts),
  )

  test('has enough cases', () => {
    expect(names.length).toBeGreaterThanOrEqual(40)
  })

  test('ends each case with its clock, so that it is plain until when it goes', () => {
    expect(
      cases.filter(({ events }) => linesOf(events).at(-1)?.type !== 'clock').map(({ name }) => name),
    ).toEqual([])
  })

  test('has every kind of step', () => {
    expect(new Set(nodes.map(({ kind }) => kind))).toEqual(new Set(NODE_KINDS))
  })

  test('has every kind of start', () => {
    const kinds = starts.map(({ on }) => Object.keys(on)[0])
    expect(new Set(kinds)).toEqual(new Set(START_KINDS))
  })

  test('has every kind of record', () => {
    expect([...valuesOf('kind')].sort()).toEqual([...RECORD_KINDS, 'contact'].sort())
  })

  test.each([
    ['refused', ['inside', 'once', 'too_soon', 'exit', 'no_key']],
    ['suppressed', ['missing', 'consent', 'quiet', 'cap', 'left']],
  ])('has every reason of %s', (kind, reasons) => {
    const found = expected.filter((line) => line.kind === kind).map(({ reason }) => reason)
    expect([...new Set(found)].sort()).toEqual([...reasons].sort())
  })

  test('has every problem that an input or a run can have', () => {
    const codes = new Set(expected.filter(({ kind }) => kind === 'problem').map(({ code }) => code))
    expect([...codes].sort()).toEqual(PROBLEM_CODES)
  })
})

interface Journey {
  nodes: Record<string, { kind: string }>
  starts: { on: Record<string, unknown> }[]
}

const NODE_KINDS = [
  'branch',
  'call',
  'delay',
  'emit',
  'enter',
  'finish',
  'match',
  'notify',
  'repeat',
  'send',
  'set',
  'split',
  'tag',
  'untag',
  'wait',
]
const START_KINDS = ['at', 'change', 'enter', 'event', 'every', 'leave', 'manually', 'tag', 'untag']
const RECORD_KINDS = [
  'call_failed',
  'called',
  'calling',
  'emitted',
  'entered',
  'exited',
  'failed',
  'finished',
  'goal',
  'handed',
  'held',
  'held_out',
  'joined',
  'left',
  'notified',
  'passed',
  'problem',
  'refused',
  'sent',
  'set',
  'suppressed',
  'tagged',
  'untagged',
]
/** Without those that only a graph of another version, or one that no compiler wrote, can have. */
const PROBLEM_CODES = [
  'R2001',
  'R2002',
  'R2003',
  'R2004',
  'R2005',
  'R2006',
  'R2007',
  'R2008',
  'R2009',
  'R2010',
  'R2013',
  'R3002',
]
