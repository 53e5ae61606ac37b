/**
 * The process is ended without a warning, at random moments: while it works under load, starts, stops, and while its data
 * file is tidied up. What it had acknowledged is there, once; what it had written down as sent is not sent again; and
 * everybody comes to where they would have come to without all that.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { shop } from './harness/graph.ts'
import { createLoad, type Load } from './harness/load.ts'
import { newFolder, pause, type ServiceOptions, startService, startSink } from './harness/processes.ts'
import { type Chance, createChance, seedOfRun } from './harness/random.ts'
import { comeToRest, expectAllIsRight, expectNothingSentAgain } from './harness/rest.ts'
import { faultsOf, readHeld } from './harness/verify.ts'

const KILLS = Number(process.env.FAULTS_KILLS ?? 200)
/** Data files that go through it at the same time. */
const FILES = 4

/** When the process is ended. */
const MOMENTS = ['under load', 'starting', 'stopping', 'tidying up'] as const
type Moment = (typeof MOMENTS)[number]

interface Ordeal {
  readonly options: ServiceOptions
  readonly load: Load
  readonly chance: Chance
  readonly kills: Record<Moment, number>
}

/** Starts a service, and ends it at such a moment. */
async function killOnce({ options, load, chance, kills }: Ordeal, moment: Moment): Promise<void> {
  const service = startService(options)
  kills[moment]++
  if (moment === 'starting') {
    await pause(chance.below(900))
    await service.kill()
    return
  }
  const url = await service.listening
  const known = load.acknowledged.size
  const working = load.run(url)
  const tidying = moment === 'tidying up' ? tidyUp(options.data!) : undefined
  // On a slow machine, too, the service is at work by then.
  for (
    let waited = 0;
    moment === 'under load' && load.acknowledged.size === known && waited < 200;
    waited++
  ) {
    await pause(20)
  }
  await pause(20 + chance.below(300))
  if (moment === 'stopping') {
    service.child.kill('SIGTERM')
    await pause(chance.below(60))
  }
  await Promise.all([service.kill(), tidying?.()])
  load.stop()
  await working
}

/** Another process that writes what is in the log of SQLite into the file, again and again; ended in the middle of it. */
function tidyUp(data: string): () => Promise<void> {
  const program = `
    const { DatabaseSync } = require('node:sqlite')
    const db = new DatabaseSync(${JSON.stringify(data)}, { timeout: 50 })
    for (;;) { try { db.exec('PRAGMA wal_checkpoint(RESTART)') } catch {} }`
  const child = spawn(process.execPath, ['--no-warnings', '-e', program], { stdio: 'ignore' })
  const ended = once(child, 'close')
  onTestFinished(() => void child.kill('SIGKILL'))
  return async () => {
    child.kill('SIGKILL')
    await ended
  }
}

async function goThrough(chance: Chance, kills: Record<Moment, number>, times: number): Promise<void> {
  const folder = newFolder()
  const sink = await startSink(folder)
  const options = { folder, sink, data: join(folder, 'shop.db') }
  const ordeal: Ordeal = { options, load: createLoad(chance), chance, kills }
  for (let kill = 0; kill < times; kill++) {
    const moment = chance.next() < 0.55 ? 'under load' : chance.pick(MOMENTS)
    await killOnce(ordeal, moment)
    // Now and then somebody looks at the file before the next start.
    if (kill % 20 === 19) expect(faultsOf(readHeld(options.data, shop))).toEqual({})
  }
  await comeToRest(startService(options), options.data, ordeal.load)

  const held = expectAllIsRight(options.data, ordeal.load, sink)
  expectNothingSentAgain(held, sink)
  expect(held.log.length).toBeGreaterThan(times)
}

test(`${KILLS} times kill -9, and nothing is lost, doubled or led astray`, async () => {
  const seed = seedOfRun()
  console.log(`FAULTS_SEED=${seed}`)
  const kills = Object.fromEntries(MOMENTS.map((moment) => [moment, 0])) as Record<Moment, number>
  const each = Math.ceil(KILLS / FILES)
  await Promise.all(
    Array.from({ length: FILES }, (_, file) => goThrough(createChance(seed + file), kills, each)),
  )
  console.log(kills)
  expect(Object.values(kills).every((count) => count > 0)).toBe(true)
})
