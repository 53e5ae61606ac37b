import { describe, expect, test } from 'vitest'
import type { Moved } from '../../src/graph/format.ts'
import { journeyHash } from '../../src/graph/hash.ts'
import { loadBundle } from '../../src/graph/load.ts'
import {
  bundle,
  call,
  delay,
  emit,
  enterJourney,
  finish,
  journey,
  notify,
  repeat,
  send,
  split,
  tag,
  waitFor,
} from '../helpers.ts'

/** A bundle that loads, as a copy that a test may break. Loosely typed: it breaks types too. */
// biome-ignore lint/suspicious/noExplicitAny: tests put in what types would not allow.
function sound(): any {
  const welcome = journey({
    follows: 'digital',
    stages: [{ name: 'subscription', entry: 'w' }],
    starts: [
      { id: 'signed_up', on: { event: 'signed_up' } },
      { id: 'tag vip', on: { tag: 'vip' }, where: { exists: [{ var: ['contact', 'email'] }] } },
      { id: 'manually', on: { manually: true } },
    ],
    goals: { bought: { event: 'purchased', within: 'P30D' } },
    exits: [
      { id: 'opt out', when: { '!': [{ var: ['contact', 'opt_in'] }] } },
      { id: 'unsubscribed', on: { event: 'unsubscribed' } },
    ],
    nodes: {
      w: { ...waitFor('purchased', 'P7D', 't', 's'), stage: 'subscription' },
      t: tag('vip', 'b'),
      b: {
        kind: 'branch',
        when: { '>': [{ var: ['bind', 'w', 'total'] }, { money: [5000, 'EUR'] }] },
        edges: { then: 's', else: 'd' },
      },
      s: send('offer', 'd', { args: { discount: 0.1 } }),
      d: delay('P1D', 'test'),
      test: split('test', { a: 4000, b: 6000 }, { a: 'r', b: 'n' }),
      r: repeat(3, 'c', 'n', { until: { has_tag: 'vip' } }),
      c: call('r', 'n'),
      n: notify({ cat: ['Code ', { var: ['bind', 'c', 'code'] }] }, 'e'),
      e: emit('viewed', 'j', { page: 'home' }),
      j: enterJourney('welcome', 'f'),
      f: finish('done'),
    },
  })
  const stageModels = { digital: { stages: [{ name: 'subscription' }] } }
  const moved: Moved[] = [
    { journey: 'welcome', from: 'gone', to: { node: 'd' } },
    { journey: 'welcome', from: 'gone too', to: { stage: 'subscription' } },
    { journey: 'welcome', from: 'all gone', to: { finish: true } },
  ]
  return structuredClone(bundle({ welcome }, { stageModels, moved, timezone: 'Europe/Berlin' }))
}

function problemsOf(json: unknown): string[] {
  const result = loadBundle(json)
  return result.ok ? [] : result.problems.map(({ name, place }) => `${name} ${place.path ?? ''}`.trim())
}

test('a sound bundle loads', () => {
  expect(problemsOf(sound())).toEqual([])
})

describe('is refused', () => {
  const inJourney = (rest: string) => `journeys.welcome${rest}`
  // biome-ignore lint/suspicious/noExplicitAny: see `sound`.
  type Break = (bundle: any) => unknown
  const table: [what: string, breakIt: Break, problem: string][] = [
    ['another major version', (b) => (b.formatVersion = '2.0'), 'other_format_version'],
    ['an unreadable version', (b) => (b.formatVersion = '1'), 'malformed_graph formatVersion'],
    ['no version', (b) => delete b.formatVersion, 'malformed_graph'],
    ['an unknown capability', (b) => (b.requires = ['liquid', 'time-travel']), 'missing_capability requires'],
    ['a missing part', (b) => delete b.journeys.welcome.starts, 'malformed_graph journeys.welcome'],
    [
      'an unknown kind of step',
      (b) => (b.journeys.welcome.nodes.d.kind = 'teleport'),
      `malformed_graph ${inJourney('.nodes.d')}`,
    ],
    [
      'an unknown operator',
      (b) => (b.journeys.welcome.nodes.b.when = { xor: [true, false] }),
      `malformed_graph ${inJourney('.nodes.b.when')}`,
    ],
    [
      'two operators at once',
      (b) => (b.journeys.welcome.nodes.b.when = { and: [], or: [] }),
      `malformed_graph ${inJourney('.nodes.b.when')}`,
    ],
    [
      'an operand too many',
      (b) => (b.journeys.welcome.nodes.b.when = { '<': [1, 2, 3] }),
      `malformed_graph ${inJourney('.nodes.b.when["<"]')}`,
    ],
    [
      'a duration that is none',
      (b) => (b.journeys.welcome.nodes.d.for = '1 day'),
      `malformed_graph ${inJourney('.nodes.d.for')}`,
    ],
    [
      'null for a value',
      (b) => (b.contact.fields.name.default = null),
      'malformed_graph contact.fields.name.default',
    ],
    [
      'a journey that was edited by hand',
      (b) => (b.journeys.welcome.nodes.d.for = 'P2D'),
      `wrong_hash ${inJourney('.hash')}`,
    ],
    [
      'an edge to nowhere',
      (b) => (b.journeys.welcome.nodes.d.edges.next = 'x'),
      `unknown_name ${inJourney('.nodes.d')}`,
    ],
    [
      'an entry that is no step',
      (b) => (b.journeys.welcome.entry = 'x'),
      `unknown_name ${inJourney('.entry')}`,
    ],
    [
      'a stage that begins nowhere',
      (b) => (b.journeys.welcome.stages[0].entry = 'x'),
      `unknown_name ${inJourney('.stages')}`,
    ],
    [
      'a step in no stage',
      (b) => (b.journeys.welcome.nodes.d.stage = 'x'),
      `unknown_name ${inJourney('.nodes')}`,
    ],
    ['an unknown stage model', (b) => (b.journeys.welcome.follows = 'x'), `unknown_name ${inJourney('')}`],
    [
      'an arm without an edge',
      (b) => delete b.journeys.welcome.nodes.w.edges.purchased,
      `missing_edge ${inJourney('.nodes.w')}`,
    ],
    [
      'a limit without an edge',
      (b) => delete b.journeys.welcome.nodes.w.edges.timeout,
      `missing_edge ${inJourney('.nodes.w')}`,
    ],
    [
      'two arms of one name',
      (b) => b.journeys.welcome.nodes.w.arms.push(b.journeys.welcome.nodes.w.arms[0]),
      `duplicate_name ${inJourney('.nodes.w')}`,
    ],
    [
      'two starts of one id',
      (b) => (b.journeys.welcome.starts[1].id = 'signed_up'),
      `duplicate_name ${inJourney('.starts')}`,
    ],
    [
      'an unknown message',
      (b) => (b.journeys.welcome.nodes.s.message = 'x'),
      `unknown_name ${inJourney('.nodes.s')}`,
    ],
    [
      'an unknown parameter',
      (b) => (b.journeys.welcome.nodes.s.args.x = 1),
      `unknown_name ${inJourney('.nodes.s')}`,
    ],
    [
      'an unknown tag',
      (b) => (b.journeys.welcome.nodes.t.tag = 'x'),
      `unknown_name ${inJourney('.nodes.t')}`,
    ],
    [
      'an unknown event to wait for',
      (b) => (b.journeys.welcome.nodes.w.arms[0].on.event = 'x'),
      `unknown_name ${inJourney('.nodes.w')}`,
    ],
    [
      'an unknown event to start on',
      (b) => (b.journeys.welcome.starts[0].on.event = 'x'),
      `unknown_name ${inJourney('.starts[0]')}`,
    ],
    [
      'an unknown event for a goal',
      (b) => (b.journeys.welcome.goals.bought.event = 'x'),
      `unknown_name ${inJourney('.goals.bought')}`,
    ],
    [
      'an unknown event to exit on',
      (b) => (b.journeys.welcome.exits[1].on.event = 'x'),
      `unknown_name ${inJourney('.exits[1]')}`,
    ],
    [
      'an unknown tag in a condition',
      (b) => (b.journeys.welcome.exits[0].when = { has_tag: 'x' }),
      `unknown_name ${inJourney('.exits[0]')}`,
    ],
    [
      'an unknown start in a condition',
      (b) => (b.journeys.welcome.exits[0].when = { started_by: ['x'] }),
      `unknown_name ${inJourney('.exits[0]')}`,
    ],
    [
      'an unknown contact field',
      (b) => (b.journeys.welcome.exits[0].when = { var: ['contact', 'x'] }),
      `unknown_name ${inJourney('.exits[0]')}`,
    ],
    [
      'a payload that is not kept',
      (b) => (b.journeys.welcome.exits[0].when = { var: ['bind', 'd', 'total'] }),
      `unknown_name ${inJourney('.exits[0]')}`,
    ],
    [
      'an event where there is none',
      (b) => (b.journeys.welcome.exits[0].when = { var: ['event', 'total'] }),
      `unknown_name ${inJourney('.exits[0]')}`,
    ],
    [
      'an unknown root',
      (b) => (b.journeys.welcome.exits[0].when = { var: ['moon', 'phase'] }),
      `unknown_name ${inJourney('.exits[0]')}`,
    ],
    [
      'shares that do not make a whole',
      (b) => (b.journeys.welcome.nodes.test.arms[0].share = 3999),
      `bad_shares ${inJourney('.nodes.test')}`,
    ],
    [
      'an arm of a split without an edge',
      (b) => delete b.journeys.welcome.nodes.test.edges.a,
      `missing_edge ${inJourney('.nodes.test')}`,
    ],
    [
      'two splits of one name',
      (b) => (b.journeys.welcome.nodes.other = b.journeys.welcome.nodes.test),
      `duplicate_name ${inJourney('.nodes')}`,
    ],
    [
      'a repeat without end',
      (b) => (b.journeys.welcome.nodes.r.times = 1001),
      `malformed_graph ${inJourney('.nodes.r.times')}`,
    ],
    [
      'an unknown action',
      (b) => (b.journeys.welcome.nodes.c.action = 'x'),
      `unknown_name ${inJourney('.nodes.c')}`,
    ],
    [
      'a parameter that the action does not have',
      (b) => (b.journeys.welcome.nodes.c.args.x = 1),
      `unknown_name ${inJourney('.nodes.c')}`,
    ],
    [
      'an answer that the action does not give',
      (b) => (b.journeys.welcome.nodes.n.text = { var: ['bind', 'c', 'x'] }),
      `unknown_name ${inJourney('.nodes.n')}`,
    ],
    [
      'an unknown department',
      (b) => (b.journeys.welcome.nodes.n.department = 'x'),
      `unknown_name ${inJourney('.nodes.n')}`,
    ],
    [
      'an unknown event that is emitted',
      (b) => (b.journeys.welcome.nodes.e.event = 'x'),
      `unknown_name ${inJourney('.nodes.e')}`,
    ],
    [
      'an unknown journey that is entered',
      (b) => (b.journeys.welcome.nodes.j.journey = 'x'),
      `unknown_name ${inJourney('.nodes.j')}`,
    ],
    [
      'a journey that is entered and has no start by hand',
      (b) => b.journeys.welcome.starts.pop(),
      `unknown_name ${inJourney('.nodes.j')}`,
    ],
    [
      'a holdout of more than all',
      (b) => (b.journeys.welcome.holdout = 10_001),
      `malformed_graph ${inJourney('.holdout')}`,
    ],
    ['a move in no journey', (b) => (b.moved[0].journey = 'x'), 'unknown_name moved[0]'],
    ['a move to no step', (b) => (b.moved[0].to.node = 'x'), 'unknown_name moved[0]'],
    ['a move to no stage', (b) => (b.moved[1].to.stage = 'x'), 'unknown_name moved[1]'],
    ['an unknown channel', (b) => (b.messages.hello.channel = 'x'), 'unknown_name messages.hello'],
    ['consent that is no boolean', (b) => (b.channels.mail.consent = 'name'), 'unknown_name channels.mail'],
    ['a zone field of another type', (b) => (b.contact.timezone = 'name'), 'unknown_name contact.timezone'],
    ['a zone that does not exist', (b) => (b.timezone = 'Mars/Olympus'), 'unknown_name timezone'],
  ]
  test.each(table)('%s', (_, breakIt, expected) => {
    const broken = sound()
    breakIt(broken)
    expect(problemsOf(broken).map((one) => one.trim())).toContain(expected)
  })

  test.each([
    [null, 'null'],
    ['{}', 'a string'],
    [[], 'a list'],
    [undefined, 'nothing'],
  ])('%j instead of an object', (json, found) => {
    const result = loadBundle(json)
    expect(result).toMatchObject({ ok: false, problems: [{ name: 'not_a_bundle', args: { found } }] })
  })
})

describe('is accepted', () => {
  test('a newer minor version, with fields that this one does not know', () => {
    const newer = sound()
    newer.formatVersion = '1.7'
    newer.invented = {}
    newer.journeys.welcome.invented = true
    newer.journeys.welcome.nodes.d.invented = 1
    newer.contact.fields.name.invented = 1
    expect(problemsOf(newer)).toEqual([])
  })

  test('built-in events that are not declared, and fields that a bundle adds to them', () => {
    const source = sound()
    source.journeys.welcome.exits[1] = {
      id: 'bounced',
      on: { event: 'bounced' },
      where: { exists: [{ var: ['event', 'reason'] }] },
    }
    source.journeys.welcome.hash = journeyHash(source.journeys.welcome)
    expect(problemsOf(source)).not.toEqual([])
    source.events.bounced = { fields: { reason: { type: 'string', optional: true } } }
    expect(problemsOf(source)).toEqual([])
  })
})

test('an unknown capability is refused by name, before anything else is looked at', () => {
  const result = loadBundle({ formatVersion: '1.0', requires: ['time-travel'] })
  expect(result).toMatchObject({ ok: false, problems: [{ args: { missing: ['time-travel'] } }] })
})
