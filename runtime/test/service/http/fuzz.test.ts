/** Garbage on every address: it is refused or taken, and the service lives on. */
import { request } from 'node:http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { operations } from '../../../src/service/http/api/index.ts'
import { serve } from './running.ts'

interface Garbage {
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer
}

const nasty = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  '..',
  '.',
  '',
  ' ',
  '\u0000',
  '%',
  '%2F',
  '%00',
  '%E0%A4%A',
  "' OR 1=1 --",
  '<script>',
  '👋',
  'ي',
  'x'.repeat(600),
  'welcome',
  'hello',
  'sara',
  'welcome/sara#1/hello/1',
  '1e308',
  '-1',
  'NaN',
)
const word = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 30 }))

/** A text as it may stand in an address, well or badly written. */
const inAddress = fc.oneof(
  word.map((text) => encodeURIComponent(text.toWellFormed())),
  fc.stringMatching(/^[!$-;=@-Z_a-z~%]{0,20}$/),
)
const query = fc
  .array(
    fc.tuple(fc.constantFrom('after', 'limit', 'prefix', 'state', 'kind', '__proto__', 'x'), inAddress),
    { maxLength: 3 },
  )
  .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.join('=')).join('&')}`))
const known = fc.constantFrom(
  ...operations.map(({ path }) => path),
  '/metrics',
  '/login',
  '/logout',
  '/healthz',
  '/readyz',
  '/openapi.json',
  '/unsubscribe/{token}',
)
const path = fc
  .tuple(known, fc.infiniteStream(inAddress), query)
  .map(([template, names, rest]) => template.replace(/\{\w+\}/g, () => names.next().value as string) + rest)

const scalar = fc.oneof(
  word,
  fc.constantFrom(null, true, false, 0, -0, 1e308, -1e308, 2 ** 53, 5e-324),
  fc.double(),
  fc.constantFrom('2026-03-02T10:00:00Z', '9999-12-31T00:00:00Z', '0000-01-01T00:00:00Z', '2026-03-02'),
)
const field = fc.oneof(
  fc.constantFrom('type', 'contact', 'id', 'event', 'payload', 'attributes', 'tags', 'tag', 'at', 'journey'),
  fc.constantFrom(
    'action',
    'key',
    'values',
    'failed',
    'url',
    'email',
    'name',
    'points',
    'opt_in',
    'language',
  ),
  nasty,
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(field, tie('value')), { maxLength: 6 })
      // Not an object, since its `__proto__` would be lost on the way.
      .map((pairs) => ({ pairs })),
  ),
}))
function asText(given: unknown): string {
  if (Array.isArray(given)) return `[${given.map(asText).join(',')}]`
  if (given !== null && typeof given === 'object') {
    const { pairs } = given as { pairs: [string, unknown][] }
    return `{${pairs.map(([name, one]) => `${JSON.stringify(name)}:${asText(one)}`).join(',')}}`
  }
  return JSON.stringify(given) ?? 'null'
}

/** Things that are nearly right get further than noise. */
const nearlyRight = fc
  .record({
    type: fc.constantFrom('event', 'contact', 'tag', 'untag', 'start', 'result', 'nonsense', undefined),
    contact: fc.oneof({ weight: 4, arbitrary: word }, value),
    id: fc.option(fc.oneof(word, value), { nil: undefined }),
    event: fc.constantFrom('signed_up', 'purchased', 'viewed', 'opened', 'unsubscribed', '__proto__'),
    tag: fc.constantFrom('vip', '__proto__'),
    journey: fc.constantFrom('fair', 'welcome', 'constructor'),
    attributes: fc.oneof({ weight: 3, arbitrary: fc.dictionary(field, scalar, { maxKeys: 2 }) }, scalar),
    payload: fc.oneof({ weight: 3, arbitrary: fc.dictionary(field, scalar, { maxKeys: 4 }) }, scalar),
    at: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, scalar),
    action: fc.constantFrom('make_coupon', 'toString'),
  })
  .map((one) => JSON.stringify(one, (_, inner) => (inner?.pairs ? undefined : inner)))

/** An object with some of these fields, and values that they may or may not have. */
function fieldsOf(names: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const fitting = fc.oneof(
    fc.dictionary(field, scalar, { maxKeys: 3 }),
    fc.array(word, { maxLength: 3 }),
    fc.constantFrom('opened', 'clicked', 'bounced', 'unsubscribed', 'sara', '2026-03-02T10:00:00Z'),
    scalar,
  )
  return fc.dictionary(names, fitting, { maxKeys: 4 }).map((one) => JSON.stringify(one))
}

const deep = fc.constantFrom('[', '{"a":').map((open) => open.repeat(100_000))
const text = fc.oneof(
  value.map(asText),
  { weight: 6, arbitrary: nearlyRight },
  { weight: 3, arbitrary: fieldsOf(fc.constantFrom('attributes', 'tags', 'at', 'contact', 'id')) },
  { weight: 3, arbitrary: fieldsOf(fc.constantFrom('event', 'url', 'payload', 'values', 'failed')) },
  deep,
  fc.string({ unit: 'binary' }),
)
const body = fc.oneof(
  text.map((one) => Buffer.from(one)),
  fc.array(text, { maxLength: 5 }).map((lines) => Buffer.from(lines.join('\n'))),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
)
const headers = fc
  .record(
    {
      'content-type': fc.constantFrom(
        'application/json',
        'application/json',
        'application/x-ndjson',
        'application/json; charset=utf-16',
        'text/plain',
        '/',
        'application/x-www-form-urlencoded',
      ),
      'idempotency-key': fc.stringMatching(/^[!-~ \xa0-\xff]{0,30}$/),
      authorization: fc.stringMatching(/^[!-~ \xa0-\xff]{0,30}$/),
      cookie: fc.stringMatching(/^journey_session=[\w.-]{0,20}$/),
      origin: fc.constantFrom('null', 'http://127.0.0.1', 'nonsense', ''),
      'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site', ''),
      'x-request-id': fc.stringMatching(/^[!-~]{0,20}$/),
      accept: fc.constantFrom('text/html', '*/*', ''),
      'content-encoding': fc.constantFrom('gzip', 'identity'),
    },
    { requiredKeys: ['content-type'] },
  )
  .map((all) => all as Record<string, string>)
/** Anything at all. */
const wild: fc.Arbitrary<Garbage> = fc.record({
  method: fc.constantFrom(
    'GET',
    'POST',
    'POST',
    'POST',
    'PATCH',
    'PATCH',
    'PUT',
    'DELETE',
    'HEAD',
    'OPTIONS',
    'TRACE',
  ),
  path,
  headers,
  body,
})

const NAMES: Readonly<Record<string, string>> = {
  id: 'sara',
  name: 'welcome',
  node: 'hello',
  key: 'welcome/sara#1/hello/1',
}
/** What an operation has of its own, with a body that it does not expect. */
const writing = operations.filter(({ method }) => method !== 'get')
const aimed: fc.Arbitrary<Garbage> = fc.constantFrom(...operations, ...writing, ...writing).chain((one) =>
  fc.record({
    method: fc.constant(one.method.toUpperCase()),
    path: fc
      .tuple(
        fc.infiniteStream(fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, inAddress)),
        one.method === 'get' ? query : fc.constant(''),
      )
      .map(
        ([names, rest]) =>
          one.path.replace(
            /\{(\w+)\}/g,
            (_, name) => names.next().value ?? encodeURIComponent(NAMES[name]!),
          ) + rest,
      ),
    headers: fc
      .record(
        {
          'content-type': fc.constantFrom('application/json', 'application/json', 'application/x-ndjson'),
          'idempotency-key': fc.stringMatching(/^[!-~ \xa0-\xff]{1,30}$/),
        },
        { requiredKeys: ['content-type'] },
      )
      .map((all) => all as Record<string, string>),
    body,
  }),
)

function send(url: string, { method, path: target, headers: sent, body: bytes }: Garbage): Promise<number> {
  return new Promise((resolve, reject) => {
    const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'TRACE'
    const { hostname, port } = new URL(url)
    const asking = request({ hostname, port, method, path: target, headers: sent }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode!))
      response.on('error', reject)
    })
    asking.on('error', reject)
    asking.end(hasBody ? bytes : undefined)
  })
}

test.each([
  ['whom everybody may ask', {}],
  ['that asks for a token', { token: 'a-token-that-is-long-enough' }],
])(
  'a service %s answers nothing with a fault of its own, and stays well',
  async (_, access) => {
    const { url, ask, engine, logged } = await serve({ access })
    await engine.post([
      { kind: 'contact', contact: 'sara', attributes: { email: 'sara@example.com' } },
      { kind: 'event', event: 'signed_up', contact: 'sara', at: 0 },
    ])
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: aimed }, wild), async (one) => {
        const status = await send(url, one)
        expect(status, logged.at(-1)).toBeLessThan(500)
      }),
      { numRuns: 800 },
    )
    expect((await ask('GET', '/readyz')).status).toBe(200)
    // What was taken can be told again, all of it.
    const { items } = engine.reader.log({ limit: 100_000 })
    expect(items.length).toBe(engine.reader.counts().logEntries)
  },
  120_000,
)
