import { describe, expect, test } from 'vitest'
import type { Node } from '../../src/graph/format.ts'
import {
  bundle,
  delay,
  finish,
  journey,
  load,
  play,
  repeat,
  send,
  story,
  tag,
  untag,
  waitFor,
} from '../helpers.ts'

function sends(nodes: Record<string, Node>, log: [string, string][] = [], kinds = ['sent', 'finished']) {
  const host = play(load(bundle({ j: journey({ nodes }) })), {
    log: [['2026-03-02 10:00', 'event signed_up'], ...log],
  })
  return story(host, kinds as never)
}

describe('a repeat', () => {
  const nodes = { r: repeat(3, 's', 'f'), s: send('nudge', 'd'), d: delay('P2D', 'r'), f: finish() }

  test('goes round as often as it says', () => {
    expect(sends(nodes)).toEqual([
      '03-02 10:00 sent nudge',
      '03-04 10:00 sent nudge',
      '03-06 10:00 sent nudge',
      '03-08 10:00 finished',
    ])
  })

  test('looks at its condition before each round', () => {
    const r = repeat(3, 's', 'f', { until: { has_tag: 'vip' } })
    expect(sends({ ...nodes, r }, [['2026-03-03 12:00', 'tag vip']])).toEqual([
      '03-02 10:00 sent nudge',
      '03-04 10:00 finished',
    ])
  })

  test('does not begin when its condition holds already', () => {
    const r = repeat(3, 's', 'f', { until: { '>=': [{ var: ['contact', 'points'] }, 0] } })
    expect(sends({ ...nodes, r })).toEqual(['03-02 10:00 finished'])
  })

  test('begins anew each time that a repeat around it does', () => {
    const nested = {
      outer: repeat(2, 'inner', 'f'),
      inner: repeat(2, 's', 'd'),
      s: send('nudge', 'inner'),
      d: delay('P1D', 'outer'),
      f: finish(),
    }
    expect(sends(nested, [], ['sent']).map((line) => line.slice(0, 5))).toEqual([
      '03-02',
      '03-02',
      '03-03',
      '03-03',
    ])
  })

  test('begins anew after it was left by an edge that says so', () => {
    // A purchase in the second round leads back to the beginning, and the three rounds are there again.
    const left = {
      r: repeat(3, 's', 'f'),
      s: send('nudge', 'w'),
      w: { ...waitFor('purchased', 'P1D', 'r', 'r'), breaks: ['purchased'] },
      f: finish(),
    }
    expect(sends(left, [['2026-03-03 12:00', 'event purchased']])).toEqual([
      '03-02 10:00 sent nudge',
      '03-03 10:00 sent nudge',
      '03-03 12:00 sent nudge',
      '03-04 12:00 sent nudge',
      '03-05 12:00 sent nudge',
      '03-06 12:00 finished',
    ])
  })

  test('needs no pause, for it ends by itself', () => {
    const many = { r: repeat(50, 's', 'f'), s: send('nudge', 'r'), f: finish() }
    expect(sends(many)).toHaveLength(51)
  })

  test('does not hide a round without a pause', () => {
    const endless = {
      a: repeat(2, 't', 'b'),
      t: tag('a', 'u'),
      u: untag('a', 'a'),
      b: repeat(2, 'v', 'a'),
      v: tag('vip', 'b'),
    }
    expect(sends(endless, [], ['problem'])).toEqual(['03-02 10:00 problem endless_loop'])
  })
})
