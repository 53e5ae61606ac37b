/** Runs stay on the steps and conditions that they began under; what those name is the latest, as far as it fits. */
import { describe, expect, test } from 'vitest'
import type { Bundle, Expr, Field, Journey, Node } from '../../src/graph/format.ts'
import { createRenderer, journeyHash, listeningId, loadBundle, unwrap } from '../../src/index.ts'
import {
  bundle,
  call,
  delay,
  emit,
  enterJourney,
  finish,
  journey,
  notify,
  send,
  story,
  waitFor,
} from '../helpers.ts'
import { type Step, succeed } from './succession.ts'

const START: Step = ['2026-03-02 10:00', 'event signed_up']
const LATER: Step = { until: '2027-03-02 10:00' }

/** The one journey of a bundle, with some of its declarations. */
const shop = (
  nodes: Record<string, Node>,
  changes: Partial<Bundle> = {},
  more: Partial<Journey> = {},
): Bundle => bundle({ j: journey({ nodes, ...more }) }, changes)

/** A latest version in which the journey is another one altogether. */
const after = (changes: Partial<Bundle> = {}): Bundle => shop({ f: finish('the new way') }, changes)

/** The declarations of the test bundle, to be changed. */
const declared = () => structuredClone(bundle({}))

const without = <T extends object>(record: T, ...names: (keyof T)[]): T =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name as keyof T))) as T

const told = (steps: Step[], first: Bundle, options = {}) =>
  story(succeed(first, steps, options).host).slice(1)

describe('a run stays on the version that it began under', () => {
  const v1 = shop({ d: delay('P7D', 's'), s: send('hello', 'f'), f: finish('the old way') })
  const v2 = shop({ d: delay('P1D', 'f'), f: finish('the new way') })

  test('and new ones take the latest', () => {
    const log: Step[] = [
      START,
      { deploy: v2 },
      ['2026-03-03 10:00', 'event signed_up', { contact: 'c2' }],
      LATER,
    ]
    expect(story(succeed(v1, log).host)).toEqual([
      '03-02 10:00 entered j by signed_up',
      '03-03 10:00 entered j by signed_up',
      '03-04 10:00 finished the new way',
      '03-09 10:00 sent hello',
      '03-09 10:00 finished the old way',
    ])
  })

  test('over several versions, and when its own comes back', () => {
    const v3 = after()
    const log: Step[] = [START, { deploy: v2 }, { deploy: v3 }, { deploy: v1 }, LATER]
    expect(told(log, v1)).toEqual(['03-09 10:00 sent hello', '03-09 10:00 finished the old way'])
  })

  test('also when the journey is gone', () => {
    expect(told([START, { deploy: bundle({}) }, LATER], v1)).toEqual([
      '03-09 10:00 sent hello',
      '03-09 10:00 finished the old way',
    ])
  })

  test('and is not let in a second time by the new one', () => {
    const log: Step[] = [START, { deploy: v2 }, ['2026-03-03 10:00', 'event signed_up'], LATER]
    expect(told(log, v1)[0]).toBe('03-03 10:00 refused j: inside')
  })

  test('its goals are measured after it has ended', () => {
    const goals = { bought: { event: 'purchased', within: 'P30D' } }
    const first = shop({ f: finish() }, {}, { goals })
    const log: Step[] = [START, { deploy: after() }, ['2026-03-20 10:00', 'event purchased']]
    expect(told(log, first)).toEqual(['03-02 10:00 finished', '03-20 10:00 goal bought'])
  })
})

describe('starts come from the latest version only', () => {
  test.each<[string, Journey['starts'][number]]>([
    ['by an event', { id: 'viewed', on: { event: 'viewed' } }],
    ['by a tag', { id: 'tag vip', on: { tag: 'vip' } }],
    ['by time', { id: 'every day', on: { every: { unit: 'day' }, time: '12:00' } }],
  ])('%s', (_, start) => {
    const v1 = shop({ d: delay('P90D', 'f'), f: finish() }, {}, { starts: [start] })
    const log: Step[] = [
      START,
      { deploy: after() },
      ['2026-03-03 10:00', 'event viewed {"page":"x"}', { contact: 'c2' }],
      ['2026-03-03 10:00', 'tag vip', { contact: 'c2' }],
      { until: '2026-03-05 10:00' },
    ]
    const { host } = succeed(v1, [['2026-03-01 10:00', 'event viewed {"page":"x"}'], ...log])
    expect(host.contact('c2')?.runs ?? []).toEqual([])
  })

  test('and a step that puts people into a journey that is gone says so', () => {
    const v1 = bundle({
      j: journey({ nodes: { d: delay('P1D', 'e'), e: enterJourney('other', 'f'), f: finish() } }),
      other: journey({ starts: [{ id: 'manually', on: { manually: true } }], nodes: { f: finish() } }),
    })
    expect(told([START, { deploy: after() }, LATER], v1)).toEqual([
      '03-03 10:00 problem unknown_journey',
      '03-03 10:00 finished',
    ])
  })
})

describe('messages', () => {
  const text = (body: Expr): Pick<Bundle['messages'][string], 'content'> => ({
    content: { body: { text: body } },
  })
  const before = (offer: Bundle['messages'][string]) => {
    const messages = { ...declared().messages, offer }
    return shop(
      { d: delay('P7D', 's'), s: send('offer', 'f', { args: { discount: 0.1 } }), f: finish() },
      { messages },
    )
  }
  const percent: Record<string, Field> = { discount: { type: 'percent' } }
  const v1 = before({ channel: 'mail', params: percent, ...text('old text') })

  /** What is written to the contact, and on which channel. */
  async function written(v2: Bundle) {
    const renderer = unwrap(await createRenderer(unwrap(loadBundle(v2, [v1]))))
    const { host } = succeed(v1, [START])
    host.deploy(unwrap(loadBundle(v2, [v1])), renderer)
    host.runUntilIdle(Number.MAX_SAFE_INTEGER)
    return host.sent.map(({ content, channel }) => `${channel}: ${content?.body}`)
  }
  const now = (params: Record<string, Field>, channel = 'mail') =>
    after({ messages: { offer: { channel, params, ...text('new text') } } })

  test.each<[what: string, v2: Bundle, expected: string]>([
    ['that fit are the latest', now(percent), 'mail: new text'],
    ['on another channel are the latest', now(percent, 'text'), 'text: new text'],
    ['that ask for less are the latest', now({}), 'mail: new text'],
    [
      'that ask for more that may be missing are the latest',
      now({ ...percent, code: { type: 'string', optional: true }, size: { type: 'integer', default: 1 } }),
      'mail: new text',
    ],
    ['that ask for more are the old ones', now({ ...percent, code: { type: 'string' } }), 'mail: old text'],
    ['that ask for another type are the old ones', now({ discount: { type: 'string' } }), 'mail: old text'],
    ['that are gone are the old ones', after({ messages: {} }), 'mail: old text'],
    [
      'that are gone with their channel are the old ones',
      after({ messages: {}, channels: without(declared().channels, 'mail') }),
      'mail: old text',
    ],
  ])('%s', async (_, v2, expected) => {
    expect(await written(v2)).toEqual([expected])
  })

  test('of which an argument may be missing do not fit those that need it', () => {
    const maybe = before({
      channel: 'mail',
      params: { discount: { type: 'percent', optional: true } },
      ...text('old'),
    })
    const loaded = unwrap(loadBundle(now(percent), [maybe]))
    expect([...loaded.pinnedTexts.values()].map(({ name }) => name)).toEqual(['offer'])
  })

  test('follow the latest consent, quiet hours and address', () => {
    const { mail, ...others } = declared().channels
    const quiet = { ...mail!, quiet: { from: '08:00', to: '12:00' } } as Bundle['channels'][string]
    const v2 = after({ channels: { ...others, mail: quiet } })
    expect(told([START, { deploy: v2 }, LATER], v1)).toEqual([
      '03-09 12:00 sent offer',
      '03-09 12:00 finished',
    ])
  })
})

describe('events', () => {
  const where: Expr = { '>=': [{ var: ['event', 'total'] }, { money: [5000, 'EUR'] }] }
  const v1 = shop({
    w: {
      kind: 'wait',
      arms: [{ name: 'purchased', on: { event: 'purchased' }, where }],
      limit: 'P7D',
      edges: { purchased: 'n', timeout: 'f' },
    },
    n: notify({ cat: ['Order ', { var: ['bind', 'w', 'order'] }] }, 'f'),
    f: finish(),
  })
  const fields = (purchased?: Record<string, Field>) => {
    const { events } = declared()
    return after({
      events:
        purchased === undefined
          ? without(events, 'purchased')
          : { ...events, purchased: { fields: purchased } },
    })
  }
  const { order, total } = declared().events.purchased!.fields as { order: Field; total: Field }
  const payload = '{"order":"7","total":{"amount":6000,"currency":"EUR"}}'
  const bought: Step = ['2026-03-03 10:00', `event purchased ${payload}`]

  test.each<[what: string, v2: Bundle, bought: Step, expected: string]>([
    ['that are the same', fields({ order, total }), bought, '03-03 10:00 notified sales: Order 7'],
    ['that are gone are still taken in', fields(), bought, '03-03 10:00 notified sales: Order 7'],
    [
      'whose fields are gone are read if somebody still gives them',
      fields({ number: { type: 'string', optional: true } }),
      bought,
      '03-03 10:00 notified sales: Order 7',
    ],
    [
      'and need not be given any more',
      fields({ number: { type: 'string', optional: true }, total }),
      ['2026-03-03 10:00', 'event purchased {"total":{"amount":6000,"currency":"EUR"}}'],
      '03-03 10:00 notified sales: Order ',
    ],
    [
      'whose fields have another type are as if they were missing',
      fields({ order: { type: 'integer' }, total }),
      ['2026-03-03 10:00', 'event purchased {"order":7,"total":{"amount":6000,"currency":"EUR"}}'],
      '03-03 10:00 notified sales: Order ',
    ],
    [
      'also in conditions',
      fields({ total: { type: 'integer', optional: true } }),
      ['2026-03-03 10:00', 'event purchased {"total":6000}'],
      '03-09 10:00 finished',
    ],
    [
      'whose fields have a narrower type are read as ever',
      fields({ order: { type: 'url' }, total }),
      ['2026-03-03 10:00', 'event purchased {"order":"x:7","total":{"amount":6000,"currency":"EUR"}}'],
      '03-03 10:00 notified sales: Order x:7',
    ],
  ])('%s', (_, v2, line, expected) => {
    expect(told([START, { deploy: v2 }, line, LATER], v1)[0]).toBe(expected)
  })

  test('that nobody waits for any more are refused', () => {
    const log: Step[] = [
      START,
      bought,
      { deploy: fields() },
      ['2026-03-04 10:00', `event purchased ${payload}`],
    ]
    expect(told(log, v1).at(-1)).toBe('03-04 10:00 problem unknown_event')
  })

  test('that are gone are accepted only if runs listen to them, and not because some began with them', () => {
    const first = shop(
      { d: delay('P7D', 'f'), f: finish() },
      {},
      { starts: [{ id: 'purchased', on: { event: 'purchased' } }] },
    )
    const loaded = unwrap(loadBundle(fields(), [first]))
    expect(loaded.events.has('purchased')).toBe(false)
  })

  test('that an earlier version makes happen are checked as all are now', () => {
    const first = shop({ d: delay('P1D', 'e'), e: emit('viewed', 'f', { page: 'home' }), f: finish() })
    const events = { ...declared().events, viewed: { fields: { page: { type: 'integer' } as Field } } }
    expect(told([START, { deploy: after({ events }) }, LATER], first)).toEqual([
      '03-03 10:00 problem wrong_type',
      '03-03 10:00 finished',
    ])
  })
})

describe('what conditions name', () => {
  const branch = (when: Expr): Bundle['journeys'][string]['nodes'] => ({
    d: delay('P7D', 'b'),
    b: { kind: 'branch', when, edges: { then: 'yes', else: 'no' } },
    yes: finish('yes'),
    no: finish('no'),
  })
  const decided = (when: Expr, v2: Bundle, changes: Partial<Bundle> = {}, log: Step[] = []) =>
    told([START, { deploy: v2 }, ...log, LATER], shop(branch(when), changes)).at(-1)
  const hasPoints: Expr = { '>': [{ var: ['contact', 'points'] }, 3] }
  const { contact, tags } = declared()
  const withFields = (fields: Record<string, Field>) => after({ contact: { ...contact, fields } })
  const give = (points: unknown): Step => ['2026-03-04 10:00', `contact {"points":${JSON.stringify(points)}}`]

  test.each<[what: string, answer: string | undefined, expected: string]>([
    [
      'a segment is the latest',
      decided({ in_segment: 'fond' }, after({ segments: { fond: { when: true } } }), {
        segments: { fond: { when: false } },
      }),
      'yes',
    ],
    [
      'a segment that is gone is what it was',
      decided({ in_segment: 'fond' }, after(), {
        segments: { fond: { when: { '!': [{ has_tag: 'vip' }] } } },
      }),
      'yes',
    ],
    [
      'a segment within one that is gone is the latest',
      decided({ in_segment: 'fond' }, after({ segments: { inner: { when: false } } }), {
        segments: { fond: { when: { in_segment: 'inner' } }, inner: { when: true } },
      }),
      'no',
    ],
    [
      'a tag that is gone can still be given',
      decided({ has_tag: 'vip' }, after({ tags: without(tags, 'vip') }), {}, [
        ['2026-03-04 10:00', 'tag vip'],
      ]),
      'yes',
    ],
    [
      'a field that is gone can still be set',
      decided(hasPoints, withFields(without(contact.fields, 'points')), {}, [give(5)]),
      'yes',
    ],
    [
      'a field of another type is as if it were missing',
      decided(hasPoints, withFields({ ...contact.fields, points: { type: 'string', optional: true } }), {}, [
        give('5'),
      ]),
      'no',
    ],
  ])('%s', (_, answer, expected) => {
    expect(answer).toBe(`03-09 10:00 finished ${expected}`)
  })

  test('a field that is gone and that nobody reads is refused', () => {
    const v2 = withFields(without(contact.fields, 'points'))
    const log: Step[] = [START, { deploy: v2 }, give(5)]
    expect(told(log, shop({ d: delay('P7D', 'f'), f: finish() })).at(-1)).toBe(
      '03-04 10:00 problem unknown_field',
    )
  })
})

describe('actions', () => {
  const v1 = shop({
    d: delay('P1D', 'c'),
    c: call('n', 'x'),
    n: notify({ cat: ['Code ', { var: ['bind', 'c', 'code'] }] }, 'f'),
    x: finish('failed'),
    f: finish(),
  })
  const action = (params: Record<string, Field>, returns: Record<string, Field>) =>
    after({ actions: { make_coupon: { params, returns } } })
  const percent: Record<string, Field> = { percent: { type: 'percent' } }
  const code: Record<string, Field> = { code: { type: 'string' } }

  test.each<[what: string, v2: Bundle, args: object, values: object, expected: string]>([
    [
      'that fit are the latest',
      action({ percent: { type: 'percent', optional: true } }, code),
      { percent: 0.1 },
      { code: 'A' },
      'Code A',
    ],
    [
      'that answer more are the latest',
      action(percent, { ...code, until: { type: 'date' } }),
      { percent: 0.1 },
      { code: 'A', until: '2026-04-01' },
      'Code A',
    ],
    [
      'that answer something else are the old ones',
      action(percent, { code: { type: 'integer' } }),
      { percent: 0.1 },
      { code: 'A' },
      'Code A',
    ],
    [
      'that need more are the old ones',
      action({ ...percent, of: { type: 'string' } }, code),
      { percent: 0.1 },
      { code: 'A' },
      'Code A',
    ],
    ['that are gone are the old ones', after({ actions: {} }), { percent: 0.1 }, { code: 'A' }, 'Code A'],
  ])('%s', (_, v2, args, values, expected) => {
    const { host } = succeed(v1, [START, { deploy: v2 }, LATER], {
      answer: () => ({ ok: true, values: values as never }),
    })
    expect(host.calls.map((one) => one.args)).toEqual([args])
    expect(host.notices.map(({ text }) => text)).toEqual([expected])
  })
})

describe('loading', () => {
  const v1 = shop({ d: delay('P7D', 'f'), f: finish() })
  const v2 = shop({ w: waitFor('viewed', 'P7D', 'f', 'f'), f: finish() })

  test('only the versions that are needed are made ready', () => {
    const hashOf = (source: Bundle) => source.journeys.j!.hash
    const versions = (needed?: { journey: string; hash: string }[]) => [
      ...(unwrap(loadBundle(after(), [v2, v1], needed))
        .earlier.get('j')
        ?.keys() ?? []),
    ]
    expect(versions()).toEqual([hashOf(v2), hashOf(v1)])
    expect(versions([])).toEqual([])
    expect(versions([{ journey: 'j', hash: hashOf(v1) }])).toEqual([hashOf(v1)])
    expect(versions([{ journey: 'other', hash: hashOf(v1) }])).toEqual([])
  })

  test('what is wrong with an earlier bundle is told with its place', () => {
    const broken = structuredClone(v1)
    broken.journeys.j!.nodes.d = delay('P8D', 'f')
    const result = loadBundle(after(), [v2, broken])
    expect(result).toMatchObject({
      ok: false,
      problems: [{ name: 'wrong_hash', place: { path: 'earlier[1].journeys.j.hash' } }],
    })
  })

  test('a bundle without earlier ones accepts what it declares, and nothing else', () => {
    const { contact, events, tags } = unwrap(loadBundle(after()))
    const { contact: fields, tags: own } = declared()
    expect([...contact.keys()]).toEqual(Object.keys(fields.fields))
    expect([...tags]).toEqual(Object.keys(own))
    expect(events.has('viewed')).toBe(true)
  })
})

describe('what is known of a contact', () => {
  const { contact } = declared()
  const v1 = shop(
    { d: delay('P7D', 'f'), f: finish() },
    { contact: { ...contact, fields: { ...contact.fields, plan: { type: 'string', optional: true } } } },
  )
  const plan = (field: Field, changes: Partial<Bundle> = {}) =>
    shop({ f: finish() }, { contact: { ...contact, fields: { ...contact.fields, plan: field } }, ...changes })
  const gold = { members: [{ name: 'gold' }] }
  const silver = { members: [{ name: 'silver' }] }
  const known = (...steps: Step[]) => {
    const { host } = succeed(v1, [['2026-03-02 10:00', 'contact {"plan":"gold"}'], ...steps])
    const { attributes, aside } = host.contact('c1')!
    return { plan: attributes.plan, aside, told: story(host, ['problem']).map((line) => line.slice(12)) }
  }
  const enumOf = (members: { members: { name: string }[] }) =>
    plan({ type: 'enum', enum: 'Plan', optional: true }, { enums: { Plan: members } })

  test.each<[what: string, steps: Step[], expected: ReturnType<typeof known>]>([
    [
      'stays if its field can hold it',
      [{ deploy: enumOf(gold) }],
      { plan: 'gold', aside: undefined, told: [] },
    ],
    [
      'is set aside if not',
      [{ deploy: enumOf(silver) }],
      { plan: undefined, aside: { plan: 'gold' }, told: ['problem value_set_aside'] },
    ],
    [
      'is set aside quietly if its field is gone',
      [{ deploy: after() }],
      { plan: undefined, aside: { plan: 'gold' }, told: [] },
    ],
    [
      'comes back when its field can hold it again',
      [{ deploy: enumOf(silver) }, { deploy: v1 }],
      { plan: 'gold', aside: undefined, told: ['problem value_set_aside'] },
    ],
    [
      'is forgotten when another is told',
      [{ deploy: enumOf(silver) }, ['2026-03-03 10:00', 'contact {"plan":"silver"}'], { deploy: v1 }],
      { plan: 'silver', aside: undefined, told: ['problem value_set_aside'] },
    ],
    [
      'and when it is taken away',
      [{ deploy: enumOf(silver) }, ['2026-03-03 10:00', 'contact {"plan":null}'], { deploy: v1 }],
      { plan: undefined, aside: undefined, told: ['problem value_set_aside'] },
    ],
  ])('%s', (_, steps, expected) => {
    expect(known(...steps)).toEqual(expected)
  })

  test('starts nothing when it changes by a deployment', () => {
    const v2 = shop(
      { f: finish() },
      {
        segments: { planned: { when: { exists: [{ var: ['contact', 'plan'] }] } } },
        contact: { ...contact, fields: { ...contact.fields, plan: { type: 'integer', optional: true } } },
      },
      {
        starts: [
          { id: 'leave', on: { leave: 'planned' } },
          { id: 'change', on: { change: 'plan' } },
        ],
      },
    )
    const { host } = succeed(v1, [['2026-03-02 10:00', 'contact {"plan":"gold"}'], { deploy: v2 }])
    expect(story(host, ['entered', 'left', 'joined'])).toEqual([])
  })
})

describe('everybody is looked at when a bundle', () => {
  const base = shop(
    { d: delay('P7D', 'f'), f: finish() },
    { segments: { fond: { when: { has_tag: 'vip' } } } },
  )
  const idOf = (source: Bundle) => listeningId(unwrap(loadBundle(source)))
  const changed = (edit: (source: Bundle) => unknown) => {
    const copy = structuredClone(base)
    edit(copy)
    for (const one of Object.values(copy.journeys)) one.hash = journeyHash(one)
    return idOf(copy) !== idOf(base)
  }
  test.each<[what: string, edit: (source: Bundle) => unknown, needed: boolean]>([
    ['is the same', () => undefined, false],
    ['has other steps', (b) => (b.journeys.j!.nodes.d = delay('P8D', 'f')), false],
    ['has other texts', (b) => (b.messages.hello!.content.body = { text: 'Hi' }), false],
    ['says more of a field', (b) => (b.contact.fields.name!.doc = 'How we call them.'), false],
    ['has another segment', (b) => (b.segments!.fond!.when = { has_tag: 'a' }), true],
    [
      'begins to listen to a segment',
      (b) => b.journeys.j!.starts.push({ id: 'x', on: { enter: 'fond' } }),
      true,
    ],
    [
      'has another start by time',
      (b) => b.journeys.j!.starts.push({ id: 'x', on: { every: { unit: 'day' }, time: '09:00' } }),
      true,
    ],
    ['has another field', (b) => (b.contact.fields.size = { type: 'integer', optional: true }), true],
    ['has a field of another type', (b) => (b.contact.fields.points = { type: 'number', default: 0 }), true],
    ['is in another zone', (b) => (b.timezone = 'Asia/Tehran'), true],
  ])('%s', (_, edit, needed) => {
    expect(changed(edit)).toBe(needed)
  })
})
