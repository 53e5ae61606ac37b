/** A provider that hangs, fails, is slow or goes away in the middle: others go on, and nothing is lost or written down twice. */
import { join } from 'node:path'
import { test } from 'vitest'
import { openReader } from '../../src/service/index.ts'
import { createLoad } from './harness/load.ts'
import { newFolder, type SinkMode, startService, startSink, until } from './harness/processes.ts'
import { createChance, seedOfRun } from './harness/random.ts'
import { comeToRest, expectAllIsRight, expectNothingSentAgain } from './harness/rest.ts'
import { all } from './harness/verify.ts'

test.each<[SinkMode, repeats: boolean]>([
  ['hang', true],
  ['fail', true],
  ['cut', true],
  ['slow', false],
])('a provider of mail that does "%s"', async (mode, repeats) => {
  const folder = newFolder()
  const data = join(folder, 'shop.db')
  const sink = await startSink(folder)
  await sink.behave('mail', mode)
  const options = { folder, sink, data, timeout: mode === 'hang' ? '1 second' : '5 seconds' }
  const service = startService(options)
  const load = createLoad(createChance(seedOfRun()))
  const working = load.run(await service.listening)
  await until('enough is taken', () => load.acknowledged.size > 60)
  load.stop()
  await working

  const reader = openReader(data)
  const waiting = () => all((after) => reader.deliveries({ ...after, limit: 1000, state: 'waiting' }))
  await until('all but mails go out', () =>
    waiting().every(({ command }) => command.kind === 'send' && command.channel === 'mail'),
  )
  if (repeats) await until('mails were tried', () => waiting().some(({ attempts }) => attempts > 0))
  reader.close()

  // The process is lost while the provider is in trouble, and the trouble ends.
  await service.kill()
  await sink.behave('mail', 'ok')
  await comeToRest(startService(options), data, load)
  expectNothingSentAgain(expectAllIsRight(data, load, sink), sink)
})
