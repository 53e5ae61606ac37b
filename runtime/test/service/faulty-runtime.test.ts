/** A fault of the runtime at one contact does not stop the others, and what nobody else would tell again is kept. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { unwrap } from '../../src/index.ts'
import type { Renderer } from '../../src/render/renderer.ts'
import { createEngine, type Delivery, openStore, type Store } from '../../src/service/index.ts'
import { bundle, call, delay, finish, journey, moment, send } from '../helpers.ts'
import { newDataFile } from './files.ts'
import { until } from './until.ts'

const fault = vi.hoisted(() => ({
  isIn: (_: { contact: string; kind: string }): boolean => false,
  isInTexts: (_: string): boolean => false,
}))
vi.mock('../../src/render/renderer.ts', async (original) => {
  const real = await original<typeof import('../../src/render/renderer.ts')>()
  return {
    ...real,
    async createRenderer(...args: Parameters<typeof real.createRenderer>) {
      const { render } = unwrap(await real.createRenderer(...args))
      const value: Renderer = {
        render(...asked) {
          if (fault.isInTexts(asked[1])) throw new Error('there is a fault')
          return render(...asked)
        },
      }
      return { ok: true, value }
    },
  }
})
vi.mock('../../src/core/apply.ts', async (original) => {
  const real = await original<typeof import('../../src/core/apply.ts')>()
  return {
    apply(...args: Parameters<typeof real.apply>) {
      if (fault.isIn(args[2])) throw new Error('there is a fault')
      return real.apply(...args)
    },
  }
})

const START = moment('2026-03-02 10:00')
const HOUR = 3_600_000
const source = bundle({
  welcome: journey({
    nodes: { hello: send('hello', 'rest'), rest: delay('P1D', 'end'), end: finish() },
  }),
})

const calling = bundle({ welcome: journey({ nodes: { coupon: call('end'), end: finish() } }) })

async function open(data: string | Store, graph = source) {
  const clock = { at: START, now: () => clock.at }
  const told: string[] = []
  const engine = await createEngine({ data, bundle: graph, clock, note: ({ kind }) => told.push(kind) })
  onTestFinished(() => engine.stop())
  return { engine, clock, told }
}

const enter = (contact: string) =>
  [
    { kind: 'contact', contact, attributes: { email: 'a@b.c' } },
    { kind: 'event', event: 'signed_up', contact, at: START },
  ] as const

test('an input is refused, and others of the same batch go on', async () => {
  fault.isIn = ({ contact }) => contact === 'bad'
  const { engine } = await open(newDataFile())
  const receipts = await engine.post([...enter('good'), ...enter('bad'), ...enter('other')])
  expect(receipts.map(({ kind }) => kind)).toEqual(['taken', 'taken', 'refused', 'refused', 'taken', 'taken'])
  expect(receipts[2]).toMatchObject({ problems: [{ code: 'R3004', args: { detail: 'there is a fault' } }] })
  expect(engine.reader.counts()).toMatchObject({ contacts: 2, logEntries: 4 })
})

test('a value that can not be written is refused, and others of the same batch go on', async () => {
  fault.isIn = () => false
  const { engine } = await open(newDataFile())
  const odd = { kind: 'contact', contact: 'odd', attributes: {}, id: 7n as never } as const
  const receipts = await engine.post([...enter('good'), odd, ...enter('other')])
  expect(receipts.map(({ kind }) => kind)).toEqual(['taken', 'taken', 'refused', 'taken', 'taken'])
  expect(engine.reader.counts()).toMatchObject({ contacts: 2, logEntries: 4 })
})

test('an answer of a provider is kept until the runtime can take it', async () => {
  fault.isIn = ({ kind }) => kind === 'outcome'
  const data = newDataFile()
  const { engine, told } = await open(data)
  await engine.post(enter('sara'))
  await engine.settle('welcome/sara#1/hello/1', { kind: 'done', outcome: { ok: true } })
  expect(engine.reader.delivery('welcome/sara#1/hello/1')?.state).toBe('done')
  expect(engine.reader.setAside()).toMatchObject([{ contact: 'sara', input: { kind: 'outcome' } }])
  expect([engine.health.setAside, told]).toEqual([1, ['set_aside']])
  await engine.stop()

  fault.isIn = () => false
  const next = await open(data)
  await until(() => next.engine.health.setAside === 0)
  expect(next.engine.reader.contact('sara')?.runs[0]?.node).toBe('rest')
})

const KEY = 'welcome/sara#1/hello/1'

test('what was sent is noted as sent, also if what follows from it can not be written', async () => {
  fault.isIn = () => false
  const data = newDataFile()
  const store = openStore(data)
  const broken = { is: true }
  const contacts: Store['contacts'] = {
    ...store.contacts,
    update(contact, isDueNew) {
      if (broken.is && contact.state.runs[0]?.node === 'rest') throw new Error('it can not be written')
      store.contacts.update(contact, isDueNew)
    },
  }
  const { engine, told } = await open({ ...store, contacts })
  await engine.post(enter('sara'))
  await engine.settle(KEY, { kind: 'done', outcome: { ok: true } })
  expect(engine.reader.delivery(KEY)?.state).toBe('done')
  expect(engine.dueLanes(START + HOUR)).toEqual([])
  expect([engine.health.setAside, told]).toEqual([1, ['set_aside']])
  await engine.stop()

  const next = await open(data)
  await until(() => next.engine.health.setAside === 0)
  expect(next.engine.reader.contact('sara')?.runs[0]?.node).toBe('rest')
})

test('an answer that can not be written down fails', async () => {
  fault.isIn = () => false
  const { engine } = await open(newDataFile(), calling)
  await engine.post(enter('sara'))
  const [{ key }] = engine.reader.deliveries({ limit: 1 }).items as [Delivery]
  await engine.settle(key, { kind: 'done', outcome: { ok: true, values: { code: 7n as never } } })
  expect(engine.reader.delivery(key)).toMatchObject({ state: 'dead', attempts: 1 })
  expect(engine.reader.setAside()).toMatchObject([{ input: { kind: 'result', ok: false } }])
})

test('who tells what became of a message hears when nothing of it can be noted', async () => {
  fault.isIn = () => false
  const store = openStore(newDataFile())
  const broken = { is: true }
  const deliveries: Store['deliveries'] = {
    ...store.deliveries,
    update(stand) {
      if (broken.is) throw new Error('it can not be written')
      store.deliveries.update(stand)
    },
  }
  const { engine } = await open({ ...store, deliveries })
  await engine.post(enter('sara'))
  const settled = () => engine.settle(KEY, { kind: 'done', outcome: { ok: true } })
  await expect(settled()).rejects.toThrow('it can not be written')
  broken.is = false
  await settled()
  expect(engine.reader.delivery(KEY)?.state).toBe('done')
})

test('texts at which the runtime fails are told as texts that could not be written', async () => {
  fault.isIn = () => false
  fault.isInTexts = (message) => message === 'nudge'
  onTestFinished(() => {
    fault.isInTexts = () => false
  })
  const two = journey({
    nodes: { hello: send('hello', 'nudge'), nudge: send('nudge', 'end'), end: finish() },
  })
  const { engine } = await open(newDataFile(), bundle({ welcome: two }))
  await engine.post(enter('sara'))
  await engine.settle(KEY, { kind: 'done', outcome: { ok: true } })
  expect(engine.reader.delivery(KEY)?.state).toBe('done')
  const { state, reason } = engine.reader.delivery('welcome/sara#1/nudge/1')!
  expect(state).toBe('dead')
  expect(reason).toContain('The text of "nudge" could not be written')
  expect(engine.reader.contact('sara')?.runs).toEqual([])
})

test('a timer is tried again after a pause, and does not spin', async () => {
  const data = newDataFile()
  const { engine, clock, told } = await open(data)
  await engine.post([...enter('bad'), ...enter('good')])
  for (const name of ['bad', 'good']) {
    await engine.settle(`welcome/${name}#1/hello/1`, { kind: 'done', outcome: { ok: true } })
  }
  fault.isIn = ({ kind, contact }) => kind === 'timer' && contact === 'bad'
  clock.at = START + 24 * HOUR
  const runsOf = (name: string) => engine.reader.contact(name)?.runs.length
  await until(() => runsOf('good') === 0 && engine.health.setAside === 1)
  expect(runsOf('bad')).toBe(1)
  expect([engine.reader.counts().nextDue, told]).toEqual([clock.at + HOUR, ['clock_set', 'set_aside']])

  fault.isIn = () => false
  clock.at += HOUR
  await until(() => runsOf('bad') === 0)
  expect(engine.health.setAside).toBe(0)
})
