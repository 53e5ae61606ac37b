/** A fault of the runtime at one contact does not stop the others, and what nobody else would tell again is kept. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { createEngine } from '../../src/service/index.ts'
import { bundle, delay, finish, journey, moment, send } from '../helpers.ts'
import { newDataFile } from './files.ts'
import { until } from './until.ts'

const fault = vi.hoisted(() => ({ isIn: (_: { contact: string; kind: string }): boolean => false }))
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

async function open(data: string) {
  const clock = { at: START, now: () => clock.at }
  const told: string[] = []
  const engine = await createEngine({ data, bundle: source, clock, note: ({ kind }) => told.push(kind) })
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
})
