import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTimerQueue } from '../../src/hosts/timer-queue.ts'
import { createMemoryHost, createRenderer, type RuntimeRecord, unwrap } from '../../src/index.ts'
import {
  bundle,
  delay,
  finish,
  input,
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
const daily = load(bundle({ j: journey({ nodes: { d: delay('P1D', 's'), s: send('hello', 'd') } }) }))

test('a queue of timers gives them by time, then in order of adding', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (dues) => {
      const queue = createTimerQueue<[number, number]>()
      dues.forEach((due, index) => {
        queue.add(due, [due, index])
      })
      const taken = Array.from(dues, () => queue.take())
      expect(taken).toEqual(
        dues.map((due, index) => [due, index]).sort(([a, i], [b, j]) => a! - b! || i! - j!),
      )
      expect([queue.size, queue.nextDue(), queue.take()]).toEqual([0, undefined, undefined])
    }),
  )
})

describe('the clock', () => {
  test('moves only when it is told to, and never back', () => {
    const host = play(daily, { log: [START], until: '2026-03-04 09:00' })
    expect(host.now).toBe(moment('2026-03-04 09:00'))
    expect(host.sent).toHaveLength(1)
    host.advanceTo(moment('2026-03-04 10:00'))
    expect(host.sent).toHaveLength(2)
    host.advanceTo(moment('2026-03-01 10:00'))
    expect(host.now).toBe(moment('2026-03-04 10:00'))
  })

  test('runs the timers before an input, but those of its moment after it', () => {
    const host = play(daily, {
      log: [START, ['2026-03-04 10:00', 'event viewed {"page":"x"}']],
      until: '2026-03-04 09:00',
    })
    expect(host.sent).toHaveLength(1)
    host.advanceTo(host.now)
    expect(host.sent).toHaveLength(2)
  })

  test('runs until idle, or says that there is more', () => {
    const once = load(bundle({ j: journey({ nodes: { d: delay('P1D', 'f'), f: finish() } }) }))
    const idle = play(once, { log: [START], until: START[0] })
    expect([
      idle.runUntilIdle(moment('2026-03-03 09:00')),
      idle.runUntilIdle(moment('2026-03-03 10:00')),
    ]).toEqual([false, true])
    const forever = play(daily, { log: [START], until: START[0] })
    expect(forever.runUntilIdle(moment('2026-04-01 10:00'))).toBe(false)
    expect(forever.sent).toHaveLength(30)
  })

  test('counts an input from before as received late', () => {
    const host = play(daily, { log: [START], until: '2026-03-02 12:00' })
    expect(host.post(input('2026-03-02 11:00', 'event viewed {"page":"x"}'))).toEqual([])
    expect(host.contact('c1')?.clock).toBe(moment('2026-03-02 12:00'))
  })
})

test('contacts are apart', () => {
  const loaded = load(
    bundle({ j: journey({ nodes: { w: waitFor('purchased', 'P7D', 'f', 'f'), f: finish() } }) }),
  )
  const host = createMemoryHost(loaded)
  for (const contact of ['c1', 'c2']) host.post(input(START[0], START[1], { contact }))
  host.post(input('2026-03-03 10:00', 'event purchased', { contact: 'c2' }))
  expect([...host.contacts()].map(({ id, runs }) => [id, runs.length])).toEqual([
    ['c1', 1],
    ['c2', 0],
  ])
})

test('an outcome can be posted later; the run waits for it', () => {
  const loaded = load(bundle({ j: journey({ nodes: { s: send('hello', 'f'), f: finish() } }) }))
  const host = play(loaded, { log: [START], options: { deliver: () => undefined } })
  expect(host.contact('c1')?.runs[0]?.hold).toEqual({ kind: 'sending', key: 'j/c1#1/s/1', hop: 0 })
  host.post({ kind: 'outcome', contact: 'c1', key: 'j/c1#1/s/1', ok: false, reason: 'no', at: host.now })
  expect(story(host, ['failed', 'finished'])).toHaveLength(2)
})

test('records and messages go to whom asks for them, and are not kept then', () => {
  const records: RuntimeRecord[] = []
  const keys: string[] = []
  const options = {
    onRecord: (record: RuntimeRecord) => records.push(record),
    onSend: ({ key }: { key: string }) => keys.push(key),
  }
  const host = play(daily, { log: [START], until: '2026-03-03 10:00', options })
  expect([host.records, host.sent]).toEqual([[], []])
  expect(records.map((one) => one.kind)).toEqual([
    'entered',
    'held',
    'passed',
    'handed',
    'sent',
    'passed',
    'held',
  ])
  expect(keys).toEqual(['j/c1#1/s/1'])
})

describe('with a renderer', () => {
  const source = (body: string) =>
    load(
      bundle(
        { j: journey({ nodes: { s: send('hello', 'f'), f: finish() } }) },
        {
          messages: {
            hello: {
              channel: 'mail',
              params: {},
              content: { subject: { text: 'Hi' }, body: { liquid: body } },
            },
          },
        },
      ),
    )

  test('messages have their texts, for the contact as it was then', async () => {
    const loaded = source('Dear {{ contact.name }}')
    const host = play(loaded, {
      log: [START],
      attributes: { name: 'Sara' },
      options: { renderer: unwrap(await createRenderer(loaded)) },
    })
    host.post({ kind: 'contact', contact: 'c1', attributes: { name: 'Reza' } })
    expect(host.sent[0]?.content).toEqual({ subject: 'Hi', body: 'Dear Sara' })
  })

  test('a message whose text can not be written has failed', async () => {
    const loaded = source('{% render "missing" %}')
    const host = play(loaded, { log: [START], options: { renderer: unwrap(await createRenderer(loaded)) } })
    expect(host.records.find((one) => one.kind === 'failed')?.reason).toContain('R5003')
    // For those who read records it is more than a send that failed: it will never succeed.
    expect(host.records.filter((one) => one.kind === 'problem')).toMatchObject([
      { contact: 'c1', problem: { code: 'R5003' } },
    ])
    expect(host.sent[0]?.outcome?.ok).toBe(false)
  })
})
