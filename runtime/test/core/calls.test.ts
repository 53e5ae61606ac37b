import { describe, expect, test } from 'vitest'
import type { Expr, Node } from '../../src/graph/format.ts'
import { apply, type CallResult, newContact } from '../../src/index.ts'
import {
  bundle,
  call,
  delay,
  finish,
  input,
  journey,
  type Line,
  load,
  moment,
  notify,
  type Play,
  play,
  repeat,
  story,
  tag,
  waitFor,
} from '../helpers.ts'

const START: Line = ['2026-03-02 10:00', 'event signed_up']

function played(nodes: Record<string, Node>, more: Partial<Play> = {}, parts: object = {}) {
  const loaded = load(bundle({ j: journey({ nodes, ...parts }) }))
  return play(loaded, { log: [START], ...more })
}

const code: Expr = { cat: ['Code ', { var: ['bind', 'c', 'code'] }] }
const nodes = { c: call('n', 'x'), n: notify(code, 'f'), x: finish('no coupon'), f: finish() }
const answering = (result: CallResult) => ({ options: { answer: () => result } })

describe('a call', () => {
  test('goes on with what the action answered', () => {
    const host = played(nodes, answering({ ok: true, values: { code: 'TEA10' } }))
    expect(story(host, ['calling', 'called', 'notified', 'finished'])).toEqual([
      '03-02 10:00 calling make_coupon {"percent":0.1}',
      '03-02 10:00 called make_coupon {"code":"TEA10"}',
      '03-02 10:00 notified sales: Code TEA10',
      '03-02 10:00 finished',
    ])
    expect(host.calls.map(({ key, action, args }) => ({ key, action, args }))).toEqual([
      { key: 'j/c1#1/c/1', action: 'make_coupon', args: { percent: 0.1 } },
    ])
    expect(host.notices.map(({ key, text }) => [key, text])).toEqual([['j/c1#1/n/1', 'Code TEA10']])
  })

  test('takes its else when the action failed, and goes on without one', () => {
    const failed = answering({ ok: false, reason: 'out of coupons' })
    expect(story(played(nodes, failed)).slice(1)).toEqual([
      '03-02 10:00 call failed make_coupon: out of coupons',
      '03-02 10:00 finished no coupon',
    ])
    expect(story(played({ ...nodes, c: call('n') }, failed)).at(-2)).toBe('03-02 10:00 notified sales: Code ')
  })

  test('that fails leaves nothing of an answer that came before', () => {
    const again = {
      r: repeat(2, 'c', 'f'),
      c: call('n'),
      n: notify(code, 'd'),
      d: delay('P1D', 'r'),
      f: finish(),
    }
    const results: CallResult[] = [
      { ok: true, values: { code: 'TEA10' } },
      { ok: false, reason: 'out of coupons' },
    ]
    const host = played(again, { options: { answer: () => results.shift()! } })
    expect(story(host, ['notified'])).toEqual([
      '03-02 10:00 notified sales: Code TEA10',
      '03-03 10:00 notified sales: Code ',
    ])
  })

  test('fails when the answer is not what was declared', () => {
    const host = played(nodes, answering({ ok: true, values: { code: 10 } }))
    expect(story(host).slice(1)).toEqual([
      '03-02 10:00 problem wrong_type',
      '03-02 10:00 call failed make_coupon: "code" of the result of "make_coupon" must be a text.',
      '03-02 10:00 finished no coupon',
    ])
  })

  test('fails without being made when a value is missing that the action needs', () => {
    const missing = { ...nodes, c: { ...call('n', 'x'), args: {} } as Node }
    expect(story(played(missing)).slice(1)).toEqual([
      '03-02 10:00 call failed make_coupon: a value that it needs is missing',
      '03-02 10:00 finished no coupon',
    ])
  })

  test('answers with made-up values where nobody carries it out', () => {
    expect(story(played(nodes))[1]).toBe('03-02 10:00 called make_coupon {"code":"sample code"}')
  })

  test('holds the run until the result comes; only the first counts', () => {
    const host = played(nodes, { options: { answer: () => undefined } })
    const answer = (at: string, values: object, key?: string) =>
      host.post({
        ...input(at, 'tag a'),
        kind: 'result',
        action: 'make_coupon',
        ok: true,
        values,
        ...(key !== undefined && { key }),
      } as never)
    expect(story(host)).toHaveLength(1)
    answer('2027-03-06 09:00', { code: 'LATE' }, 'j/c1#1/other/1')
    answer('2027-03-06 10:00', { code: 'A' })
    answer('2027-03-06 11:00', { code: 'B' }, 'j/c1#1/c/1')
    expect(story(host).slice(1)).toEqual([
      '03-06 10:00 called make_coupon {"code":"A"}',
      '03-06 10:00 notified sales: Code A',
      '03-06 10:00 finished',
    ])
  })

  test('is not made for a contact that should have left', () => {
    const host = played(
      { t: tag('vip', 'c'), ...nodes },
      {},
      { exits: [{ id: 'when', when: { has_tag: 'vip' } }] },
    )
    expect(story(host).slice(1)).toEqual(['03-02 10:00 tagged vip', '03-02 10:00 exited when'])
  })

  test('is no hold: what happens meanwhile is not missed', () => {
    const waiting = { c: call('w'), w: waitFor('purchased', 'P7D', 'f', 'f'), f: finish() }
    const host = played(waiting, {
      log: [START, ['2026-03-02 11:00', 'event purchased']],
      until: '2026-03-02 12:00',
      options: { answer: () => undefined },
    })
    host.post({
      ...input('2026-03-02 13:00', 'tag a'),
      kind: 'result',
      action: 'make_coupon',
      ok: true,
      values: { code: 'A' },
    } as never)
    expect(story(host, ['passed']).at(-1)).toBe('03-02 13:00 passed w:purchased')
  })

  test('keeps waiting when the version of its journey is not loaded', () => {
    const old = load(bundle({ j: journey({ nodes }) }))
    const edited = load(bundle({ j: journey({ nodes: { ...nodes, f: finish('edited') } }) }))
    const { contact } = apply(old, newContact('c1'), input('2026-03-02 10:00', 'event signed_up'))
    const result = {
      kind: 'result',
      contact: 'c1',
      action: 'make_coupon',
      id: 'r1',
      ok: true,
      values: { code: 'A' },
      at: moment('2026-03-02 11:00'),
    } as const
    const early = apply(edited, contact, result)
    expect(early.records).toMatchObject([{ kind: 'problem', problem: { name: 'unknown_run_version' } }])
    expect(early.contact.runs).toEqual(contact.runs)
    expect(apply(old, early.contact, result).records).toMatchObject([
      { kind: 'called', values: { code: 'A' } },
      { kind: 'passed' },
      { kind: 'notified' },
      { kind: 'passed' },
      { kind: 'finished' },
    ])
  })

  test('is refused a result of an action that there is not', () => {
    const host = played(nodes)
    host.post({
      ...input('2027-03-06 09:00', 'tag a'),
      kind: 'result',
      action: 'other',
      ok: true,
      values: {},
    } as never)
    expect(story(host).at(-1)).toBe('03-06 09:00 problem unknown_action')
  })
})

describe('a notification', () => {
  test('is not sent for a contact that should have left', () => {
    const exits = [{ id: 'when', when: { has_tag: 'vip' } }]
    const host = played({ t: tag('vip', 'n'), n: notify('Call them', 'f'), f: finish() }, {}, { exits })
    expect(host.notices).toEqual([])
  })
})
