import { describe, expect, test } from 'vitest'
import type { Journey, Node } from '../../src/graph/format.ts'
import { bundle, delay, finish, journey, type Line, load, play, send, story, waitFor } from '../helpers.ts'

const DAY_LONG = { d: delay('P1D', 'f'), f: finish() }

function entries(
  parts: Partial<Journey>,
  log: Line[],
  more: Partial<Parameters<typeof play>[1]> = {},
): string[] {
  const host = play(load(bundle({ j: journey({ nodes: DAY_LONG, ...parts }) })), { log, ...more })
  return story(host, ['entered', 'refused'])
}

describe('enter', () => {
  const twice = (at: string): Line[] => [
    ['2026-03-02 10:00', 'event signed_up'],
    [at, 'event signed_up'],
  ]
  const first = '03-02 10:00 entered j by signed_up'

  test.each<[string, Journey['enter'], string, string]>([
    ['once: never again', { rule: 'once' }, '2027-03-02 10:00', '03-02 10:00 refused j: once'],
    ['once, inside', { rule: 'once' }, '2026-03-02 11:00', '03-02 11:00 refused j: inside'],
    ['again: not while inside', { rule: 'again' }, '2026-03-03 09:00', '03-03 09:00 refused j: inside'],
    [
      'again: not before the timer of that moment',
      { rule: 'again' },
      '2026-03-03 10:00',
      '03-03 10:00 refused j: inside',
    ],
    [
      'again: after the run is over',
      { rule: 'again' },
      '2026-03-03 10:01',
      '03-03 10:01 entered j by signed_up',
    ],
    [
      'again after a time: too soon',
      { rule: 'again', after: 'P30D' },
      '2026-04-01 09:59',
      '04-01 09:59 refused j: too_soon',
    ],
    [
      'again after a time: from the entry before',
      { rule: 'again', after: 'P30D' },
      '2026-04-01 10:00',
      '04-01 10:00 entered j by signed_up',
    ],
    [
      'again after a time, and having left',
      { rule: 'again', after: 'PT1H' },
      '2026-03-02 12:00',
      '03-02 12:00 refused j: inside',
    ],
  ])('%s', (_, enter, at, second) => {
    expect(entries({ enter }, twice(at))).toEqual([first, second])
  })

  test('the time to the next entry keeps the clock of the contact', () => {
    const enter = { rule: 'again', after: 'P7D' } as const
    const attributes = { timezone: 'Europe/Berlin' }
    // Nine o'clock before and after the clock changes on 29 March.
    const log: Line[] = [
      ['2026-03-25 08:00', 'event signed_up'],
      ['2026-04-01 06:59', 'event signed_up'],
      ['2026-04-01 07:00', 'event signed_up'],
    ]
    expect(entries({ enter }, log, { attributes }).slice(1)).toEqual([
      '04-01 06:59 refused j: too_soon',
      '04-01 07:00 entered j by signed_up',
    ])
  })

  test('refuses while a condition to exit holds, and not for an exit on an event', () => {
    const exits: Journey['exits'] = [
      { id: 'bought', on: { event: 'signed_up' } },
      { id: 'out', when: { '!': [{ var: ['contact', 'opt_in'] }] } },
    ]
    const log: Line[] = [['2026-03-02 10:00', 'event signed_up']]
    expect(entries({ exits }, log)).toEqual([first])
    expect(entries({ exits }, log, { attributes: { opt_in: false } })).toEqual([
      '03-02 10:00 refused j: exit',
    ])
  })

  test('counts a run that exits on the event as over, when that event also starts the journey', () => {
    const parts = {
      starts: [{ id: 'purchased', on: { event: 'purchased' } }],
      exits: [{ id: 'bought', on: { event: 'purchased' } }],
    }
    const log: Line[] = [
      ['2026-03-02 10:00', 'event purchased'],
      ['2026-03-02 11:00', 'event purchased'],
    ]
    expect(entries(parts, log)).toEqual([
      '03-02 10:00 entered j by purchased',
      '03-02 11:00 entered j by purchased',
    ])
  })
})

describe('starting points', () => {
  const starts: Journey['starts'] = [
    {
      id: 'big',
      on: { event: 'purchased' },
      where: { '>': [{ var: ['event', 'total'] }, { money: [5000, 'EUR'] }] },
    },
    { id: 'any', on: { event: 'purchased' } },
    { id: 'tag vip', on: { tag: 'vip' } },
    { id: 'untag vip', on: { untag: 'vip' } },
    { id: 'manually', on: { manually: true } },
  ]

  test.each<[string, Line[], string[]]>([
    [
      'the first that matches',
      [['2026-03-02 10:00', 'event purchased {"total":{"amount":6000,"currency":"EUR"}}']],
      ['entered j by big'],
    ],
    [
      'the next, if the first does not',
      [['2026-03-02 10:00', 'event purchased {"total":{"amount":50,"currency":"EUR"}}']],
      ['entered j by any'],
    ],
    ['a tag', [['2026-03-02 10:00', 'tag vip']], ['entered j by tag vip']],
    [
      'not a tag that is there already',
      [
        ['2026-03-02 10:00', 'tag vip'],
        ['2026-03-05 10:00', 'tag vip'],
      ],
      ['entered j by tag vip'],
    ],
    [
      'a tag that goes',
      [
        ['2026-03-02 10:00', 'tag vip'],
        ['2026-03-05 10:00', 'untag vip'],
      ],
      ['entered j by tag vip', 'entered j by untag vip'],
    ],
    ['not a tag that was not there', [['2026-03-05 10:00', 'untag vip']], []],
    ['by hand', [['2026-03-02 10:00', 'start j']], ['entered j by manually']],
  ])('%s', (_, log, expected) => {
    expect(entries({ starts }, log).map((line) => line.slice(12))).toEqual(expected)
  })

  test('an import of a contact starts nothing', () => {
    expect(entries({ starts }, [], { tags: ['vip'], until: '2026-03-03 10:00' })).toEqual([])
  })

  test('expressions know by which the run began', () => {
    const nodes = {
      b: {
        kind: 'branch' as const,
        when: { started_by: ['any'] },
        edges: { then: 'yes', else: 'no' },
      },
      yes: finish('any'),
      no: finish('another'),
    }
    const loaded = load(bundle({ j: journey({ starts, nodes }) }))
    const reasons = play(loaded, {
      log: [
        ['2026-03-02 10:00', 'event purchased'],
        ['2026-03-03 10:00', 'start j'],
      ],
    })
    expect(story(reasons, ['finished']).map((line) => line.slice(12))).toEqual([
      'finished any',
      'finished another',
    ])
  })
})

describe('a key', () => {
  const starts: Journey['starts'] = [
    { id: 'purchased', on: { event: 'purchased' }, key: { var: ['event', 'order'] } },
  ]
  const order = (at: string, id: string): Line => [`2026-03-0${at}`, `event purchased {"order":"${id}"}`]

  test('makes one live run for each of its values', () => {
    const log = [order('2 10:00', 'a'), order('2 11:00', 'b'), order('2 12:00', 'a'), order('4 10:00', 'a')]
    expect(entries({ starts }, log)).toEqual([
      '03-02 10:00 entered j by purchased',
      '03-02 11:00 entered j by purchased',
      '03-02 12:00 refused j: inside',
      '03-04 10:00 entered j by purchased',
    ])
  })

  test('makes `once` mean once for each of its values', () => {
    const log = [order('2 10:00', 'a'), order('4 10:00', 'a'), order('4 11:00', 'b')]
    expect(entries({ starts, enter: { rule: 'once' } }, log).slice(1)).toEqual([
      '03-04 10:00 refused j: once',
      '03-04 11:00 entered j by purchased',
    ])
  })

  test('counts the time until the next entry for each of its values', () => {
    const enter = { rule: 'again', after: 'P3D' } as const
    const log = [
      order('2 10:00', 'a'),
      order('3 10:00', 'b'),
      order('5 09:59', 'a'),
      order('5 10:00', 'a'),
      order('6 09:59', 'b'),
      order('8 09:59', 'a'),
      order('9 10:00', 'b'),
    ]
    expect(entries({ starts, enter }, log)).toEqual([
      '03-02 10:00 entered j by purchased',
      '03-03 10:00 entered j by purchased',
      '03-05 09:59 refused j: too_soon',
      '03-05 10:00 entered j by purchased',
      '03-06 09:59 refused j: too_soon',
      '03-08 09:59 refused j: too_soon',
      '03-09 10:00 entered j by purchased',
    ])
  })

  test('that is missing lets nobody in', () => {
    expect(entries({ starts }, [['2026-03-02 10:00', 'event purchased']])).toEqual([
      '03-02 10:00 refused j: no_key',
    ])
  })

  test('tells an exit which of the runs is meant', () => {
    const exits: Journey['exits'] = [
      {
        id: 'viewed',
        on: { event: 'viewed' },
        where: { '===': [{ var: ['event', 'page'] }, { var: ['bind', 'start', 'order'] }] },
      },
    ]
    const loaded = load(bundle({ j: journey({ starts, exits, nodes: DAY_LONG }) }))
    const log: Line[] = [
      order('2 10:00', 'a'),
      order('2 10:00', 'b'),
      ['2026-03-02 11:00', 'event viewed {"page":"b"}'],
    ]
    const host = play(loaded, { log })
    expect(host.records.flatMap((one) => (one.kind === 'exited' ? [one.run] : []))).toEqual(['j/c1/b#2'])
  })

  test('and a contact may hold the marks of an identity', () => {
    const nodes = { s: send('nudge', 'f'), f: finish() }
    const loaded = load(bundle({ j: journey({ starts, nodes }) }))
    const keys = ['a/b', 'a#1', '100%', '__proto__', 'constructor'].map((id, index) => {
      const host = play(loaded, { log: [order(`${index + 2} 10:00`, id)] })
      return host.sent[0]?.key
    })
    expect(keys).toEqual([
      'j/c1/a%2Fb#1/s/1',
      'j/c1/a%231#1/s/1',
      'j/c1/100%25#1/s/1',
      'j/c1/__proto__#1/s/1',
      'j/c1/constructor#1/s/1',
    ])
  })
})

describe('one event that ends a run and fits a start of the same journey', () => {
  const starts = [{ id: 'purchased', on: { event: 'purchased' } }]
  const log: Line[] = [
    ['2026-03-02 10:00', 'event purchased'],
    ['2026-03-03 10:00', 'event purchased'],
  ]
  const told = (parts: Partial<Journey>) =>
    story(
      play(load(bundle({ j: journey({ starts, nodes: DAY_LONG, ...parts }) })), {
        log,
        until: '2026-03-03 11:00',
      }),
    )

  test('by an exit: it begins the next run', () => {
    const nodes = { d: delay('P9D', 'f'), f: finish() }
    expect(told({ nodes, exits: [{ id: 'purchased', on: { event: 'purchased' } }] }).slice(1)).toEqual([
      '03-03 10:00 exited purchased',
      '03-03 10:00 entered j by purchased',
    ])
  })

  test.each<[string, Record<string, Node>]>([
    ['', { f: finish() }],
    [', with a message on the way', { f: send('hello', 'g'), g: finish() }],
  ])('by a wait%s: it belongs to the run that waited for it', (_, after) => {
    const nodes = { w: waitFor('purchased', 'P9D', 'f', 'f'), ...after }
    expect(told({ nodes })).toContain('03-03 10:00 refused j: inside')
    expect(told({ nodes })).toContain('03-03 10:00 finished')
  })

  test('by a wait, of another key: it begins a run of its own', () => {
    const keyed = [{ ...starts[0]!, key: { var: ['event', 'order'] } }]
    const nodes = { w: waitFor('purchased', 'P9D', 'f', 'f'), f: finish() }
    const orders = log.map(([at, words], i): Line => [at, `${words} {"order":"${i}"}`])
    const host = play(load(bundle({ j: journey({ starts: keyed, nodes }) })), { log: orders })
    expect(story(host, ['entered', 'refused'])).toHaveLength(2)
    expect(story(host, ['refused'])).toEqual([])
  })
})
