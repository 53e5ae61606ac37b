/** What the engine does by itself: a part at a time, as far as there is room, and a job that can't go on stops no other. */
import { expect, onTestFinished, test } from 'vitest'
import type { Work } from '../../src/service/engine/batch-work.ts'
import type { Receipt } from '../../src/service/engine/engine.ts'
import { createJobs, type Job } from '../../src/service/engine/jobs/jobs.ts'
import { createEngine, openStore, type Store, StoreError } from '../../src/service/index.ts'
import { bundle, finish, journey, moment } from '../helpers.ts'
import { newDataFile } from './files.ts'
import { until } from './until.ts'

const START = moment('2026-03-02 10:00')
const note = { kind: 'note', write: () => {} } as const
const pieces = (count: number): Work[] => Array.from({ length: count }, () => ({ kind: 'due', contact: 'c' }))

/** A job that has so much to do, or fails. */
function job(name: string, next: (limit: number) => Work[]): Job & { asked: number } {
  const one = {
    name,
    asked: 0,
    next(_: number, limit: number) {
      one.asked++
      const work = next(limit)
      return work.length === 0 ? undefined : { work }
    },
  }
  return one
}

function start(...jobs: Job[]) {
  const clock = { at: 0, now: () => START, steady: () => clock.at }
  const failures: string[] = []
  const all = createJobs(jobs, clock, ({ name }, reason) => failures.push(`${name}: ${reason}`))
  const next = (limit: number) =>
    all.next(START, limit).map(({ job: { name }, work }) => `${name} ${work.length}`)
  return { clock, failures, jobs: all, next }
}

test('the first jobs come first, and others have the room that they leave', () => {
  const { next } = start(
    job('a', (limit) => pieces(Math.min(limit, 3))),
    job('b', () => []),
    job('c', (limit) => pieces(limit)),
  )
  expect([next(10), next(3), next(2)]).toEqual([['a 3', 'c 7'], ['a 3'], ['a 2']])
})

test('a job that fails rests a while; the others go on', () => {
  const broken = job('broken', () => {
    throw new Error('no')
  })
  const { clock, failures, next } = start(
    broken,
    job('other', () => pieces(1)),
  )
  for (let times = 0; times < 3; times++) expect(next(10)).toEqual(['other 1'])
  expect([broken.asked, failures]).toEqual([1, ['broken: no']])
  clock.at += 600_000
  next(10)
  expect(broken.asked).toBe(2)
})

test('trouble with the file is none of a job', () => {
  const full = job('full', () => {
    throw new StoreError('full', 'shop.db')
  })
  expect(() => start(full).next(10)).toThrow('the disk is full')
})

const done: Receipt = { kind: 'unchanged' }
const refused: Receipt = { kind: 'refused', problems: [] }
test.each<[what: string, receipts: Receipt[], events: string[]]>([
  ['all is written', [done, done], ['written']],
  ['a piece is set aside', [refused, done], ['written']],
  ['its note can not be written', [done, refused], ['rests']],
])('when %s', (_, receipts, events) => {
  const told: string[] = []
  const jobs = createJobs([], { now: () => START }, () => told.push('rests'))
  const one = job('a', () => [])
  jobs.wrote({ job: one, work: [...pieces(1), note], written: () => told.push('written') }, receipts)
  expect(told).toEqual(events)
})

const source = bundle({ welcome: journey({ nodes: { end: finish() } }) })
const known = (contact: string) => ({ kind: 'contact', contact, attributes: {}, at: START }) as const

async function open(data: string | Store, more = {}) {
  const clock = { at: START, passed: 0, now: () => clock.at, steady: () => clock.passed }
  const told: string[] = []
  const note = ({ kind }: { kind: string }) => told.push(kind)
  const engine = await createEngine({ data, bundle: source, clock, note, ...more })
  onTestFinished(() => engine.stop())
  return { engine, clock, told }
}

test('a job that always fails holds nothing up', async () => {
  const store = openStore(newDataFile())
  let asked = 0
  const log: Store['log'] = {
    ...store.log,
    oldest() {
      asked++
      throw new Error('no')
    },
  }
  const { engine, told } = await open({ ...store, log }, { keep: 1000 })
  for (let round = 0; round < 5; round++) {
    expect((await engine.post([known(`c${round}`)]))[0]?.kind).toBe('taken')
  }
  expect([asked, told]).toEqual([1, ['job_rests']])
})

test('what was set aside is tried again at each start, in parts', async () => {
  const data = newDataFile()
  const store = openStore(data)
  // Answers to calls that no run waits for, by runs of journeys that are not declared: refused each time.
  const contacts = Array.from({ length: 25 }, (_, index) => `c${index}`)
  store.transact(() => {
    for (const contact of contacts)
      store.setAside.add({
        contact,
        at: START,
        input: { kind: 'event', event: 'nonsense', contact, at: START },
        reason: 'it was so',
      })
  })
  store.close()
  const { engine } = await open(data, { batchSize: 10 })
  await until(() => engine.reader.setAside().every(({ reason }) => reason !== 'it was so'))
  expect(engine.reader.setAside().map(({ contact }) => contact)).toEqual(contacts)
})
