import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/core/inputs.ts'
import type { Bundle, Expr, Node, SendingChannel } from '../../src/graph/format.ts'
import { createMemoryHost } from '../../src/hosts/memory.ts'
import type { Input, SendCommand } from '../../src/index.ts'
import {
  bundle,
  delay,
  finish,
  journey,
  type Line,
  load,
  moment,
  play,
  send,
  story,
  waitFor,
} from '../helpers.ts'

const START: Line = ['2026-03-02 10:00', 'event signed_up']
const OPTED_OUT: Expr = { '!': [{ var: ['contact', 'opt_in'] }] }

function shop(
  nodes: Record<string, Node>,
  channel: Partial<SendingChannel> = {},
  changes: Partial<Bundle> = {},
) {
  const channels: Bundle['channels'] = {
    mail: { ...bundle({}).channels.mail!, ...channel } as SendingChannel,
  }
  const messages = {
    hello: { channel: 'mail', params: {}, content: {} },
    offer: { channel: 'mail', params: { discount: { type: 'percent' } as const }, content: {} },
  }
  return load(bundle({ j: journey({ nodes }) }, { channels, messages, ...changes }))
}

const ONE: Record<string, Node> = {
  s: send('hello', 'f', { edges: { next: 'f', else: 'x' } }),
  f: finish(),
  x: finish('else'),
}

describe('a message is handed over', () => {
  test('with a key of run, step and visit, its address and its arguments', () => {
    const args = { discount: { coalesce: [{ var: ['contact', 'points'] }, 0] } as Expr }
    const host = play(shop({ s: send('offer', 'f', { args }), f: finish() }), {
      log: [START],
      attributes: { points: 3 },
    })
    expect(host.sent).toEqual([
      {
        kind: 'send',
        key: 'j/c1#1/s/1',
        at: moment('2026-03-02 10:00'),
        contact: 'c1',
        journey: 'j',
        run: 'j/c1#1',
        node: 's',
        message: 'offer',
        channel: 'mail',
        to: 'c1@example.com',
        args: { discount: 3 },
        outcome: { ok: true },
      },
    ])
  })

  test('with another key at each visit', () => {
    const loop = { s: send('hello', 'd'), d: delay('P1D', 's') }
    const host = play(shop(loop), { log: [START], until: '2026-03-04 10:00' })
    expect(host.sent.map((one) => one.key)).toEqual(['j/c1#1/s/1', 'j/c1#1/s/2', 'j/c1#1/s/3'])
  })

  test('once, whatever outcomes are told twice', () => {
    const keys: string[] = []
    const deliver = ({ key }: SendCommand) => {
      keys.push(key)
      return undefined
    }
    const host = play(shop(ONE), { log: [START], until: '2026-03-02 11:00', options: { deliver } })
    const outcome: Input = { kind: 'outcome', contact: 'c1', key: keys[0]!, ok: true, at: host.now }
    for (const ok of [outcome, outcome, { ...outcome, ok: false as const, reason: 'late' }]) host.post(ok)
    expect(keys).toHaveLength(1)
    expect(story(host).slice(1)).toEqual(['03-02 11:00 sent hello', '03-02 11:00 finished'])
  })
})

describe('a message is suppressed', () => {
  test.each<[string, Partial<SendingChannel>, object, string]>([
    ['without an address', {}, { email: null }, 'missing'],
    ['with an empty address', { to: '' }, {}, 'missing'],
    ['without consent', {}, { opt_in: false }, 'consent'],
    ['in quiet hours that skip', { quiet: { from: '09:00', to: '12:00', else: 'skip' } }, {}, 'quiet'],
    ['over the cap', { limit: { count: 0, per: 'P1D' } }, {}, 'cap'],
    [
      'first for the address, then for consent',
      { quiet: { from: '09:00', to: '12:00', else: 'skip' } },
      { email: null, opt_in: false },
      'missing',
    ],
    [
      'for consent before quiet hours',
      { quiet: { from: '09:00', to: '12:00' } },
      { opt_in: false },
      'consent',
    ],
    [
      'for quiet hours before the cap',
      { quiet: { from: '09:00', to: '12:00', else: 'skip' }, limit: { count: 0, per: 'P1D' } },
      {},
      'quiet',
    ],
  ])('%s', (_, channel, attributes, reason) => {
    const host = play(shop(ONE, channel), { log: [START], attributes: attributes as never })
    expect(story(host).slice(1)).toEqual([
      `03-02 10:00 suppressed hello: ${reason}`,
      '03-02 10:00 finished else',
    ])
    expect(host.sent).toEqual([])
  })

  test('when a parameter that it needs is missing', () => {
    const args = { discount: { div: [1, 0] } as Expr }
    const host = play(shop({ s: send('offer', 'f', { args }), f: finish() }), { log: [START] })
    expect(story(host).slice(1)).toEqual(['03-02 10:00 suppressed offer: missing', '03-02 10:00 finished'])
  })

  test('and goes on to the next step without `else`', () => {
    const host = play(shop({ s: send('hello', 'f'), f: finish() }), {
      log: [START],
      attributes: { opt_in: false },
    })
    expect(story(host).slice(1)).toEqual(['03-02 10:00 suppressed hello: consent', '03-02 10:00 finished'])
  })
})

test('a message that fails takes `else`', () => {
  const deliver = () => ({ ok: false, reason: 'bounced' }) as const
  const host = play(shop(ONE), { log: [START], options: { deliver } })
  expect(story(host).slice(1)).toEqual(['03-02 10:00 failed hello', '03-02 10:00 finished else'])
})

describe('quiet hours', () => {
  const quiet = { quiet: { from: '21:00', to: '08:00' } }
  const late: Line = ['2026-03-02 21:30Z', 'event signed_up']

  test.each<[string, object, string]>([
    ['in the zone of the project', {}, '03-03 08:00'],
    ['in the zone of the contact', { timezone: 'Asia/Tehran' }, '03-03 04:30'],
    ['not where it is day', { timezone: 'America/New_York' }, '03-02 21:30'],
    [
      'in the zone of the project, if that of the contact does not exist',
      { timezone: 'Mars/Olympus' },
      '03-03 08:00',
    ],
  ])('hold a message back %s', (_, attributes, at) => {
    const host = play(shop(ONE, quiet), { log: [late], attributes: attributes as never })
    expect(story(host, ['sent'])).toEqual([`${at} sent hello`])
  })

  test.each([
    ['where it is day', '2026-03-02 22:00', 'America/New_York', '03-02 22:00'],
    ['where the night ends sooner', '2026-03-02 22:00', 'Asia/Tokyo', '03-02 23:00'],
    ['where the night ends later', '2026-03-03 07:00', 'America/Phoenix', '03-03 15:00'],
  ])('follow the contact to another zone, %s', (_, moves, timezone, at) => {
    const log: Line[] = [late, [moves, `contact {"timezone":"${timezone}"}`]]
    const host = play(shop(ONE, quiet), { log })
    expect(story(host, ['sent'])).toEqual([`${at} sent hello`])
  })

  test.each<[string, Partial<Parameters<typeof play>[1]>, string[]]>([
    [
      'consent',
      { log: [late, ['2026-03-03 07:00', 'event unsubscribed {"message":"hello"}']] },
      ['suppressed hello: consent', 'finished else'],
    ],
    ['an exit', { log: [late, ['2026-03-03 07:00', 'event purchased']] }, ['exited bought']],
  ])('then %s is looked at again', (_, what, expected) => {
    const loaded = load(
      bundle(
        { j: journey({ nodes: ONE, exits: [{ id: 'bought', on: { event: 'purchased' } }] }) },
        { channels: { ...bundle({}).channels, mail: { ...bundle({}).channels.mail!, ...quiet } } },
      ),
    )
    const host = play(loaded, what as never)
    expect(
      story(host)
        .slice(1)
        .map((line) => line.slice(12)),
    ).toEqual(expected)
    expect(host.sent).toEqual([])
  })

  test('are no hold: what happens meanwhile is not missed', () => {
    const loaded = shop(
      { s: send('hello', 'w'), w: waitFor('purchased', 'P1D', 'f', 'f'), f: finish() },
      quiet,
    )
    const host = play(loaded, { log: [late, ['2026-03-03 07:00', 'event purchased']] })
    expect(story(host, ['passed']).at(-1)).toBe('03-03 08:00 passed w:purchased')
  })
})

describe('a cap', () => {
  const capped = { limit: { count: 2, per: 'P7D' } }
  const daily = { s: send('hello', 'd'), d: delay('P1D', 's') }

  test('slides', () => {
    const host = play(shop(daily, capped), { log: [START], until: '2026-03-11 10:00' })
    expect(story(host, ['sent', 'suppressed'])).toEqual([
      '03-02 10:00 sent hello',
      '03-03 10:00 sent hello',
      ...['04', '05', '06', '07', '08'].map((day) => `03-${day} 10:00 suppressed hello: cap`),
      '03-09 10:00 sent hello',
      '03-10 10:00 sent hello',
      '03-11 10:00 suppressed hello: cap',
    ])
  })

  test('counts across journeys, per channel and contact', () => {
    const once = { s: send('hello', 't'), t: send('nudge', 'f'), f: finish() }
    const journeys = {
      one: journey({ nodes: once }),
      two: journey({ nodes: once }),
      three: journey({ nodes: once }),
    }
    const { channels } = bundle({})
    const loaded = load(
      bundle(journeys, { channels: { ...channels, mail: { ...channels.mail!, ...capped } } }),
    )
    const host = play(loaded, { log: [START] })
    const other = { kind: 'contact', contact: 'c2', attributes: { email: 'c2@example.com' } } as const
    host.post(other)
    host.post({ kind: 'event', contact: 'c2', event: 'signed_up', at: host.now })
    for (const contact of ['c1', 'c2']) {
      const mails = host.records.filter(
        (one) => one.contact === contact && 'channel' in one && one.channel === 'mail',
      )
      const count = (kind: string) => mails.filter((one) => one.kind === kind).length
      expect([count('sent'), count('suppressed')]).toEqual([2, 1])
    }
    expect(host.sent.filter((one) => one.channel === 'text')).toHaveLength(6)
  })
})

describe('an exit', () => {
  test('that holds right before a message ends the run, and nothing is sent', () => {
    // The tag of the step before makes the exit true; no input comes between the two.
    const nodes = {
      t: { kind: 'tag', tag: 'vip', edges: { next: 's' } } as Node,
      s: send('hello', 'f'),
      f: finish(),
    }
    const loaded = load(
      bundle({ j: journey({ nodes, exits: [{ id: 'is vip', when: { has_tag: 'vip' } }] }) }),
    )
    const host = play(loaded, { log: [START] })
    expect(story(host).slice(1)).toEqual(['03-02 10:00 tagged vip', '03-02 10:00 exited is vip'])
    expect(host.sent).toEqual([])
  })

  test('while the outcome of a message is awaited ends the run; the message is still recorded', () => {
    const nodes = { s: send('hello', 'f'), f: finish() }
    const loaded = load(bundle({ j: journey({ nodes, exits: [{ id: 'out', when: OPTED_OUT }] }) }))
    const host = createMemoryHost(loaded, { deliver: () => undefined })
    const at = moment('2026-03-02 10:00')
    host.post({ kind: 'contact', contact: 'c1', attributes: { email: 'a@b.c' } })
    host.post({ kind: 'event', contact: 'c1', event: 'signed_up', at })
    host.post({ kind: 'contact', contact: 'c1', attributes: { opt_in: false }, at })
    host.post({ kind: 'outcome', contact: 'c1', key: 'j/c1#1/s/1', ok: true, at })
    expect(story(host).slice(1)).toEqual(['03-02 10:00 exited out', '03-02 10:00 sent hello'])
  })
})

describe('events about messages', () => {
  const opened = (next: string): Node => ({
    kind: 'wait',
    limit: 'P3D',
    arms: [
      { name: 'opened', on: { event: 'opened' }, where: { '===': [{ var: ['event', 'message'] }, 'hello'] } },
    ],
    edges: { opened: next, timeout: 'lost' },
  })
  const nodes = { s: send('hello', 'w'), w: opened('f'), f: finish('read'), lost: finish('not read') }
  const two = load(
    bundle({
      one: journey({ nodes }),
      two: journey({ starts: [{ id: 'purchased', on: { event: 'purchased' } }], nodes }),
    }),
  )
  const both: Line[] = [START, ['2026-03-02 11:00', 'event purchased']]
  const ends = (log: Line[]) =>
    play(two, { log: [...both, ...log] }).records.flatMap((one) =>
      one.kind === 'finished' ? [`${one.journey} ${one.reason}`] : [],
    )

  test('without a key mean the latest message of that name, so only the run that sent it', () => {
    expect(ends([['2026-03-02 12:00', 'event opened {"message":"hello"}']])).toEqual([
      'two read',
      'one not read',
    ])
  })

  test('with a key mean that message', () => {
    expect(ends([['2026-03-02 12:00', 'event opened {"key":"one/c1#1/s/1"}']])).toEqual([
      'one read',
      'two not read',
    ])
  })

  test('with a key that nobody knows mean none', () => {
    expect(ends([['2026-03-02 12:00', 'event opened {"message":"hello","key":"other"}']])).toEqual([
      'one not read',
      'two not read',
    ])
  })

  test('are emitted when a message was sent, and can start journeys and be goals', () => {
    const loaded = load(
      bundle({
        j: journey({
          nodes: { s: send('hello', 'w'), w: waitFor('purchased', 'P1D', 'f', 'f'), f: finish() },
          goals: { said: { event: 'sent' } },
        }),
        k: journey({
          starts: [
            { id: 'sent', on: { event: 'sent' }, where: { '===': [{ var: ['event', 'message'] }, 'hello'] } },
          ],
          nodes: { f: finish('started by a message') },
        }),
      }),
    )
    expect(story(play(loaded, { log: [START] }))).toEqual([
      '03-02 10:00 entered j by signed_up',
      '03-02 10:00 sent hello',
      '03-02 10:00 goal said',
      '03-02 10:00 entered k by sent',
      '03-02 10:00 finished started by a message',
      '03-03 10:00 finished',
    ])
  })

  test.each([
    ['of a message', '{"message":"hello"}'],
    ['of a channel', '{"channel":"mail"}'],
  ])('`unsubscribed` %s takes consent away', (_, payload) => {
    const host = play(shop(ONE), { log: [['2026-03-01 10:00', `event unsubscribed ${payload}`], START] })
    expect(host.contact('c1')?.attributes.opt_in).toBe(false)
    expect(story(host).slice(1)).toEqual([
      '03-02 10:00 suppressed hello: consent',
      '03-02 10:00 finished else',
    ])
  })
})

describe('a message that is held back right before it is sent', () => {
  const withheld = {
    options: { deliver: () => ({ ok: false, reason: 'no consent', withheld: 'consent' }) as const },
  }

  test('is suppressed, with its key, and the run takes the way of one that is not sent', () => {
    const host = play(shop(ONE), { log: [START], ...withheld })
    expect(story(host)).toEqual([
      '03-02 10:00 entered j by signed_up',
      '03-02 10:00 suppressed hello: consent',
      '03-02 10:00 finished else',
    ])
    expect(host.records.find(({ kind }) => kind === 'suppressed')).toMatchObject({ key: 'j/c1#1/s/1' })
  })

  test('counts for no limit, as it never came', () => {
    const nodes = { s: send('hello', 't'), t: send('hello', 'f'), f: finish() }
    const outcomes: Outcome[] = [{ ok: false, reason: 'no address', withheld: 'missing' }, { ok: true }]
    const host = play(shop(nodes, { limit: { count: 1, per: 'P7D' } }), {
      log: [START],
      options: { deliver: () => outcomes.shift() },
    })
    expect(story(host, ['suppressed', 'sent'])).toEqual([
      '03-02 10:00 suppressed hello: missing',
      '03-02 10:00 sent hello',
    ])
  })
})
