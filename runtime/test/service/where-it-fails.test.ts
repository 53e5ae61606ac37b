/**
 * A fault at one contact, by what is done and where it fails: each time others go on, nothing spins, what nobody else tells
 * again is kept, and when the fault is mended everything comes to where it should.
 */
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Input } from '../../src/core/inputs.ts'
import { unwrap } from '../../src/index.ts'
import type { Renderer } from '../../src/render/renderer.ts'
import { createEngine, type Engine, openStore, type Store } from '../../src/service/index.ts'
import { bundle, delay, finish, journey, moment, send } from '../helpers.ts'
import { newDataFile } from './files.ts'
import { until } from './until.ts'

/** Where it fails now: at everything about the contact "bad". */
type Place = 'nowhere' | 'apply' | 'texts' | 'row' | 'entry' | 'standing'
const fault = vi.hoisted(() => ({ place: 'nowhere' }))
const failAt = (place: Place, contact: string) => {
  if (fault.place === place && contact === 'bad') throw new Error(`it fails at: ${place}`)
}

vi.mock('../../src/core/apply.ts', async (original) => {
  const real = await original<typeof import('../../src/core/apply.ts')>()
  return {
    apply(...args: Parameters<typeof real.apply>) {
      failAt('apply', args[2].contact)
      return real.apply(...args)
    },
  }
})
vi.mock('../../src/render/renderer.ts', async (original) => {
  const real = await original<typeof import('../../src/render/renderer.ts')>()
  return {
    ...real,
    async createRenderer(...args: Parameters<typeof real.createRenderer>) {
      const { render } = unwrap(await real.createRenderer(...args))
      const value: Renderer = {
        render(...asked) {
          failAt('texts', String(asked[0].attributes.name))
          return render(...asked)
        },
      }
      return { ok: true, value }
    },
  }
})

/** A store that fails where it is to. */
function faulty(store: Store): Store {
  const numbers = new Map<number, string>()
  const nameOf = (no: number) => numbers.get(no) ?? store.contacts.byNo(no)?.state.id ?? ''
  return {
    ...store,
    beside: () => faulty(store.beside()),
    contacts: {
      ...store.contacts,
      insert(contact) {
        failAt('row', contact.state.id)
        store.contacts.insert(contact)
      },
      update(contact, isDueNew) {
        failAt('row', contact.state.id)
        store.contacts.update(contact, isDueNew)
      },
    },
    log: {
      ...store.log,
      append(entry) {
        // A contact that is new has no row yet.
        const { contact } = JSON.parse(entry.input) as { contact: string }
        numbers.set(entry.contact, contact)
        failAt('entry', contact)
        store.log.append(entry)
      },
    },
    standing: {
      ...store.standing,
      add(no, run) {
        failAt('standing', nameOf(no))
        store.standing.add(no, run)
      },
    },
  }
}

const START = moment('2026-03-02 10:00')
const HOUR = 3_600_000
const graph = (days: number) =>
  bundle({
    j: journey({
      nodes: {
        hello: send('hello', 'also'),
        also: send('nudge', 'rest'),
        rest: delay(`P${days}D`, 'last'),
        last: send('nudge', 'end'),
        end: finish(),
      },
    }),
  })

async function open(data: string, source = graph(1)) {
  const clock = { at: START, now: () => clock.at }
  const told: string[] = []
  const store = faulty(openStore(data))
  const engine = await createEngine({
    data: store,
    bundle: source,
    clock,
    note: ({ kind }) => told.push(kind),
  })
  onTestFinished(() => engine.stop())
  let batches = 0
  engine.onBatch(() => batches++)
  /** Nothing is done over and over. */
  const rests = async () => {
    await new Promise((done) => setTimeout(done, 30))
    const before = batches
    await new Promise((done) => setTimeout(done, 60))
    expect(batches - before).toBeLessThanOrEqual(1)
    expect(engine.health.trouble).toBeUndefined()
  }
  return { engine, clock, told, rests }
}

const BOTH = ['good', 'bad', 'other']
const enter = (contact: string): Input[] => [
  { kind: 'contact', contact, attributes: { email: 'a@b.c', name: contact } },
  { kind: 'event', event: 'signed_up', contact, at: START },
]
const key = (contact: string, node: string) => `j/${contact}#1/${node}/1`
const settle = (engine: Engine, contact: string, node: string) =>
  engine.settle(key(contact, node), { kind: 'done', outcome: { ok: true } })
const nodeOf = (engine: Engine, contact: string) => engine.reader.contact(contact)?.runs[0]?.node
/** Everybody at the delay. */
async function atRest(engine: Engine) {
  await engine.post(BOTH.flatMap(enter))
  for (const contact of BOTH) for (const node of ['hello', 'also']) await settle(engine, contact, node)
  expect(BOTH.map((contact) => nodeOf(engine, contact))).toEqual(['rest', 'rest', 'rest'])
}

function fails(place: Place): void {
  fault.place = place
  onTestFinished(() => {
    fault.place = 'nowhere'
  })
}

describe('an input', () => {
  test.each<[place: Place, node: string | undefined]>([
    ['apply', undefined],
    ['row', undefined],
    ['entry', undefined],
    ['standing', undefined],
    // The message is a dead letter, and the run goes on to the next.
    ['texts', 'rest'],
  ])('that fails at: %s', async (place, node) => {
    const { engine, rests } = await open(newDataFile())
    await engine.post(BOTH.map((contact) => enter(contact)[0]!))
    fails(place)
    const receipts = await engine.post(BOTH.map((contact) => ({ ...enter(contact)[1]!, id: '1' })))
    const bad = node === undefined ? 'refused' : 'taken'
    expect(receipts.map(({ kind }) => kind)).toEqual(['taken', bad, 'taken'])
    await rests()
    expect(BOTH.map((contact) => nodeOf(engine, contact))).toEqual(['hello', node, 'hello'])
    if (node !== undefined) return
    fault.place = 'nowhere'
    const [again] = await engine.post([{ ...enter('bad')[1]!, id: '1' }])
    expect([again?.kind, nodeOf(engine, 'bad')]).toEqual(['taken', 'hello'])
  })
})

describe('a timer', () => {
  test.each<[place: Place, told: string[]]>([
    ['apply', ['clock_set', 'set_aside']],
    ['row', ['clock_set', 'set_aside']],
    ['entry', ['clock_set', 'set_aside']],
    ['texts', ['clock_set']],
  ])('that fails at: %s', async (place, events) => {
    const { engine, clock, told, rests } = await open(newDataFile())
    await atRest(engine)
    fails(place)
    clock.at += 24 * HOUR
    await until(() => nodeOf(engine, 'good') === 'last' && nodeOf(engine, 'other') === 'last')
    await rests()
    expect(told).toEqual(events)
    // With texts that can't be written the run goes on, and is over.
    expect(nodeOf(engine, 'bad')).toBe(place === 'texts' ? undefined : 'rest')
    fault.place = 'nowhere'
    clock.at += HOUR
    await until(() => nodeOf(engine, 'bad') !== 'rest')
    expect(engine.health.setAside).toBe(0)
  })
})

describe('what became of a message', () => {
  test.each<[place: Place, setAside: number, node: string]>([
    ['apply', 1, 'also'],
    ['row', 1, 'also'],
    ['entry', 1, 'also'],
    ['texts', 0, 'rest'],
  ])('and can not be told, by a fault at: %s', async (place, setAside, node) => {
    const data = newDataFile()
    const { engine, rests } = await open(data)
    await engine.post(BOTH.flatMap(enter))
    fails(place)
    await Promise.all(BOTH.map((contact) => settle(engine, contact, 'hello')))
    await rests()
    expect(engine.reader.delivery(key('bad', 'hello'))?.state).toBe('done')
    expect(BOTH.map((contact) => nodeOf(engine, contact))).toEqual([
      'also',
      setAside ? 'hello' : 'rest',
      'also',
    ])
    expect(engine.health.setAside).toBe(setAside)
    await engine.stop()

    // With the fault still there, it is kept once more.
    const second = await open(data)
    await second.rests()
    expect(second.engine.health.setAside).toBe(setAside)
    await second.engine.stop()

    fault.place = 'nowhere'
    const third = await open(data)
    await until(() => third.engine.health.setAside === 0)
    expect(nodeOf(third.engine, 'bad')).toBe(node)
  })
})

describe('a migration', () => {
  test.each<[place: Place]>([['apply'], ['row'], ['entry'], ['standing']])(
    'that fails at: %s, moves nobody',
    async (place) => {
      const data = newDataFile()
      const first = await open(data)
      await atRest(first.engine)
      await first.engine.stop()
      const { engine, rests } = await open(data, graph(9))
      fails(place)
      const migration = engine.migrate({ dryRun: false })
      if (place === 'apply') expect((await migration).outcome).toBe('refused')
      // Who stands where they stood needs no new note of it.
      else if (place === 'standing') expect((await migration).outcome).toBe('done')
      else await expect(migration).rejects.toThrow(`it fails at: ${place}`)
      await rests()
      expect(engine.reader.versions()).toHaveLength(1)
      const [receipt] = await engine.post([{ kind: 'tag', tag: 'vip', contact: 'good', at: START }])
      expect(receipt?.kind).toBe('taken')
      fault.place = 'nowhere'
      expect((await engine.migrate({ dryRun: false })).outcome).toBe('done')
      expect(engine.reader.versions()).toMatchObject([{ hash: graph(9).journeys.j!.hash, live: 3 }])
    },
  )
})

test('a contact whose row says that it is due, and is not, is looked at once', async () => {
  const data = newDataFile()
  const first = await open(data)
  await atRest(first.engine)
  await first.engine.stop()
  const db = new DatabaseSync(data)
  db.exec(`UPDATE contacts SET due = ${START - HOUR} WHERE id = 'bad'`)
  db.close()
  const { engine, rests } = await open(data)
  await rests()
  expect(engine.reader.counts().nextDue).toBe(START + 24 * HOUR)
})
