/** What is answered when the service itself is in trouble. */
import { describe, expect, test } from 'vitest'
import { type Engine, Overloaded, Stopped, StoreError } from '../../../src/service/index.ts'
import { ndjson, serve } from './running.ts'

const event = { contact: 'sara', event: 'signed_up' }

/** An engine that can't take anything in. */
const failing =
  (error: () => Error, trouble?: string) =>
  (engine: Engine): Engine => ({
    ...engine,
    post: () => Promise.reject(error()),
    health: { ...engine.health, trouble },
  })

describe('an input that can not be taken', () => {
  test.each([
    ['too much waits', () => new Overloaded(5), 503, 'overloaded', '1'],
    ['it is stopping', () => new Stopped(), 503, 'stopping', '5'],
    ['the disk is full', () => new StoreError('full', '/data/shop.db'), 507, 'no_room', '30'],
    [
      'the file may not be written',
      () => new StoreError('read_only', '/data/shop.db'),
      503,
      'unavailable',
      '30',
    ],
  ])('%s', async (_, error, status, code, after) => {
    const { ask, logged } = await serve({ wrap: failing(error) })
    const answer = await ask('POST', '/v1/events', event)
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
      status,
      code,
      after,
    ])
    // Where the data lies is nobody's business.
    expect(answer.text).not.toContain('/data')
    expect(logged.join('')).not.toContain('"error"')
  })

  test('for a fault of ours: the answer tells nothing, the log all', async () => {
    const { ask, logged } = await serve({ wrap: failing(() => new TypeError('x is not a thing')) })
    const { status, body, text, headers } = await ask('POST', '/v1/events', event)
    expect([status, body.code]).toEqual([500, 'failed'])
    expect(text).not.toContain('not a thing')
    const line = logged.find((one) => one.includes('x is not a thing'))!
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      event: 'request failed',
      request: headers.get('x-request-id'),
      route: '/v1/events',
    })
  })

  test('unsubscribing says so, too', async () => {
    const { ask, engine } = await serve({ wrap: failing(() => new StoreError('full', '/data/shop.db')) })
    const { unsubscribeToken } = await import('../../../src/service/unsubscribe-link.ts')
    const path = `/unsubscribe/${unsubscribeToken(engine.secret, { contact: 'sara', channel: 'mail', key: 'k' })}`
    expect((await ask('POST', path)).status).toBe(507)
  })
})

describe('a stream', () => {
  const lines = (count: number) =>
    Array.from(
      { length: count },
      (_, one) => `{"type":"event","contact":"c${one}","event":"signed_up"}\n`,
    ).join('')

  test('that is cut says what was taken, and where to go on', async () => {
    const full = (engine: Engine): Engine => {
      let calls = 0
      return {
        ...engine,
        post: (inputs) =>
          ++calls > 2 ? Promise.reject(new StoreError('full', '/data/shop.db')) : engine.post(inputs),
      }
    }
    const { ask, engine } = await serve({ wrap: full })
    const { status, body } = await ask<{ taken: number; line: number; detail: string }>(
      'POST',
      '/v1/events',
      lines(20_000),
      ndjson,
    )
    expect(status).toBe(507)
    expect(body.taken).toBe(body.line)
    expect(body.detail).toContain(`What came after line ${body.line} was not taken.`)
    expect(engine.reader.counts().contacts).toBe(body.taken)
  })

  test('waits while too much is waiting', async () => {
    const busy = (engine: Engine): Engine => {
      let calls = 0
      return {
        ...engine,
        post: (inputs) => (++calls % 2 === 1 ? Promise.reject(new Overloaded(1)) : engine.post(inputs)),
      }
    }
    const { ask } = await serve({ wrap: busy })
    const { body } = await ask('POST', '/v1/events', lines(3000), ndjson)
    expect(body).toEqual({ taken: 3000, unchanged: 0, refused: 0, problems: [] })
  })
})

describe('whoever watches', () => {
  test('is told that it is alive, and whether it is ready', async () => {
    const well = await serve()
    expect([(await well.ask('GET', '/healthz')).status, (await well.ask('GET', '/readyz')).status]).toEqual([
      200, 200,
    ])
    const ill = await serve({ wrap: failing(() => new Error('x'), 'The disk is full.') })
    expect([(await ill.ask('GET', '/healthz')).status, (await ill.ask('GET', '/readyz')).status]).toEqual([
      200, 503,
    ])
    const leaving = await serve({ app: { isStopping: () => true } })
    const { status, headers } = await leaving.ask('GET', '/readyz')
    expect([status, headers.get('connection')]).toEqual([503, 'close'])
  })

  test('gets the numbers', async () => {
    const { ask } = await serve()
    await ask('POST', '/v1/events', event)
    await ask('POST', '/v1/events', { ...event, event: 'nonsense' })
    const { text, headers } = await ask('GET', '/metrics')
    expect(headers.get('content-type')).toContain('text/plain')
    for (const line of [
      'journey_inputs_total{kind="event",receipt="taken"} 1',
      'journey_inputs_total{kind="event",receipt="refused"} 1',
      'journey_contacts 1',
      'journey_live_runs 1',
      'journey_log_entries 1',
      'journey_deliveries{state="waiting"} 0',
      'journey_queue_inputs 0',
      'journey_timer_lag_seconds 0',
      'journey_trouble 0',
      'journey_http_request_seconds_count{method="POST",route="/v1/events",status="200"} 1',
      'journey_http_request_seconds_count{method="POST",route="/v1/events",status="422"} 1',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
    expect(text).toMatch(/^journey_batch_seconds_count [1-9]/m)
  })

  test('gets how much is not over yet, by channel, action and department', async () => {
    const { ask, engine } = await serve()
    await ask('PATCH', '/v1/contacts/sara', { attributes: { email: 'sara@example.com' } })
    await ask('POST', '/v1/events', event)
    const open = async () =>
      (await ask('GET', '/metrics')).text
        .split('\n')
        .filter((line) => line.startsWith('journey_deliveries_open'))
    expect(await open()).toEqual(['journey_deliveries_open{lane="send mail"} 1'])
    const [delivery] = engine.reader.deliveries({ limit: 1 }).items
    await engine.settle(delivery!.key, { kind: 'done', outcome: { ok: true } })
    expect(await open()).toEqual([])
  })

  test('reads what was refused, without a name in it', async () => {
    const { ask, logged } = await serve()
    await ask('GET', '/v1/contacts/sara%40example.com?after=sara', undefined, {
      'x-request-id': 'from-proxy-1',
    })
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      {
        at: expect.any(String),
        level: 'info',
        event: 'request refused',
        request: 'from-proxy-1',
        method: 'GET',
        route: '/v1/contacts/{id}',
        status: 400,
        milliseconds: expect.any(Number),
      },
    ])
  })
})

test('a server that closes finishes what it is at, and takes no more', async () => {
  let release = () => {}
  const slow = (engine: Engine): Engine => ({
    ...engine,
    post: async (inputs) => {
      await new Promise<void>((done) => {
        release = done
      })
      return engine.post(inputs)
    },
  })
  const running = await serve({ wrap: slow })
  const begun = running.ask('POST', '/v1/events', event)
  await new Promise((done) => setTimeout(done, 100))
  const closed = running.close(5000)
  await expect(running.ask('GET', '/healthz')).rejects.toThrow()
  release()
  expect((await begun).status).toBe(200)
  await closed
})

test('a server that closes waits so long and no longer', async () => {
  const stuck = (engine: Engine): Engine => ({ ...engine, post: () => new Promise(() => {}) })
  const running = await serve({ wrap: stuck })
  const begun = running.ask('POST', '/v1/events', event).catch(() => 'cut off')
  await new Promise((done) => setTimeout(done, 100))
  const start = performance.now()
  await running.close(300)
  expect(performance.now() - start).toBeLessThan(2000)
  expect(await begun).toBe('cut off')
})
