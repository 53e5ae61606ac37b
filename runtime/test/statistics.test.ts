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
  const contacts = ['buys', 'leaves', 'waits', 'forgets', 'twice']
  for (const contact of contacts) {
    host.post(
      input(contact === 'waits' ? '2026-03-09 10:00' : '2026-03-02 10:00', 'event signed_up', { contact }),
    )
    if (contact === 'twice') continue
  }
  host.post(input('2026-03-03 10:00', 'event signed_up', { contact: 'twice' }))
  host.post(input('2026-03-03 10:00', 'event purchased', { contact: 'buys' }))
  host.post(input('2026-03-03 11:00', 'tag vip', { contact: 'leaves' }))
  host.advanceTo(host.now + 7 * 86_400_000 - 1)
  const expected = {
    journeys: {
      j: {
        entered: 5,
        refused: 1,
        finished: 2,
        exited: 1,
        goals: { bought: 1 },
        nodes: {
          w: { entered: 5, waiting: 2, passed: { purchased: 1, timeout: 1 } },
          s: { entered: 1, waiting: 0, passed: { next: 1 } },
          f: { entered: 2, waiting: 0, passed: {} },
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
