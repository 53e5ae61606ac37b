/** What is old enough is forgotten, a part at a time, and nothing else. */
import { expect, onTestFinished, test } from 'vitest'
import { createEngine, type EngineOptions } from '../../src/service/index.ts'
import { bundle, delay, finish, journey, moment, send } from '../helpers.ts'
import { newDataFile } from './files.ts'
import { until } from './until.ts'

const DAY = 86_400_000
const START = moment('2026-03-02 10:00')
const source = bundle({
  welcome: journey({ nodes: { hello: send('hello', 'rest'), rest: delay('P100D', 'end'), end: finish() } }),
})

async function open(data: string, options: Partial<EngineOptions> = {}) {
  const clock = {
    at: START,
    passed: 0,
    now: () => clock.at,
    steady: () => clock.passed,
    pass(milliseconds: number) {
      clock.at += milliseconds
      clock.passed += milliseconds
    },
  }
  const engine = await createEngine({ data, bundle: source, clock, keep: 10 * DAY, ...options })
  onTestFinished(() => engine.stop())
  return { engine, clock }
}

const enter = (contact: string, at: number) =>
  [
    { kind: 'contact', contact, attributes: { email: 'a@b.c' } },
    { kind: 'event', event: 'signed_up', contact, id: 'x', at },
  ] as const

test('the log, ids and what was settled are forgotten; contacts, their runs and what waits are not', async () => {
  const data = newDataFile()
  const { engine, clock } = await open(data)
  const names = Array.from({ length: 400 }, (_, index) => `c${index}`)
  await engine.post(names.flatMap((name) => enter(name, START)))
  await engine.settle('welcome/c1#1/hello/1', { kind: 'done', outcome: { ok: true } })
  const before = engine.reader.contact('c1')
  clock.pass(9 * DAY)
  await engine.post(enter('new', clock.at))
  expect(engine.reader.counts()).toMatchObject({ logEntries: 803, deliveries: { waiting: 400, done: 1 } })

  clock.pass(2 * DAY)
  await until(() => engine.reader.counts().logEntries === 2)
  expect(engine.reader.counts()).toMatchObject({
    contacts: 401,
    liveRuns: 401,
    deliveries: { waiting: 400, done: 0 },
  })
  expect(engine.reader.contact('c1')).toEqual(before)
  expect(engine.reader.logOf('c1', { limit: 10 })).toEqual({ items: [] })
  expect(engine.reader.log({ limit: 10 }).items.map(({ seq }) => seq)).toEqual([802, 803])
  expect(engine.reader.statistics().journeys.welcome?.entered).toBe(401)
  const again = (contact: string) => ({ kind: 'tag', tag: 'vip', contact, id: 'x', at: clock.at }) as const
  const receipts = await engine.post(['c1', 'new'].map(again))
  expect(receipts).toMatchObject([{ kind: 'taken', seq: 804 }, { kind: 'refused' }])
})

test('numbers of entries go on, also when everything was forgotten', async () => {
  const data = newDataFile()
  const first = await open(data)
  await first.engine.post(enter('a', START))
  first.clock.pass(50 * DAY)
  await until(() => first.engine.reader.counts().logEntries === 1)
  await first.engine.stop()
  const { engine } = await open(data)
  expect((await engine.post(enter('b', START)))[0]).toMatchObject({ kind: 'taken', seq: 3 })
})

test('a clock that is wrong for an hour makes nobody forget more than a day', async () => {
  const data = newDataFile()
  const { engine, clock } = await open(data)
  await engine.post(enter('a', START))
  clock.pass(8 * DAY)
  await engine.post(enter('b', clock.at))
  clock.at += 1000 * DAY
  for (let minute = 0; minute < 60; minute++) {
    clock.passed += 60_000
    await engine.post([{ kind: 'tag', tag: 'vip', contact: `c${minute}`, at: START }])
  }
  await new Promise((done) => setTimeout(done, 20))
  expect(engine.reader.log({ limit: 1 }).items).toMatchObject([{ seq: 1 }])
  await engine.stop()

  // Nor does one that is wrong when the machine starts.
  const next = await open(data)
  next.clock.at = START + 1000 * DAY
  await next.engine.post([{ kind: 'tag', tag: 'vip', contact: 'x', at: START }])
  await new Promise((done) => setTimeout(done, 20))
  expect(next.engine.reader.log({ limit: 1 }).items).toMatchObject([{ seq: 1 }])

  // Days that really pass are believed.
  next.clock.passed += 2 * DAY
  await next.engine.post([{ kind: 'tag', tag: 'vip', contact: 'y', at: START }])
  await until(() => next.engine.reader.log({ limit: 1 }).items[0]!.seq > 1)
})

test('graphs are forgotten with the log of their time, but for those that runs or their moves need', async () => {
  const data = newDataFile()
  const days = (count: number) =>
    bundle({ welcome: journey({ nodes: { rest: delay(`P${count}D`, 'end'), end: finish() } }) })
  const clock = { at: START, passed: 0, now: () => clock.at, steady: () => clock.passed }
  const begin = (count: number) => createEngine({ data, bundle: days(count), clock, keep: 10 * DAY })
  const pass = (time: number) => {
    clock.at += time
    clock.passed += time
  }
  // Nobody came in but by the second, who is inside for long.
  for (const [count, who] of [
    [1, undefined],
    [200, 'sara'],
    [3, undefined],
    [4, undefined],
    [5, undefined],
  ] as const) {
    const engine = await begin(count)
    if (who !== undefined) await engine.post(enter(who, clock.at))
    await engine.stop()
    pass(DAY)
  }
  const engine = await begin(6)
  onTestFinished(() => engine.stop())
  pass(20 * DAY)
  const kept = () => engine.reader.deployments().map(({ versions }) => versions.welcome)
  await engine.post(enter('omid', clock.at))
  await until(() => kept().length === 5)
  expect(kept()).toEqual([6, 5, 4, 3, 200].map((count) => days(count).journeys.welcome!.hash))
  expect((await engine.migrate({ dryRun: false })).outcome).toBe('done')
  pass(2 * 60_000)
  await until(() => kept().length === 1)
  expect(kept()).toEqual([days(6).journeys.welcome!.hash])
})

test('without a limit everything is kept', async () => {
  const { engine, clock } = await open(newDataFile(), { keep: Number.POSITIVE_INFINITY })
  await engine.post(enter('a', START))
  clock.pass(90 * DAY)
  await engine.post(enter('b', clock.at))
  await new Promise((done) => setTimeout(done, 50))
  expect(engine.reader.counts().logEntries).toBe(4)
})
