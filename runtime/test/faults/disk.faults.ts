/** A disk that is full, and files that may not be written to. */
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLoad } from './harness/load.ts'
import { newFolder, startService, startSink, until } from './harness/processes.ts'
import { createChance, seedOfRun } from './harness/random.ts'
import { comeToRest, expectAllIsRight, expectNothingSentAgain } from './harness/rest.ts'
import { smallDisk } from './harness/small-disk.ts'

const readiness = async (url: string) => (await fetch(`${url}/readyz`)).status

test('a full disk: what does not fit is refused, nothing is half-written, and work goes on when there is room', async () => {
  const disk = smallDisk()
  console.log(`The full disk is ${disk.kind}.`)
  const folder = newFolder()
  const sink = await startSink(folder)
  const service = startService({ folder, sink, data: disk.data, launcher: disk.launcher })
  const url = await service.listening
  const load = createLoad(createChance(seedOfRun()))
  const before = load.run(url)
  await until('something is taken', () => load.acknowledged.size > 50)
  load.stop()
  await before

  disk.fill()
  const refusal = await postUntilRefused(url)
  expect(refusal.type).toBe('application/problem+json')
  expect([507, 503]).toContain(refusal.status)
  expect(refusal.body).toMatchObject({ code: refusal.status === 507 ? 'no_room' : 'unavailable' })
  expect(refusal.retryAfter).toMatch(/^\d+$/)
  expect(await readiness(url)).toBe(503)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect((await fetch(`${url}/v1/journeys`)).status).toBe(200)
  await until('the log tells of it', () => service.errors().includes('"event":"trouble"'))

  disk.free(service)
  await until('it is ready again', async () => (await readiness(url)) === 200)
  expect(service.errors()).toContain('"event":"recovered"')
  const after = load.run(url)
  const soFar = load.acknowledged.size
  await until('it takes more', () => load.acknowledged.size > soFar + 50)
  load.stop()
  await after
  await comeToRest(service, disk.data, load)
  const held = expectAllIsRight(disk.data, load, sink)
  expectNothingSentAgain(held, sink)
  // Of a batch that was refused, nothing is there; of those before it, all is.
  const fillers = held.contacts.filter(({ id }) => id.startsWith('filler')).map(({ id }) => id)
  expect(fillers.length).toBe(refusal.batches * BATCH)
  expect(service.errors()).not.toMatch(/\n\s+at /)
})

const BATCH = 200

/** Posts batches of contacts with long names until one is refused. */
async function postUntilRefused(url: string) {
  const name = 'x'.repeat(2000)
  for (let batches = 0; batches < 500; batches++) {
    const lines = Array.from({ length: BATCH }, (_, index) => {
      return `${JSON.stringify({ type: 'contact', id: `filler-${batches}-${index}`, attributes: { name } })}\n`
    })
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.join(''),
    })
    if (response.ok) {
      await response.arrayBuffer()
      continue
    }
    const { status, headers } = response
    return {
      status,
      batches,
      type: headers.get('content-type'),
      retryAfter: headers.get('retry-after'),
      body: await response.json(),
    }
  }
  throw new Error('The disk was never full.')
}

describe('a file that may not be written to', () => {
  /** As somebody who may not write there: root may write anywhere. */
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

  test.each([
    ['the file, but the folder may be', 0o444, 0o777],
    ['neither the file nor the folder', 0o444, 0o555],
  ])('%s', async (_, fileMode, folderMode) => {
    const folder = newFolder()
    const place = join(folder, 'data')
    const data = join(place, 'shop.db')
    mkdirSync(place)
    const sink = await startSink(folder)
    const first = startService({ folder, sink, data })
    await first.listening
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    writeFileSync(join(folder, 'clock'), '0')
    chmodSync(folder, 0o755)
    chmodSync(data, fileMode)
    chmodSync(place, folderMode)
    if ('uid' in nobody) chownSync(join(folder, 'graph.json'), nobody.uid!, nobody.gid!)
    const second = startService({ folder, sink, data, process: nobody })
    expect(await second.ended).toBe(2)
    expect(second.errors()).toContain('can not be written to. Give the server the right to write')
    expect(second.errors()).not.toMatch(/\n\s+at /)
    chmodSync(place, 0o755)
  })
})
