/** New graphs on data that is there: runs stay on their versions, are migrated together, or not at all. */
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import type { Bundle, Moved } from '../../src/graph/format.ts'
import {
  createEngine,
  migrateFile,
  openReader,
  openStore,
  Stopped,
  StoreError,
} from '../../src/service/index.ts'
import { bundle, delay, finish, journey, moment, send } from '../helpers.ts'
import { planText } from '../versions/succession.ts'
import { newDataFile } from './files.ts'
import { until } from './until.ts'

const START = moment('2026-03-02 10:00')
const DAY = 86_400_000

const version = (step: string, days: number, message: string, moved: Moved[] = []): Bundle =>
  bundle(
    {
      j: journey({
        nodes: { [step]: delay(`P${days}D`, 's'), s: send(message, 'f'), f: finish() },
      }),
    },
    { moved },
  )
const v1 = version('d', 7, 'hello')
const v2 = version('d', 3, 'nudge')
const renamed = version('e', 3, 'nudge')
const answered = version('e', 3, 'nudge', [{ journey: 'j', from: 'd', to: { node: 'e' } }])

/** A file in which so many contacts stand at `d` of the first version. */
async function dataOf(contacts: number): Promise<string> {
  const data = newDataFile()
  const engine = await createEngine({ data, bundle: v1, clock: { now: () => START } })
  const ids = Array.from({ length: contacts }, (_, index) => `c${index}`)
  await engine.post(ids.map((contact) => ({ kind: 'contact', contact, attributes: { email: 'a@b.c' } })))
  await engine.post(ids.map((contact) => ({ kind: 'event', event: 'signed_up', contact, at: START })))
  await engine.stop()
  return data
}

async function open(data: string, source: Bundle, at = START + 4 * DAY) {
  const clock = { at, now: () => clock.at }
  const engine = await createEngine({ data, bundle: source, clock })
  onTestFinished(() => engine.stop())
  return { engine, clock }
}

const versionsIn = (data: string) => {
  const reader = openReader(data)
  const versions = reader.versions().map(({ hash, live }) => [hash, live])
  reader.close()
  return versions
}
const hashOf = (source: Bundle) => source.journeys.j!.hash

test('an engine with a new graph keeps the versions that runs are on, however often it is opened', async () => {
  const data = await dataOf(1)
  for (const source of [v2, renamed, v2]) await (await open(data, source)).engine.stop()
  const { engine, clock } = await open(data, v2)
  clock.at = START + 8 * DAY
  await until(() => engine.dueLanes(clock.at).length > 0)
  const due = engine.dueLanes(clock.at).flatMap((lane) => engine.due(lane, clock.at, 10))
  expect(due.map(({ command }) => command)).toMatchObject([{ kind: 'send', message: 'hello' }])
})

test('a migration says what it would do, does it once, and what is due at once happens', async () => {
  const { engine, clock } = await open(await dataOf(3), v2)
  const dry = await engine.migrate({ dryRun: true })
  expect([planText(dry.plan), dry.outcome]).toEqual([['d stays 3, at once 3'], 'planned'])
  expect(await engine.migrate({ dryRun: false })).toEqual({ plan: dry.plan, outcome: 'done' })
  await until(() => engine.dueLanes(clock.at).length > 0)
  const due = engine.dueLanes(clock.at).flatMap((lane) => engine.due(lane, clock.at, 10))
  expect(due.map(({ command }) => command)).toMatchObject(Array(3).fill({ kind: 'send', message: 'nudge' }))
  expect((await engine.migrate({ dryRun: false })).plan.steps).toEqual([])
})

test('a step without an answer keeps everybody where they are', async () => {
  const data = await dataOf(2)
  const { engine } = await open(data, renamed)
  const { plan, outcome } = await engine.migrate({ dryRun: false })
  expect([planText(plan), outcome]).toEqual([['d unanswered 2'], 'refused'])
  expect(engine.reader.versions()).toMatchObject([{ hash: hashOf(v1), live: 2 }])
  await engine.stop()
  const later = await open(data, answered)
  expect(await later.engine.migrate({ dryRun: false })).toMatchObject({ outcome: 'done' })
  expect(later.engine.reader.contact('c0')?.runs).toMatchObject([{ node: 'e', hash: hashOf(answered) }])
})

test('a file is migrated without a server, with the graph that is put in place at the same time', async () => {
  const data = await dataOf(1200)
  const now = START + DAY
  const refused = await migrateFile({ data, bundle: renamed, now, dryRun: false })
  expect(refused).toMatchObject({ outcome: 'refused', plan: { totals: { unanswered: 1200 } } })
  const reader = openReader(data)
  expect(reader.deployments()).toHaveLength(1)
  reader.close()
  expect(await migrateFile({ data, bundle: answered, now, dryRun: false })).toMatchObject({ outcome: 'done' })
  expect(versionsIn(data)).toEqual([[hashOf(answered), 1200]])
  expect(await migrateFile({ data, now, dryRun: false })).toMatchObject({
    outcome: 'done',
    plan: { steps: [] },
  })
})

test('a dry run works beside a server, and changes nothing', async () => {
  const data = await dataOf(1)
  const { engine } = await open(data, v1)
  const now = START + 4 * DAY
  const { plan, outcome } = await migrateFile({ data, bundle: v2, now, dryRun: true })
  expect([planText(plan), outcome]).toEqual([['d stays, at once 1'], 'planned'])
  await expect(migrateFile({ data, bundle: v2, now, dryRun: false })).rejects.toThrow(StoreError)
  expect(engine.reader.deployments()).toHaveLength(1)
})

/** How often the event loop comes round while something is under way. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ turns: number; value: T }> {
  let turns = 0
  let isDone = false
  const count = () => {
    turns++
    if (!isDone) setImmediate(count)
  }
  count()
  const value = await work.finally(() => {
    isDone = true
  })
  return { turns, value }
}

test('a dry run holds nothing up, and tells what is so at one moment', async () => {
  const { engine } = await open(await dataOf(2000), v2, START + DAY)
  const dry = turnsDuring(engine.migrate({ dryRun: true }))
  await new Promise((done) => setImmediate(done))
  const exit = { kind: 'event', event: 'signed_up', contact: 'new', at: START } as const
  expect((await engine.post([exit]))[0]?.kind).toBe('taken')
  const { turns, value } = await dry
  expect(turns).toBeGreaterThan(5)
  expect(value.plan.totals.stays).toBe(2000)
})

test('while a migration writes, all is read as it was before; what is posted waits, and nothing is sent', async () => {
  const { engine, clock } = await open(await dataOf(2000), v2)
  const migration = turnsDuring(engine.migrate({ dryRun: false }))
  let isPosted = false
  const tag = { kind: 'tag', tag: 'vip', contact: 'c1', at: clock.at } as const
  const posted = engine.post([tag]).then(([receipt]) => {
    isPosted = true
    return receipt
  })
  await new Promise((done) => setImmediate(done))
  await new Promise((done) => setImmediate(done))
  expect(engine.reader.versions()).toMatchObject([{ hash: hashOf(v1), live: 2000 }])
  expect([engine.reader.contact('c1')?.runs[0]?.hash, isPosted]).toEqual([hashOf(v1), false])
  expect(engine.dueLanes(clock.at)).toEqual([])
  const { turns, value } = await migration
  expect(turns).toBeGreaterThan(5)
  expect(value.outcome).toBe('done')
  expect(engine.reader.versions()).toMatchObject([{ hash: hashOf(v2), live: 2000 }])
  // Entries go on behind those of the migration.
  expect(await posted).toMatchObject({ kind: 'taken', seq: 4000 + 2000 + 1 })
  expect(engine.reader.contact('c1')).toMatchObject({ tags: ['vip'], runs: [{ hash: hashOf(v2) }] })
})

test('migrations come one after the other', async () => {
  const { engine } = await open(await dataOf(300), v2)
  const all = await Promise.all([true, false, false, true].map((dryRun) => engine.migrate({ dryRun })))
  expect(all.map(({ outcome, plan }) => [outcome, plan.totals.stays])).toEqual([
    ['planned', 300],
    ['done', 300],
    ['done', 0],
    ['planned', 0],
  ])
})

test.each([true, false])(
  'an engine that stops ends a migration, and nobody was moved: dry run %s',
  async (dryRun) => {
    const data = await dataOf(2000)
    const { engine } = await open(data, v2)
    const migration = engine.migrate({ dryRun })
    const refused = expect(migration).rejects.toThrow(Stopped)
    await new Promise((done) => setImmediate(done))
    await engine.stop()
    await refused
    await expect(engine.migrate({ dryRun })).rejects.toThrow(Stopped)
    expect(versionsIn(data)).toEqual([[hashOf(v1), 2000]])
  },
)

test('when it can not all be written, nothing is', async () => {
  const data = openStore(await dataOf(2000))
  const { engine } = await (async () => {
    const clock = { now: () => START + DAY }
    const opened = await createEngine({ data, bundle: v2, clock })
    onTestFinished(() => opened.stop())
    return { engine: opened }
  })()
  data.limitSize(1)
  await expect(engine.migrate({ dryRun: false })).rejects.toThrow(StoreError)
  data.limitSize(2 ** 30)
  expect(engine.reader.versions()).toMatchObject([{ hash: hashOf(v1), live: 2000 }])
  expect(await engine.migrate({ dryRun: false })).toMatchObject({
    outcome: 'done',
    plan: { totals: { stays: 2000 } },
  })
  expect(engine.reader.versions()).toMatchObject([{ hash: hashOf(v2), live: 2000 }])
})

test('everybody is looked at again only when other things are listened to', async () => {
  const data = await dataOf(2)
  let at = START
  const looksIn = async (source: Bundle) => {
    const before = openReader(data)
    const { logEntries } = before.counts()
    before.close()
    at += DAY
    const { engine } = await open(data, source, at)
    // What comes after it is written after it.
    await engine.post([{ kind: 'tag', contact: 'other', tag: 'vip', at }])
    await engine.post([{ kind: 'untag', contact: 'other', tag: 'vip', at }])
    const { items } = engine.reader.log({ after: String(logEntries), limit: 100 })
    await engine.stop()
    return items.filter(({ input }) => input.kind === 'wake').length
  }
  expect(await looksIn(v2)).toBe(0)
  const listening = { ...v2, segments: { fond: { when: { has_tag: 'a' } } } }
  expect(await looksIn(listening)).toBe(2)
  expect(await looksIn(listening)).toBe(0)
})

test('a run whose version is not in the file is tried again after a pause, and does not spin', async () => {
  const data = await dataOf(1)
  const database = new DatabaseSync(data)
  database.exec('DELETE FROM deployments; DELETE FROM bundles')
  database.close()
  const told: string[] = []
  const clock = { now: () => START + 30 * DAY }
  const engine = await createEngine({ data, bundle: v2, clock, note: ({ message }) => told.push(message) })
  onTestFinished(() => engine.stop())
  await until(() => told.length > 0)
  expect(told.join()).toContain(hashOf(v1).slice(0, 12))
  expect(engine.reader.counts().nextDue).toBe(START + 30 * DAY + 3_600_000)
})
