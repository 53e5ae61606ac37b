/** What `journey run` tells of calls, notifications and holdouts. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, run } from './helpers.ts'

const PROJECT = `
contact { email: email? }
event signed_up
event bought
department sales "Sales"
action make_coupon(percent: percent): { code: string }
journey welcome "Welcome" {
  start on signed_up
  goal buys: bought within 7 days
  holdout 50%
  call make_coupon(percent: 10%) as coupon else { finish "no coupon" }
  notify sales "Code {coupon.code}"
}
`

/** X held out. */
const SIGNED_UP = ['sara', 'tom', 'jan', 'max', 'lea'].map((contact) =>
  JSON.stringify({ type: 'event', contact, event: 'signed_up', at: '2026-03-02T10:00:00Z' }),
)
const result = (contact: string, answer: object) =>
  JSON.stringify({ type: 'result', contact, action: 'make_coupon', at: '2026-03-02T10:05:00Z', ...answer })

async function replay(lines: readonly string[]) {
  const folder = folderWith({ 'a.journey': PROJECT, 'log.jsonl': `${lines.join('\n')}\n` })
  const outcome = await run(folder, ['run', '--events', 'log.jsonl', '--out', 'results'])
  const file = (name: string) => readFileSync(join(folder, 'results', name), 'utf8')
  const objects = (name: string) =>
    file(name)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  return { ...outcome, files: readdirSync(join(folder, 'results')), file, objects }
}

test('without results in the log, actions answer with values that are made up', async () => {
  const { status, files, objects } = await replay(SIGNED_UP)
  expect(status).toBe(0)
  expect(files).toEqual([
    'calls.jsonl',
    'contacts.jsonl',
    'notifications.jsonl',
    'sent.jsonl',
    'statistics.json',
  ])
  expect(objects('calls.jsonl')[0]).toEqual({
    at: '2026-03-02T10:00:00.000Z',
    contact: 'sara',
    journey: 'welcome',
    run: 'welcome/sara#1',
    node: 'coupon',
    action: 'make_coupon',
    key: 'welcome/sara#1/coupon/1',
    args: { percent: 0.1 },
    values: { code: 'sample code' },
  })
  expect(objects('notifications.jsonl')[0]).toMatchObject({
    contact: 'sara',
    department: 'sales',
    text: 'Code sample code',
  })
})

describe('with results in the log', () => {
  const log = [
    ...SIGNED_UP,
    result('sara', { values: { code: 'TEA10' } }),
    result('jan', { failed: 'out of coupons' }),
    JSON.stringify({ type: 'event', contact: 'tom', event: 'bought', at: '2026-03-03T10:00:00Z' }),
  ]

  test('calls wait for them', async () => {
    const { status, objects } = await replay(log)
    expect(status).toBe(0)
    const answers = objects('calls.jsonl').map(({ contact, values, failed }) => [contact, values ?? failed])
    expect(answers).toEqual([
      ['sara', { code: 'TEA10' }],
      ['jan', 'out of coupons'],
      ['lea', undefined],
    ])
    expect(objects('contacts.jsonl').map(({ runs: [one] }) => [one.state, one.node])).toEqual([
      ['finished', '(end)'],
      ['held_out', undefined],
      ['finished', 'finish'],
      ['held_out', undefined],
      ['active', 'coupon'],
    ])
  })

  test('the summary counts them, and those who were held out', async () => {
    expect((await replay(log)).out.split('\n').slice(2, -7)).toEqual([
      'welcome "Welcome"',
      '  entered 3 · inside 1 · finished 2 · exited 0 · held out 2',
      '',
      '  step          entered  waiting  passed',
      '  coupon              3        1  2 (next 1, else 1)',
      '  notify sales        1        0  1',
      '  (end)               1        0',
      '  finish              1        0',
      '',
      '  action       called  failed  waiting',
      '  make_coupon       1       1        1',
      '',
      '  department  notified',
      '  sales              1',
      '',
      '  goal  reached',
      '  buys        0  0% of entries · 50% of those held out',
    ])
  })

  test('the statistics count those who were held out apart', async () => {
    const { file } = await replay(log)
    expect(JSON.parse(file('statistics.json')).journeys.welcome).toMatchObject({
      entered: 3,
      goals: { buys: 0 },
      heldOut: { entered: 2, goals: { buys: 1 } },
    })
  })

  test('a result that does not fit is told with its line', async () => {
    const { status, err } = await replay([
      ...SIGNED_UP,
      result('sara', { values: { code: 5 } }),
      result('jan', { action: 'make_coupons', values: {} }),
    ])
    expect(status).toBe(1)
    expect(err).toContain('log.jsonl:6: error[R2007]: "code" of the result of "make_coupon" must be a text.')
    expect(err).toContain('log.jsonl:7: error[R2010]: There is no action "make_coupons".')
  })
})
