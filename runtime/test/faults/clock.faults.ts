/** Clocks that are set while a service runs: forward by weeks, and back again. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openReader } from '../../src/service/index.ts'
import { createLoad } from './harness/load.ts'
import { newFolder, pause, startService, startSink, until } from './harness/processes.ts'
import { createChance, seedOfRun } from './harness/random.ts'
import { comeToRest, expectAllIsRight } from './harness/rest.ts'
import { twice } from './harness/verify.ts'

const DAY = 24 * 60 * 60 * 1000

test('forward: what is due happens, once; back: nothing happens again; and everybody arrives', async () => {
  const folder = newFolder()
  const data = join(folder, 'shop.db')
  const sink = await startSink(folder)
  const service = startService({ folder, sink, data, settable: true })
  const url = await service.listening
  const load = createLoad(createChance(seedOfRun()))
  const takeSome = async () => {
    const target = load.acknowledged.size + 60
    const working = load.run(url)
    await until('some are taken', () => load.acknowledged.size > target)
    load.stop()
    await working
  }
  const noticed = () => service.errors().split('"event":"clock set"').length - 1

  await takeSome()
  service.setClock(40 * DAY)
  await until('it notices that the clock was set forward', () => noticed() === 1)
  await takeSome()
  const reader = openReader(data)
  await until('everybody who waited goes on', () => reader.counts().liveRuns === 0)
  expect(reader.counts().deliveries.waiting).toBe(0)
  reader.close()

  service.setClock(-DAY)
  await until('it notices that the clock was set back', () => noticed() === 2)
  await takeSome()
  await pause(500)
  service.setClock(41 * DAY)
  await until('it notices again', () => noticed() === 3)
  await comeToRest(service, data, load)
  expectAllIsRight(data, load, sink)
  expect(twice(sink.arrivals().map(({ key }) => key))).toEqual([])
})
