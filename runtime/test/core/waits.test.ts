import { describe, expect, test } from 'vitest'
import type { Node } from '../../src/graph/format.ts'
import {
  bundle,
  delay,
  finish,
  journey,
  type Line,
  load,
  play,
  send,
  story,
  tag,
  waitFor,
} from '../helpers.ts'

const START: Line = ['2026-03-02 10:00', 'event signed_up']

/** Plays a log through one journey, and tells by which edges the contact went. */
function path(
  nodes: Record<string, Node>,
  log: Line[],
  play_: Partial<Parameters<typeof play>[1]> = {},
): string[] {
  const host = play(load(bundle({ j: journey({ nodes }) })), { log: [START, ...log], ...play_ })
  return story(host, ['passed']).map((line) => line.replace('passed ', ''))
}

describe('a wait for an event', () => {
  const nodes = { w: waitFor('purchased', 'P7D', 'f', 'f'), f: finish() }

  test.each<[string, Line[], string[]]>([
    ['in time', [['2026-03-04 12:00', 'event purchased']], ['03-04 12:00 w:purchased']],
    [
      'at the limit: the event beats the timer',
      [['2026-03-09 10:00', 'event purchased']],
      ['03-09 10:00 w:purchased'],
    ],
    ['after the limit', [['2026-03-09 10:00:01', 'event purchased']], ['03-09 10:00 w:timeout']],
    ['never', [], ['03-09 10:00 w:timeout']],
    ['another event', [['2026-03-04 12:00', 'event viewed {"page":"x"}']], ['03-09 10:00 w:timeout']],
  ])('%s', (_, log, expected) => {
    expect(path(nodes, log)).toEqual(expected)
  })

  test('without a limit waits as long as it takes', () => {
    const forever = { w: waitFor('purchased', undefined, 'f'), f: finish() }
    expect(path(forever, [['2031-03-02 10:00', 'event purchased']])).toEqual(['03-02 10:00 w:purchased'])
  })

  test('does not count the event that started the run, nor one that ended the last wait', () => {
    const source = bundle({
      j: journey({
        starts: [{ id: 'purchased', on: { event: 'purchased' } }],
        enter: { rule: 'once' },
        nodes: {
          one: waitFor('purchased', 'P7D', 'two', 'f'),
          two: waitFor('purchased', 'P7D', 'f', 'f'),
          f: finish(),
        },
      }),
    })
    const log: Line[] = [
      ['2026-03-02 10:00', 'event purchased'],
      ['2026-03-02 10:00', 'event purchased'],
      ['2026-03-02 10:00', 'event purchased'],
    ]
    const passed = (count: number) => story(play(load(source), { log: log.slice(0, count) }), ['passed'])
    expect(passed(1)).toEqual(['03-09 10:00 passed one:timeout'])
    expect(passed(2)).toEqual(['03-02 10:00 passed one:purchased', '03-09 10:00 passed two:timeout'])
    expect(passed(3)).toEqual(['03-02 10:00 passed one:purchased', '03-02 10:00 passed two:purchased'])
  })

  test('runs its limit in the zone of the contact', () => {
    const attributes = { timezone: 'Europe/Berlin' }
    const log: Line[] = [['2026-03-25 08:00Z', 'event signed_up']]
    const loaded = load(bundle({ j: journey({ nodes }) }))
    // Nine o'clock before and after the clock changes on 29 March.
    expect(story(play(loaded, { log, attributes }), ['passed'])).toEqual(['04-01 07:00 passed w:timeout'])
  })
})

describe('an event before the wait', () => {
  const quiet = { night: { kind: 'email', to: 'x', quiet: { from: '21:00', to: '08:00' } } } as const
  const nodes = { s: send('goodnight', 'w'), w: waitFor('purchased', 'P7D', 'f', 'f'), f: finish() }
  const source = (changes = {}) =>
    bundle(
      { j: journey({ nodes: { ...nodes, ...changes } }) },
      { channels: quiet, messages: { goodnight: { channel: 'night', params: {}, content: {} } } },
    )

  test('counts from the end of the last hold, so also while a message is held back', () => {
    const log: Line[] = [
      ['2026-03-02 22:00', 'event signed_up'],
      ['2026-03-03 01:00', 'event purchased'],
    ]
    expect(story(play(load(source()), { log }), ['passed'])).toEqual([
      '03-03 08:00 passed s:next',
      '03-03 08:00 passed w:purchased',
    ])
  })

  test('is used once by two waits in a row', () => {
    const two = { w: waitFor('purchased', 'P7D', 'v', 'f'), v: waitFor('purchased', 'P1D', 'f', 'f') }
    const log: Line[] = [
      ['2026-03-02 22:00', 'event signed_up'],
      ['2026-03-03 01:00', 'event purchased'],
      ['2026-03-03 02:00', 'event purchased'],
    ]
    const passed = (count: number) =>
      story(play(load(source(two)), { log: log.slice(0, count) }), ['passed']).slice(1)
    expect(passed(2)).toEqual(['03-03 08:00 passed w:purchased', '03-04 08:00 passed v:timeout'])
    expect(passed(3)).toEqual(['03-03 08:00 passed w:purchased', '03-03 08:00 passed v:purchased'])
  })

  test('does not count if it came during an earlier hold', () => {
    const held = { d: delay('P2D', 'w'), w: waitFor('purchased', 'P7D', 'f', 'f'), f: finish() }
    expect(path(held, [['2026-03-03 10:00', 'event purchased']])).toEqual([
      '03-04 10:00 d:next',
      '03-11 10:00 w:timeout',
    ])
  })

  test('counts with `since: start`, but not the starting event', () => {
    const waiting: Node = { ...waitFor('purchased', 'P7D', 'f', 'f'), since: 'start' } as Node
    const held = { d: delay('P2D', 'w'), w: waiting, f: finish() }
    expect(path(held, [['2026-03-03 10:00', 'event purchased']])).toEqual([
      '03-04 10:00 d:next',
      '03-04 10:00 w:purchased',
    ])
    const started = bundle({ j: journey({ starts: [{ id: 'p', on: { event: 'purchased' } }], nodes: held }) })
    const host = play(load(started), { log: [['2026-03-02 10:00', 'event purchased']] })
    expect(story(host, ['passed'])).toEqual(['03-04 10:00 passed d:next', '03-11 10:00 passed w:timeout'])
  })
})

describe('several arms', () => {
  const arms = (first: string, second: string): Record<string, Node> => ({
    w: {
      kind: 'wait',
      limit: 'P3D',
      arms: [first, second].map((name) =>
        name === 'rich'
          ? { name, until: { '>=': [{ var: ['contact', 'points'] }, 10] } }
          : name.startsWith('#')
            ? { name, on: { tag: name.slice(1) } }
            : { name, on: { event: 'purchased' }, where: { '===': [{ var: ['event', 'order'] }, name] } },
      ),
      edges: { [first]: 'f', [second]: 'f', timeout: 'f' },
    },
    f: finish(),
  })

  test.each<[string, string, string, Line[], string]>([
    [
      'the one whose condition holds',
      '1',
      '2',
      [['2026-03-03 10:00', 'event purchased {"order":"2"}']],
      '03-03 10:00 w:2',
    ],
    [
      'none: time runs out',
      '1',
      '2',
      [['2026-03-03 10:00', 'event purchased {"order":"3"}']],
      '03-05 10:00 w:timeout',
    ],
    ['a tag', '#vip', '1', [['2026-03-03 10:00', 'tag vip']], '03-03 10:00 w:#vip'],
    [
      'in order of time',
      '1',
      '2',
      [
        ['2026-03-03 10:00', 'event purchased {"order":"2"}'],
        ['2026-03-03 11:00', 'event purchased {"order":"1"}'],
      ],
      '03-03 10:00 w:2',
    ],
  ])('%s', (_, first, second, log, expected) => {
    expect(path(arms(first, second), log)).toEqual([expected])
  })

  test('that are satisfied at once: source order', () => {
    const attributes = { points: 12 }
    expect(path(arms('#vip', 'rich'), [], { attributes })).toEqual(['03-02 10:00 w:rich'])
    const both = { s: tag('vip', 'w'), ...arms('#vip', 'rich') }
    expect(path(both, [], { attributes })).toEqual(['03-02 10:00 s:next', '03-02 10:00 w:#vip'])
  })

  test.each<[string, Line[]]>([
    [
      '1',
      [
        ['2026-03-02 22:10', 'event purchased {"order":"1"}'],
        ['2026-03-02 22:20', 'event purchased {"order":"2"}'],
      ],
    ],
    [
      '2',
      [
        ['2026-03-02 22:10', 'event purchased {"order":"2"}'],
        ['2026-03-02 22:20', 'event purchased {"order":"1"}'],
      ],
    ],
    [
      '2',
      [
        ['2026-03-02 22:30', 'event purchased {"order":"1"}'],
        ['2026-03-02 22:20', 'event purchased {"order":"2"}'],
      ],
    ],
  ])('that were satisfied one after the other before the wait: %s, the earliest, wins', (first, log) => {
    const night = { night: { kind: 'email', to: 'x', quiet: { from: '21:00', to: '08:00' } } } as const
    const messages = { goodnight: { channel: 'night', params: {}, content: {} } }
    const nodes = { s: send('goodnight', 'w'), ...arms('1', '2') }
    const host = play(load(bundle({ j: journey({ nodes }) }, { channels: night, messages })), {
      log: [['2026-03-02 22:00', 'event signed_up'], ...log],
    })
    expect(story(host, ['passed']).at(-1)).toBe(`03-03 08:00 passed w:${first}`)
  })

  test('of which one was an event before and one is a condition now: the event was first', () => {
    const both = { s: tag('vip', 'w'), ...arms('rich', '#vip') }
    expect(path(both, [], { attributes: { points: 12 } })).toEqual([
      '03-02 10:00 s:next',
      '03-02 10:00 w:#vip',
    ])
  })

  test('a condition is looked at after every input', () => {
    const host = play(load(bundle({ j: journey({ nodes: arms('rich', '1') }) })), {
      log: [START],
      until: '2026-03-03 10:00',
    })
    host.post({ kind: 'contact', contact: 'c1', attributes: { points: 9 }, at: host.now })
    expect(story(host, ['passed'])).toEqual([])
    host.post({ kind: 'contact', contact: 'c1', attributes: { points: 10 }, at: host.now })
    expect(story(host, ['passed'])).toEqual(['03-03 10:00 passed w:rich'])
  })
})

test('what a wait was satisfied by can be read later', () => {
  const nodes: Record<string, Node> = {
    w: waitFor('purchased', 'P7D', 'b', 'f'),
    b: {
      kind: 'branch',
      when: { '>': [{ var: ['bind', 'w', 'total'] }, { money: [5000, 'EUR'] }] },
      edges: { then: 'vip', else: 'f' },
    },
    vip: tag('vip', 'f'),
    f: finish(),
  }
  const bought = (amount: number): Line => [
    '2026-03-03 10:00',
    `event purchased {"total":{"amount":${amount},"currency":"EUR"}}`,
  ]
  expect(path(nodes, [bought(5001)])).toContain('03-03 10:00 b:then')
  expect(path(nodes, [bought(5000)])).toContain('03-03 10:00 b:else')
})

test('a late event that happened in time counts, while the run still waits', () => {
  const loaded = load(
    bundle({ j: journey({ nodes: { w: waitFor('purchased', undefined, 'f'), f: finish() } }) }),
  )
  const host = play(loaded, { log: [START], until: '2026-03-05 10:00' })
  host.post({ kind: 'event', contact: 'c1', event: 'purchased', at: host.now - 3_600_000 })
  expect(story(host, ['passed'])).toEqual(['03-05 10:00 passed w:purchased'])
})

test('an event from before the start does not count, however late it comes', () => {
  const loaded = load(
    bundle({ j: journey({ nodes: { w: waitFor('purchased', undefined, 'f'), f: finish() } }) }),
  )
  const host = play(loaded, { log: [START], until: '2026-03-05 10:00' })
  host.post({ kind: 'event', contact: 'c1', event: 'purchased', at: host.now - 30 * 86_400_000 })
  expect(story(host, ['passed'])).toEqual([])
})

describe('a run whose start is received late counts from when it was received', () => {
  const late = { received: Date.parse('2026-03-02T12:00Z') }
  const log: Line[] = [
    ['2026-03-01 10:00', 'start other'],
    ['2026-03-02 11:00', 'event purchased'],
    ['2026-03-02 10:00', 'event signed_up', late],
  ]
  const nodes = { w: waitFor('purchased', 'P7D', 'f', 'f'), f: finish() }
  const forever = { w: waitFor('purchased', undefined, 'again'), again: waitFor('purchased', undefined, 'f') }
  const other = journey({
    starts: [{ id: 'manually', on: { manually: true } }],
    nodes: { ...forever, f: finish() },
  })
  const j = journey({ nodes })

  test.each([
    ['alone', { j, other: journey({ starts: other.starts, nodes: { f: finish() } }) }],
    ['beside a journey that waits for the same', { j, other }],
  ])('%s', (_, journeys) => {
    const host = play(load(bundle(journeys)), { log, until: '2026-03-10 10:00' })
    const passed = host.records.filter((one) => one.kind === 'passed' && one.journey === 'j')
    expect(passed).toMatchObject([{ edge: 'timeout', at: Date.parse('2026-03-09T12:00Z') }])
  })
})

test('what happens in the same moment as a start is seen by its waits, whatever else runs', () => {
  const starts = [{ id: 'purchased', on: { event: 'purchased' } }]
  const waiting: Node = { kind: 'wait', arms: [{ name: 'vip', on: { tag: 'vip' } }], edges: { vip: 'f' } }
  const first = journey({
    starts: [{ id: 'manually', on: { manually: true } }],
    nodes: { w: waitFor('purchased', undefined, 't'), t: tag('vip', 'f'), f: finish() },
  })
  const second = journey({ starts, nodes: { s: send('hello', 'w'), w: waiting, f: finish('seen') } })
  const host = play(load(bundle({ first, second })), {
    log: [
      ['2026-03-02 10:00', 'start first'],
      ['2026-03-02 11:00', 'event purchased'],
    ],
  })
  expect(story(host).at(-1)).toBe('03-02 11:00 finished seen')
})
