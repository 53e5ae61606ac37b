import { describe, expect, test } from 'vitest'
import type { Expr, Node } from '../../src/graph/format.ts'
import { MAX_CAUSED, MAX_HOPS, maxArrivals } from '../../src/graph/limits.ts'
import {
  bundle,
  delay,
  emit,
  enterJourney,
  finish,
  journey,
  type Line,
  load,
  play,
  send,
  story,
  tag,
  untag,
  waitFor,
} from '../helpers.ts'

const START: Line = ['2026-03-02 10:00', 'event signed_up']
const on = (name: string) => ({ starts: [{ id: `tag ${name}`, on: { tag: name } }] })

describe('a tag that a step sets', () => {
  test('is seen at once by the run, and starts other journeys after it', () => {
    const branch: Node = {
      kind: 'branch',
      when: { has_tag: 'a' },
      edges: { then: 'f', else: 'g' },
    }
    const loaded = load(
      bundle({
        j: journey({ nodes: { t: tag('a', 'b'), b: branch, f: finish('seen'), g: finish('not seen') } }),
        k: journey({ ...on('a'), nodes: { f: finish('k') } }),
      }),
    )
    expect(story(play(loaded, { log: [START] }))).toEqual([
      '03-02 10:00 entered j by signed_up',
      '03-02 10:00 tagged a',
      '03-02 10:00 finished seen',
      '03-02 10:00 entered k by tag a',
      '03-02 10:00 finished k',
    ])
  })

  test('moves a wait in another journey', () => {
    const waiting: Node = { kind: 'wait', arms: [{ name: 'a', on: { tag: 'a' } }], edges: { a: 'f' } }
    const loaded = load(
      bundle({
        j: journey({ nodes: { d: delay('P1D', 't'), t: tag('a', 'f'), f: finish() } }),
        k: journey({ nodes: { w: waiting, f: finish('moved') } }),
      }),
    )
    expect(story(play(loaded, { log: [START] })).at(-1)).toBe('03-03 10:00 finished moved')
  })

  test('happens to nobody if the contact has it already', () => {
    const loaded = load(
      bundle({
        j: journey({ nodes: { t: tag('a', 'f'), f: finish() } }),
        k: journey({ ...on('a'), nodes: { f: finish() } }),
      }),
    )
    expect(story(play(loaded, { log: [START], tags: ['a'] }))).toEqual([
      '03-02 10:00 entered j by signed_up',
      '03-02 10:00 finished',
    ])
  })
})

describe('an event that a step emits', () => {
  const onViewed = { starts: [{ id: 'viewed', on: { event: 'viewed' } }] }
  const where: Expr = { '===': [{ var: ['event', 'page'] }, 'home'] }

  test('starts and moves journeys with its payload, once the run stands still', () => {
    const loaded = load(
      bundle({
        j: journey({
          nodes: {
            e: emit('viewed', 't', { page: { cat: ['ho', 'me'] } }),
            t: tag('a', 'f'),
            f: finish('j'),
          },
        }),
        k: journey({ starts: [{ id: 'viewed', on: { event: 'viewed' }, where }], nodes: { f: finish('k') } }),
        w: journey({
          nodes: {
            w: {
              ...waitFor('viewed', 'P1D', 'f', 'f'),
              arms: [{ name: 'viewed', on: { event: 'viewed' }, where }],
            } as Node,
            f: finish('w'),
          },
        }),
      }),
    )
    expect(story(play(loaded, { log: [START] }))).toEqual([
      '03-02 10:00 entered j by signed_up',
      '03-02 10:00 emitted viewed',
      '03-02 10:00 tagged a',
      '03-02 10:00 finished j',
      '03-02 10:00 entered w by signed_up',
      '03-02 10:00 finished w',
      '03-02 10:00 entered k by viewed',
      '03-02 10:00 finished k',
    ])
  })

  test('does not happen when a value is missing that it needs', () => {
    const nodes = { e: emit('viewed', 'f', { page: { var: ['contact', 'name'] } }), f: finish() }
    const host = play(load(bundle({ j: journey({ nodes }) })), { log: [START] })
    expect(story(host).slice(1)).toEqual(['03-02 10:00 problem missing_field', '03-02 10:00 finished'])
  })

  test('that sets itself off is cut after some links', () => {
    const nodes = { e: emit('viewed', 'f', { page: 'home' }), f: finish() }
    const loaded = load(bundle({ j: journey({ ...onViewed, nodes }) }))
    const host = play(loaded, { log: [['2026-03-02 10:00', 'event viewed {"page":"x"}']] })
    expect(story(host, ['entered'])).toHaveLength(MAX_HOPS + 1)
    expect(story(host, ['problem'])).toEqual(['03-02 10:00 problem too_many_hops'])
  })
})

describe('a step that enters a journey', () => {
  const byHand = { starts: [{ id: 'manually', on: { manually: true } as const }] }
  const first = journey({ nodes: { e: enterJourney('k', 'f'), f: finish('j') } })

  test('lets the contact in once the run stands still, and goes on', () => {
    const loaded = load(bundle({ j: first, k: journey({ ...byHand, nodes: { f: finish('k') } }) }))
    expect(story(play(loaded, { log: [START] }))).toEqual([
      '03-02 10:00 entered j by signed_up',
      '03-02 10:00 finished j',
      '03-02 10:00 entered k by manually',
      '03-02 10:00 finished k',
    ])
  })

  test('keeps to the rules of entry', () => {
    const once = journey({ ...byHand, enter: { rule: 'once' }, nodes: { f: finish('k') } })
    const host = play(load(bundle({ j: first, k: once })), {
      log: [START, ['2026-03-03 10:00', 'event signed_up']],
    })
    expect(story(host, ['refused'])).toEqual(['03-03 10:00 refused k: once'])
  })

  test('that leads back to itself is cut after some links', () => {
    const round = journey({ ...byHand, nodes: { e: enterJourney('k', 'f'), f: finish() } })
    const host = play(load(bundle({ j: first, k: round })), { log: [START] })
    expect(host.records.filter((one) => one.kind === 'entered' && one.journey === 'k')).toHaveLength(MAX_HOPS)
    expect(host.records.find((one) => one.kind === 'problem')).toMatchObject({
      problem: { name: 'too_many_hops', args: { cause: 'enter journey k' } },
    })
  })
})

describe('a chain of journeys that start each other', () => {
  const nodes = (add: string, remove: string) => ({ u: untag(remove, 't'), t: tag(add, 'f'), f: finish() })

  test('is cut after some links, which is recorded', () => {
    const loaded = load(
      bundle({
        one: journey({ ...on('a'), nodes: nodes('b', 'a') }),
        two: journey({ ...on('b'), nodes: nodes('a', 'b') }),
      }),
    )
    const host = play(loaded, { log: [['2026-03-02 10:00', 'tag a']] })
    expect(story(host, ['entered'])).toHaveLength(MAX_HOPS + 1)
    // The last run sets aside a tag that goes and one that comes.
    expect(story(host, ['problem'])).toEqual(Array(2).fill('03-02 10:00 problem too_many_hops'))
  })

  test('can not grow without bounds by branching out', () => {
    // Each run toggles the tag, and each toggle starts two more runs.
    const toggles = Array.from({ length: 20 }, (_, i): [string, Node] => [
      `n${i}`,
      (i % 2 === 0 ? untag : tag)('a', i === 19 ? 'f' : `n${i + 1}`),
    ])
    const branching = journey({
      starts: [
        { id: 'tag', on: { tag: 'a' } },
        { id: 'untag', on: { untag: 'a' } },
      ],
      nodes: { ...Object.fromEntries(toggles), f: finish() },
    })
    const host = play(load(bundle({ one: branching, two: branching })), {
      log: [['2026-03-02 10:00', 'tag a']],
    })
    expect(host.records.filter((one) => one.kind === 'entered').length).toBeLessThanOrEqual(
      2 * (MAX_CAUSED + 1),
    )
    expect(story(host, ['problem']).length).toBeGreaterThan(0)
  })

  test('is cut also where messages are its links', () => {
    const started = {
      starts: [
        { id: 'sent', on: { event: 'sent' } },
        { id: 'signed_up', on: { event: 'signed_up' } },
      ],
    }
    const loaded = load(
      bundle({
        one: journey({ ...started, nodes: { s: send('nudge', 'f'), f: finish() } }),
        two: journey({ ...started, nodes: { s: send('nudge', 'f'), f: finish() } }),
      }),
    )
    const host = play(loaded, { log: [START] })
    expect(story(host, ['problem']).length).toBeGreaterThan(0)
    expect(host.sent.length).toBeLessThan(100)
  })
})

describe('a loop without a pause', () => {
  test.each<[string, Record<string, Node>]>([
    ['of tags', { t: tag('a', 'u'), u: untag('a', 't') }],
    ['of delays of no length', { d: delay('PT0S', 'd') }],
    ['of messages that are suppressed', { s: send('hello', 's') }],
    [
      'of waits that are satisfied already',
      { w: { kind: 'wait', arms: [{ name: 'x', until: true }], edges: { x: 'w' } } },
    ],
    ['of waits that run out at once', { w: waitFor('purchased', 'PT0S', 'w', 'w') }],
    [
      'of waits for what was before',
      { w: { ...waitFor('purchased', 'P1D', 'w', 'w'), since: 'start' } as Node },
    ],
  ])('%s ends the run', (_, nodes) => {
    const loaded = load(bundle({ j: journey({ nodes, exits: [] }) }))
    const more: Line[] = 'w' in nodes ? [['2026-03-02 10:00', 'event purchased']] : []
    const attributes = 's' in nodes ? { opt_in: false } : {}
    const host = play(loaded, { log: [START, ...more], attributes, until: '2026-03-02 11:00' })
    expect(story(host, ['problem', 'exited']).slice(-2)).toEqual([
      '03-02 10:00 problem endless_loop',
      '03-02 10:00 exited endless_loop',
    ])
    expect(host.contact('c1')?.runs).toEqual([])
  })

  test('of messages stops after twenty', () => {
    const loaded = load(bundle({ j: journey({ nodes: { s: send('hello', 's') } }) }))
    const host = play(loaded, { log: [START] })
    expect(host.sent).toHaveLength(20)
    expect(story(host).at(-1)).toBe('03-02 10:00 exited endless_loop')
  })

  test.each<[string, (name: string, next: string) => Node]>([
    ['messages', (_, next) => send('hello', next)],
    ['tags', (name, next) => (Number(name) % 2 === 0 ? tag : untag)('a', next)],
    ['branches', (_, next) => ({ kind: 'branch', when: true, edges: { then: next, else: 'f' } })],
    [
      'waits that are satisfied already',
      (_, next) => ({ kind: 'wait', arms: [{ name: 'x', until: true }], edges: { x: next } }),
    ],
  ])('is not a straight path of 1100 %s', (_, step) => {
    const steps = Array.from({ length: 1100 }, (_, i): [string, Node] => [
      `${i}.`,
      step(String(i), i === 1099 ? 'f' : `${i + 1}.`),
    ])
    const loaded = load(
      bundle({ j: journey({ nodes: { ...Object.fromEntries(steps), f: finish('done') } }) }),
    )
    const host = play(loaded, { log: [START] })
    expect(story(host, ['exited', 'finished'])).toEqual(['03-02 10:00 finished done'])
  })

  test('is one that comes back, not the straight path before and after it', () => {
    const nodes = {
      first: send('hello', 'b'),
      b: { kind: 'branch', when: { has_tag: 'a' }, edges: { then: 'u', else: 't' } },
      u: untag('a', 'b'),
      t: tag('a', 'b'),
    } as const
    const host = play(load(bundle({ j: journey({ nodes }) })), { log: [START] })
    expect(host.sent).toHaveLength(1)
    expect(host.records.find((one) => one.kind === 'problem')).toMatchObject({
      problem: { name: 'endless_loop', args: { limit: maxArrivals('tag'), node: 't' } },
    })
  })

  test('is counted from the last pause: a loop with one goes on for ever', () => {
    const loaded = load(bundle({ j: journey({ nodes: { d: delay('PT1M', 'd') } }) }))
    const host = play(loaded, { log: [START], until: '2026-03-12 10:00' })
    expect(host.records.filter((one) => one.kind === 'passed').length).toBeGreaterThan(maxArrivals('delay'))
    expect(story(host, ['problem'])).toEqual([])
  })
})
