/** What is written of a contact leads back to it, also what does not follow from the rest, and its keys of entry. */
import { expect, test } from 'vitest'
import { notedAs } from '../../src/core/generations.ts'
import type { ContactState, Run, SentMessage } from '../../src/core/state.ts'
import { apply, newContact } from '../../src/index.ts'
import { createSteppedHost } from '../../src/service/index.ts'
import { contactFrom, contactText } from '../../src/service/store/contact-text.ts'
import { bundle, finish, input, journey, load, send } from '../helpers.ts'
import { newDataFile } from './files.ts'

const graph = bundle({ j: journey({ nodes: { s: send('hello', 'f'), f: finish() } }) })
const sending = apply(load(graph), newContact('a/b#c'), {
  kind: 'contact',
  contact: 'a/b#c',
  attributes: { email: 'a@b.c' },
}).contact
const { contact: whole } = apply(load(graph), sending, {
  ...input('2026-03-02 10:00', 'event signed_up'),
  contact: 'a/b#c',
})
const [run] = whole.runs as [Run]
const [sent] = whole.sends as [SentMessage]

test.each<[string, ContactState]>([
  ['nothing', newContact('')],
  ['a run that waits for the outcome of a message', whole],
  ['a run with a key', { ...whole, runs: [{ ...run, key: 'k' }] }],
  ['another id', { ...whole, runs: [{ ...run, id: 'of another form' }] }],
  ['an id without a number', { ...whole, runs: [{ ...run, id: 'j/a%2Fb%23c#1.0' }] }],
  ['a run that is over', { ...whole, runs: [{ ...run, state: 'finished', reason: 'done', hold: null }] }],
  ['a hold for another key', { ...whole, runs: [{ ...run, hold: { kind: 'sending', key: 'k', hop: 3 } }] }],
  [
    'a call',
    { ...whole, runs: [{ ...run, hold: { kind: 'calling', key: sent.key, hop: 0, action: 'make_coupon' } }] },
  ],
  ['a start that was told late', { ...whole, runs: [{ ...run, enteredAt: 5, since: [6, 7] }] }],
  ['counts', { ...whole, runs: [{ ...run, rounds: { r: 2 }, arrivals: { s: 3 }, goals: { g: 4 } }] }],
  ['a message of a run that is gone', { ...whole, runs: [] }],
  ['a message of another journey', { ...whole, sends: [{ ...sent, journey: 'k', outcome: 'withheld' }] }],
  ['another key', { ...whole, sends: [{ ...sent, key: 'of another form' }] }],
  ['a clock that shows nothing', { ...whole, clock: null, wake: 9, tags: ['vip'] }],
])('%s', (_, state) => {
  expect(contactFrom(state.id, contactText(state), (entries) => entries)).toEqual(state)
})

test('it is much shorter than the state', () => {
  expect(contactText(whole).length).toBeLessThan(JSON.stringify(whole).length / 2)
})

test('thousands of keys cost an input nothing, and are there when they are asked for', async () => {
  const starts = [{ id: 'bought', on: { event: 'purchased' }, key: { var: ['event', 'order'] } }]
  const once = journey({ starts, enter: { rule: 'once' }, nodes: { f: finish() } })
  const data = newDataFile()
  const options = { data, bundle: bundle({ once }) }
  const order = (index: number) => input('2026-03-02 10:00', `event purchased {"order":"order-${index}"}`)
  let host = await createSteppedHost(options)
  for (let index = 0; index < 300; index++) host.post(order(index))
  const before = host.reader.contact('c1')!
  host.close()
  host = await createSteppedHost(options, host.now)
  expect(host.reader.contact('c1')).toEqual(before)
  expect(notedAs(before.entries.once!.keys!, 'order-299')).toBeDefined()
  expect(contactText(before).length).toBeLessThan(300)
  const kinds = [order(7), order(300)].map((input) => {
    const receipt = host.post(input)
    return receipt.kind === 'taken' && receipt.records.map(({ kind }) => kind)
  })
  expect(kinds).toEqual([['refused'], ['entered', 'finished']])
  host.close()
})
