/** Files that are damaged, torn, or used by somebody else. */
import { copyFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openStore, StoreError } from '../../src/service/index.ts'
import { shop } from './harness/graph.ts'
import { createLoad } from './harness/load.ts'
import { newFolder, type Sink, startService, startSink, until } from './harness/processes.ts'
import { type Chance, createChance, seedOfRun } from './harness/random.ts'
import { faultsOf, readHeld } from './harness/verify.ts'

/** A data file of a service that was ended in the middle of its work, with the log of SQLite beside it. */
async function lostProcess(chance: Chance): Promise<{ folder: string; data: string; sink: Sink }> {
  const folder = newFolder()
  const sink = await startSink(folder)
  const data = join(folder, 'shop.db')
  const service = startService({ folder, sink, data })
  const load = createLoad(chance)
  const working = load.run(await service.listening)
  await until('enough is taken', () => load.acknowledged.size > 200)
  await service.kill()
  load.stop()
  await working
  return { folder, data, sink }
}

test('two servers on one file: the second says so and ends, the first goes on', async () => {
  const folder = newFolder()
  const sink = await startSink(folder)
  const first = startService({ folder, sink })
  const url = await first.listening
  const second = startService({ folder, sink })
  expect(await second.ended).toBe(2)
  expect(second.errors()).toContain('is in use by another server. Stop that one first')
  expect(second.errors()).not.toMatch(/\n\s+at /)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  // The first is gone without a word: its file is free.
  await first.kill()
  const third = startService({ folder, sink })
  await third.listening
  third.child.kill('SIGTERM')
  expect(await third.ended).toBe(0)
})

describe('a log of SQLite that is cut off or damaged', () => {
  test.each<[string, (wal: string, chance: Chance) => void]>([
    ['cut off', (wal, chance) => truncateSync(wal, chance.below(statSync(wal).size))],
    ['damaged', damage],
    ['gone', (wal) => truncateSync(wal, 0)],
  ])('%s: what is there is what was at some moment before', async (_, tear) => {
    const chance = createChance(seedOfRun())
    const { data } = await lostProcess(chance)
    const whole = copyOf(data)
    openStore(whole).close()
    const all = readHeld(whole, shop)
    expect(faultsOf(all)).toEqual({})
    for (let time = 0; time < 25; time++) {
      const copy = copyOf(data)
      tear(`${copy}-wal`, chance)
      openStore(copy).close()
      const held = readHeld(copy, shop)
      expect(faultsOf(held)).toEqual({})
      expect(held.log).toEqual(all.log.slice(0, held.log.length))
    }
  })
})

describe('a data file that is damaged', () => {
  test('is refused when it is opened, or trouble is told when it is read; never an error without words', async () => {
    const chance = createChance(seedOfRun())
    const { data } = await lostProcess(chance)
    openStore(data).close()
    const whole = readHeld(data, shop)
    const outcomes = { refused: 0, told: 0, 'not noticed': 0, unharmed: 0 }
    for (let time = 0; time < 60; time++) {
      const copy = copyOf(data)
      damage(copy, chance)
      try {
        openStore(copy).close()
      } catch (error) {
        expect(error).toBeInstanceOf(StoreError)
        outcomes.refused++
        continue
      }
      try {
        const held = readHeld(copy, shop)
        outcomes[isDeepStrictEqual(held, whole) ? 'unharmed' : 'not noticed']++
      } catch (error) {
        expect(error).toMatchObject({ name: 'StoreError', kind: 'corrupt' })
        outcomes.told++
      }
    }
    console.log(outcomes)
    expect(outcomes.refused).toBeGreaterThan(0)
    expect(outcomes.told).toBeGreaterThan(0)
  })

  test.each<[string, (data: string) => void, told: RegExp]>([
    [
      'no data file at all',
      (data) => writeFileSync(data, 'contact,name\nada,Ada\n'),
      /is no data file of Journey/,
    ],
    [
      'a page of nonsense',
      (data) => overwrite(data, 2 * 8192, 8192),
      /is damaged. Stop the server, keep a copy/,
    ],
    [
      'cut off in the middle',
      (data) => truncateSync(data, 3 * 8192),
      /is damaged. Stop the server, keep a copy/,
    ],
  ])('a service that is to serve %s says so and ends', async (_, harm, told) => {
    const { folder, data, sink } = await lostProcess(createChance(seedOfRun()))
    openStore(data).close()
    harm(data)
    const before = readFileSync(data)
    const service = startService({ folder, sink, data })
    expect(await service.ended).toBe(2)
    expect(service.errors()).toMatch(told)
    expect(service.errors()).not.toMatch(/\n\s+at /)
    expect(readFileSync(data)).toEqual(before)
  })
})

function overwrite(file: string, from: number, length: number): void {
  const bytes = readFileSync(file)
  bytes.fill(0xaa, from, from + length)
  writeFileSync(file, bytes)
}

/** A copy of a data file in a folder of its own, with the log of SQLite. */
function copyOf(data: string): string {
  const copy = join(newFolder(), 'shop.db')
  copyFileSync(data, copy)
  if (existsSync(`${data}-wal`)) copyFileSync(`${data}-wal`, `${copy}-wal`)
  return copy
}

/** Other bytes at some place of a file. */
function damage(file: string, chance: Chance): void {
  const bytes = readFileSync(file)
  const from = chance.below(bytes.length)
  const length = 1 + chance.below(chance.pick([1, 8, 64, 4096]))
  for (let at = from; at < Math.min(from + length, bytes.length); at++) bytes[at] = chance.below(256)
  writeFileSync(file, bytes)
}
