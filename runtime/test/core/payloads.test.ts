import { describe, expect, test } from 'vitest'
import type { EventDeclaration, Node } from '../../src/graph/format.ts'
import { bundle, finish, journey, type Line, load, play, send, story } from '../helpers.ts'

const withField = (field: object): EventDeclaration => ({
  fields: { x: { type: 'integer', ...field } } as never,
})
const events = { one: withField({ default: 1 }), two: withField({ default: 2 }), three: withField({}) }

/** A branch that is taken if the payload that is kept under `id` has that `x`. */
const branch = (id: string, x: number): Node => ({
  kind: 'branch',
  when: { '===': [{ var: ['bind', id, 'x'] }, x] },
  edges: { then: 'yes', else: 'no' },
})
const ends = { yes: finish('yes'), no: finish('no') }

describe('a field of an event that is not given holds the default of that event', () => {
  test.each<[string, number]>([
    ['one', 1],
    ['two', 2],
    ['three {"x":3}', 3],
  ])('where several events start a journey: %s', (event, x) => {
    const starts = Object.keys(events).map((name) => ({ id: name, on: { event: name } }))
    const loaded = load(
      bundle({ j: journey({ starts, nodes: { b: branch('start', x), ...ends } }) }, { events }),
    )
    const host = play(loaded, { log: [['2026-03-02 10:00', `event ${event}`]] })
    expect(story(host).at(-1)).toBe('03-02 10:00 finished yes')
  })

  test.each<[string, number]>([
    ['one', 1],
    ['two', 2],
    ['three {"x":3}', 3],
  ])('where a wait has several arms: %s', (event, x) => {
    const wait: Node = {
      kind: 'wait',
      arms: Object.keys(events).map((name) => ({ name, on: { event: name } })),
      edges: { one: 'b', two: 'b', three: 'b' },
    }
    const loaded = load(
      bundle(
        { j: journey({ nodes: { w: wait, b: branch('w', x), ...ends } }) },
        { events: { ...events, signed_up: { fields: {} } } },
      ),
    )
    const log: Line[] = [
      ['2026-03-02 10:00', 'event signed_up'],
      ['2026-03-02 11:00', `event ${event}`],
    ]
    expect(story(play(loaded, { log })).at(-1)).toBe('03-02 11:00 finished yes')
  })

  test('in a condition, and for the event that the runtime makes itself', () => {
    const sent = { fields: { x: { type: 'integer', default: 7 } } } as const
    const starts = [
      { id: 'sent', on: { event: 'sent' }, where: { '===': [{ var: ['event', 'x'] }, 7] } },
    ] satisfies object[]
    const loaded = load(
      bundle(
        {
          j: journey({ nodes: { s: send('hello', 'f'), f: finish() } }),
          k: journey({ starts: starts as never, nodes: { b: branch('start', 7), ...ends } }),
        },
        { events: { sent, signed_up: { fields: {} } } },
      ),
    )
    const host = play(loaded, { log: [['2026-03-02 10:00', 'event signed_up']] })
    expect(story(host)).toContain('03-02 10:00 finished yes')
  })
})
