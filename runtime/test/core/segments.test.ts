/** Segments: who is in, who comes in and drops out, and at which moment. */
import { describe, expect, test } from 'vitest'
import type { Bundle, Expr, Journey, Segment, StartTrigger } from '../../src/graph/format.ts'
import { apply, loadBundle, newContact } from '../../src/index.ts'
import {
  bundle,
  delay,
  finish,
  input,
  journey,
  type Line,
  load,
  moment,
  play,
  story,
  tag,
} from '../helpers.ts'

const none = (event: string, last: string, where?: Expr): Expr => ({
  history: { agg: 'none', event, window: { last }, ...(where !== undefined && { where }) },
})
const any = (event: string, last: string): Expr => ({ history: { agg: 'any', event, window: { last } } })

const SEGMENTS = {
  lapsed: { when: none('purchased', 'P90D') },
  active: { when: any('viewed', 'P1D') },
  rich: { when: { '>=': [{ var: ['contact', 'points'] }, 100] } },
  vips: { when: { has_tag: 'vip' } },
  rich_vips: { when: { and: [{ in_segment: 'rich' }, { in_segment: 'vips' }] } },
} satisfies Bundle['segments']

/** A journey that says by a tag-free end that a contact came through this start. */
function listening(on: StartTrigger): Journey {
  return journey({ starts: [{ id: 's', on }], nodes: { f: finish() } })
}

function shop(journeys: Record<string, Journey>, segments: Bundle['segments'] = SEGMENTS) {
  return load(bundle(journeys, { segments: segments! }))
}

const ENTERED = ['entered', 'joined', 'left'] as const
const told = (on: StartTrigger, log: Line[], more: object = {}) =>
  story(play(shop({ j: listening(on) }), { log, ...more }), [...ENTERED])

describe('coming in and dropping out', () => {
  test.each<[string, StartTrigger, Line[], object, string[]]>([
    [
      'at the exact moment at which the last purchase is ninety days old',
      { enter: 'lapsed' },
      [['2026-03-02 10:00', 'event purchased']],
      {},
      ['03-02 10:00 left lapsed', '05-31 10:00 joined lapsed', '05-31 10:00 entered j by s'],
    ],
    [
      'a new purchase puts it off',
      { enter: 'lapsed' },
      [
        ['2026-03-02 10:00', 'event purchased'],
        ['2026-03-12 11:30', 'event purchased'],
      ],
      {},
      ['03-02 10:00 left lapsed', '06-10 11:30 joined lapsed', '06-10 11:30 entered j by s'],
    ],
    [
      'days are those of the contact: the clock stays when summer time begins',
      { leave: 'active' },
      [['2026-03-28 12:00', 'event viewed {"page":"x"}']],
      { attributes: { timezone: 'Europe/Berlin' } },
      ['03-28 12:00 joined active', '03-29 11:00 left active', '03-29 11:00 entered j by s'],
    ],
    [
      'by a tag',
      { enter: 'vips' },
      [
        ['2026-03-02 10:00', 'tag vip'],
        ['2026-03-03 10:00', 'untag vip'],
        ['2026-03-04 10:00', 'tag vip'],
      ],
      {},
      [
        '03-02 10:00 joined vips',
        '03-02 10:00 entered j by s',
        '03-03 10:00 left vips',
        '03-04 10:00 joined vips',
        '03-04 10:00 entered j by s',
      ],
    ],
    [
      'by way of segments in it',
      { enter: 'rich_vips' },
      [['2026-03-02 10:00', 'tag vip']],
      { attributes: { points: 100 } },
      ['03-02 10:00 joined rich_vips', '03-02 10:00 entered j by s'],
    ],
    [
      'who was in when first looked at has not come in',
      { enter: 'lapsed' },
      [['2026-03-02 10:00', 'event signed_up']],
      {},
      [],
    ],
    [
      'an import brings nobody in',
      { enter: 'vips' },
      [['2026-03-02 10:00', 'event signed_up']],
      { tags: ['vip'] },
      [],
    ],
  ])('%s', (_, on, log, more, expected) => {
    expect(told(on, log, more)).toEqual(expected)
  })

  test('a field that is set from outside brings in, an import does not', () => {
    const host = play(shop({ j: listening({ enter: 'rich' }) }), {
      log: [['2026-03-02 10:00', 'event signed_up']],
      until: '2026-03-03 10:00',
    })
    host.post({ kind: 'contact', contact: 'c1', attributes: { points: 500 } })
    expect(story(host, [...ENTERED])).toEqual([])
    host.post({ kind: 'contact', contact: 'c1', at: host.now, attributes: { points: 5 } })
    host.post({ kind: 'contact', contact: 'c1', at: host.now, attributes: { points: 600 } })
    expect(story(host, [...ENTERED])).toEqual([
      '03-03 10:00 left rich',
      '03-03 10:00 joined rich',
      '03-03 10:00 entered j by s',
    ])
  })

  test('the first thing that is heard of somebody counts', () => {
    const loaded = shop({ j: listening({ enter: 'active' }) })
    const { records } = apply(loaded, newContact('c1'), {
      kind: 'event',
      event: 'viewed',
      payload: { page: 'x' },
      contact: 'c1',
      at: moment('2026-03-02 10:00'),
    })
    expect(records.map(({ kind }) => kind)).toEqual(['joined', 'entered', 'finished'])
  })

  test('a step that brings somebody in', () => {
    const source = {
      tagging: journey({ nodes: { t: tag('vip', 'f'), f: finish() } }),
      j: listening({ enter: 'vips' }),
    }
    const host = play(shop(source), { log: [['2026-03-02 10:00', 'event signed_up']] })
    expect(story(host)).toEqual([
      '03-02 10:00 entered tagging by signed_up',
      '03-02 10:00 tagged vip',
      '03-02 10:00 finished',
      '03-02 10:00 joined vips',
      '03-02 10:00 entered j by s',
      '03-02 10:00 finished',
    ])
  })

  test('journeys that bring each other about are cut after some links', () => {
    const source = {
      on: journey({
        starts: [{ id: 's', on: { leave: 'vips' } }],
        nodes: { t: tag('vip', 'f'), f: finish() },
      }),
      off: journey({
        starts: [{ id: 's', on: { enter: 'vips' } }],
        nodes: { t: { ...tag('vip', 'f'), kind: 'untag' } as never, f: finish() },
      }),
    }
    const host = play(shop(source), { log: [['2026-03-02 10:00', 'tag vip']] })
    expect(story(host, ['problem'])).toContain('03-02 10:00 problem too_many_hops')
  })
})

test('an input that is refused makes nobody known, whatever segments are listened to', () => {
  const j = journey({ starts: [{ id: 's', on: { enter: 'vips' } }], nodes: { f: finish() } })
  const loaded = load(bundle({ j }, { segments: { vips: { when: { has_tag: 'vip' } } } }))
  const stranger = newContact('c1')
  expect(apply(loaded, stranger, input('2026-03-02 10:00', 'event unheard_of')).contact).toBe(stranger)
})

describe('another version of a project', () => {
  const at = moment('2026-03-02 10:00')
  const view = { kind: 'event', event: 'viewed', payload: { page: 'x' }, contact: 'c1' } as const
  const before = apply(shop({ j: listening({ enter: 'lapsed' }) }), newContact('c1'), { ...view, at }).contact
  const renewed = (segments: Bundle['segments'], segment: string) =>
    apply(shop({ j: listening({ enter: segment }) }, segments), before, { ...view, at: at + 1 }).records

  test('a segment that is new is noted quietly', () => {
    const rich = { when: { '<': [{ var: ['contact', 'points'] }, 5] } } satisfies Segment
    expect(renewed({ rich }, 'rich')).toEqual([])
  })

  test('so is one that means something else', () => {
    expect(renewed({ lapsed: { when: { '!': [{ has_tag: 'vip' }] } } }, 'lapsed')).toEqual([])
  })

  test('a look at a contact plans what comes by time', () => {
    const loaded = shop({ j: listening({ leave: 'active' }) })
    const { records, commands } = apply(loaded, before, { kind: 'wake', contact: 'c1', at: at + 1 })
    expect(records).toEqual([])
    expect(commands).toEqual([{ kind: 'wake', contact: 'c1', due: at + 24 * 3_600_000 }])
  })
})

describe('conditions wake up by themselves', () => {
  const start: Line[] = [
    ['2026-03-02 10:00', 'event viewed {"page":"x"}'],
    ['2026-03-02 12:00', 'event signed_up'],
  ]

  test('exit when', () => {
    const j = journey({
      exits: [{ id: 'quiet', when: none('viewed', 'P7D') }],
      nodes: { d: delay('P30D', 'f'), f: finish() },
    })
    const log: Line[] = [...start, ['2026-03-05 09:00', 'event viewed {"page":"y"}']]
    expect(story(play(shop({ j }), { log }))).toEqual([
      '03-02 12:00 entered j by signed_up',
      '03-12 09:00 exited quiet',
    ])
  })

  test.each<[string, string, string]>([
    ['before its limit', 'P30D', '03-09 10:00 passed w:quiet'],
    ['at its limit: what is true by then beats the timer', 'P6DT22H', '03-09 10:00 passed w:quiet'],
    ['after its limit', 'P6D', '03-08 12:00 passed w:timeout'],
  ])('wait until, %s', (_, limit, expected) => {
    const j = journey({
      nodes: {
        w: {
          kind: 'wait',
          arms: [{ name: 'quiet', until: { '!': [{ in_segment: 'busy' }] } }],
          limit,
          edges: { quiet: 'f', timeout: 'f' },
        },
        f: finish(),
      },
    })
    const loaded = shop({ j }, { busy: { when: any('viewed', 'P7D') } })
    expect(story(play(loaded, { log: start }), ['passed'])).toEqual([expected])
  })

  test('a host that is late finds the same', () => {
    const j = journey({
      nodes: {
        w: {
          kind: 'wait',
          arms: [{ name: 'quiet', until: none('viewed', 'P7D') }],
          limit: 'P10D',
          edges: { quiet: 'd', timeout: 'f' },
        },
        d: delay('P1D', 'f'),
        f: finish(),
      },
    })
    const loaded = shop({ j })
    let contact = newContact('c1')
    for (const [at, event] of [
      ['2026-03-02 10:00', 'viewed'],
      ['2026-03-02 12:00', 'signed_up'],
    ] as const) {
      const payload = { page: 'x' }
      contact = apply(loaded, contact, {
        kind: 'event',
        event,
        payload,
        contact: 'c1',
        at: moment(at),
      }).contact
    }
    const late = { kind: 'event', event: 'viewed', payload: { page: 'y' }, contact: 'c1' } as const
    const { records } = apply(loaded, contact, { ...late, at: moment('2026-03-20 10:00') })
    expect(records.flatMap((one) => (one.kind === 'passed' ? [one.edge] : []))[0]).toBe('quiet')
  })
})

test('a bundle that uses none of this keeps nothing of it', () => {
  const host = play(load(bundle({ j: journey({ nodes: { f: finish() } }) })), {
    log: [
      ['2026-03-02 10:00', 'event signed_up'],
      ['2026-03-02 10:00', 'event purchased'],
    ],
  })
  expect(Object.keys(host.contact('c1')!).sort()).toEqual(
    ['attributes', 'clock', 'entries', 'history', 'id', 'runs', 'seen', 'sends', 'seq', 'tags'].sort(),
  )
})

test.each<[string, Bundle['segments'], string]>([
  ['itself', { a: { when: { in_segment: 'a' } } }, 'segment_in_itself'],
  [
    'itself by way of another',
    { a: { when: { in_segment: 'b' } }, b: { when: { in_segment: 'a' } } },
    'segment_in_itself',
  ],
  ['one that there is not', { a: { when: { in_segment: 'b' } } }, 'unknown_name'],
  ['an event that there is not', { a: { when: any('sold', 'P1D') } }, 'unknown_name'],
  [
    'the start of a run',
    { a: { when: { history: { agg: 'any', event: 'viewed', window: { since: 'start' } } } } },
    'unknown_name',
  ],
])('a segment can not name %s', (_, segments, expected) => {
  const result = loadBundle(bundle({}, { segments: segments! }))
  expect(result.ok ? [] : result.problems.map(({ name }) => name)).toEqual([expected])
})
