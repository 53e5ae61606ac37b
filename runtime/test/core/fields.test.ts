/** Fields of a contact: setting them, what a change starts, and going different ways by them. */
import { describe, expect, test } from 'vitest'
import type { Bundle, Expr, Journey, Node, StartTrigger } from '../../src/graph/format.ts'
import { loadBundle } from '../../src/index.ts'
import { bundle, delay, delayUntil, finish, journey, type Line, load, play, story, tag } from '../helpers.ts'

const set = (field: string, value: Expr, next = 'f'): Node => ({ kind: 'set', field, value, edges: { next } })
const points: Expr = { var: ['contact', 'points'] }
const missing: Expr = { var: ['contact', 'birthday'] }

const SIGN_UP: Line = ['2026-03-02 10:00', 'event signed_up']

function market(changes: Partial<Bundle> = {}): Partial<Bundle> {
  const { contact } = bundle({})
  return {
    enums: { market: { members: [{ name: 'home', title: 'At home' }, { name: 'abroad' }] } },
    contact: {
      ...contact,
      fields: { ...contact.fields, market: { type: 'enum', enum: 'market', optional: true } },
    },
    ...changes,
  }
}

describe('set', () => {
  test.each<[string, Node, Record<string, unknown>, object]>([
    ['a value', set('points', { '+': [points, 2] }), { points: 3 }, { points: 5 }],
    ['from a default', set('points', { '+': [points, 2] }), {}, { points: 2 }],
    ['a missing value takes an optional one away', set('name', missing), { name: 'Sara' }, {}],
    ['a missing value leaves another as it is', set('points', missing), { points: 3 }, { points: 3 }],
    ['a value of another type leaves it as it is', set('points', 'many'), { points: 3 }, { points: 3 }],
    ['a member of an enum', set('market', 'home'), {}, { market: 'home' }],
    ['no member of an enum', set('market', 'nowhere'), { market: 'home' }, { market: 'home' }],
  ])('%s', (_, node, attributes, expected) => {
    const loaded = load(bundle({ j: journey({ nodes: { s: node, f: finish() } }) }, market()))
    const host = play(loaded, { log: [SIGN_UP], attributes })
    const { email: _email, ...others } = host.contact('c1')!.attributes
    expect(others).toEqual(expected)
  })
})

test('a sum that is too large for the field is a problem', () => {
  const nodes = { s: set('points', { '+': [points, Number.MAX_SAFE_INTEGER] }), f: finish() }
  const host = play(load(bundle({ j: journey({ nodes }) })), { log: [SIGN_UP], attributes: { points: 9 } })
  expect(story(host, ['problem', 'set'])).toEqual(['03-02 10:00 problem wrong_type'])
  expect(host.contact('c1')!.attributes.points).toBe(9)
})

describe('a field that a step sets moves the runs of others at once', () => {
  const enough: Expr = { '>=': [points, 100] }
  const setting = journey({
    starts: [{ id: 's', on: { event: 'purchased' } }],
    nodes: { s: set('points', 100, 'n'), n: set('birthday', { date: '2026-03-04' }), f: finish() },
  })

  test.each<[string, Partial<Journey> & { nodes: Record<string, Node> }, string]>([
    [
      'a wait until a condition holds',
      {
        nodes: {
          w: { kind: 'wait', arms: [{ name: 'enough', until: enough }], edges: { enough: 'f' } },
          f: finish(),
        },
      },
      '03-03 10:00 finished',
    ],
    [
      'an exit by a condition',
      { exits: [{ id: 'enough', when: enough }], nodes: { d: delay('P60D', 'f'), f: finish() } },
      '03-03 10:00 exited enough',
    ],
    [
      'a delay until a date',
      { nodes: { d: delayUntil({ at: missing }, 'f'), f: finish() } },
      '03-04 00:00 finished',
    ],
  ])('%s', (_, parts, expected) => {
    const log: Line[] = [SIGN_UP, ['2026-03-03 10:00', 'event purchased']]
    const host = play(load(bundle({ setting, waiting: journey(parts) })), {
      log,
      attributes: { birthday: '2026-05-05' },
    })
    expect(story(host, ['finished', 'exited']).at(-1)).toBe(expected)
  })
})

describe('start on a change', () => {
  const changed = (on: StartTrigger, nodes: Node[], attributes: Record<string, unknown> = {}) => {
    const ids = nodes.map((_, index) => `s${index}`)
    const chain = nodes.map((node, index): [string, Node] => [
      ids[index]!,
      { ...node, edges: { next: ids[index + 1] ?? 'f' } } as Node,
    ])
    const setting = journey({ nodes: { ...Object.fromEntries(chain), f: finish() } })
    const j = journey({ starts: [{ id: 'c', on }], nodes: { f: finish() } })
    const host = play(load(bundle({ setting, j }, market())), { log: [SIGN_UP], attributes })
    return story(host, ['entered']).filter((line) => line.includes(' j ')).length
  }

  test.each<[string, StartTrigger, Node[], Record<string, unknown>, number]>([
    ['another value', { change: 'points' }, [set('points', 5)], { points: 3 }, 1],
    ['each other value', { change: 'points' }, [set('points', 5), set('points', 6)], { points: 3 }, 2],
    ['the same value', { change: 'points' }, [set('points', 3)], { points: 3 }, 0],
    ['the first value', { change: 'name' }, [set('name', 'Sara')], {}, 0],
    ['a value in place of the default', { change: 'points' }, [set('points', 5)], {}, 1],
    ['no value any more', { change: 'name' }, [set('name', missing)], { name: 'Sara' }, 1],
    ['to the value that is meant', { change: 'points', to: 5 }, [set('points', 5)], { points: 3 }, 1],
    ['to another', { change: 'points', to: 5 }, [set('points', 6)], { points: 3 }, 0],
    ['to it and on', { change: 'points', to: 5 }, [set('points', 5), set('points', 6)], { points: 3 }, 1],
    ['another field', { change: 'points' }, [set('name', 'Sara')], { name: 'Lea' }, 0],
  ])('%s', (_, on, nodes, attributes, expected) => {
    expect(changed(on, nodes, attributes)).toBe(expected)
  })

  test.each<[string, object, number]>([
    ['that is told with its time', { at: Date.parse('2026-03-03T10:00:00Z') }, 1],
    ['that is imported', {}, 0],
  ])('a change from outside %s', (_, when, expected) => {
    const j = journey({ starts: [{ id: 'c', on: { change: 'points' } }], nodes: { f: finish() } })
    const host = play(load(bundle({ j })), {
      log: [SIGN_UP],
      attributes: { points: 1 },
      until: '2026-03-02 11:00',
    })
    host.post({ kind: 'contact', contact: 'c1', attributes: { points: 2 }, ...when })
    expect(story(host, ['entered'])).toHaveLength(expected)
  })

  test.each([
    ['of a channel', '{"channel":"mail"}'],
    ['of all channels, when none is named', '{}'],
  ])('consent that is withdrawn, %s', (_, payload) => {
    const on: StartTrigger = { change: 'opt_in', to: false }
    const j = journey({ starts: [{ id: 'c', on }], nodes: { f: finish() } })
    const log: Line[] = [SIGN_UP, ['2026-03-03 10:00', `event unsubscribed ${payload}`]]
    expect(story(play(load(bundle({ j })), { log }), ['entered'])).toEqual(['03-03 10:00 entered j by c'])
  })

  test('journeys that change a field in turns are cut after some links', () => {
    const flip = (from: number, to: number) =>
      journey({
        starts: [{ id: 'c', on: { change: 'points', to: from } }],
        nodes: { s: set('points', to), f: finish() },
      })
    const log: Line[] = [SIGN_UP]
    const setting = journey({ nodes: { s: set('points', 1), f: finish() } })
    const host = play(load(bundle({ setting, a: flip(1, 2), b: flip(2, 1) })), { log })
    expect(story(host, ['problem'])).toContain('03-02 10:00 problem too_many_hops')
  })
})

describe('match', () => {
  const node: Node = {
    kind: 'match',
    on: { var: ['contact', 'market'] },
    arms: [
      { name: 'home', is: ['home'] },
      { name: 'far', is: ['abroad', 'overseas'] },
    ],
    edges: { home: 'a', far: 'b', else: 'f' },
  }
  test.each<[Record<string, unknown>, string[]]>([
    [{ market: 'home' }, ['a']],
    [{ market: 'abroad' }, ['b']],
    [{}, []],
  ])('%j', (attributes, expected) => {
    const j = journey({ nodes: { m: node, a: tag('a', 'f'), b: tag('b', 'f'), f: finish() } })
    const host = play(load(bundle({ j }, market())), { log: [SIGN_UP], attributes })
    expect(host.contact('c1')?.tags).toEqual(expected)
  })

  test('needs an edge for each arm, and one for all others', () => {
    const edges = { home: 'f' }
    const j = journey({ nodes: { m: { ...node, edges } as Node, f: finish() } })
    const result = loadBundle(bundle({ j }, market()))
    expect(result.ok ? [] : result.problems.map(({ args }) => args)).toEqual([
      { node: 'm', edge: 'far' },
      { node: 'm', edge: 'else' },
    ])
  })
})

test.each<[string, Partial<Bundle>, string]>([
  [
    'an enum that there is not',
    { contact: { fields: { market: { type: 'enum', enum: 'markets' } } } },
    'enum',
  ],
  [
    'a default that is no member',
    { contact: { fields: { market: { type: 'enum', enum: 'market', default: 'nowhere' } } } },
    'member of "market"',
  ],
  [
    'a list of an enum that there is not',
    { events: { e: { fields: { markets: { type: 'list', of: { type: 'enum', enum: 'markets' } } } } } },
    'enum',
  ],
])('a graph with %s is refused', (_, changes, kind) => {
  const result = loadBundle(bundle({}, market({ channels: {}, messages: {}, ...changes })))
  expect(result.ok ? [] : result.problems.map(({ args }) => args)).toMatchObject([{ kind }])
})

test('a field of an enum takes its members and nothing else', () => {
  const host = play(load(bundle({}, market())), { log: [SIGN_UP] })
  host.post({ kind: 'contact', contact: 'c1', attributes: { market: 'home' } })
  host.post({ kind: 'contact', contact: 'c1', attributes: { market: 'nowhere' } })
  expect(host.contact('c1')?.attributes.market).toBe('home')
  expect(story(host).map((line) => line.slice(12))).toEqual(['problem wrong_type'])
})
