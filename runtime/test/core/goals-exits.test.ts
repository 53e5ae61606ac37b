import { describe, expect, test } from 'vitest'
import type { Journey } from '../../src/graph/format.ts'
import { bundle, delay, finish, journey, type Line, load, play, story, waitFor } from '../helpers.ts'

const START: Line = ['2026-03-02 10:00', 'event signed_up']
const DAY_LONG = { d: delay('P1D', 'f'), f: finish() }

function happened(
  parts: Partial<Journey>,
  log: Line[],
  more: Partial<Parameters<typeof play>[1]> = {},
): string[] {
  const host = play(load(bundle({ j: journey({ nodes: DAY_LONG, ...parts }) })), { log, ...more })
  return story(host).filter((line) => !line.includes('entered'))
}

describe('a goal', () => {
  const within = { goals: { bought: { event: 'purchased', within: 'P30D' } } }
  const inside = { goals: { bought: { event: 'purchased' } } }
  const over = '03-03 10:00 finished'

  test.each<[string, Partial<Journey>, Line[], string[]]>([
    [
      'is recorded, and the run goes on',
      inside,
      [START, ['2026-03-02 11:00', 'event purchased']],
      ['03-02 11:00 goal bought', over],
    ],
    [
      'only once',
      inside,
      [START, ['2026-03-02 11:00', 'event purchased'], ['2026-03-02 12:00', 'event purchased']],
      ['03-02 11:00 goal bought', over],
    ],
    ['not after the end, without a window', inside, [START, ['2026-03-04 10:00', 'event purchased']], [over]],
    [
      'after the end, within its window',
      within,
      [START, ['2026-04-01 10:00', 'event purchased']],
      [over, '04-01 10:00 goal bought'],
    ],
    ['not after its window', within, [START, ['2026-04-01 10:01', 'event purchased']], [over]],
    ['not before the entry', within, [['2026-03-01 10:00', 'event purchased'], START], [over]],
    [
      'only if its condition holds',
      { goals: { bought: { event: 'purchased', where: { '===': [{ var: ['event', 'order'] }, '2'] } } } },
      [
        START,
        ['2026-03-02 11:00', 'event purchased {"order":"1"}'],
        ['2026-03-02 12:00', 'event purchased {"order":"2"}'],
      ],
      ['03-02 12:00 goal bought', over],
    ],
    [
      'for each run that it concerns',
      { ...within, enter: { rule: 'again' } },
      [START, ['2026-03-04 10:00', 'event signed_up'], ['2026-03-04 11:00', 'event purchased']],
      [over, '03-04 11:00 goal bought', '03-04 11:00 goal bought', '03-05 10:00 finished'],
    ],
  ])('%s', (_, parts, log, expected) => {
    expect(happened(parts, log)).toEqual(expected)
  })

  test('is not met by the event that starts the run', () => {
    const parts = { ...within, starts: [{ id: 'purchased', on: { event: 'purchased' } }] }
    expect(happened(parts, [['2026-03-02 10:00', 'event purchased']])).toEqual([over])
  })

  test('is met before an exit by the same event', () => {
    const parts = { ...inside, exits: [{ id: 'done', on: { event: 'purchased' } }] }
    expect(happened(parts, [START, ['2026-03-02 11:00', 'event purchased']])).toEqual([
      '03-02 11:00 goal bought',
      '03-02 11:00 exited done',
    ])
  })

  test('keeps an ended run only as long as it can be met', () => {
    const loaded = load(bundle({ j: journey({ nodes: DAY_LONG, ...within }) }))
    const runs = (line: Line) => play(loaded, { log: [START, line] }).contact('c1')?.runs.length
    expect(runs(['2026-03-20 10:00', 'event viewed {"page":"x"}'])).toBe(1)
    expect(runs(['2026-03-20 10:00', 'event purchased'])).toBe(0)
    expect(runs(['2026-04-02 10:00', 'event viewed {"page":"x"}'])).toBe(0)
  })
})

describe('an exit', () => {
  const exits: Journey['exits'] = [
    { id: 'bought', on: { event: 'purchased' }, where: { exists: [{ var: ['event', 'order'] }] } },
    { id: 'tagged', on: { tag: 'vip' } },
    { id: 'out', when: { '!': [{ var: ['contact', 'opt_in'] }] } },
  ]

  test.each<[string, Line[], string[]]>([
    [
      'on an event',
      [START, ['2026-03-02 11:00', 'event purchased {"order":"1"}']],
      ['03-02 11:00 exited bought'],
    ],
    [
      'not if its condition does not hold',
      [START, ['2026-03-02 11:00', 'event purchased']],
      ['03-03 10:00 finished'],
    ],
    [
      'on a tag',
      [START, ['2026-03-02 11:00', 'tag vip']],
      ['03-02 11:00 tagged vip', '03-02 11:00 exited tagged'],
    ],
    [
      'on a condition, after any input',
      [START, ['2026-03-02 11:00', 'event unsubscribed {"channel":"mail"}']],
      ['03-02 11:00 exited out'],
    ],
  ])('%s', (_, log, expected) => {
    expect(happened({ exits }, log)).toEqual(expected)
  })

  test('comes before a wait for the same event', () => {
    const nodes = { w: waitFor('purchased', 'P7D', 'f', 'f'), f: finish() }
    const log: Line[] = [START, ['2026-03-02 11:00', 'event purchased {"order":"1"}']]
    expect(happened({ exits, nodes }, log)).toEqual(['03-02 11:00 exited bought'])
  })

  test('is looked at when a contact is imported', () => {
    const host = play(load(bundle({ j: journey({ nodes: DAY_LONG, exits }) })), {
      log: [START],
      until: '2026-03-02 12:00',
    })
    host.post({ kind: 'contact', contact: 'c1', attributes: { opt_in: false }, at: host.now })
    expect(story(host).at(-1)).toBe('03-02 12:00 exited out')
  })
})
