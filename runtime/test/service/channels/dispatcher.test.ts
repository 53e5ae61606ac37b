/** What becomes of what the runtime asks for, with the real engine and providers that do as they like. */
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import type { Bundle, Node } from '../../../src/index.ts'
import {
  createEngine,
  createLog,
  type Engine,
  openWays,
  type Pace,
  type ServeSettings,
  type Verdict,
} from '../../../src/service/index.ts'
import { bundle, call, finish, journey, notify, send, waitFor } from '../../helpers.ts'
import { newDataFile } from '../files.ts'
import { FAST, pause, type Service, silence, startService, until, way, waysBy } from './service.ts'
import { type MailBehaviour, reply, startMailSink, startWebSink } from './sinks.ts'

const KEY = 'j/c1#1/s/1'
const DONE: Verdict = { kind: 'done' }
const BUSY = { kind: 'again', reason: 'busy' } as const
const NO: Verdict = { kind: 'dead', reason: 'no such number' }

/** One message; which of its ends the run takes tells what it was told. */
const ONE: Record<string, Node> = {
  s: send('hello', 'sent', { edges: { next: 'sent', else: 'unsent' } }),
  sent: finish('sent'),
  unsent: finish('unsent'),
}
const shop = (
  nodes = ONE,
  more: Parameters<typeof journey>[0] | object = {},
  changes: Partial<Bundle> = {},
) => bundle({ j: journey({ nodes, ...more }) }, changes)

async function signUp(service: Service, contact = 'c1', attributes: object = {}): Promise<void> {
  const known = { email: `${contact}@example.com`, ...attributes } as Record<string, string>
  await service.post(
    { kind: 'contact', contact, attributes: known },
    { kind: 'event', contact, event: 'signed_up' },
  )
}

const delivery = ({ engine }: Service, key = KEY) => engine.reader.delivery(key)
/** That a call was taken over, and its answer is awaited. */
const taken = (service: Service) => until(() => delivery(service, CALLED)?.state === 'answering')
const settled = (service: Service, key = KEY) =>
  until(() => delivery(service, key)?.settledAt !== undefined && delivery(service, key)?.state !== 'waiting')
/** What happened to a contact, oldest first: kinds of records, with what tells most. */
const recordsOf = ({ engine }: Service, ...kinds: string[]) =>
  engine.reader
    .log({ limit: 1000 })
    .items.flatMap(({ records }) => records)
    .filter(({ kind }) => kinds.includes(kind))
const endOf = (service: Service) => {
  const [end] = recordsOf(service, 'finished', 'exited')
  return end?.kind === 'finished' ? end.reason : end?.kind
}

test('a message goes out with its texts, and its run goes on', async () => {
  const { sender, parcels } = way()
  const messages: Bundle['messages'] = {
    hello: {
      channel: 'mail',
      params: {},
      content: { subject: { text: 'Hi' }, body: { liquid: '<p>Hi</p>' } },
    },
  }
  const service = await startService(
    shop(ONE, {}, { messages }),
    waysBy(() => sender),
  )
  await signUp(service)
  await settled(service)
  expect(endOf(service)).toBe('sent')
  expect(delivery(service)).toMatchObject({ state: 'done', attempts: 1 })
  expect(parcels).toMatchObject([
    { key: KEY, attempt: 1, isMail: true, content: { subject: 'Hi', body: '<p>Hi</p>', format: 'html' } },
  ])
})

test('what fails for a while is tried again with the same key', async () => {
  const { sender, parcels } = way((count) => (count < 3 ? BUSY : DONE))
  const service = await startService(
    shop(),
    waysBy(() => sender),
  )
  await signUp(service)
  await settled(service)
  expect(parcels.map(({ key, attempt }) => [key, attempt])).toEqual([
    [KEY, 1],
    [KEY, 2],
    [KEY, 3],
  ])
  expect(delivery(service)).toMatchObject({ state: 'done', attempts: 3 })
  expect(recordsOf(service, 'sent', 'failed')).toHaveLength(1)
})

test('what fails for good is a dead letter, the run goes on, and by hand it is sent all the same', async () => {
  const { sender, parcels } = way((count) => (count === 1 ? NO : DONE))
  const service = await startService(
    shop(),
    waysBy(() => sender),
  )
  await signUp(service)
  await settled(service)
  expect(delivery(service)).toMatchObject({ state: 'dead', reason: 'no such number', attempts: 1 })
  expect(endOf(service)).toBe('unsent')
  expect(await service.engine.retry(KEY)).toBe(true)
  await until(() => delivery(service)?.state === 'done')
  expect(parcels).toHaveLength(2)
  // The run was told once.
  expect(recordsOf(service, 'sent', 'failed')).toMatchObject([{ kind: 'failed' }])
})

test('what fails for too long is given up', async () => {
  const pace = { ...FAST, retry: { first: 10, longest: 10, giveUpAfter: 60 } }
  const service = await startService(
    shop(),
    waysBy(() => way(() => BUSY).sender, pace),
  )
  await signUp(service)
  await settled(service)
  expect(delivery(service)).toMatchObject({
    state: 'dead',
    reason: expect.stringMatching(/^Given up after \d+ attempts: busy$/),
  })
})

test('a provider that hangs stops no other', async () => {
  const nodes = { s: send('hello', 'n'), n: finish() }
  const both = bundle({
    j: journey({ nodes }),
    k: journey({ nodes: { s: send('nudge', 'n'), n: finish() } }),
  })
  const hanging = way(silence)
  const well = way()
  const service = await startService(
    both,
    waysBy((lane) => (lane === 'send mail' ? hanging : well).sender),
  )
  for (const contact of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) await signUp(service, contact)
  await until(() => well.parcels.length === 8)
  // As many as may be under way at once, and not one more.
  expect(hanging.parcels).toHaveLength(FAST.atOnce)
  expect(service.dispatcher.lanes()).toContainEqual({ lane: 'send mail', way: 'test', underWay: FAST.atOnce })
})

test('one that takes too long is left alone, and asked again later', async () => {
  const { sender, parcels } = way((count) => (count === 1 ? silence() : DONE))
  const service = await startService(
    shop(),
    waysBy(() => sender, { ...FAST, timeout: 50 }),
  )
  await signUp(service)
  await settled(service)
  expect(parcels).toHaveLength(2)
})

test('no more begin in a second than may', async () => {
  const { sender, parcels } = way()
  const service = await startService(
    shop(),
    waysBy(() => sender, { ...FAST, perSecond: 10 }),
  )
  const start = performance.now()
  await Promise.all(Array.from({ length: 15 }, (_, index) => signUp(service, `c${index}`)))
  await until(() => parcels.length === 15)
  // Ten at once, and then one each tenth of a second.
  expect(performance.now() - start).toBeGreaterThan(400)
})

test('a provider in trouble is asked by one at a time, and what waits keeps its attempts', async () => {
  const { sender, parcels } = way(() => ({ kind: 'again', reason: 'ECONNREFUSED', provider: true }))
  const service = await startService(
    shop(),
    waysBy(() => sender),
  )
  for (let index = 0; index < 20; index++) await signUp(service, `c${index}`)
  await until(() => service.dispatcher.lanes()[0]?.trouble === 'ECONNREFUSED')
  await pause(300)
  // Those that were under way when it broke, and nothing since.
  expect(parcels.length).toBeLessThanOrEqual(4 + FAST.atOnce)
  const untried = service.engine.reader
    .deliveries({ limit: 100 })
    .items.filter(({ attempts }) => attempts === 0)
  expect(untried.length).toBeGreaterThan(10)
})

const TOO_MANY: Verdict = { kind: 'again', reason: 'it answered 429', provider: true, after: 1e12 }

test('one answer that asks for a pause without end does not silence the others', async () => {
  const lines: string[] = []
  const { sender } = way((count) => (count === 1 ? TOO_MANY : DONE))
  const service = await startService(
    shop(),
    waysBy(() => sender),
    { log: createLog({ write: (line) => lines.push(line) }) },
  )
  await signUp(service)
  await until(() => delivery(service)?.attempts === 1)
  await signUp(service, 'c2')
  await settled(service, 'j/c2#1/s/1')
  expect(delivery(service, 'j/c2#1/s/1')?.state).toBe('done')
  expect(lines.join('')).toContain('lane paused')
})

test('what somebody asks for is tried now, also while its provider has a pause', async () => {
  const slow: Pace = { ...FAST, retry: { ...FAST.retry, longest: 60_000 } }
  const { sender } = way((count) => (count === 1 ? TOO_MANY : DONE))
  const service = await startService(
    shop(),
    waysBy(() => sender, slow),
  )
  await signUp(service)
  await until(() => delivery(service)?.attempts === 1)
  await signUp(service, 'c2')
  await pause(50)
  expect(delivery(service, 'j/c2#1/s/1')).toMatchObject({ state: 'waiting', attempts: 0 })
  expect(await service.engine.retry(KEY)).toBe(true)
  await settled(service)
  expect(delivery(service)).toMatchObject({ state: 'done', attempts: 2 })
})

test('an outcome that can not be written is kept until it can, and the message is not sent again', async () => {
  let failures = 2
  const wrap = (engine: Engine): Engine =>
    new Proxy(engine, {
      get(target, name) {
        if (name !== 'settle') return Reflect.get(target, name)
        return async (...args: Parameters<Engine['settle']>) => {
          if (failures-- > 0) throw new Error('database or disk is full')
          return target.settle(...args)
        }
      },
    })
  const { sender, parcels } = way()
  const service = await startService(
    shop(),
    waysBy(() => sender),
    { wrap },
  )
  await signUp(service)
  await settled(service)
  expect(parcels).toHaveLength(1)
  expect(endOf(service)).toBe('sent')
})

/** Two contacts whose messages wait, and a file in which something of the first one was changed. */
async function damaged(sql: string): Promise<string> {
  const data = newDataFile()
  const engine = await createEngine({ data, bundle: shop() })
  for (const contact of ['c1', 'c2']) {
    const at = Date.now()
    const attributes = { email: `${contact}@example.com` }
    await engine.post([
      { kind: 'contact', contact, attributes },
      { kind: 'event', contact, event: 'signed_up', at },
    ])
  }
  await engine.stop()
  const db = new DatabaseSync(data)
  db.exec(sql)
  db.close()
  return data
}

test.each<[what: string, sql: string, state: string, reason: string]>([
  [
    'what is to be sent',
    "UPDATE deliveries SET command = replace(command, 'c1@', 'x1@') WHERE no = 1",
    'dead',
    'what was to be sent is damaged in the data file',
  ],
  [
    'its contact',
    "UPDATE contacts SET state = replace(state, 'c1@', 'x1@') WHERE no = 1",
    'waiting',
    'is damaged',
  ],
])('a delivery of which %s is damaged does not keep its lane back', async (_, sql, state, reason) => {
  const { sender, parcels } = way()
  const data = await damaged(sql)
  const service = await startService(
    shop(),
    waysBy(() => sender),
    { data },
  )
  await until(() => delivery(service, 'j/c2#1/s/1')?.state === 'done')
  await pause(50)
  expect(parcels.map(({ key }) => key)).toEqual(['j/c2#1/s/1'])
  const db = new DatabaseSync(data, { readOnly: true })
  const row = db.prepare('SELECT state, reason FROM deliveries WHERE no = 1').get()
  db.close()
  expect(row).toMatchObject({ state, reason: expect.stringContaining(reason) })
})

test('what was under way when the service stopped goes out with the same key when it is back', async () => {
  const data = newDataFile()
  const hanging = way(silence)
  const before = await startService(
    shop(),
    waysBy(() => hanging.sender),
    { data },
  )
  await signUp(before)
  await until(() => hanging.parcels.length === 1)
  await before.stop(50)
  const { sender, parcels } = way()
  const after = await startService(
    shop(),
    waysBy(() => sender),
    { data },
  )
  await settled(after)
  expect(parcels.map(({ key }) => key)).toEqual([hanging.parcels[0]!.key])
  expect(delivery(after)).toMatchObject({ state: 'done', attempts: 1 })
})

test('what comes to its end while the service stops is written down', async () => {
  const data = newDataFile()
  const slow = way(async () => {
    await pause(100)
    return DONE
  })
  const before = await startService(
    shop(),
    waysBy(() => slow.sender),
    { data },
  )
  await signUp(before)
  await until(() => slow.parcels.length === 1)
  await before.stop(5000)
  const { sender, parcels } = way()
  const after = await startService(
    shop(),
    waysBy(() => sender),
    { data },
  )
  expect(delivery(after)).toMatchObject({ state: 'done', attempts: 1 })
  await pause(50)
  expect(parcels).toHaveLength(0)
})

/** A message whose first attempt fails; then something happens; then it is due again. */
async function afterFirstAttempt(
  then: (service: Service) => Promise<void>,
  more: object = {},
): Promise<{ service: Service; parcels: ReturnType<typeof way>['parcels'] }> {
  const { sender, parcels } = way((count) => (count === 1 ? { ...BUSY, after: 3_600_000 } : DONE))
  const service = await startService(
    shop(ONE, more),
    waysBy(() => sender),
  )
  await signUp(service)
  await until(() => delivery(service)?.attempts === 1)
  await then(service)
  expect(await service.engine.retry(KEY)).toBe(true)
  await settled(service)
  return { service, parcels }
}

test('right before each attempt consent is looked at again', async () => {
  const { service, parcels } = await afterFirstAttempt((service) =>
    service.post({ kind: 'event', contact: 'c1', event: 'unsubscribed', payload: { key: KEY } }),
  )
  expect(parcels).toHaveLength(1)
  expect(delivery(service)).toMatchObject({ state: 'withheld', reason: 'consent was withdrawn', attempts: 1 })
  expect(recordsOf(service, 'suppressed', 'failed')).toMatchObject([
    { kind: 'suppressed', reason: 'consent', key: KEY },
  ])
  expect(endOf(service)).toBe('unsent')
})

test('a contact who left gets nothing any more', async () => {
  const exits = [{ id: 'purchased', on: { event: 'purchased' } }]
  const { service, parcels } = await afterFirstAttempt(
    (service) => service.post({ kind: 'event', contact: 'c1', event: 'purchased' }),
    { exits },
  )
  expect(parcels).toHaveLength(1)
  expect(delivery(service)).toMatchObject({ state: 'withheld', reason: 'the contact left the journey' })
  expect(recordsOf(service, 'suppressed')).toMatchObject([{ reason: 'left', key: KEY }])
})

test('it goes to the address that the contact has now', async () => {
  const { service, parcels } = await afterFirstAttempt((service) =>
    service.post({ kind: 'contact', contact: 'c1', attributes: { email: 'new@example.com' } }),
  )
  expect(parcels.map(({ command }) => command.kind === 'send' && command.to)).toEqual([
    'c1@example.com',
    'new@example.com',
  ])
  // Nobody is told that it went elsewhere.
  expect(delivery(service)?.command).toMatchObject({ to: 'new@example.com' })
  expect(recordsOf(service, 'sent')).toMatchObject([{ to: 'new@example.com' }])
})

test('the address at which it failed is the one that is told', async () => {
  const { sender } = way((count) => (count === 1 ? { ...BUSY, after: 3_600_000 } : NO))
  const service = await startService(
    shop(),
    waysBy(() => sender),
  )
  await signUp(service)
  await until(() => delivery(service)?.attempts === 1)
  await service.post({ kind: 'contact', contact: 'c1', attributes: { email: 'new@example.com' } })
  await service.engine.retry(KEY)
  await settled(service)
  expect(delivery(service)).toMatchObject({ state: 'dead', command: { to: 'new@example.com' } })
  expect(recordsOf(service, 'failed')).toMatchObject([{ to: 'new@example.com' }])
})

test('without an address any more it is held back', async () => {
  const { service } = await afterFirstAttempt((service) =>
    service.post({ kind: 'contact', contact: 'c1', attributes: { email: null } }),
  )
  expect(recordsOf(service, 'suppressed')).toMatchObject([{ reason: 'missing' }])
})

// With the ways that settings describe.

const NOWHERE: ServeSettings = { outbox: 'outbox', channels: {}, actions: {}, departments: {} }
function opened(settings: Partial<ServeSettings>, env: Record<string, string> = {}) {
  return openWays(
    { ...NOWHERE, ...settings },
    { env: { SECRET: 'shop-secret-1', ...env }, directory: newDataFile() },
  )
}
async function webSink(...args: Parameters<typeof startWebSink>) {
  const sink = await startWebSink(...args)
  onTestFinished(() => sink.close())
  return {
    sink,
    to: { way: { kind: 'webhook', url: sink.url, secret: { env: 'SECRET' } } as const, pace: FAST },
  }
}
async function mailSink(behaviour?: MailBehaviour) {
  const sink = await startMailSink(behaviour)
  onTestFinished(() => sink.close())
  const { port } = sink
  const server = { host: '127.0.0.1', port, security: 'none', from: 'hello@shop.example' } as const
  return { sink, to: { way: { kind: 'smtp', ...server } as const, pace: FAST } }
}

test('an address that is nobody’s is a dead letter, and the contact bounced', async () => {
  const { sink, to } = await mailSink({ onRecipient: () => reply(550, '5.1.1 no such user') })
  const service = await startService(shop(), opened({ channels: { mail: to } }))
  await signUp(service)
  await settled(service)
  expect(delivery(service)?.state).toBe('dead')
  expect(sink.mails).toHaveLength(0)
  const inputs = service.engine.reader.log({ limit: 100 }).items.map(({ input }) => input)
  expect(inputs).toContainEqual(
    expect.objectContaining({
      kind: 'event',
      event: 'bounced',
      id: `bounced ${KEY}`,
      payload: { key: KEY, message: 'hello', channel: 'mail', journey: 'j' },
    }),
  )
})

test('a server that knows no strangers takes the mail when it comes back', async () => {
  const { sink, to } = await mailSink({
    onRecipient: (_, attempt) => (attempt === 1 ? reply(451, '4.7.1 greylisted') : undefined),
  })
  const service = await startService(shop(), opened({ channels: { mail: to } }), {
    publicUrl: 'https://j.example',
  })
  await signUp(service)
  await settled(service)
  expect(endOf(service)).toBe('sent')
  expect(sink.mails.map(({ headers }) => headers['x-journey-key'])).toEqual([encodeURIComponent(KEY)])
  expect(sink.mails[0]!.headers['list-unsubscribe']).toMatch(/^<https:\/\/j\.example\/unsubscribe\/[\w.-]+>$/)
})

test('a provider that asks for a pause gets it', async () => {
  const { sink, to } = await webSink((_, count) =>
    count === 1 ? { status: 429, headers: { 'Retry-After': '1' } } : 200,
  )
  const service = await startService(shop(), opened({ channels: { mail: to } }))
  const start = Date.now()
  await signUp(service)
  await settled(service)
  expect(Date.now() - start).toBeGreaterThanOrEqual(1000)
  expect(new Set(sink.posts.map(({ headers }) => headers['journey-key'])).size).toBe(1)
  expect(sink.posts).toHaveLength(2)
})

const CALL: Record<string, Node> = {
  c: call('w', 'x'),
  w: waitFor('purchased', undefined, 'f'),
  f: finish('bought'),
  x: finish('no coupon'),
}
const CALLED = 'j/c1#1/c/1'

test('an action that is a webhook answers with its values', async () => {
  const { sink, to } = await webSink(() => ({ status: 200, body: '{"values":{"code":"TEA10"}}' }))
  const service = await startService(shop(CALL), opened({ actions: { make_coupon: to } }))
  await signUp(service)
  await settled(service, CALLED)
  expect(recordsOf(service, 'called')).toMatchObject([{ action: 'make_coupon', values: { code: 'TEA10' } }])
  expect(JSON.parse(sink.posts[0]!.body)).toMatchObject({
    kind: 'call',
    action: 'make_coupon',
    args: { percent: 0.1 },
  })
})

test.each([
  ['a value that is missing', '{"values":{}}'],
  ['a value of another type', '{"values":{"code":5}}'],
  ['nothing', ''],
])('an answer that does not fit, %s, is a dead letter, and fails the call', async (_, body) => {
  const { to } = await webSink(() => ({ status: 200, body }))
  const service = await startService(shop(CALL), opened({ actions: { make_coupon: to } }))
  await signUp(service)
  await settled(service, CALLED)
  const reason = expect.stringMatching(/its answer does not fit: .*"code"/)
  expect(delivery(service, CALLED)).toMatchObject({ state: 'dead', reason })
  expect(recordsOf(service, 'call_failed')).toMatchObject([{ reason }])
})

test('one that only takes the call answers later, by a result', async () => {
  const { sink, to } = await webSink(() => 202)
  const service = await startService(shop(CALL), opened({ actions: { make_coupon: to } }))
  await signUp(service)
  await taken(service)
  const { due, createdAt, settledAt } = delivery(service, CALLED)!
  expect([due! - createdAt > 6 * 86_400_000, settledAt]).toEqual([true, undefined])
  expect(service.engine.reader.counts().deliveries.answering).toBe(1)
  expect(recordsOf(service, 'called')).toEqual([])
  await service.post({
    kind: 'result',
    contact: 'c1',
    action: 'make_coupon',
    key: CALLED,
    ok: true,
    values: { code: 'TEA10' },
  })
  expect(recordsOf(service, 'called')).toHaveLength(1)
  expect(sink.posts).toHaveLength(1)
  expect(delivery(service, CALLED)?.state).toBe('done')
})

test('one whose answer does not come in time has failed; it can be asked again before, and after', async () => {
  const { sender, parcels } = way()
  const service = await startService(
    shop(CALL),
    waysBy(() => sender, { ...FAST, answerWithin: 300 }),
  )
  await signUp(service)
  await taken(service)
  expect(await service.engine.retry(CALLED)).toBe(true)
  await until(() => parcels.length === 2)
  await settled(service, CALLED)
  expect(delivery(service, CALLED)).toMatchObject({
    state: 'dead',
    attempts: 2,
    reason: 'no answer came in time',
  })
  expect(recordsOf(service, 'call_failed')).toHaveLength(1)
  expect(await service.engine.retry(CALLED)).toBe(true)
  await until(() => parcels.length === 3)
})

test('one without a webhook waits for a result, and stands in the outbox', async () => {
  const service = await startService(shop(CALL), opened({}))
  await signUp(service)
  await taken(service)
  expect(service.engine.reader.contact('c1')?.runs[0]?.hold).toMatchObject({ kind: 'calling', key: CALLED })
})

test('a result that comes by another way ends the attempts', async () => {
  const { sink, to } = await webSink(() => 500)
  const service = await startService(shop(CALL), opened({ actions: { make_coupon: to } }))
  await signUp(service)
  await until(() => sink.posts.length > 0)
  await service.post({
    kind: 'result',
    contact: 'c1',
    action: 'make_coupon',
    key: CALLED,
    ok: true,
    values: { code: 'A' },
  })
  const { length } = sink.posts
  await pause(150)
  expect(sink.posts.length - length).toBeLessThanOrEqual(1)
  expect(delivery(service, CALLED)?.state).toBe('done')
})

test('a department is told by mail, on the way of a channel', async () => {
  const { sink, to } = await mailSink()
  const nodes = { n: notify('Call her', 'f'), f: finish() }
  const departments = { sales: { title: 'Sales', email: 'sales@example.com' } }
  const settings = {
    channels: { mail: to },
    departments: { sales: { way: { kind: 'channel', channel: 'mail' } as const, pace: FAST } },
  }
  const service = await startService(shop(nodes, {}, { departments }), opened(settings))
  await signUp(service)
  await settled(service, 'j/c1#1/n/1')
  expect(sink.mails.map(({ to, headers }) => [to, headers.subject])).toEqual([
    [['sales@example.com'], 'Call her'],
  ])
})

test('secrets and addresses are told to nobody', async () => {
  const { to } = await webSink((post) => ({
    status: 400,
    body: `shop-secret-1 is wrong for c1@example.com ${post.headers.authorization}`,
  }))
  const headers = { Authorization: { env: 'TOKEN' } }
  const ways = opened(
    { channels: { mail: { ...to, way: { ...to.way, headers } } } },
    { TOKEN: 'Bearer t0ken' },
  )
  const lines: string[] = []
  const service = await startService(shop(), ways, { log: createLog({ write: (line) => lines.push(line) }) })
  await signUp(service)
  await settled(service)
  expect(delivery(service)?.reason).toBe('it answered 400: ••• is wrong for c1@example.com •••')
  const told = lines.join('')
  expect(told).toContain('it answered 400: ••• is wrong for … •••')
  expect(told).not.toMatch(/shop-secret-1|t0ken|c1@/)
})

test('a secret that is not there is told before anything is sent', async () => {
  const { to } = await webSink()
  const way = { ...to.way, secret: { env: 'NO_SUCH' } }
  expect(() => opened({ channels: { mail: { ...to, way } } })).toThrow(
    'The environment has no "NO_SUCH". Set it before you start the service.',
  )
  expect(() =>
    opened({ channels: { mail: { ...to, way: { ...way, secret: { file: 'no-such' } } } } }),
  ).toThrow('The secret file "no-such" is not there.')
})
