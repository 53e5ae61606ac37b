/** The durable host as others use it: what is told is durable, what is due happens, what is sent is settled. */
import { expect, onTestFinished, test } from 'vitest'
import type { OutcomeInput, ResultInput } from '../../src/core/inputs.ts'
import {
  createEngine,
  type Engine,
  type EngineOptions,
  Overloaded,
  openReader,
  Stopped,
} from '../../src/service/index.ts'
import { bundle, delay, finish, journey, moment, send, waitFor } from '../helpers.ts'
import { newDataFile } from './files.ts'
import { until } from './until.ts'

const DAY = 86_400_000
const START = moment('2026-03-02 10:00')

const welcome = bundle({
  welcome: journey({
    nodes: {
      hello: send('hello', 'wait'),
      wait: waitFor('purchased', 'P7D', 'bought', 'nudge'),
      bought: finish('bought'),
      nudge: send('nudge', 'rest'),
      rest: delay('P1D', 'end'),
      end: finish(),
    },
  }),
})

/** An engine whose clock is set by the test. */
async function open(data: string, options: Partial<EngineOptions> = {}) {
  const clock = { at: START, now: () => clock.at }
  const engine = await createEngine({ data, bundle: welcome, clock, ...options })
  onTestFinished(() => engine.stop())
  return { engine, clock }
}

const signUp = (contact: string, id = `${contact}-1`) =>
  ({ kind: 'event', event: 'signed_up', contact, id, at: START }) as const
const known = (contact: string) =>
  ({ kind: 'contact', contact, attributes: { email: `${contact}@example.com` } }) as const

const dueOf = (engine: Engine, now: number) =>
  engine.dueLanes(now).flatMap((lane) => engine.due(lane, now, 1000))

/** Hands over all that is due, and all goes well. */
async function deliverAll(engine: Engine, now: number): Promise<string[]> {
  const sent: string[] = []
  for (const { key } of dueOf(engine, now)) {
    await engine.settle(key, { kind: 'done', outcome: { ok: true } })
    sent.push(key)
  }
  return sent
}

const nodeOf = (engine: Engine, contact: string) =>
  engine.reader.contact(contact)?.runs.map(({ node }) => node)

test('an input that was told as taken is there when the file is opened again', async () => {
  const data = newDataFile()
  const { engine } = await open(data)
  const receipts = await engine.post([known('sara'), signUp('sara')])
  expect(receipts.map(({ kind }) => kind)).toEqual(['taken', 'taken'])
  await engine.stop()
  const reader = openReader(data)
  expect(reader.contact('sara')?.attributes).toEqual({ email: 'sara@example.com' })
  expect(reader.logOf('sara', { limit: 10 }).items.map(({ seq, input }) => [seq, input.kind])).toEqual([
    [2, 'event'],
    [1, 'contact'],
  ])
  reader.close()
})

test('the second input of one id about one contact changes nothing, also after the file was closed', async () => {
  const data = newDataFile()
  const first = await open(data)
  await first.engine.post([known('sara'), signUp('sara', 'x')])
  expect(await first.engine.post([signUp('sara', 'x')])).toEqual([{ kind: 'unchanged' }])
  await first.engine.stop()
  const { engine } = await open(data)
  expect(await engine.post([signUp('sara', 'x')])).toEqual([{ kind: 'unchanged' }])
  expect((await engine.post([signUp('jan', 'x')]))[0]?.kind).toBe('taken')
})

test('an input that does not fit is refused, and may come again under the same id', async () => {
  const { engine } = await open(newDataFile())
  const wrong = { ...signUp('sara', 'x'), event: 'signed_upp' }
  const [receipt] = await engine.post([wrong])
  expect(receipt).toMatchObject({ kind: 'refused', problems: [{ code: 'R2001' }] })
  expect(engine.reader.contact('sara')).toBeUndefined()
  expect((await engine.post([signUp('sara', 'x')]))[0]?.kind).toBe('taken')
})

test('a message waits to be handed over, and the run goes on when it is settled', async () => {
  const { engine } = await open(newDataFile())
  let called = 0
  engine.onDeliveries(() => called++)
  await engine.post([known('sara'), signUp('sara')])
  expect(called).toBe(1)
  const [delivery] = dueOf(engine, START)
  expect(delivery).toMatchObject({
    key: 'welcome/sara#1/hello/1',
    state: 'waiting',
    attempts: 0,
    content: {},
    command: { kind: 'send', message: 'hello', to: 'sara@example.com' },
  })
  expect(nodeOf(engine, 'sara')).toEqual(['hello'])
  await deliverAll(engine, START)
  expect(nodeOf(engine, 'sara')).toEqual(['wait'])
  expect(dueOf(engine, START + DAY)).toEqual([])
  expect(engine.reader.delivery(delivery!.key)).toMatchObject({
    state: 'done',
    attempts: 1,
    settledAt: START,
  })
})

const attempts = [
  ['again', { kind: 'again', at: START + 60_000, reason: '500' }, 'waiting', 'hello'],
  ['dead', { kind: 'dead', reason: 'no such mailbox' }, 'dead', 'wait'],
  ['withheld', { kind: 'withheld', reason: 'consent', withheld: 'consent' }, 'withheld', 'wait'],
] as const
test.each(attempts)('an attempt that is %s', async (_, attempt, state, node) => {
  const { engine } = await open(newDataFile())
  await engine.post([known('sara'), signUp('sara')])
  const { key } = dueOf(engine, START)[0]!
  await engine.settle(key, attempt)
  expect(dueOf(engine, START)).toEqual([])
  expect(engine.reader.delivery(key)).toMatchObject({ state, reason: attempt.reason })
  expect(nodeOf(engine, 'sara')).toEqual([node])
  expect(engine.reader.counts().deliveries).toMatchObject({
    waiting: 0,
    done: 0,
    withheld: 0,
    dead: 0,
    [state]: 1,
  })
})

const call = { kind: 'result', action: 'make_coupon', ok: true, values: { code: 'x' } } as const
test.each<[what: string, answer: Omit<OutcomeInput | ResultInput, 'key' | 'at'>, state: string]>([
  ['to it', { kind: 'outcome', contact: 'sara', ok: true }, 'done'],
  ['to a call', { ...call, contact: 'sara' }, 'waiting'],
  ['about another contact', { kind: 'outcome', contact: 'omid', ok: true }, 'waiting'],
  ['to a call, about another contact', { ...call, contact: 'omid' }, 'waiting'],
])('an answer from outside settles a message if it is %s', async (_, answer, state) => {
  const { engine } = await open(newDataFile())
  await engine.post([known('sara'), signUp('sara'), known('omid')])
  const { key } = dueOf(engine, START)[0]!
  await engine.post([{ ...answer, key, at: START + 1 } as OutcomeInput | ResultInput])
  expect(engine.reader.delivery(key)?.state).toBe(state)
  expect(nodeOf(engine, 'sara')).toEqual([state === 'done' ? 'wait' : 'hello'])
})

test('what is dead can be tried again; what is done can not', async () => {
  const { engine } = await open(newDataFile())
  await engine.post([known('sara'), signUp('sara')])
  const { key } = dueOf(engine, START)[0]!
  await engine.settle(key, { kind: 'dead', reason: 'x' })
  expect(await engine.retry(key)).toBe(true)
  expect(await deliverAll(engine, START)).toEqual([key])
  expect(await engine.retry(key)).toBe(false)
  expect(await engine.retry('nothing')).toBe(false)
})

test('a delay that is over goes on by itself, also if it was over while nobody was there', async () => {
  const data = newDataFile()
  const first = await open(data)
  await first.engine.post([known('sara'), signUp('sara')])
  await deliverAll(first.engine, START)
  expect(first.engine.reader.counts().nextDue).toBe(START + 7 * DAY)
  await first.engine.stop()
  const { engine, clock } = await open(data)
  clock.at = START + 8 * DAY
  await until(() => nodeOf(engine, 'sara')?.[0] === 'nudge')
  expect(engine.health.lag).toBe(0)
})

test('who stands at a step is told, longest first', async () => {
  const { engine, clock } = await open(newDataFile())
  for (const name of ['a', 'b', 'c']) {
    clock.at += 1000
    await engine.post([known(name), { ...signUp(name), at: clock.at }])
    await deliverAll(engine, clock.at)
  }
  await engine.post([{ kind: 'event', event: 'purchased', contact: 'b', at: clock.at }])
  const first = engine.reader.standingAt('welcome', 'wait', { limit: 1 })
  expect(first.items.map(({ contact, run }) => [contact, run.node])).toEqual([['a', 'wait']])
  const second = engine.reader.standingAt('welcome', 'wait', { limit: 2, after: first.next! })
  expect(second.items.map(({ contact }) => contact)).toEqual(['c'])
  expect(engine.reader.standingAt('welcome', 'nowhere', { limit: 2 })).toEqual({ items: [] })
  expect(engine.reader.statistics().journeys.welcome).toMatchObject({
    entered: 3,
    finished: 1,
    nodes: { wait: { entered: 3, waiting: 2, passed: { purchased: 1 } }, nudge: { entered: 0 } },
  })
  expect(engine.reader.counts()).toMatchObject({ contacts: 3, liveRuns: 2 })
})

test('lists come in pages', async () => {
  const { engine } = await open(newDataFile())
  await engine.post(['b', 'a', 'c', 'aa'].map(known))
  const ids = (page: { items: readonly { id: string }[] }) => page.items.map(({ id }) => id)
  const first = engine.reader.contacts({ limit: 2 })
  expect([ids(first), first.next]).toEqual([['a', 'aa'], 'aa'])
  expect(ids(engine.reader.contacts({ limit: 5, after: 'aa' }))).toEqual(['b', 'c'])
  expect(ids(engine.reader.contacts({ limit: 5, prefix: 'a' }))).toEqual(['a', 'aa'])
  const log = engine.reader.log({ limit: 3 })
  expect(log.items.map(({ contact }) => contact)).toEqual(['b', 'a', 'c'])
  expect(engine.reader.log({ limit: 3, after: log.next! }).items.map(({ seq }) => seq)).toEqual([4])
})

test('more than may wait is turned away, and nothing after the end is taken', async () => {
  const { engine } = await open(newDataFile(), { maxQueued: 2 })
  const taken = engine.post([known('a'), known('b')])
  await expect(engine.post([known('c')])).rejects.toThrow(Overloaded)
  expect(await taken).toHaveLength(2)
  const last = engine.post([known('d')])
  await engine.stop()
  expect((await last)[0]?.kind).toBe('taken')
  await expect(engine.post([known('e')])).rejects.toThrow(Stopped)
})

test('what comes right after a start counts, though both are written a moment later', async () => {
  const awaited = bundle({
    welcome: journey({
      nodes: {
        wait: waitFor('purchased', 'P7D', 'bought', 'end'),
        bought: finish('bought'),
        end: finish(),
      },
    }),
  })
  const { engine, clock } = await open(newDataFile(), { bundle: awaited })
  const now = { contact: 'sara', at: START, received: START } as const
  const written = engine.post([
    { kind: 'event', event: 'signed_up', ...now },
    { kind: 'event', event: 'purchased', ...now },
  ])
  clock.at = START + 5
  await written
  const told = engine.reader.logOf('sara', { limit: 10 }).items.flatMap(({ records }) => records)
  expect(told).toContainEqual(expect.objectContaining({ kind: 'finished', reason: 'bought' }))
})
