/** Trouble with the file: each kind is told in words, nothing is half-written, and what passes passes. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import {
  backupData,
  createEngine,
  exportData,
  openReader,
  openStore,
  type Store,
  StoreError,
} from '../../src/service/index.ts'
import { storeError } from '../../src/service/store/errors.ts'
import { bundle, delay, finish, journey, moment } from '../helpers.ts'
import { newDataFile } from './files.ts'
import { until } from './until.ts'

const START = moment('2026-03-02 10:00')
const source = bundle({ welcome: journey({ nodes: { end: finish() } }) })
const known = (contact: string) => ({ kind: 'contact', contact, attributes: { name: contact } }) as const

async function filled(): Promise<string> {
  const data = newDataFile()
  const engine = await createEngine({ data, bundle: source })
  await engine.post(Array.from({ length: 300 }, (_, index) => known(`c${index}`)))
  await engine.stop()
  return data
}

function kindOf(open: () => unknown): string {
  try {
    open()
    return 'none'
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    expect(error.message).toContain(error.path)
    return error.kind
  }
}

const change = (data: string, sql: string) => {
  const db = new DatabaseSync(data)
  db.exec(sql)
  db.close()
}

test.each<[what: string, make: (data: string) => void, kind: string]>([
  ['text', (data) => writeFileSync(data, 'contact,name\n'), 'foreign'],
  ['the database of another program', (data) => change(data, 'CREATE TABLE t (x)'), 'foreign'],
])('a file that is %s is left as it is', (_, make, kind) => {
  const data = newDataFile()
  make(data)
  const before = readFileSync(data)
  expect(kindOf(() => openStore(data))).toBe(kind)
  expect(kindOf(() => openReader(data))).toBe(kind)
  expect(readFileSync(data)).toEqual(before)
})

test('a file of a newer version is left as it is', async () => {
  const data = await filled()
  change(data, 'PRAGMA user_version = 1000')
  expect(kindOf(() => openStore(data))).toBe('newer')
  expect(kindOf(() => openReader(data))).toBe('newer')
})

test('a file of an older version is read when a server has brought it up to date; a backup of it can be made before', async () => {
  const data = await filled()
  change(data, 'ALTER TABLE bundles DROP COLUMN versions; DROP INDEX deliveries_no_message')
  change(data, "UPDATE bundles SET bundle = substr(bundle, instr(bundle, ' ') + 1)")
  change(data, 'PRAGMA user_version = 3')
  expect(kindOf(() => openReader(data))).toBe('older')
  const copy = newDataFile()
  backupData(data, copy)
  backupData(data, copy)
  for (const path of [data, copy]) {
    openStore(path).close()
    const reader = openReader(path)
    const { journeys } = source
    expect(reader.deployments()[0]?.versions).toEqual({ welcome: journeys.welcome!.hash })
    reader.close()
  }
})

test('a damaged file is told at once', async () => {
  const data = await filled()
  const bytes = readFileSync(data)
  bytes.fill(0xaa, 3 * 8192, 6 * 8192)
  writeFileSync(data, bytes)
  expect(kindOf(() => openStore(data))).toBe('corrupt')
  expect(kindOf(() => openReader(data))).toBe('corrupt')
})

test('a large file that was closed is opened at once, and its damage told when somebody comes upon it; else it is looked through', async () => {
  const [data, copy, left] = [newDataFile(), newDataFile(), newDataFile()]
  copyFileSync(await filled(), data)
  // A row that is larger than a file that is always looked through.
  change(data, `CREATE TABLE filler (x); INSERT INTO filler VALUES (zeroblob(${65 * 2 ** 20}))`)
  copyFileSync(data, copy)
  // The server of this one is ended before it closes it.
  const store = openStore(data)
  store.transact(() => store.notes.set('written', 1))
  for (const end of ['', '-wal']) copyFileSync(`${data}${end}`, `${left}${end}`)
  store.close()
  for (const path of [copy, left]) {
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(3 * 8192, 0xaa), 0, 3 * 8192, 3 * 8192)
    closeSync(file)
  }
  const link = newDataFile()
  symlinkSync(left, link)
  expect(kindOf(() => openStore(link))).toBe('corrupt')
  expect(kindOf(() => openStore(left))).toBe('corrupt')
  openStore(copy).close()
  const reader = openReader(copy)
  onTestFinished(() => reader.close())
  expect(kindOf(() => reader.logOf('c1', { limit: 1 }))).toBe('corrupt')
  await expect(createEngine({ data: copy, bundle: source })).rejects.toMatchObject({ kind: 'corrupt' })
  expect(kindOf(() => backupData(copy, newDataFile()))).toBe('corrupt')
})

test('a text that was changed, and still is JSON, is told when it is read, and never taken for what was written', async () => {
  const data = await filled()
  const bytes = readFileSync(data)
  for (let at = bytes.indexOf('"name":"c123"'); at >= 0; at = bytes.indexOf('"name":"c123"'))
    bytes.write('4', at + 11)
  writeFileSync(data, bytes)
  const reader = openReader(data)
  expect(kindOf(() => reader.contact('c123'))).toBe('corrupt')
  expect(kindOf(() => reader.logOf('c123', { limit: 1 }))).toBe('corrupt')
  expect(reader.contact('c124')?.attributes).toEqual({ name: 'c124' })
  reader.close()
  expect(kindOf(() => exportData(data, () => {}))).toBe('corrupt')
})

test('who may not write to the folder is told that it takes that to read, too', () => {
  const data = newDataFile()
  openStore(data).close()
  chmodSync(data, 0o644)
  chmodSync(dirname(data), 0o555)
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const open = new URL('../../src/service/store/open.ts', import.meta.url).href
  const script = `import { openReader } from ${JSON.stringify(open)}
    try { openReader(${JSON.stringify(data)}).close() } catch (error) { console.log(error.kind) }`
  const words = ['--input-type=module', '-e', script]
  const { stdout } = spawnSync(process.execPath, words, { ...nobody, encoding: 'utf8' })
  chmodSync(dirname(data), 0o755)
  expect(stdout.trim()).toBe('no_reader')
})

test('what belongs to a data file is none itself', () => {
  const data = newDataFile()
  const store = openStore(data)
  for (const end of ['-lock', '-wal', '-shm']) expect(kindOf(() => openStore(data + end))).toBe('foreign')
  store.close()
  expect(readdirSync(dirname(data))).toEqual(['shop.db', 'shop.db-lock'])
})

test('a file that is not there can not be read, and is made for writing', () => {
  const data = newDataFile()
  expect(kindOf(() => openReader(data))).toBe('missing')
  writeFileSync(data, '')
  expect(kindOf(() => openReader(data))).toBe('empty')
  openStore(data).close()
  expect(openReader(data).counts()).toMatchObject({ contacts: 0, logEntries: 0 })
})

test('a folder that is not there', () => {
  expect(kindOf(() => openStore('/nowhere/at/all/shop.db'))).toBe('no_folder')
  expect(kindOf(() => openStore(tmpdir()))).toBe('folder')
})

// Whoever runs tests as root may write to anything, so this is the answer of SQLite alone.
test.each([
  [8, 'read_only'],
  [1544, 'read_only'],
  [10, 'io'],
  [13, 'full'],
  [5, 'busy'],
  [267, 'corrupt'],
  [26, 'foreign'],
])('the code %i of SQLite is told as %s', (errcode, kind) => {
  const told = storeError(Object.assign(new Error('x'), { errcode }), 'shop.db')
  expect(told).toMatchObject({ kind, path: 'shop.db' })
})

test('only one server may have a file; readers may look', async () => {
  const data = await filled()
  const engine = await createEngine({ data, bundle: source })
  expect(kindOf(() => openStore(data))).toBe('in_use')
  const reader = openReader(data)
  await engine.post([known('new')])
  expect(reader.contact('new')?.attributes).toEqual({ name: 'new' })
  reader.close()
  await engine.stop()
  openStore(data).close()
})

test('a file is one file, by whatever links it is reached, also before it is there', () => {
  const data = newDataFile()
  const folder = dirname(data)
  symlinkSync('shop.db', join(folder, 'link.db'))
  symlinkSync('link.db', join(folder, 'link of link.db'))
  symlinkSync(folder, join(folder, 'folder'))
  for (const first of ['link of link.db', 'shop.db']) {
    const store = openStore(join(folder, first))
    for (const second of ['link.db', 'folder/shop.db', 'folder/link.db', 'shop.db'])
      expect(kindOf(() => openStore(join(folder, second)))).toBe('in_use')
    store.close()
  }
  symlinkSync('circle.db', join(folder, 'circle.db'))
  expect(kindOf(() => openStore(join(folder, 'circle.db')))).toBe('io')
})

/** A store that can't be written to while `full` says so, and takes what was written of a batch back. */
function troubled(data: string): { store: Store; disk: { isFull: boolean } } {
  const disk = { isFull: false }
  const store = openStore(data)
  const transact: Store['transact'] = (work) =>
    store.transact(() => {
      const result = work()
      if (disk.isFull) throw new StoreError('full', data)
      return result
    })
  return { store: { ...store, transact }, disk }
}

test('on a full disk posts are rejected whole, and work goes on by itself when there is room', async () => {
  const { store, disk } = troubled(newDataFile())
  const clock = { at: START, now: () => clock.at }
  const told: string[] = []
  const engine = await createEngine({
    data: store,
    bundle: source,
    clock,
    note: ({ kind }) => told.push(kind),
  })
  onTestFinished(() => engine.stop())
  await engine.post([known('before')])
  disk.isFull = true
  const posts = [engine.post([known('a'), known('b')]), engine.post([known('c')])]
  for (const post of posts) await expect(post).rejects.toMatchObject({ kind: 'full' })
  expect(engine.health.trouble).toContain('the disk is full')
  expect(engine.reader.counts()).toMatchObject({ contacts: 1, logEntries: 1 })
  disk.isFull = false
  await until(() => engine.health.trouble === undefined)
  expect(told).toEqual(['trouble', 'recovered'])
  const [receipt] = await engine.post([known('a')])
  expect(receipt).toMatchObject({ kind: 'taken', seq: 2 })
})

test('a file that can really not grow', async () => {
  const data = newDataFile()
  const store = openStore(data)
  const engine = await createEngine({ data: store, bundle: source })
  onTestFinished(() => engine.stop())
  await engine.post([known('before')])
  store.limitSize(statSync(data).size + 100_000)
  const many = Array.from({ length: 5000 }, (_, index) => known(`c${index}`))
  await expect(engine.post(many)).rejects.toMatchObject({ kind: 'full' })
  const { contacts, logEntries } = engine.reader.counts()
  expect(contacts).toBe(logEntries)
  store.limitSize(1e9)
  const receipts = await engine.post(many.map((input) => ({ ...input, id: 'again' })))
  expect(receipts.every(({ kind }) => kind === 'taken')).toBe(true)
  expect(engine.health.trouble).toBeUndefined()
})

/** A file in which "bad" stands at a delay, and its state was changed. */
async function withDamagedContact(clock: { at: number; now(): number }) {
  const data = newDataFile()
  const waits = bundle({ w: journey({ nodes: { rest: delay('P1D', 'end'), end: finish() } }) })
  const before = await createEngine({ data, bundle: waits, clock })
  const signUp = { kind: 'event', event: 'signed_up', contact: 'bad', at: START } as const
  await before.post([{ ...known('bad'), at: START }, signUp])
  await before.stop()
  change(data, "UPDATE contacts SET state = replace(state, 'bad', 'sad') WHERE id = 'bad'")
  const told: string[] = []
  const engine = await createEngine({ data, bundle: waits, clock, note: ({ kind }) => told.push(kind) })
  onTestFinished(() => engine.stop())
  return { engine, told }
}

test('a damaged contact that is due is left alone for an hour, and nothing else is', async () => {
  const clock = { at: START, now: () => clock.at }
  const { engine, told } = await withDamagedContact(clock)
  clock.at += 2 * 24 * 60 * 60_000
  await until(() => engine.reader.counts().nextDue === clock.at + 60 * 60_000)
  expect(told).toEqual(['clock_set', 'set_aside'])
  const receipts = await engine.post([{ ...known('good'), at: clock.at }])
  expect(receipts[0]?.kind).toBe('taken')
  expect(engine.health.trouble).toBeUndefined()
})

test('an input about a damaged contact is refused, and others of its batch are not', async () => {
  const clock = { at: START, now: () => clock.at }
  const { engine } = await withDamagedContact(clock)
  const receipts = await engine.post(['good', 'bad', 'other'].map((id) => ({ ...known(id), at: START })))
  expect(receipts.map(({ kind }) => kind)).toEqual(['taken', 'refused', 'taken'])
  expect(receipts[1]).toMatchObject({ problems: [{ code: 'R3006' }] })
  expect(engine.health.trouble).toBeUndefined()
})
