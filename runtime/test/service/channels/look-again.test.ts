import { expect, test } from 'vitest'
import type { SendCommand } from '../../../src/index.ts'
import { lookAgain } from '../../../src/service/channels/look-again.ts'
import type { Delivery } from '../../../src/service/index.ts'
import { bundle, finish, journey, load, moment, play, send } from '../../helpers.ts'

const MAIL = bundle({}).channels.mail!
const QUIET = { from: '21:00', to: '08:00' }
const EVENING = moment('2026-03-02 22:00')
const MORNING = moment('2026-03-03 08:00')
const NOON = moment('2026-03-03 12:00')

interface Case {
  /** Of the channel. */
  channel?: object
  /** What the contact became since the message was handed over. */
  attributes?: object
  now?: number
  /** Changes of the delivery. */
  delivery?: Partial<Delivery>
  /** What happened since. */
  events?: string[]
  gone?: true
}

/** A message that was handed over on 2 March at 10:00, looked at later. */
function look({ channel = {}, attributes = {}, now = NOON, delivery = {}, events = [], gone }: Case) {
  const exits = [{ id: 'purchased', on: { event: 'purchased' } }]
  const nodes = { s: send('hello', 'f'), f: finish() }
  const loaded = load(
    bundle(
      { j: journey({ nodes, exits }) },
      { channels: { ...bundle({}).channels, mail: { ...MAIL, ...channel } as never } },
    ),
  )
  const host = play(loaded, {
    log: [
      ['2026-03-02 10:00', 'event signed_up'],
      ...events.map((name) => ['2026-03-02 11:00', `event ${name}`] as [string, string]),
    ],
    until: '2026-03-02 12:00',
    options: { deliver: () => undefined },
  })
  const { kind, key, at, contact, journey: name, run, node, message, channel: on, to, args } = host.sent[0]!
  const command: SendCommand = {
    kind,
    key,
    at,
    contact,
    journey: name,
    run,
    node,
    message,
    channel: on,
    to,
    args,
  }
  const state = host.contact('c1')!
  const changed = { ...state, attributes: { ...state.attributes, ...attributes } }
  const whole: Delivery = { key, contact, command, state: 'waiting', attempts: 1, createdAt: at, ...delivery }
  return lookAgain(loaded, gone ? undefined : (changed as typeof state), whole, now)
}

test.each<[what: string, Case, look: object]>([
  ['nothing has changed', {}, { kind: 'go', to: 'c1@example.com' }],
  ['another address', { attributes: { email: 'new@example.com' } }, { kind: 'go', to: 'new@example.com' }],
  ['no address', { attributes: { email: undefined } }, { kind: 'withheld', withheld: 'missing' }],
  ['no consent', { attributes: { opt_in: false } }, { kind: 'withheld', withheld: 'consent' }],
  ['the contact left', { events: ['purchased'] }, { kind: 'withheld', withheld: 'left' }],
  ['the contact is gone', { gone: true }, { kind: 'withheld', withheld: 'left' }],
  [
    'the contact left, but somebody sends it by hand',
    { events: ['purchased'], delivery: { settledAt: 1 } },
    { kind: 'go' },
  ],
  [
    'by hand, but without consent',
    { attributes: { opt_in: false }, delivery: { settledAt: 1 } },
    { withheld: 'consent' },
  ],
  ['quiet time', { channel: { quiet: QUIET }, now: EVENING }, { kind: 'later', at: MORNING }],
  ['quiet time that is over', { channel: { quiet: QUIET }, now: NOON }, { kind: 'go' }],
  [
    'quiet time that skips',
    { channel: { quiet: { ...QUIET, else: 'skip' } }, now: EVENING },
    { withheld: 'quiet' },
  ],
  [
    'quiet time in the zone that the contact has now',
    { channel: { quiet: QUIET }, now: NOON, attributes: { timezone: 'Asia/Tokyo' } },
    { kind: 'later', at: moment('2026-03-03 23:00') },
  ],
  [
    'no consent in quiet time',
    { channel: { quiet: QUIET }, now: EVENING, attributes: { opt_in: false } },
    { withheld: 'consent' },
  ],
])('%s', (_, asked, found) => {
  expect(look(asked)).toMatchObject(found)
})

test('people are told whatever became of the contact', () => {
  const about = { at: NOON, contact: 'c1', journey: 'j', run: 'j/c1#1', node: 'n', key: 'k' }
  const command = { kind: 'notify', ...about, department: 'sales', text: 'Call' } as const
  const whole: Delivery = { key: 'k', contact: 'c1', command, state: 'waiting', attempts: 0, createdAt: NOON }
  expect(lookAgain(load(bundle({})), undefined, whole, NOON)).toEqual({ kind: 'go' })
})
