import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEngine } from '@journey-lang/runtime/service'
import { folder, graphOf } from '../durable/host.mjs'

/** Contacts to whom things happen. */
const CONTACTS = 2000
/** Events of a round, and of a body or a call. */
const EVENTS = 20_000
const TOGETHER = 1000
/** Single events of a round, and those that are sent at a time. */
const SINGLE = 2000
const AT_A_TIME = 64

const JOURNEY = `
contact { name: string? }
event signed_up {}
event viewed { page: string }
event bought {}
journey welcome {
  start on signed_up
  enter once
  wait for bought up to 30 days { finish "bought" }
}
`

const contactOf = (index) => `contact-${index % CONTACTS}`
const lineOf = (index) =>
  `{"type":"event","contact":"${contactOf(index)}","event":"viewed","id":"e${index}","payload":{"page":"/mug"}}`

/** Events in bodies of 1,000 lines, one body after the other. */
export async function linesContender() {
  const post = await service()
  let next = 0
  return {
    name: 'events over HTTP, 1,000 lines in a request',
    moves: EVENTS,
    async run() {
      for (let sent = 0; sent < EVENTS; sent += TOGETHER) {
        const lines = Array.from({ length: TOGETHER }, () => `${lineOf(next++)}\n`).join('')
        const { taken } = await post(lines, 'application/x-ndjson')
        if (taken !== TOGETHER) throw new Error('The benchmark is wrong: not every event was taken.')
      }
    },
  }
}

/** Events in requests of their own, many at a time. */
export async function singleContender() {
  const post = await service()
  let next = 0
  return {
    name: 'events over HTTP, one in a request, 64 at a time',
    moves: SINGLE,
    async run() {
      const end = next + SINGLE
      const client = async () => {
        while (next < end) {
          const { receipt } = await post(lineOf(next++), 'application/json')
          if (receipt !== 'taken') throw new Error('The benchmark is wrong: an event was not taken.')
        }
      }
      await Promise.all(Array.from({ length: AT_A_TIME }, client))
    },
  }
}

/** The same events handed to the engine, without any HTTP: in this thread, as the service does it in its own. */
export async function engineContender() {
  const engine = await createEngine({ data: join(folder(), 'data.db'), bundle: graphOf(JOURNEY) })
  await engine.post(signUps())
  let next = 0
  const event = (index) => ({
    kind: 'event',
    contact: contactOf(index),
    event: 'viewed',
    id: `e${index}`,
    at: Date.now(),
    payload: { page: '/mug' },
  })
  return {
    name: 'events to the engine, 1,000 in a call',
    moves: EVENTS,
    async run() {
      for (let sent = 0; sent < EVENTS; sent += TOGETHER) {
        await engine.post(Array.from({ length: TOGETHER }, () => event(next++)))
      }
    },
  }
}

const signUps = () =>
  Array.from({ length: CONTACTS }, (_, index) => ({
    kind: 'event',
    contact: contactOf(index),
    event: 'signed_up',
    at: Date.now(),
  }))

/** Starts a service in a process of its own. Gives what posts a body to it. */
async function service() {
  const server = fork(fileURLToPath(new URL('server.mjs', import.meta.url)))
  server.send({ data: join(folder(), 'data.db'), bundle: graphOf(JOURNEY) })
  const [url] = await once(server, 'message')
  const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME })
  const post = (body, type) =>
    new Promise((resolve, reject) => {
      const options = { method: 'POST', agent, headers: { 'content-type': type } }
      const asking = request(`${url}/v1/events`, options, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part) => {
          text += part
        })
        response.on('end', () => resolve(JSON.parse(text)))
      })
      asking.on('error', reject)
      asking.end(body)
    })
  const lines = signUps().map(({ contact, event }) => JSON.stringify({ type: 'event', contact, event }))
  await post(lines.join('\n'), 'application/x-ndjson')
  return post
}
