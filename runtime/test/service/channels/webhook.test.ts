import { afterEach, describe, expect, test } from 'vitest'
import { createWebhookSender, retryAfter } from '../../../src/service/channels/senders/webhook.ts'
import { SIGNATURE_TOLERANCE, sign, verifySignature } from '../../../src/service/channels/signature.ts'
import { moment } from '../../helpers.ts'
import { coupon, letter, notice } from './parcels.ts'
import { type Answer, closedPort, closeMidway, hang, startWebSink, type WebSink } from './sinks.ts'

const NOW = moment('2026-03-02 10:00')
const SECRET = 'a secret of the shop'
const sinks: WebSink[] = []
afterEach(async () => {
  await Promise.all(sinks.splice(0).map((one) => one.close()))
})

async function sinkThat(answer?: Parameters<typeof startWebSink>[0]): Promise<WebSink> {
  const sink = await startWebSink(answer)
  sinks.push(sink)
  return sink
}

const senderTo = (url: string, headers = {}) =>
  createWebhookSender({ url, secret: SECRET, headers, clock: () => NOW })
const soon = () => AbortSignal.timeout(300)

test('a message is posted as JSON, with its key and a signature', async () => {
  const sink = await sinkThat()
  const parcel = letter({ unsubscribe: 'https://x.example/u/1' })
  const verdict = await senderTo(sink.url, { Authorization: 'Bearer 1' }).send(parcel, soon())
  expect(verdict).toEqual({ kind: 'done' })
  const { body, headers } = sink.posts[0]!
  expect(JSON.parse(body)).toEqual({
    kind: 'message',
    key: 'welcome/sara#1/send hello/1',
    at: '2026-03-02T10:00:00.000Z',
    contact: 'sara',
    journey: 'welcome',
    run: 'welcome/sara#1',
    node: 'send hello',
    message: 'hello',
    channel: 'mail',
    to: 'sara@example.com',
    args: {},
    content: { subject: 'Welcome, Sara', body: 'Good to have you here.' },
    unsubscribe: 'https://x.example/u/1',
  })
  expect(headers).toMatchObject({
    authorization: 'Bearer 1',
    'content-type': 'application/json',
    'journey-key': 'welcome%2Fsara%231%2Fsend%20hello%2F1',
    'journey-attempt': '1',
    'idempotency-key': expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(verifySignature(SECRET, body, String(headers['journey-signature']), NOW / 1000)).toBe(true)
})

test('a repeat has the same body and the same idempotency key', async () => {
  const sink = await sinkThat()
  for (const attempt of [1, 2]) await senderTo(sink.url).send(letter({ attempt }), soon())
  const [first, second] = sink.posts
  expect(second!.body).toBe(first!.body)
  expect(second!.headers['idempotency-key']).toBe(first!.headers['idempotency-key'])
  expect(second!.headers['journey-attempt']).toBe('2')
})

test('a notification says whom it is for', async () => {
  const sink = await sinkThat()
  await senderTo(sink.url).send(notice(), soon())
  expect(JSON.parse(sink.posts[0]!.body)).toMatchObject({
    kind: 'notification',
    department: 'sales',
    to: 'sales@example.com',
    text: 'Call Sara\nShe did not buy.',
  })
})

describe('what an action answers', () => {
  test.each<[what: string, answer: Answer, verdict: object]>([
    [
      'values',
      { status: 200, body: '{"values":{"code":"TEA10"}}' },
      { kind: 'done', result: { ok: true, values: { code: 'TEA10' } } },
    ],
    ['nothing, as it returns nothing', 204, { kind: 'done', result: { ok: true, values: {} } }],
    [
      'that it failed',
      { status: 200, body: '{"failed":"no coupons left"}' },
      { kind: 'done', result: { ok: false, reason: 'no coupons left' } },
    ],
    ['that it will answer later', { status: 202, body: 'ok' }, { kind: 'done' }],
    [
      'a page',
      { status: 200, body: '<html>' },
      { kind: 'dead', reason: expect.stringContaining('not one of {"values"') },
    ],
    [
      'values by habit',
      { status: 200, body: '{"code":"TEA10"}' },
      { kind: 'dead', reason: expect.stringContaining('not one of') },
    ],
    [
      'both at once',
      { status: 200, body: '{"values":{"code":"TEA10"},"failed":"no"}' },
      { kind: 'dead', reason: expect.stringContaining('not one of') },
    ],
    [
      'lists without end',
      { status: 200, body: `{"values":{"code":${'['.repeat(50_000)}${']'.repeat(50_000)}}}` },
      { kind: 'dead', reason: expect.stringContaining('not one of') },
    ],
    [
      'far too much',
      { status: 200, body: 'x'.repeat(1_000_001) },
      { kind: 'dead', reason: expect.stringContaining('longer than') },
    ],
  ])('%s', async (_, answer, verdict) => {
    const sink = await sinkThat(() => answer)
    expect(await senderTo(sink.url).send(coupon(), AbortSignal.timeout(5000))).toEqual(verdict)
  })
})

describe('what a provider answers', () => {
  const again = { kind: 'again', provider: true }
  test.each<[what: string, answer: Answer, verdict: object]>([
    [
      '500',
      { status: 500, body: 'oops\nat line 1' },
      { ...again, reason: 'it answered 500: oops at line 1' },
    ],
    [
      '503 with a pause',
      { status: 503, headers: { 'Retry-After': '120' } },
      { ...again, reason: 'it answered 503', after: 120_000 },
    ],
    [
      '429 with a date',
      { status: 429, headers: { 'Retry-After': 'Mon, 02 Mar 2026 10:01:00 GMT' } },
      { ...again, reason: 'it answered 429', after: 60_000 },
    ],
    ['408', 408, { ...again, reason: 'it answered 408' }],
    [
      '400',
      { status: 400, body: 'no such number' },
      { kind: 'dead', reason: 'it answered 400: no such number' },
    ],
    ['404', 404, { kind: 'dead', reason: 'it answered 404' }],
    [
      '302',
      { status: 302, headers: { Location: 'http://evil.example' } },
      { kind: 'dead', reason: expect.stringContaining('points to http://evil.example') },
    ],
    ['nothing', hang, { ...again, reason: 'it did not answer in time' }],
    ['half of it', closeMidway, { ...again, reason: expect.any(String) }],
  ])('%s', async (_, answer, verdict) => {
    const sink = await sinkThat(() => answer)
    expect(await senderTo(sink.url).send(coupon(), soon())).toEqual(verdict)
    expect(sink.posts).toHaveLength(1)
  })

  test('slowly, drop by drop', async () => {
    const sink = await sinkThat(() => (response) => {
      response.writeHead(200)
      const drops = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drops))
    })
    expect(await senderTo(sink.url).send(letter(), soon())).toMatchObject(again)
  })

  test('nobody is there', async () => {
    const url = `http://127.0.0.1:${await closedPort()}/`
    const verdict = await senderTo(url).send(letter(), soon())
    expect(verdict).toMatchObject({ ...again, reason: expect.stringContaining('ECONNREFUSED') })
  })
})

test.each<[header: string | null, after: number | undefined]>([
  ['0', 0],
  ['30', 30_000],
  ['Mon, 02 Mar 2026 09:00:00 GMT', 0],
  ['soon', undefined],
  [null, undefined],
])('Retry-After: %s', (header, after) => {
  expect(retryAfter(header, NOW)).toBe(after)
})

describe('a signature', () => {
  const body = '{"key":"سلام"}'
  const now = NOW / 1000
  const signed = sign(SECRET, body, now)
  test.each<[what: string, holds: boolean, secret: string, text: string, header: string, at: number]>([
    ['holds', true, SECRET, body, signed, now],
    ['holds for a while', true, SECRET, body, signed, now + SIGNATURE_TOLERANCE],
    ['not for long', false, SECRET, body, signed, now + SIGNATURE_TOLERANCE + 1],
    ['not from the future', false, SECRET, body, signed, now - SIGNATURE_TOLERANCE - 1],
    ['not for another body', false, SECRET, `${body} `, signed, now],
    ['not with another secret', false, 'another', body, signed, now],
    ['not with another time', false, SECRET, body, signed.replace(String(now), String(now + 1)), now],
    ['and is no other text', false, SECRET, body, 'v1=abc', now],
  ])('%s', (_, holds, secret, text, header, at) => {
    expect(verifySignature(secret, text, header, at)).toBe(holds)
  })
})
