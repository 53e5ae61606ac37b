/** More than can be written at once: everything is accounted for, and memory stays bounded. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shop } from './harness/graph.ts'
import { newFolder, startService, startSink } from './harness/processes.ts'
import { faultsOf, readHeld } from './harness/verify.ts'

const EVENTS = 100_000
const CONTACTS = 5000
const SINGLE = 2000

test(`${EVENTS} events in one stream, and ${SINGLE} requests beside it`, async () => {
  const folder = newFolder()
  const data = join(folder, 'shop.db')
  const service = startService({ folder, sink: await startSink(folder), data })
  const url = await service.listening
  const line = (number: number) =>
    JSON.stringify({
      type: 'event',
      id: `e${number}`,
      contact: `c${number % CONTACTS}`,
      event: 'viewed',
      payload: { page: `/${number}` },
    })

  async function* stream() {
    for (let from = 0; from < EVENTS; from += 500) {
      yield Buffer.from(Array.from({ length: 500 }, (_, index) => `${line(from + index)}\n`).join(''))
    }
  }
  const flood = fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: ReadableStream.from(stream()),
    duplex: 'half',
  } as RequestInit)

  const accepted = new Set<string>()
  async function postSingly(client: number): Promise<void> {
    for (let number = 0; number < SINGLE / 20; number++) {
      const id = `s${client}-${number}`
      const response = await fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, contact: `c${client}`, event: 'viewed', payload: { page: '/' } }),
      })
      await response.arrayBuffer()
      // Told to come back later is an answer, too.
      expect([200, 503]).toContain(response.status)
      if (response.ok) accepted.add(id)
    }
  }
  const singles = Array.from({ length: 20 }, (_, client) => postSingly(client))
  const receipt = await (await flood).json()
  await Promise.all(singles)
  expect(receipt).toEqual({ taken: EVENTS, unchanged: 0, refused: 0, problems: [] })
  expect(peakMemory(service.child.pid!)).toBeLessThan(500 * 1024 * 1024)
  service.child.kill('SIGTERM')
  expect(await service.ended).toBe(0)

  const held = readHeld(data, shop)
  expect(faultsOf(held)).toEqual({})
  const ids = new Set(held.log.map(({ input }) => input.id))
  expect(ids.size).toBe(EVENTS + accepted.size)
  expect([...accepted].filter((id) => !ids.has(id))).toEqual([])
})

/** The most memory that a process has had, in bytes. */
function peakMemory(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
  return Number(kilobytes) * 1024
}
