/** New versions of journeys: who is on the way stays on theirs, also when the file is opened again, until they are migrated. */
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import type { Bundle } from '../../src/graph/format.ts'
import { createEngine, type Engine, migrateFile, openReader } from '../../src/service/index.ts'
import { bundle, delay, finish, journey, moment, send } from '../helpers.ts'
import { newDataFile } from './files.ts'
import { until } from './until.ts'

const START = moment('2026-03-02 10:00')
const DAY = 86_400_000

/** A journey that waits so long at a step, and then says something. */
const version = (days: number, { step = 'rest', message = 'hello', moved = {} } = {}): Bundle =>
  bundle({
    j: journey({
      nodes: { [step]: delay(`P${days}D`, 'say'), say: send(message, 'end'), end: finish() },
      ...(Object.keys(moved).length > 0 && { moved }),
    }),
  })

async function open(data: string, source: Bundle, at = START) {
  const clock = { at, now: () => clock.at }
  const engine = await createEngine({ data, bundle: source, clock })
  onTestFinished(() => engine.stop())
  return { engine, clock }
}

const enter = (contact: string) =>
  [
    { kind: 'contact', contact, attributes: { email: 'a@b.c' } },
    { kind: 'event', event: 'signed_up', contact, at: START },
  ] as const

const messages = (engine: Engine) =>
  engine.reader
    .deliveries({ limit: 100 })
    .items.map(({ contact, command }) => `${contact} ${command.kind === 'send' ? command.message : ''}`)
    .sort()
const standing = (engine: Engine, contact: string) => engine.reader.contact(contact)?.runs[0]

test('who is on the way stays on the version that they began under; who comes in is on the latest', async () => {
  const data = newDataFile()
  const first = await open(data, version(2))
  await first.engine.post(enter('old'))
  await first.engine.stop()

  const second = await open(data, version(9, { message: 'nudge' }))
  await second.engine.post(enter('new'))
  expect(second.engine.reader.versions().map(({ live }) => live)).toEqual([1, 1])
  await second.engine.stop()

  // A third version, under which nobody is: the first one is still needed.
  const { engine, clock } = await open(data, version(20, { message: 'nudge' }))
  expect(engine.reader.deployments()).toHaveLength(3)
  clock.at = START + 3 * DAY
  await until(() => messages(engine).length === 1)
  expect(messages(engine)).toEqual(['old hello'])
  clock.at = START + 10 * DAY
  await until(() => messages(engine).length === 2)
  expect(messages(engine)).toEqual(['new nudge', 'old hello'])
})

test('a bundle that was put in place before is one deployment', async () => {
  const data = newDataFile()
  for (let round = 0; round < 3; round++) {
    const { engine } = await open(data, version(2))
    await engine.stop()
  }
  const reader = openReader(data)
  expect(reader.deployments()).toHaveLength(1)
  reader.close()
})

test('of many graphs that were put in place, those are read that somebody looks at', async () => {
  const data = newDataFile()
  for (const days of [2, 9]) await (await open(data, version(days))).engine.stop()
  const db = new DatabaseSync(data)
  const [{ hash }] = db.prepare('SELECT hash FROM deployments ORDER BY no').all() as [{ hash: string }]
  db.prepare("UPDATE bundles SET bundle = 'not JSON' WHERE hash = ?").run(hash)
  db.close()
  const reader = openReader(data)
  const [latest, first] = reader.deployments()
  expect(first?.versions).toEqual({ j: version(2).journeys.j!.hash })
  expect(latest?.bundle).toEqual(version(9))
  expect(latest?.bundle).toBe(reader.deployments()[0]?.bundle)
  expect(latest?.sourceMap).toBeUndefined()
  expect(() => first?.bundle).toThrow('damaged')
  reader.close()
})

test('a migration is told first, and then done', async () => {
  const data = newDataFile()
  const first = await open(data, version(2))
  await first.engine.post(['a', 'b'].flatMap(enter))
  await first.engine.stop()
  const { engine } = await open(data, version(9))
  const before = engine.reader.counts()

  const planned = await engine.migrate({ dryRun: true })
  expect(planned).toMatchObject({ outcome: 'planned', plan: { totals: { stays: 2 } } })
  expect(engine.reader.counts()).toEqual(before)

  const done = await engine.migrate({ dryRun: false })
  expect(done).toEqual({ ...planned, outcome: 'done' })
  const { journeys } = version(9)
  expect(engine.reader.versions()).toEqual([{ journey: 'j', hash: journeys.j!.hash, runs: 2, live: 2 }])
  expect(standing(engine, 'a')?.hold).toMatchObject({ kind: 'delay', due: START + 9 * DAY })
  expect(engine.reader.counts().nextDue).toBe(START + 9 * DAY)
  expect(await engine.migrate({ dryRun: false })).toMatchObject({ outcome: 'done', plan: { steps: [] } })
})

test('a step that is gone refuses all of it, unless it is said where it went', async () => {
  const data = newDataFile()
  const first = await open(data, version(2))
  await first.engine.post(['a', 'b'].flatMap(enter))
  await first.engine.stop()
  const { engine } = await open(data, version(2, { step: 'pause' }))
  expect(await engine.migrate({ dryRun: false })).toMatchObject({
    outcome: 'refused',
    plan: { totals: { unanswered: 2 }, steps: [{ node: 'rest', runs: 2 }] },
  })
  expect([standing(engine, 'a')?.node, standing(engine, 'b')?.node]).toEqual(['rest', 'rest'])
})

test('a file that no server has: the graph is put in place with the migration, or neither is', async () => {
  const data = newDataFile()
  const first = await open(data, version(2))
  await first.engine.post(enter('a'))
  const request = { data, bundle: version(9), now: START, dryRun: false }
  expect(await migrateFile({ ...request, dryRun: true })).toMatchObject({ outcome: 'planned' })
  await expect(migrateFile(request)).rejects.toMatchObject({ kind: 'in_use' })
  await first.engine.stop()

  const gone = await migrateFile({ ...request, bundle: version(2, { step: 'pause' }) })
  expect(gone.outcome).toBe('refused')
  expect(openReader(data).deployments()).toHaveLength(1)
  expect((await migrateFile(request)).outcome).toBe('done')
  const reader = openReader(data)
  expect(reader.deployments()).toHaveLength(2)
  expect(reader.contact('a')?.runs[0]?.hash).toBe(version(9).journeys.j!.hash)
  reader.close()
})

test('when time comes to mean something else, every contact is looked at, also if the server stops in between', async () => {
  const data = newDataFile()
  const first = await open(data, version(2))
  const names = Array.from({ length: 40 }, (_, index) => `c${index}`)
  await first.engine.post(names.flatMap(enter))
  await first.engine.stop()
  const yearly = bundle({
    ...version(2).journeys,
    weekly: journey({
      starts: [{ id: 's', on: { every: { unit: 'week', weekday: 1 }, time: '12:00' } }],
      nodes: { end: finish() },
    }),
  })
  const second = await open(data, yearly)
  await second.engine.stop()
  const { engine } = await open(data, yearly)
  const planned = () => names.filter((name) => engine.reader.contact(name)?.wake === START + DAY / 12)
  await until(() => planned().length === names.length)
  const entries = engine.reader.counts().logEntries
  await engine.stop()
  // Once is enough.
  const again = await open(data, yearly)
  await again.engine.post(enter('new'))
  expect(again.engine.reader.counts().logEntries).toBe(entries + 2)
})
