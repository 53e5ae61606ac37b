import { expect } from 'vitest'
import { openReader } from '../../../src/service/index.ts'
import { shop } from './graph.ts'
import type { Load } from './load.ts'
import { type Service, type Sink, until } from './processes.ts'
import {
  different,
  endingsInMemory,
  endingsOf,
  faultsOf,
  type Held,
  readHeld,
  sentAfterRecord,
} from './verify.ts'

/** Lets a service finish everything, and stops it: all is acknowledged and delivered, and nobody is on the way. */
export async function comeToRest(service: Service, data: string, load: Load): Promise<void> {
  await load.settle(await service.listening)
  const reader = openReader(data)
  await until('everything is delivered, and nobody is on the way', () => {
    const { deliveries, liveRuns } = reader.counts()
    return deliveries.waiting === 0 && liveRuns === 0
  })
  reader.close()
  service.child.kill('SIGTERM')
  expect(await service.ended).toBe(0)
}

/**
 * What must be true after all faults, once everything came to rest: what was acknowledged is there, once; all that was
 * asked for arrived; everybody ended where they would have without faults.
 */
export function expectAllIsRight(data: string, load: Load, sink: Sink): Held {
  const held = readHeld(data, shop)
  expect(faultsOf(held)).toEqual({})
  const ids = held.log.flatMap(({ input }) =>
    input.kind === 'event' && input.id !== undefined ? [input.id] : [],
  )
  expect(different(ids, [...load.acknowledged])).toEqual([])
  expect(held.deliveries.filter(({ state }) => state !== 'done')).toEqual([])
  const arrivals = sink.arrivals()
  expect(
    different(
      held.deliveries.map(({ key }) => key),
      arrivals.map(({ key }) => key),
    ),
  ).toEqual([])
  expect(endingsOf(held.records)).toEqual(endingsInMemory(shop, held.log))
  return held
}

/** Nothing arrived once more after it was written down that it had been sent. The clock of the service was never set. */
export function expectNothingSentAgain(held: Held, sink: Sink): void {
  expect(sentAfterRecord(held, sink.arrivals())).toEqual([])
}
