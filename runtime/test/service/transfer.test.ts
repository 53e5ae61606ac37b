/** All data out of a file and into another, and copies of a file. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { newContact } from '../../src/core/state.ts'
import { looksAtAll } from '../../src/service/engine/jobs/look-at-all.ts'
import {
  type Attempt,
  backupData,
  createEngine,
  type Engine,
  exportData,
  type ImportError,
  importData,
} from '../../src/service/index.ts'
import { openStore } from '../../src/service/store/open.ts'
import { bundle, call, delay, finish, journey, moment, send, waitFor } from '../helpers.ts'
import { newDataFile } from './files.ts'

const START = moment('2026-03-02 10:00')
const source = bundle({
  welcome: journey({
    starts: [{ id: 's', on: { event: 'signed_up' }, key: { coalesce: [{ var: ['contact', 'name'] }, 'k'] } }],
    goals: { bought: { event: 'purchased', within: 'P30D' } },
    holdout: 2000,
    nodes: {
      hello: send('hello', 'coupon'),
      coupon: call('wait'),
      wait: waitFor('purchased', 'P7D', 'end', 'rest'),
      rest: delay('P1D', 'end'),
      end: finish('done'),
    },
  }),
})

async function openEngine(data: string) {
  const clock = { at: START, now: () => clock.at }
  const engine = await createEngine({
    data,
    bundle: source,
    sourceMap: { version: 1, files: [], journeys: {} },
    clock,
  })
  onTestFinished(() => engine.stop())
  return { engine, clock }
}

/** Some stay for later, some fail, most go well. */
function attempt(kind: string, index: number): Attempt {
  if (index % 4 === 0) return { kind: 'again', at: START + 60_000, reason: 'busy' }
  if (index % 4 === 1) return { kind: 'dead', reason: 'no "mailbox"' }
  return { kind: 'done', outcome: kind === 'call' ? { ok: true, values: { code: 'x' } } : { ok: true } }
}

/** Contacts in all situations: waiting for a provider, for an answer, for an event; finished; held out; with a name from hell. */
async function fill(engine: Engine): Promise<void> {
  const names = Array.from({ length: 40 }, (_, index) => `c${index}`).concat('"\\\n', '__proto__', 'سارا', '')
  await engine.post(
    names.flatMap((contact) => [
      { kind: 'contact', contact, attributes: { email: 'a@b.c', name: contact } },
      { kind: 'event', event: 'signed_up', contact, id: 'one', at: START },
    ]),
  )
  for (let round = 0; round < 2; round++) {
    const due = engine.dueLanes(START).flatMap((lane) => engine.due(lane, START, 1000))
    await Promise.all(due.map(({ key, command }, index) => engine.settle(key, attempt(command.kind, index))))
  }
  await engine.post([{ kind: 'event', event: 'purchased', contact: 'c2', id: 'two', at: START }])
}

function exported(data: string): string {
  let text = ''
  exportData(data, (part) => {
    text += part
  })
  return text
}

const bytes = (text: string) => [Buffer.from(text)]
/** The bytes in parts that end anywhere, also within a character. */
function inParts(text: string): Uint8Array[] {
  const all = Buffer.from(text)
  return Array.from({ length: Math.ceil(all.length / 7) }, (_, index) =>
    all.subarray(index * 7, index * 7 + 7),
  )
}

/** What a data file holds, table by table, but for what only says where rows stand. */
function rowsOf(data: string): unknown {
  const db = new DatabaseSync(data, { readOnly: true })
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  const some = (name: unknown) => (name === 'statistics' ? 'WHERE count <> 0' : '')
  const rows = tables.map(({ name }) => [name, db.prepare(`SELECT * FROM ${name} ${some(name)}`).all()])
  db.close()
  return rows
}

test('an import of an export is the same file, row by row, and its export the same bytes', async () => {
  const data = newDataFile()
  const { engine } = await openEngine(data)
  await fill(engine)
  const text = exported(data)
  const copy = newDataFile()
  expect(importData(copy, inParts(text))).toBe(text.split('\n').length - 1)
  expect(exported(copy)).toBe(text)
  await engine.stop()
  expect(rowsOf(copy)).toEqual(rowsOf(data))
})

test('an import reads parts that share their memory', async () => {
  const data = newDataFile()
  const { engine } = await openEngine(data)
  await fill(engine)
  const text = exported(data)
  const chunk = Buffer.alloc(1000)
  function* parts() {
    const all = Buffer.from(text)
    for (let from = 0; from < all.length; from += chunk.length)
      yield chunk.subarray(0, all.copy(chunk, 0, from))
  }
  const copy = newDataFile()
  importData(copy, parts())
  expect(exported(copy)).toBe(text)
})

test('counts that went back to nothing are not exported', async () => {
  const data = newDataFile()
  const { engine } = await openEngine(data)
  await fill(engine)
  await engine.stop()
  const store = openStore(data)
  const count = { journey: 'welcome', node: 'end', counter: 'waiting', name: '' } as const
  for (const by of [1, -1]) store.transact(() => store.counters.tally({ ...count, count: by }))
  store.close()
  const counts = exported(data).match(/"type":"count".*/g) ?? []
  expect(counts.length).toBeGreaterThan(0)
  expect(counts.filter((line) => line.includes('"count":0'))).toEqual([])
  const db = new DatabaseSync(data)
  expect(db.prepare('SELECT count(*) AS n FROM statistics WHERE count = 0').get()?.n).toBeGreaterThan(0)
  db.close()
})

test('a server goes on with an import where the other one stopped', async () => {
  const data = newDataFile()
  const first = await openEngine(data)
  await fill(first.engine)
  const copy = newDataFile()
  importData(copy, bytes(exported(data)))
  const { engine } = await openEngine(copy)
  const keys = (one: Engine) =>
    one.dueLanes(START).flatMap((lane) => one.due(lane, START, 1000).map(({ key }) => key))
  expect(keys(engine)).toEqual(keys(first.engine))
  const again = { kind: 'event', event: 'signed_up', contact: 'c1', id: 'one', at: START } as const
  expect(await engine.post([again])).toEqual([{ kind: 'unchanged' }])
  expect(await engine.post([{ ...again, event: 'purchased' }])).toMatchObject([
    { kind: 'refused', problems: [{ name: 'id_taken' }] },
  ])
  const { seq } = first.engine.reader.log({ limit: 1e6 }).items.at(-1)!
  const [receipt] = await engine.post([{ ...again, id: 'three' }])
  expect(receipt).toMatchObject({ kind: 'taken', seq: seq + 1 })
})

test('a look at all contacts that was begun goes on after an import where it was', async () => {
  const data = newDataFile()
  const { engine } = await openEngine(data)
  // What is refused leaves a gap between the numbers of contacts.
  for (const contact of ['x', 'y', 'z'])
    await engine.post([{ kind: 'event', event: 'nonsense', contact, at: START }])
  await engine.post(['a', 'b', 'c'].map((contact) => ({ kind: 'contact', contact, attributes: {} })))
  await engine.stop()
  const store = openStore(data)
  store.transact(() => store.notes.set('looked at all until', 'a'))
  store.close()
  const copy = newDataFile()
  importData(copy, bytes(exported(data)))
  const next = openStore(copy)
  onTestFinished(() => next.close())
  expect(looksAtAll(next).next(START, 10)?.work).toMatchObject([
    { input: { kind: 'wake', contact: 'b' } },
    { input: { kind: 'wake', contact: 'c' } },
    { kind: 'note' },
  ])
})

const HEAD = '{"type":"journey_data","version":1}'
const CONTACT = JSON.stringify({ type: 'contact', state: newContact('a') })
test.each<[what: string, lines: string[], line: number, message: string]>([
  ['nothing', [], 1, 'cut off'],
  ['another file', ['{"type":"event"}'], 1, 'This is not an export of "journey export".'],
  ['another version', ['{"type":"journey_data","version":2}'], 1, 'version 2'],
  [
    'a line that is not JSON',
    [HEAD, '{"type"', '{"type":"end","lines":2}'],
    2,
    'A line is a JSON object, in UTF-8.',
  ],
  ['a list', [HEAD, '[]', '{"type":"end","lines":2}'], 2, 'A line is a JSON object'],
  [
    'another type',
    [HEAD, '{"type":"contcat"}', '{"type":"end","lines":2}'],
    2,
    'There is no type "contcat".',
  ],
  [
    'a field that is missing',
    [HEAD, '{"type":"contact"}', '{"type":"end","lines":2}'],
    2,
    '"state" must be an object.',
  ],
  ['a contact that comes twice', [HEAD, CONTACT, CONTACT, '{"type":"end","lines":3}'], 3, 'the contact "a"'],
  [
    'an entry of nobody',
    [
      HEAD,
      '{"type":"entry","seq":1,"contact":"b","at":1,"input":{},"records":[]}',
      '{"type":"end","lines":2}',
    ],
    2,
    'the contact "b"',
  ],
  ['an end that is missing', [HEAD, CONTACT], 3, 'cut off'],
  ['lines that are missing', [HEAD, CONTACT, '{"type":"end","lines":5}'], 3, 'There should be 5 lines'],
  ['lines after the end', [HEAD, '{"type":"end","lines":1}', CONTACT], 3, 'Nothing may follow'],
])('an import of %s is refused whole', (_, lines, line, message) => {
  const copy = newDataFile()
  const problems = (() => {
    try {
      importData(copy, bytes(lines.map((one) => `${one}\n`).join('')))
      return []
    } catch (error) {
      return (error as ImportError).problems
    }
  })()
  expect(problems[0]?.line).toBe(line)
  expect(problems[0]?.message).toContain(message)
  // There is none that could be taken for the data.
  expect(existsSync(copy)).toBe(false)
  expect(importData(copy, bytes(`${HEAD}\n${CONTACT}\n{"type":"end","lines":2}\n`))).toBe(3)
})

test('a contact whose line is missing is told once', () => {
  const entry = (seq: number, contact: string) =>
    JSON.stringify({ type: 'entry', seq, contact, at: 1, input: { kind: 'wake' }, records: [] })
  const lines = [HEAD, entry(1, 'a'), entry(2, 'a'), entry(3, 'b'), entry(4, 'a')]
  const text = [...lines, '{"type":"end","lines":5}'].map((one) => `${one}\n`).join('')
  const told = (error: unknown) => (error as ImportError).problems.map(({ line }) => line)
  expect(() => importData(newDataFile(), bytes(text))).toThrow(
    expect.toSatisfy((error) => told(error).join() === '2,4'),
  )
})

test('an import into a file with data is refused', async () => {
  const data = newDataFile()
  const { engine } = await openEngine(data)
  await engine.stop()
  expect(() => importData(data, bytes(`${HEAD}\n`))).toThrow('has data already')
})

test('a backup is made while a server works, and is a data file like any other', async () => {
  const data = newDataFile()
  const { engine } = await openEngine(data)
  await fill(engine)
  const copy = newDataFile()
  backupData(data, copy)
  const before = exported(data)
  expect(exported(copy)).toBe(before)
  await engine.post([{ kind: 'contact', contact: 'new', attributes: {} }])
  backupData(data, copy)
  expect(exported(copy)).not.toBe(before)
  expect(existsSync(`${copy}.part`)).toBe(false)
  const { engine: other } = await openEngine(copy)
  expect(other.reader.contact('new')?.id).toBe('new')
})

test('a backup replaces no file of another kind, nor the data themselves', async () => {
  const data = newDataFile()
  const { engine } = await openEngine(data)
  const other = newDataFile()
  writeFileSync(other, 'my thesis')
  expect(() => backupData(data, other)).toThrow('is no data file of Journey')
  expect(readFileSync(other, 'utf8')).toBe('my thesis')
  expect(() => backupData(data, data)).toThrow('is the data file itself')
  expect(() => backupData(`${data}x`, other)).toThrow()
  expect(engine.reader.counts().contacts).toBe(0)
})

test('a backup over an older one has nothing of what was not yet in its file', async () => {
  const data = newDataFile()
  const { engine } = await openEngine(data)
  await fill(engine)
  const copy = newDataFile()
  backupData(data, copy)
  // A copy that was worked on, by a program that was killed.
  const db = new DatabaseSync(copy)
  db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; DELETE FROM log')
  const wal = readFileSync(`${copy}-wal`)
  db.close()
  writeFileSync(`${copy}-wal`, wal)
  backupData(data, copy)
  expect(existsSync(`${copy}-wal`)).toBe(false)
  expect(exported(copy)).toBe(exported(data))
})

test('a backup does not take the place of data that a server works on', async () => {
  const one = newDataFile()
  const two = newDataFile()
  await openEngine(one)
  await openEngine(two)
  expect(() => backupData(one, two)).toThrow('in use by another server')
})

test.skipIf(process.platform === 'win32')('only their owner can read data and their copies', async () => {
  const data = newDataFile()
  const { engine } = await openEngine(data)
  await fill(engine)
  const copy = newDataFile()
  backupData(data, copy)
  const modes = [data, `${data}-wal`, `${data}-shm`, `${data}-lock`, copy].map(
    (path) => [path, (statSync(path).mode & 0o777).toString(8)] as const,
  )
  expect(modes.filter(([, mode]) => mode !== '600')).toEqual([])
})
