import { expect, test } from 'vitest'
import { collectStatistics, createMemoryHost, createStatistics } from '../src/index.ts'
import { bundle, finish, input, journey, load, send, waitFor } from './helpers.ts'

const loaded = load(
  bundle({
    j: journey({
      nodes: { w: waitFor('purchased', 'P7D', 's', 'f'), s: send('nudge', 'f'), f: finish() },
      goals: { bought: { event: 'purchased' } },
      exits: [{ id: 'vip', on: { tag: 'vip' } }],
    }),
    idle: journey({ nodes: { f: finish() }, starts: [{ id: 'manually', on: { manually: true } }] }),
  }),
)

test('counts per journey, step and edge', () => {
  const host = createMemoryHost(loaded)
  for (const contact of ['buys', 'leaves', 'forgets', 'twice']) {
    host.post(input('2026-03-02 10:00', 'event signed_up', { contact }))
  }
  host.post(input('2026-03-03 10:00', 'event signed_up', { contact: 'twice' }))
  host.post(input('2026-03-03 10:00', 'event purchased', { contact: 'buys' }))
  host.post(input('2026-03-03 11:00', 'tag vip', { contact: 'leaves' }))
  host.post(input('2026-03-09 10:00', 'event signed_up', { contact: 'waits' }))
  host.post(input('2026-03-09 10:00', 'event purchased', { contact: 'twice' }))
  host.advanceTo(host.now)
  const expected = {
    journeys: {
      j: {
        entered: 5,
        refused: 1,
        finished: 3,
        exited: 1,
        goals: { bought: 2 },
        nodes: {
          w: { entered: 5, waiting: 1, passed: { purchased: 2, timeout: 1 } },
          s: { entered: 2, waiting: 0, passed: { next: 2 } },
          f: { entered: 3, waiting: 0, passed: {} },
        },
      },
      idle: {
        entered: 0,
        refused: 0,
        finished: 0,
        exited: 0,
        goals: {},
        nodes: { f: { entered: 0, waiting: 0, passed: {} } },
      },
    },
  }
  expect(collectStatistics(loaded, host.records)).toEqual(expected)

  const collector = createStatistics(loaded)
  for (const record of host.records) collector.add(record)
  expect(collector.statistics).toEqual(expected)
})
