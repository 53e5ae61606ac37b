/** More than the service can take at once: it takes what it can, says so of the rest, and loses nothing. */
import { Agent, request } from 'node:http'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { type Running, serve } from './running.ts'

const MEGABYTE = 1024 * 1024
const line = (one: number) =>
  `{"type":"event","contact":"c${one % 5000}","event":"viewed","id":"e${one}","payload":{"page":"/mug"}}\n`

/** Sends a body and gives the status and the text of the answer. */
function post(
  { url }: Running,
  body: Readable | string,
  type: string,
  agent?: Agent,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'content-type': type }, ...(agent && { agent }) }
    const asking = request(`${url}/v1/events`, options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode!, text }))
    })
    asking.on('error', reject)
    if (typeof body === 'string') asking.end(body)
    else body.pipe(asking)
  })
}

test('100,000 events as lines, in memory that does not grow with them', async () => {
  const running = await serve()
  function* lines() {
    for (let one = 0; one < 100_000; one += 1000) {
      yield Array.from({ length: 1000 }, (_, at) => line(one + at)).join('')
    }
  }
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  const { status, text } = await post(running, Readable.from(lines()), 'application/x-ndjson')
  clearInterval(watch)
  expect(status).toBe(200)
  expect(JSON.parse(text)).toEqual({ taken: 100_000, unchanged: 0, refused: 0, problems: [] })
  expect(running.engine.reader.counts()).toMatchObject({ contacts: 5000, logEntries: 100_000 })
  expect(most - before).toBeLessThan(300 * MEGABYTE)
  // The same again changes nothing.
  const again = await post(running, Readable.from(lines()), 'application/x-ndjson')
  expect(JSON.parse(again.text)).toMatchObject({ taken: 0, unchanged: 100_000 })
}, 240_000)

test('single events from many connections: each is taken or told to come back', async () => {
  const running = await serve({ engine: { maxQueued: 50 } })
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  onTestFinished(() => agent.destroy())
  const statuses = new Map<number, number>()
  let next = 0
  async function client(): Promise<void> {
    while (next < 6000) {
      const { status } = await post(running, line(next++), 'application/json', agent)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: 200 }, client))
  const taken = statuses.get(200) ?? 0
  const refused = statuses.get(503) ?? 0
  expect(taken + refused).toBe(6000)
  expect(refused).toBeGreaterThan(0)
  expect(running.engine.reader.counts().logEntries).toBe(taken)
  expect(running.engine.health.queued).toBe(0)
}, 240_000)
