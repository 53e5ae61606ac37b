/** The durable host does what the memory host does, record for record, however often its file is closed and opened. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Bundle } from '../../src/graph/format.ts'
import {
  apply,
  type ContactState,
  collectStatistics,
  createMemoryHost,
  type Input,
  type LoadedBundle,
  newContact,
  type RuntimeRecord,
} from '../../src/index.ts'
import { createSteppedHost, type LogEntry, type StoreReader } from '../../src/service/index.ts'
import { bundle, call, finish, journey, load, send } from '../helpers.ts'
import { anyGraph, anyLog, END, outcomeOf, resultOf } from '../random-graphs.ts'
import { newDataFile } from './files.ts'

vi.setConfig({ testTimeout: 240_000 })

const CONTACTS = ['c1', 'c2', 'c3']
const known: Input[] = CONTACTS.map((contact) => ({
  kind: 'contact',
  contact,
  attributes: { email: 'a@b.c' },
}))

/** The inputs of a log, spread over a few contacts. */
const anyInputs = fc
  .tuple(anyLog, fc.array(fc.nat(CONTACTS.length - 1), { minLength: 25, maxLength: 25 }))
  .map(([log, whose]) => log.map((input, index) => ({ ...input, contact: CONTACTS[whose[index]!]! })))

/** Contacts without what a host keeps in a place of its own: the ids of inputs. */
const withoutIds = ({ seen: _, ...state }: ContactState) => state

function inMemory(loaded: LoadedBundle, log: readonly Input[]) {
  const host = createMemoryHost(loaded, { deliver: outcomeOf, answer: resultOf })
  for (const input of [...known, ...log]) host.post(input)
  host.advanceTo(END)
  return CONTACTS.map((id) => ({
    records: host.records.filter(({ contact }) => contact === id),
    state: withoutIds(host.contact(id)!),
  }))
}

/** Closes the file after every so many inputs. */
async function onDisk(source: Bundle, log: readonly Input[], closing: number) {
  const options = { data: newDataFile(), bundle: source, deliver: outcomeOf, answer: resultOf }
  let host = await createSteppedHost(options)
  for (const [index, input] of [...known, ...log].entries()) {
    host.post(input)
    if (index % closing !== closing - 1) continue
    host.close()
    host = await createSteppedHost(options, host.now)
  }
  host.advanceTo(END)
  return host
}

const entriesOf = (reader: StoreReader, id: string): LogEntry[] =>
  [...reader.logOf(id, { limit: 1e6 }).items].reverse()

function contactsOf(reader: StoreReader) {
  return CONTACTS.map((id) => ({
    records: entriesOf(reader, id).flatMap(({ records }) => records),
    state: withoutIds(reader.contact(id)!),
  }))
}

/** What the log of a contact makes of it. */
function replay(loaded: LoadedBundle, id: string, entries: readonly LogEntry[]) {
  let contact = newContact(id)
  const records: RuntimeRecord[] = []
  for (const { input } of entries) {
    const applied = apply(loaded, contact, withoutId(input))
    contact = applied.contact
    records.push(...applied.records)
  }
  return { records, state: withoutIds(contact) }
}

function withoutId({ id: _, ...input }: Input): Input {
  return input
}

function holds(check: (source: Bundle, log: Input[], closing: number) => Promise<void>, numRuns: number) {
  return fc.assert(fc.asyncProperty(anyGraph, anyInputs, fc.integer({ min: 1, max: 30 }), check), { numRuns })
}

/** What is wrong with an input is told to whoever gave it, and only logged when something else came of it. */
const withoutRefusals = (contacts: ReturnType<typeof contactsOf>) =>
  contacts.map(({ records, state }) => ({ records: records.filter((one) => !isAboutInput(one)), state }))
const isAboutInput = (record: RuntimeRecord) =>
  record.kind === 'problem' && record.problem.code.startsWith('R2')

test('the same records and the same states', async () => {
  await holds(async (source, log, closing) => {
    const host = await onDisk(source, log, closing)
    expect(withoutRefusals(contactsOf(host.reader))).toEqual(withoutRefusals(inMemory(load(source), log)))
    host.close()
  }, 40)
})

test('what is asked for together is answered in the order in which it was asked', async () => {
  const source = bundle({
    first: journey({ nodes: { hello: send('hello', 'end'), end: finish() } }),
    second: journey({ nodes: { coupon: call('end'), end: finish() } }),
  })
  const log: Input[] = [{ kind: 'event', event: 'signed_up', contact: 'c1', at: END - 1000 }]
  const host = await onDisk(source, log, 30)
  expect(contactsOf(host.reader)).toEqual(inMemory(load(source), log))
  const answered = host
    .records()
    .flatMap((one) => ('run' in one && /^(failed|called|call_failed)$/.test(one.kind) ? one.run : []))
  expect(answered).toEqual(['first/c1#1', 'second/c1#1'])
  host.close()
})

test('the log of a contact leads to its state, and the counts are those of its records', async () => {
  await holds(async (source, log, closing) => {
    const loaded = load(source)
    const { reader, records, close } = await onDisk(source, log, closing)
    const stored = contactsOf(reader)
    expect(CONTACTS.map((id) => replay(loaded, id, entriesOf(reader, id)))).toEqual(stored)
    const live = stored.flatMap(({ state }) => state.runs.filter((run) => run.state === 'active'))
    expect(reader.counts()).toMatchObject({ contacts: 3, liveRuns: live.length })
    for (const { journey, node } of live) {
      const standing = reader.standingAt(journey, node, { limit: 100 }).items.map(({ run }) => run.id)
      const wanted = live.filter((run) => run.journey === journey && run.node === node).map(({ id }) => id)
      expect(standing.sort()).toEqual(wanted.sort())
    }
    expect(reader.statistics()).toEqual(collectStatistics(loaded, records()))
    close()
  }, 25)
})

test('an input that comes again changes nothing, however long ago it was', async () => {
  await holds(async (source, log, closing) => {
    const host = await onDisk(source, log, closing)
    const before = host.reader.log({ limit: 1e6 }).items
    const again = log.filter((input) => before.some((entry) => entry.input.id === input.id))
    for (const input of again) host.post({ ...input, received: host.now })
    expect(host.reader.log({ limit: 1e6 }).items).toEqual(before)
    host.close()
  }, 10)
})
