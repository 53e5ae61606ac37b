/** Runs are taken to the latest version of their journey: what the plan says of them, and what happens. */
import { describe, expect, test } from 'vitest'
import type { Bundle, Expr, Journey, Moved, Node } from '../../src/graph/format.ts'
import { apply, type ContactState, newContact } from '../../src/index.ts'
import {
  bundle,
  call,
  delay,
  delayUntil,
  finish,
  journey,
  notify,
  repeat,
  send,
  story,
  waitFor,
} from '../helpers.ts'
import { type Step, succeed } from './succession.ts'

const START: Step = ['2026-03-02 10:00', 'event signed_up']
const LATER: Step = { until: '2027-03-02 10:00' }
const NOON: Step = { until: '2026-03-05 12:00' }

/** A version of the one journey `j`. Moves are written `from: to`, with `stage …` or `finish` for the others. */
function version(
  nodes: Record<string, Node>,
  moves: Record<string, string> = {},
  more: Partial<Journey> = {},
  changes: Partial<Bundle> = {},
): Bundle {
  const moved = Object.entries(moves).map(([from, to]): Moved => {
    if (to === 'finish') return { journey: 'j', from, to: { finish: true } }
    return { journey: 'j', from, to: to.startsWith('stage ') ? { stage: to.slice(6) } : { node: to } }
  })
  return bundle({ j: journey({ nodes, ...more }) }, { ...changes, ...(moved.length > 0 && { moved }) })
}

const tell = (text: Expr, next = 'f') => notify(text, next)
/** What a run tells its department, and when, shows where it went. */
const ends = { n: tell('old'), f: finish() }

interface Outcome {
  plan: string[]
  story: string[]
}

/** A run of the first version that is migrated on 5 March at noon, having begun on the second at ten. */
function migrated(versions: Bundle[], more: Step[] = [], options = {}): Outcome {
  const [first, ...others] = versions
  const steps = [START, ...more, ...others.map((deploy) => ({ deploy })), NOON, 'migrate', LATER] as Step[]
  const { host, plan } = succeed(first!, steps, options)
  return {
    plan,
    story: story(host, [
      'migrated',
      'notified',
      'finished',
      'exited',
      'sent',
      'suppressed',
      'problem',
      'goal',
    ]),
  }
}

describe('a run that stands at a step which is still there', () => {
  const told = { n: tell('new'), f: finish() }
  test.each<
    [what: string, v1: Record<string, Node>, v2: Record<string, Node>, plan: string, story: string[]]
  >([
    [
      'waits as long as before where nothing changed',
      { d: delay('P7D', 'n'), ...ends },
      { d: delay('P7D', 'n'), ...told },
      'd stays',
      ['03-05 12:00 stays d', '03-09 10:00 notified sales: new', '03-09 10:00 finished'],
    ],
    [
      'waits the new time, counted from when it began to wait: a longer one',
      { d: delay('P7D', 'n'), ...ends },
      { d: delay('P10D', 'n'), ...told },
      'd stays',
      ['03-05 12:00 stays d', '03-12 10:00 notified sales: new', '03-12 10:00 finished'],
    ],
    [
      'a shorter one',
      { d: delay('P7D', 'n'), ...ends },
      { d: delay('P4D', 'n'), ...told },
      'd stays',
      ['03-05 12:00 stays d', '03-06 10:00 notified sales: new', '03-06 10:00 finished'],
    ],
    [
      'one that is over already: it goes on at once',
      { d: delay('P7D', 'n'), ...ends },
      { d: delay('P1D', 'n'), ...told },
      'd stays, at once 1',
      ['03-05 12:00 stays d', '03-05 12:00 notified sales: new', '03-05 12:00 finished'],
    ],
    [
      'until a moment, where it was a length of time',
      { d: delay('P7D', 'n'), ...ends },
      { d: delayUntil({ time: '09:00', weekday: 6 }, 'n'), ...told },
      'd stays',
      ['03-05 12:00 stays d', '03-07 09:00 notified sales: new', '03-07 09:00 finished'],
    ],
    [
      'for a length of time, where it was until a moment',
      { d: delayUntil({ time: '09:00', weekday: 6 }, 'n'), ...ends },
      { d: delay('P4D', 'n'), ...told },
      'd stays',
      ['03-05 12:00 stays d', '03-06 10:00 notified sales: new', '03-06 10:00 finished'],
    ],
    [
      'until a date that the contact lacks: it goes on as one that comes too late',
      { d: delay('P7D', 'n'), ...ends },
      { d: delayUntil({ at: { var: ['contact', 'birthday'] } }, 'n', 'f'), ...told },
      'd arrives, at once 1',
      ['03-05 12:00 arrives d', '03-05 12:00 finished'],
    ],
    [
      'a wait with another limit',
      { w: waitFor('purchased', 'P7D', 'f', 'n'), ...ends },
      { w: waitFor('purchased', 'P4D', 'f', 'n'), ...told },
      'w stays',
      ['03-05 12:00 stays w', '03-06 10:00 notified sales: new', '03-06 10:00 finished'],
    ],
    [
      'a wait with a limit, where there was none',
      { w: waitFor('purchased', undefined, 'n'), ...ends },
      { w: waitFor('purchased', 'P4D', 'f', 'n'), ...told },
      'w stays',
      ['03-05 12:00 stays w', '03-06 10:00 notified sales: new', '03-06 10:00 finished'],
    ],
    [
      'a wait without a limit, where there was one',
      { w: waitFor('purchased', 'P7D', 'f', 'n'), ...ends },
      { w: waitFor('purchased', undefined, 'n'), ...told },
      'w stays',
      ['03-05 12:00 stays w'],
    ],
    [
      'a wait whose condition holds: it goes on at once',
      { w: waitFor('purchased', 'P7D', 'f', 'n'), ...ends },
      {
        w: {
          kind: 'wait',
          arms: [{ name: 'until', until: { exists: [{ var: ['contact', 'email'] }] } }],
          edges: { until: 'n' },
        },
        ...told,
      },
      'w stays, at once 1',
      ['03-05 12:00 stays w', '03-05 12:00 notified sales: new', '03-05 12:00 finished'],
    ],
    [
      'of another kind: it comes to it',
      { x: delay('P7D', 'n'), ...ends },
      { x: waitFor('purchased', 'P1D', 'f', 'n'), ...told },
      'x arrives, at once 1',
      ['03-05 12:00 arrives x', '03-06 12:00 notified sales: new', '03-06 12:00 finished'],
    ],
  ])('%s', (_, v1, v2, plan, expected) => {
    expect(migrated([version(v1), version(v2)])).toEqual({ plan: [plan], story: expected })
  })

  test('in quiet hours waits for the end of those', () => {
    const channels = structuredClone(bundle({}).channels)
    Object.assign(channels.mail!, { quiet: { from: '08:00', to: '11:00' } })
    const quiet = (nodes: Record<string, Node>) =>
      version({ s: send('hello', 'n'), ...nodes }, {}, {}, { channels })
    const steps: Step[] = [START, { deploy: quiet({ n: tell('new'), f: finish() }) }, 'migrate', LATER]
    const { host, plan } = succeed(quiet(ends), steps)
    expect(plan).toEqual(['s stays'])
    expect(story(host, ['migrated', 'sent', 'notified'])).toEqual([
      '03-02 10:00 stays s',
      '03-02 11:00 sent hello',
      '03-02 11:00 notified sales: new',
    ])
  })

  test('what happened before counts for the version of then: only what comes is seen by new arms', () => {
    const v1 = version({ w: waitFor('purchased', 'P7D', 'f', 'n'), ...ends })
    const v2 = version({
      w: {
        kind: 'wait',
        arms: [{ name: 'viewed', on: { event: 'viewed' } }],
        limit: 'P7D',
        edges: { viewed: 'n', timeout: 'f' },
      },
      n: tell('new'),
      f: finish(),
    })
    const viewed = (at: string): Step => [at, 'event viewed {"page":"x"}']
    expect(migrated([v1, v2], [viewed('2026-03-03 10:00')]).story.at(-1)).toBe('03-09 10:00 finished')
    const after: Step[] = [START, { deploy: v2 }, NOON, 'migrate', viewed('2026-03-06 10:00'), LATER]
    expect(story(succeed(v1, after).host, ['notified'])).toEqual(['03-06 10:00 notified sales: new'])
  })
})

describe('a run that stands at a step which is gone', () => {
  const v1 = version({ d: delay('P7D', 'n'), ...ends })
  const stages = [{ name: 'buying', entry: 'e' }]
  const v2 = (moves: Record<string, string>, nodes: Record<string, Node> = {}) =>
    version(
      {
        e: { ...delay('P4D', 'n'), stage: 'buying' },
        w: waitFor('purchased', 'P4D', 'f', 'n'),
        n: tell('new'),
        f: finish(),
        ...nodes,
      },
      moves,
      { stages },
    )

  test.each<[what: string, moves: Record<string, string>, plan: string, story: string[]]>([
    [
      'goes on where it is said: at a step of its kind it stands since it began to wait',
      { d: 'e' },
      'd > e stays',
      ['03-05 12:00 stays d > e', '03-06 10:00 notified sales: new', '03-06 10:00 finished'],
    ],
    [
      'to a step of another kind it comes then',
      { d: 'w' },
      'd > w arrives, at once 1',
      ['03-05 12:00 arrives d > w', '03-09 12:00 notified sales: new', '03-09 12:00 finished'],
    ],
    [
      'to a stage it comes then, whatever its first step is',
      { d: 'stage buying' },
      'd > e arrives, at once 1',
      ['03-05 12:00 arrives d > e', '03-09 12:00 notified sales: new', '03-09 12:00 finished'],
    ],
    [
      'is over where it is said',
      { d: 'finish' },
      'd finishes',
      ['03-05 12:00 finishes d', '03-05 12:00 finished'],
    ],
    [
      'stays in its version, and the migration is refused, where nothing is said',
      { other: 'e' },
      'd unanswered',
      ['03-05 12:00 problem step_gone', '03-09 10:00 notified sales: old', '03-09 10:00 finished'],
    ],
  ])('%s', (_, moves, plan, expected) => {
    expect(migrated([v1, v2(moves)])).toEqual({ plan: [plan], story: expected })
  })

  test.each<[what: string, versions: Bundle[], plan: string]>([
    [
      'of a version between',
      [version({ x: delay('P7D', 'n'), ...ends }, { d: 'x' }), v2({ x: 'e' })],
      'd > e stays',
    ],
    ['of a version between, to a step that is still there', [v2({ d: 'e' }), v2({})], 'd > e stays'],
    ['that the latest gives, where none gave it before', [version(ends), v2({ d: 'e' })], 'd > e stays'],
    [
      'of the latest, which corrects those before',
      [version({ x: delay('P7D', 'n'), ...ends }, { d: 'x' }), v2({ x: 'e', d: 'w' })],
      'd > w arrives, at once 1',
    ],
    [
      'that led over a step of another kind: it comes to the last',
      [version({ x: waitFor('viewed', 'P7D', 'n', 'n'), ...ends }, { d: 'x' }), v2({ x: 'e' })],
      'd > e arrives, at once 1',
    ],
    ['that ended it', [version(ends, { d: 'finish' }), v2({})], 'd finishes'],
    [
      'of a version between that leads nowhere now',
      [version({ x: delay('P7D', 'n'), ...ends }, { d: 'x' }), v2({})],
      'd unanswered',
    ],
    ['and a version between without the journey', [bundle({}), v2({ d: 'e' })], 'd > e stays'],
  ])('follows the answer %s', (_, versions, plan) => {
    expect(migrated([v1, ...versions]).plan).toEqual([plan])
  })

  test('is not touched when the journey is gone', () => {
    expect(migrated([v1, bundle({})])).toEqual({
      plan: ['d left'],
      story: ['03-09 10:00 notified sales: old', '03-09 10:00 finished'],
    })
  })
})

describe('a run that waits for an answer from outside', () => {
  const open = { deliver: () => undefined, answer: () => undefined }
  const outcome = { kind: 'outcome', contact: 'c1', key: 'j/c1#1/s/1', ok: true } as const
  const result = {
    kind: 'result',
    contact: 'c1',
    action: 'make_coupon',
    ok: true,
    values: { code: 'A' },
  } as const
  const sending = version({ s: send('hello', 'n'), ...ends })
  const calling = version({ c: call('n'), ...ends })

  /** What is told once the answer is there, after a migration. */
  function answered(v1: Bundle, v2: Bundle, answer: object): [plan: string, notices: string[]] {
    const { host, plan } = succeed(v1, [START, { deploy: v2 }, NOON, 'migrate'], open)
    host.post({ ...answer, at: host.now } as never)
    return [plan.join(), host.notices.map(({ text }) => text)]
  }
  const told = { n: tell('new'), f: finish() }

  test.each<[what: string, ...Parameters<typeof answered>, expected: [string, string[]]]>([
    [
      'takes it in the new version',
      sending,
      version({ s: send('hello', 'n'), ...told }),
      outcome,
      ['s stays', ['new']],
    ],
    [
      'at a step of another name',
      sending,
      version({ t: send('nudge', 'n'), ...told }, { s: 't' }),
      outcome,
      ['s > t stays', ['new']],
    ],
    ['in its own if its step is gone', sending, version(told), outcome, ['s in_flight', ['old']]],
    ['also if it is to be over', sending, version(told, { s: 'finish' }), outcome, ['s in_flight', ['old']]],
    [
      'or goes on at another kind of step',
      sending,
      version({ d: delay('P1D', 'n'), ...told }, { s: 'd' }),
      outcome,
      ['s in_flight', ['old']],
    ],
    [
      'of an action, and keeps what it answers',
      calling,
      version({ c: call('n'), n: tell({ var: ['bind', 'c', 'code'] }), f: finish() }),
      result,
      ['c stays', ['A']],
    ],
    [
      'of another action than the step calls now, in its own',
      calling,
      version(
        { c: { ...call('n'), action: 'other' } as Node, ...told },
        {},
        {},
        {
          actions: {
            ...bundle({}).actions,
            other: { params: { percent: { type: 'percent' } }, returns: {} },
          },
        },
      ),
      result,
      ['c in_flight', ['old']],
    ],
  ])('%s', (_, v1, v2, answer, expected) => {
    expect(answered(v1, v2, answer)).toEqual(expected)
  })
})

describe('what a run brings along', () => {
  test('its exits and goals are those of the new version, by name', () => {
    const goals = { bought: { event: 'purchased' } }
    const exits = [{ id: 'vip', on: { tag: 'vip' } }]
    const v1 = version({ d: delay('P7D', 'n'), ...ends })
    const v2 = version({ d: delay('P7D', 'n'), ...ends }, {}, { goals, exits })
    const steps: Step[] = [
      START,
      { deploy: v2 },
      NOON,
      'migrate',
      ['2026-03-06 10:00', 'event purchased'],
      ['2026-03-06 11:00', 'tag vip'],
    ]
    expect(story(succeed(v1, steps).host, ['goal', 'exited'])).toEqual([
      '03-06 10:00 goal bought',
      '03-06 11:00 exited vip',
    ])
  })

  test('an exit that holds in the new version ends it at once', () => {
    const v1 = version({ d: delay('P7D', 'n'), ...ends })
    const v2 = version(
      { d: delay('P7D', 'n'), ...ends },
      {},
      { exits: [{ id: 'known', when: { exists: [{ var: ['contact', 'email'] }] } }] },
    )
    expect(migrated([v1, v2])).toEqual({
      plan: ['d stays, at once 1'],
      story: ['03-05 12:00 stays d', '03-05 12:00 exited known'],
    })
  })

  test.each<[what: string, v1: Partial<Journey>, plan: string, goal: string]>([
    [
      'ended',
      { goals: { bought: { event: 'purchased', within: 'P30D' } } },
      'over',
      '03-20 10:00 goal bought',
    ],
    [
      'is held out',
      { holdout: 10_000, goals: { bought: { event: 'purchased', within: 'P30D' } } },
      'over',
      '03-20 10:00 goal bought though held out',
    ],
  ])('goals of a run that %s are measured by the new version', (_, parts, plan, goal) => {
    const first = version({ f: finish() }, {}, parts)
    const goals = {
      bought: { event: 'purchased', within: 'P60D' },
      looked: { event: 'viewed', within: 'P60D' },
    }
    const { holdout } = { holdout: undefined, ...parts }
    const second = version({ f: finish('new') }, {}, { goals, ...(holdout !== undefined && { holdout }) })
    const steps: Step[] = [
      START,
      { deploy: second },
      NOON,
      'migrate',
      ['2026-03-20 10:00', 'event purchased'],
    ]
    const { host, plan: planned } = succeed(first, steps)
    expect(planned).toEqual([plan])
    expect(story(host, ['goal'])).toEqual([goal])
    host.advanceTo(host.now + 20 * 24 * 3_600_000)
    host.post({ kind: 'event', contact: 'c1', event: 'viewed', payload: { page: 'x' }, at: host.now })
    expect(story(host, ['goal']).at(-1)).toContain('goal looked')
  })

  test('a goal that was reached is not reached again', () => {
    const goals = { bought: { event: 'purchased' } }
    const v1 = version({ d: delay('P7D', 'n'), ...ends }, {}, { goals })
    const v2 = version({ d: delay('P8D', 'n'), ...ends }, {}, { goals })
    const bought = (at: string): Step => [at, 'event purchased']
    const steps: Step[] = [
      START,
      bought('2026-03-03 10:00'),
      { deploy: v2 },
      NOON,
      'migrate',
      bought('2026-03-06 10:00'),
    ]
    expect(story(succeed(v1, steps).host, ['goal'])).toEqual(['03-03 10:00 goal bought'])
  })

  test.each<[what: string, v1: Record<string, Node>, v2: Record<string, Node>, rounds: object]>([
    [
      'the rounds of the repeats around it',
      { r: repeat(3, 'd', 'f'), d: delay('P1D', 'r'), f: finish() },
      { r: repeat(5, 'd', 'f'), d: delay('P1D', 'r'), f: finish() },
      { r: 4 },
    ],
    [
      'one round of a repeat that is new around it',
      { d: delay('P7D', 'f'), f: finish() },
      { r: repeat(5, 'd', 'f'), d: delay('P7D', 'r'), f: finish() },
      { r: 1 },
    ],
    [
      'no rounds of a repeat that it is not in any more',
      { r: repeat(5, 'd', 'f'), d: delay('P1D', 'r'), f: finish() },
      { r: repeat(5, 'x', 'd'), x: delay('P1D', 'r'), d: delay('P1D', 'f'), f: finish() },
      {},
    ],
  ])('it has %s', (_, v1, v2, rounds) => {
    const four = (nodes: Record<string, Node>) =>
      version(nodes.r?.kind === 'repeat' ? { ...nodes, r: { ...nodes.r, times: 9 } } : nodes)
    const entry = { entry: 'd' in v2 && v2.r === undefined ? 'd' : Object.keys(v2)[0]! }
    const { host } = succeed(four(v1), [START, { deploy: version(v2, {}, entry) }, NOON, 'migrate'])
    expect(host.contact('c1')!.runs[0]).toMatchObject({ node: 'd', rounds })
    expect(Object.keys(host.contact('c1')!.runs[0]!.rounds)).toEqual(Object.keys(rounds))
  })

  test('the rounds of a repeat that has another name now', () => {
    const nodes = (name: string, length: string) => ({
      [name]: repeat(3, 'd', 'f'),
      d: delay(length, name),
      f: finish(),
    })
    const v1 = version(nodes('r', 'P2D'), {}, { entry: 'r' })
    const v2 = version(nodes('q', 'P9D'), { r: 'q' }, { entry: 'q' })
    const { host } = succeed(v1, [START, { deploy: v2 }, NOON, 'migrate'])
    expect(host.contact('c1')!.runs[0]!.rounds).toEqual({ q: 2 })
  })
})

describe('payloads that are read later', () => {
  const order = (id: string): Expr => ({ cat: ['Order ', { var: ['bind', id, 'order'] }] })
  const starts = [{ id: 'purchased', on: { event: 'purchased' } }]
  const BOUGHT: Step = ['2026-03-02 10:00', 'event purchased {"order":"7"}']
  const go = (v1: Bundle, v2: Bundle, log: Step[]): Outcome => {
    const { host, plan } = succeed(v1, [...log, { deploy: v2 }, NOON, 'migrate', LATER])
    return { plan, story: story(host, ['notified', 'suppressed', 'problem']) }
  }
  const first = { n: tell(order('start')), f: finish() }

  test('are brought along', () => {
    const v1 = version({ d: delay('P7D', 'n'), ...first }, {}, { starts })
    const v2 = version({ d: delay('P8D', 'n'), ...first }, {}, { starts })
    expect(go(v1, v2, [BOUGHT])).toEqual({
      plan: ['d stays'],
      story: ['03-10 10:00 notified sales: Order 7'],
    })
  })

  test('follow a step that has another name', () => {
    const nodes = (w: string, length: string) => ({
      [w]: waitFor('purchased', 'P1D', 'd', 'd'),
      d: delay(length, 'n'),
      n: tell(order(w)),
      f: finish(),
    })
    const v2 = version(nodes('w2', 'P8D'), { w: 'w2' })
    expect(go(version(nodes('w', 'P7D')), v2, [START, BOUGHT])).toEqual({
      plan: ['d stays'],
      story: ['03-10 10:00 notified sales: Order 7'],
    })
  })

  test('and were not kept are missing, which the plan tells', () => {
    const v1 = version({ d: delay('P7D', 'n'), ...ends }, {}, { starts })
    const v2 = version({ d: delay('P7D', 'n'), ...first }, {}, { starts })
    expect(go(v1, v2, [BOUGHT])).toEqual({
      plan: ['d stays, lacks start.order 1'],
      story: ['03-09 10:00 notified sales: Order '],
    })
  })

  test('are not told as lacking if the run still comes by, or is past what reads them', () => {
    const w = waitFor('purchased', 'P9D', 'm', 'm')
    const ahead = version({ d: delay('P7D', 'w'), w, m: tell(order('w')), f: finish() })
    const past = version(
      { m: tell(order('start'), 'd'), d: delay('P8D', 'n'), ...ends },
      {},
      { starts, entry: 'm' },
    )
    expect(go(version({ d: delay('P7D', 'n'), ...ends }), ahead, [START]).plan).toEqual(['d stays'])
    expect(go(version({ d: delay('P7D', 'n'), ...ends }, {}, { starts }), past, [BOUGHT]).plan).toEqual([
      'd stays',
    ])
  })

  test('and are of another type now are missing', () => {
    const { events } = structuredClone(bundle({}))
    events.purchased!.fields.order = { type: 'integer' }
    const v1 = version({ d: delay('P7D', 'n'), ...first }, {}, { starts })
    const v2 = version({ d: delay('P8D', 'n'), ...first }, {}, { starts }, { events })
    expect(go(v1, v2, [BOUGHT])).toEqual({
      plan: ['d stays, lacks start.order 1'],
      story: ['03-10 10:00 notified sales: Order '],
    })
  })

  test('a message that can not do without is not sent', () => {
    const offer = send('offer', 'f', { args: { discount: { var: ['bind', 'start', 'order'] } } })
    const v1 = version({ d: delay('P7D', 'n'), ...ends }, {}, { starts })
    const v2 = version({ d: delay('P7D', 's'), s: offer, f: finish() }, {}, { starts })
    expect(go(v1, v2, [BOUGHT]).story).toEqual(['03-09 10:00 suppressed offer: missing'])
  })
})

describe('the plan', () => {
  const v1 = version({ w: waitFor('viewed', 'P7D', 'd', 'd'), d: delay('P30D', 'n'), ...ends })
  const v2 = version(
    {
      w: waitFor('viewed', 'P1D', 'd', 'd'),
      e: delay('P30D', 'n'),
      n: tell('new'),
      d: finish(),
      f: finish(),
    },
    {},
    {},
  )
  const several: Step[] = ['a', 'b', 'c', 'd'].map((contact) => [
    '2026-03-02 10:00',
    'event signed_up',
    { contact },
  ])
  const viewed: Step[] = ['c', 'd'].map((contact) => [
    '2026-03-03 10:00',
    'event viewed {"page":"x"}',
    { contact },
  ])

  test('adds up runs that have the same fate', () => {
    const { plan } = succeed(v1, [...several, ...viewed, { deploy: v2 }, NOON, 'migrate'])
    expect(plan).toEqual(['d arrives 2, at once 2', 'w stays 2, at once 2'])
  })

  test('keeps versions apart', () => {
    const second = version({ w: waitFor('viewed', 'P8D', 'd', 'd'), d: delay('P30D', 'n'), ...ends })
    const other: Step = ['2026-03-03 10:00', 'event signed_up', { contact: 'b' }]
    const { plan } = succeed(v1, [START, { deploy: second }, other, { deploy: v2 }, NOON, 'migrate'])
    expect(plan).toEqual(['w stays, at once 1', 'w stays, at once 1'])
  })

  test('is empty when everybody is on the latest version', () => {
    expect(succeed(v1, [...several, { deploy: v1 }, NOON, 'migrate']).plan).toEqual([])
  })
})

describe('a contact', () => {
  const two = (nodes: Record<string, Node>, other: Record<string, Node>): Bundle =>
    bundle({ i: journey({ nodes: other }), j: journey({ nodes }) })
  const v1 = two({ d: delay('P7D', 'f'), f: finish() }, { d: delay('P7D', 'f'), f: finish() })
  const v2 = two({ d: delay('P8D', 'f'), f: finish() }, { e: delay('P8D', 'f'), f: finish() })

  function after(input: object): { hashes: string[]; refused: unknown } {
    const { host, loaded } = succeed(v1, [START, { deploy: v2 }, NOON])
    const { contact, refused } = apply(loaded, host.contact('c1')!, {
      kind: 'migrate',
      contact: 'c1',
      at: host.now,
      ...input,
    })
    const isNew = (name: string) => (hash: string) =>
      v2.journeys[name]!.hash === hash ? `${name} new` : `${name} old`
    return {
      hashes: contact.runs.map(({ journey: name, hash }) => isNew(name)(hash)),
      refused: refused?.map(({ args }) => args),
    }
  }

  test('is migrated whole, or not at all', () => {
    expect(after({})).toEqual({ hashes: ['i old', 'j old'], refused: [{ journey: 'i', node: 'd' }] })
  })

  test('can be migrated in one journey only', () => {
    expect(after({ journey: 'j' })).toEqual({ hashes: ['i old', 'j new'], refused: undefined })
  })

  test('that is on the latest versions is not touched at all', () => {
    const { host, loaded } = succeed(v1, [START, { deploy: v1 }, NOON])
    const contact = host.contact('c1')!
    const applied = apply(loaded, contact, { kind: 'migrate', contact: 'c1', at: host.now + 1 })
    expect(applied).toEqual({ contact, commands: [], records: [] })
    const unknown: ContactState = newContact('c9')
    expect(apply(loaded, unknown, { kind: 'migrate', contact: 'c9', at: host.now }).contact).toBe(unknown)
  })

  test('whose timers are late is migrated as it stands, and acts in the new version', () => {
    const { host, loaded } = succeed(v1, [
      START,
      { deploy: two({ d: delay('P8D', 'f'), f: finish('new') }, v1.journeys.i!.nodes) },
    ])
    const at = host.now + 30 * 24 * 3_600_000
    const { contact, records } = apply(loaded, host.contact('c1')!, {
      kind: 'migrate',
      contact: 'c1',
      at,
      journey: 'j',
    })
    expect(records.map(({ kind }) => kind)).toEqual(['migrated', 'held'])
    expect(contact.runs.map(({ hold }) => hold)).toMatchObject([
      { kind: 'delay' },
      { kind: 'delay', token: 2 },
    ])
  })
})
