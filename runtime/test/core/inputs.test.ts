import { describe, expect, test } from 'vitest'
import { SEEN_FOR } from '../../src/core/seen.ts'
import type { Expr, Node } from '../../src/graph/format.ts'
import {
  apply,
  type ContactState,
  createMemoryHost,
  formatInstant,
  type Input,
  newContact,
  type RuntimeRecord,
} from '../../src/index.ts'
import {
  bundle,
  delay,
  finish,
  input,
  journey,
  load,
  moment,
  play,
  send,
  story,
  waitFor,
} from '../helpers.ts'

const DAY = 86_400_000
const loaded = load(
  bundle(
    {
      j: journey({ nodes: { w: waitFor('purchased', 'P7D', 'f', 'f'), f: finish() } }),
      byHand: journey({ starts: [{ id: 'manually', on: { manually: true } }], nodes: { f: finish() } }),
    },
    { events: { ...bundle({}).events, tested: { fields: fieldsOfEveryType() } } },
  ),
)

function fieldsOfEveryType() {
  return {
    text: { type: 'string', default: 'x' },
    count: { type: 'integer', optional: true },
    share: { type: 'percent', optional: true },
    flag: { type: 'boolean', optional: true },
    price: { type: 'money', currency: 'EUR', optional: true },
    prices: { type: 'list', of: { type: 'money', currency: 'EUR' }, optional: true },
    length: { type: 'duration', optional: true },
    day: { type: 'date', optional: true },
    clock: { type: 'time', optional: true },
    moment: { type: 'datetime', optional: true },
    mail: { type: 'email', optional: true },
    site: { type: 'url', optional: true },
    country: { type: 'country', optional: true },
    language: { type: 'language', optional: true },
  } as const
}

/** Applies inputs one after the other. Gives the last state, and all records. */
function applyAll(
  inputs: Input[],
  from: ContactState = newContact('c1'),
): { contact: ContactState; records: RuntimeRecord[] } {
  const records: RuntimeRecord[] = []
  let contact = from
  for (const one of inputs) {
    const applied = apply(loaded, contact, one)
    contact = applied.contact
    records.push(...applied.records)
  }
  return { contact, records }
}

const AT = '2026-03-02 10:00'

describe('an input with a problem changes nothing, and the problem is recorded', () => {
  const event = (payload: object): Input => ({
    kind: 'event',
    contact: 'c1',
    event: 'tested',
    at: moment(AT),
    payload: payload as never,
  })
  const contact = (attributes: object): Input => ({
    kind: 'contact',
    contact: 'c1',
    attributes: attributes as never,
  })

  test.each<[string, Input, string, object]>([
    ['an unknown event', input(AT, 'event prchased'), 'unknown_event', { event: 'prchased' }],
    ['an unknown tag', input(AT, 'tag vop'), 'unknown_tag', { tag: 'vop' }],
    [
      'an unknown tag of a contact',
      { kind: 'contact', contact: 'c1', tags: ['vop'] },
      'unknown_tag',
      { tag: 'vop' },
    ],
    ['an unknown journey', input(AT, 'start welcme'), 'unknown_journey', { journey: 'welcme' }],
    ['a journey that nobody starts by hand', input(AT, 'start j'), 'no_manual_start', { journey: 'j' }],
    ['an unknown field of a contact', contact({ nmae: 'x' }), 'unknown_field', { field: 'nmae' }],
    [
      'a field of a contact that is no own one',
      contact({ constructor: 'x' }),
      'unknown_field',
      { field: 'constructor' },
    ],
    ['a contact with a field of another type', contact({ opt_in: 'yes' }), 'wrong_type', { field: 'opt_in' }],
    ['a missing field', input(AT, 'event viewed'), 'missing_field', { field: 'page' }],
    ['null for a field', input(AT, 'event viewed {"page":null}'), 'missing_field', { field: 'page' }],
    ['a number for a text', event({ text: 1 }), 'wrong_type', { field: 'text' }],
    ['a fraction for an integer', event({ count: 1.5 }), 'wrong_type', { field: 'count' }],
    ['a text for a number', event({ count: '1' }), 'wrong_type', { field: 'count' }],
    ['no number at all', event({ share: Number.NaN }), 'wrong_type', { field: 'share' }],
    ['a text for a truth value', event({ flag: 'true' }), 'wrong_type', { field: 'flag' }],
    ['a number for money', event({ price: 20 }), 'wrong_type', { field: 'price' }],
    [
      'money of another currency',
      event({ price: { amount: 20, currency: 'USD' } }),
      'wrong_type',
      { field: 'price' },
    ],
    [
      'a fraction of a cent',
      event({ price: { amount: 20.5, currency: 'EUR' } }),
      'wrong_type',
      { field: 'price' },
    ],
    [
      'a list with something else in it',
      event({ prices: [{ amount: 1, currency: 'EUR' }, 2] }),
      'wrong_type',
      { field: 'prices' },
    ],
    ['a duration in words', event({ length: '7 days' }), 'wrong_type', { field: 'length' }],
    ['a day that does not exist', event({ day: '2026-02-29' }), 'wrong_type', { field: 'day' }],
    ['a time that does not exist', event({ clock: '24:00' }), 'wrong_type', { field: 'clock' }],
    [
      'a moment without an offset',
      event({ moment: '2026-03-02T10:00:00' }),
      'wrong_type',
      { field: 'moment' },
    ],
    ['an email address without an @', event({ mail: 'x' }), 'wrong_type', { field: 'mail' }],
    ['a site without a scheme', event({ site: 'example.com' }), 'wrong_type', { field: 'site' }],
    ['a country in words', event({ country: 'Germany' }), 'wrong_type', { field: 'country' }],
    [
      'a message that there is not',
      input(AT, 'event opened {"message":"helo"}'),
      'wrong_type',
      { field: 'message' },
    ],
    [
      'a channel that there is not',
      input(AT, 'event unsubscribed {"channel":"male"}'),
      'wrong_type',
      { field: 'channel' },
    ],
    ['a language in words', event({ language: 'plain English' }), 'wrong_type', { field: 'language' }],
    [
      'a moment that is no number',
      { ...input(AT, 'event signed_up'), at: Number.NaN },
      'wrong_type',
      { field: 'at' },
    ],
  ])('%s', (_, refused, name, args) => {
    const before = newContact('c1')
    const { contact, records } = applyAll([refused], before)
    expect(contact).toBe(before)
    expect(records).toMatchObject([{ kind: 'problem', contact: 'c1', problem: { name, args } }])
  })
})

test('values are brought into their one form', () => {
  const whole = load(
    bundle(
      {
        j: journey({
          starts: [{ id: 'tested', on: { event: 'tested' } }],
          nodes: {
            b: {
              kind: 'branch',
              when: {
                and: ['text', 'moment'].map((field) => ({ exists: [{ var: ['bind', 'start', field] }] })),
              },
              edges: { then: 'd', else: 'd' },
            },
            d: delay('P1D', 'f'),
            f: finish(),
          },
        }),
      },
      { events: { tested: { fields: fieldsOfEveryType() } } },
    ),
  )
  const payload = {
    text: 'a',
    moment: '2026-03-02T10:00:00+01:00',
    price: { amount: 1, currency: 'EUR', note: 'x' },
    undeclared: 1,
  }
  const host = play(whole, { log: [[AT, 'event tested', { payload }]], until: AT })
  expect(host.contact('c1')?.runs[0]?.bindings.start).toEqual({
    text: 'a',
    moment: '2026-03-02T09:00:00.000Z',
    price: { amount: 1, currency: 'EUR' },
  })
})

describe('an input with an id', () => {
  const event = (at: string, id: string) => input(at, 'event signed_up', { id })

  test('counts once', () => {
    const { contact, records } = applyAll([event(AT, 'e1'), event(AT, 'e1'), event('2026-03-03 10:00', 'e1')])
    expect(records.filter((one) => one.kind === 'entered' || one.kind === 'refused')).toHaveLength(1)
    expect(contact.seen).toEqual([{ since: moment(AT), ids: [['e1', expect.any(Number)]] }])
  })

  const viewed = (payload: string) => input(AT, `event viewed ${payload}`, { id: 'e1' })
  const told = { kind: 'contact', contact: 'c1', id: 'e1' } as const
  test.each<[string, Input, Input]>([
    ['another event', event(AT, 'e1'), viewed('{"page":"x"}')],
    ['another value', viewed('{"page":"1"}'), viewed('{"page":1}')],
    ['one field more', viewed('{"page":"x"}'), viewed('{"page":"x","of":"y"}')],
    ['something of another kind', event(AT, 'e1'), input(AT, 'tag vip', { id: 'e1' })],
    [
      'the same values in other fields',
      { ...told, attributes: { name: 'a@b.c', email: 'd@e.f' } },
      { ...told, attributes: { name: 'd@e.f', email: 'a@b.c' } },
    ],
    ['another order of tags', { ...told, tags: ['a', 'vip'] }, { ...told, tags: ['vip', 'a'] }],
    ['a value taken away', { ...told, attributes: { name: 'a' } }, { ...told, attributes: { name: null } }],
  ])('that says %s than the first is refused', (_, first, second) => {
    const { contact } = applyAll([first])
    const again = apply(loaded, contact, second)
    expect(again.refused).toMatchObject([{ name: 'id_taken', args: { id: 'e1' } }])
    expect(again.contact).toBe(contact)
    expect(apply(loaded, contact, first)).toEqual({ contact, commands: [], records: [] })
  })

  test('is the same with its fields in another order, and told at another time', () => {
    const payload = { text: 'a', price: { amount: 1, currency: 'EUR' }, count: 2 }
    const { price, count, text } = payload
    const first = { ...event(AT, 'e1'), event: 'tested', payload } as Input
    const second = { ...first, at: moment('2026-03-04 10:00'), received: moment('2026-03-05 10:00') } as Input
    const { contact } = applyAll([first])
    const again = { ...second, payload: { count, price: { currency: 'EUR', amount: price.amount }, text } }
    expect(apply(loaded, contact, again as Input)).toEqual({ contact, commands: [], records: [] })
  })

  test('is another input with another id, or without one', () => {
    const { records } = applyAll([event(AT, 'e1'), event(AT, 'e2'), input(AT, 'event signed_up')])
    expect(records.filter((one) => one.kind === 'refused')).toHaveLength(2)
  })

  test('is remembered for a month at least, and for two at most', () => {
    const later = (id: string, after: number) => ({ ...event(AT, id), at: moment(AT) + after })
    const { contact } = applyAll([event(AT, 'e1'), later('e2', SEEN_FOR - 1)])
    const isTaken = (id: string, after: number) =>
      applyAll([later('other', after - 1), later(id, after)], contact).records.some(
        (one) => one.at === moment(AT) + after,
      )
    expect(isTaken('e1', SEEN_FOR)).toBe(false)
    expect(isTaken('e2', 2 * SEEN_FOR - 1)).toBe(false)
    expect(isTaken('e1', 2 * SEEN_FOR + 1)).toBe(true)
    expect(isTaken('e2', 2 * SEEN_FOR + 1)).toBe(true)
  })

  test('that was refused can be sent again, corrected', () => {
    const wrong = input(AT, 'event viewed', { id: 'e1' })
    const right = input(AT, 'event viewed {"page":"x"}', { id: 'e1' })
    expect(applyAll([wrong, right]).contact.seq).toBe(1)
  })
})

describe('a contact', () => {
  test('keeps what an import does not speak of, and loses what it takes away', () => {
    const { contact } = applyAll([
      { kind: 'contact', contact: 'c1', attributes: { name: 'Sara', email: 'a@b.c' }, tags: ['vip', 'vip'] },
      { kind: 'contact', contact: 'c1', attributes: { name: null } },
      { kind: 'contact', contact: 'c1', tags: ['a'] },
    ])
    expect(contact).toMatchObject({ attributes: { email: 'a@b.c' }, tags: ['a'] })
    expect(contact.attributes).not.toHaveProperty('name')
  })

  test('with a zone that does not exist is taken in, and the zone is reported', () => {
    const { contact, records } = applyAll([
      { kind: 'contact', contact: 'c1', attributes: { timezone: 'Mars/Olympus' } },
    ])
    expect(records).toMatchObject([
      { kind: 'problem', problem: { name: 'unknown_zone', args: { zone: 'Mars/Olympus' } } },
    ])
    expect(loaded.reader(contact.attributes).zone).toBe('UTC')
  })
})

describe('a contact without a field that is always there', () => {
  const strict = load(
    bundle(
      { j: journey({ nodes: { w: waitFor('purchased', undefined, 'f'), f: finish() } }) },
      { contact: { fields: { ...bundle({}).contact.fields, email: { type: 'email' } } } },
    ),
  )
  const problemsOf = (...inputs: Input[]) => {
    let contact = newContact('c1')
    return inputs.map((one) => {
      const applied = apply(strict, contact, one)
      contact = applied.contact
      return applied.records.flatMap((record) => (record.kind === 'problem' ? [record.problem.name] : []))
    })
  }
  const attributes = (given: object): Input => ({
    kind: 'contact',
    contact: 'c1',
    attributes: given as never,
  })
  const event = input(AT, 'event signed_up')

  test('is taken in, and that is said once', () => {
    expect(problemsOf(event, input(AT, 'event purchased'), attributes({ name: 'x' }))).toEqual([
      ['incomplete_contact'],
      [],
      [],
    ])
    const { contact, records } = apply(strict, newContact('c1'), event)
    expect(contact.runs).toHaveLength(1)
    expect(records[0]).toMatchObject({ problem: { args: { fields: ['email'] } } })
  })

  test('is no problem when the field is there before anything happens', () => {
    expect(problemsOf(attributes({ email: 'a@b.c' }), event)).toEqual([[], []])
  })

  test('is one again when the field is taken away', () => {
    expect(problemsOf(attributes({ email: 'a@b.c' }), attributes({ email: null }), event)).toEqual([
      [],
      ['incomplete_contact'],
      [],
    ])
  })

  test('is not reported for an input that is refused', () => {
    expect(problemsOf(input(AT, 'event unheard_of'), attributes({ email: 'a@b.c' }))).toEqual([
      ['unknown_event'],
      [],
    ])
  })
})

describe('time', () => {
  const started = applyAll([input(AT, 'event signed_up')]).contact
  const due = moment(AT) + 7 * DAY
  const timer: Input = { kind: 'timer', contact: 'c1', run: 'j/c1#1', token: 1, at: due }

  test('a stale timer does nothing', () => {
    expect(applyAll([{ ...timer, token: 0 }], started).records).toEqual([])
    expect(applyAll([{ ...timer, run: 'j/c1#2' }], started).records).toEqual([])
    expect(applyAll([timer, timer], started).records.filter((one) => one.kind === 'finished')).toHaveLength(1)
  })

  test('a timer that comes early is asked for again', () => {
    const { commands, records } = apply(loaded, started, { ...timer, at: due - 1 })
    expect(records).toEqual([])
    expect(commands).toEqual([{ kind: 'timer', contact: 'c1', run: 'j/c1#1', token: 1, due }])
  })

  test('an event that happened by the limit beats the timer, even if it is received later', () => {
    const late = { ...input(AT, 'event purchased'), at: due, received: due + DAY }
    expect(applyAll([late, timer], started).records).toMatchObject([
      { kind: 'passed', edge: 'purchased' },
      { kind: 'finished' },
    ])
  })

  test('so does what was so by the limit', () => {
    const enough: Expr = { '>=': [{ var: ['contact', 'points'] }, 100] }
    const w: Node = {
      kind: 'wait',
      arms: [{ name: 'enough', until: enough }],
      limit: 'P7D',
      edges: { enough: 'f', timeout: 'f' },
    }
    const waiting = load(bundle({ j: journey({ nodes: { w, f: finish() } }) }))
    const began = apply(waiting, newContact('c1'), input(AT, 'event signed_up')).contact
    const late = { ...input(AT, 'contact {"points":200}'), at: due - 1, received: due + 30_000 }
    expect(apply(waiting, began, late).records).toMatchObject([{ edge: 'enough' }, { kind: 'finished' }])
  })

  test('a timer that was due before an event comes first, even if the host is late with it', () => {
    const after = { ...input(AT, 'event purchased'), at: due + 1 }
    expect(applyAll([after, timer], started).records).toMatchObject([
      { kind: 'passed', edge: 'timeout' },
      { kind: 'finished' },
    ])
  })

  test('what is said to happen in the future happens now', () => {
    const early = { ...input(AT, 'event purchased'), at: due + DAY, received: due }
    expect(applyAll([early], started).records).toMatchObject([
      { kind: 'passed', at: due, edge: 'purchased' },
      { kind: 'finished' },
    ])
  })

  test('never goes back for a contact', () => {
    const { contact } = applyAll([
      input('2026-03-05 10:00', 'event viewed {"page":"x"}'),
      input(AT, 'event signed_up'),
    ])
    expect(contact.runs[0]?.enteredAt).toBe(moment('2026-03-05 10:00'))
  })

  test('a hold that ends late looks back to when it was due', () => {
    const nodes = { d: delay('P1D', 'w'), w: waitFor('purchased', 'P1D', 'f', 'f'), f: finish() }
    const held = load(bundle({ j: journey({ nodes }) }))
    const due = moment(AT) + DAY
    const bought = (at: number): Input =>
      ({ ...input(AT, 'event purchased'), at, received: due + 60_000 }) as Input
    const { contact } = apply(held, newContact('c1'), input(AT, 'event signed_up'))
    const early = apply(held, contact, bought(due))
    expect(early.records).toEqual([])
    // The host was down when the delay ended, and now gets to know of what came after.
    const late = apply(held, early.contact, bought(due + 500))
    expect(late.records).toMatchObject([
      { kind: 'passed', node: 'd', at: due + 60_000 },
      { kind: 'held', node: 'w', due: due + 60_000 + DAY },
      { kind: 'passed', edge: 'purchased' },
      { kind: 'finished' },
    ])
  })
})

test('a run stays where it is when its version of the journey is not loaded', () => {
  const old = load(bundle({ j: journey({ nodes: { d: delay('P1D', 'f'), f: finish() } }) }))
  const edited = load(
    bundle({ j: journey({ nodes: { d: delay('P2D', 's'), s: send('hello', 'f'), f: finish() } }) }),
  )
  const { contact } = apply(old, newContact('c1'), input(AT, 'event signed_up'))
  const timer: Input = { kind: 'timer', contact: 'c1', run: 'j/c1#1', token: 1, at: moment(AT) + DAY }
  const applied = apply(edited, contact, timer)
  expect(applied.contact.runs).toEqual(contact.runs)
  expect(applied.records).toMatchObject([
    { kind: 'problem', run: 'j/c1#1', problem: { name: 'unknown_run_version' } },
  ])
  expect(apply(old, applied.contact, timer).records.at(-1)?.kind).toBe('finished')
})

test('events are kept only as long as a live run may look back at them', () => {
  const host = play(loaded, {
    log: [
      [AT, 'event purchased'],
      [AT, 'event signed_up'],
    ],
    until: AT,
  })
  expect(host.contact('c1')?.history).toEqual([])
  expect(story(host, ['entered'])).toHaveLength(1)
})

test('what happened before 1970 keeps its time, also for a contact who was known before', () => {
  const loaded = load(bundle({ j: journey({ nodes: { d: delay('P1D', 'f'), f: finish() } }) }))
  const host = createMemoryHost(loaded)
  host.post({ kind: 'contact', contact: 'c1' })
  host.post(input('1960-03-02 10:00', 'event signed_up'))
  host.advanceTo(moment('1960-03-04 00:00'))
  expect(host.records.map(({ at }) => formatInstant(at)).at(0)).toBe('1960-03-02T10:00:00.000Z')
  expect(host.records.map(({ at }) => formatInstant(at)).at(-1)).toBe('1960-03-03T10:00:00.000Z')
})
