/** What requests do, and how those that can't be answered are refused. */
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { bundle, delay, finish, journey } from '../../helpers.ts'
import { newDataFile } from '../files.ts'
import { ndjson, START, serve, shop } from './running.ts'

type Receipt = { receipt: string; seq?: number }
type LinesReceipt = {
  taken: number
  unchanged: number
  refused: number
  problems: { code: string; line: number }[]
}

describe('one thing', () => {
  test('an event is taken once, however often it is sent', async () => {
    const { ask } = await serve()
    const event = { contact: 'sara', event: 'signed_up', id: 'e1', at: '2026-03-02T10:00:00Z' }
    expect((await ask('POST', '/v1/events', event)).body).toEqual({ receipt: 'taken', seq: 1 })
    expect((await ask('POST', '/v1/events', event)).body).toEqual({ receipt: 'unchanged' })
    const other = { ...event, contact: 'tom' }
    expect((await ask('POST', '/v1/events', other)).body).toEqual({ receipt: 'taken', seq: 2 })
  })

  test('a header can name it in place of an id', async () => {
    const { ask } = await serve()
    const event = { contact: 'sara', event: 'signed_up' }
    const named = (key: string) => ask('POST', '/v1/events', event, { 'idempotency-key': key })
    expect((await named('k1')).body).toEqual({ receipt: 'taken', seq: 1 })
    expect((await named('"k1"')).body).toEqual({ receipt: 'unchanged' })
    expect((await named('k2')).body).toEqual({ receipt: 'taken', seq: 2 })
    const both = await ask('POST', '/v1/events', { ...event, id: 'a' }, { 'idempotency-key': 'b' })
    expect([both.status, both.body.code]).toEqual([400, 'bad_request'])
    expect((await named('x'.repeat(201))).status).toBe(400)
  })

  test('with an id that something else had it is refused', async () => {
    const { ask, clock } = await serve()
    const event = { contact: 'sara', event: 'signed_up', id: 'e1' }
    await ask('POST', '/v1/events', event)
    clock.at += 60_000
    expect((await ask('POST', '/v1/events', event)).body).toEqual({ receipt: 'unchanged' })
    const other = await ask('POST', '/v1/events', { ...event, event: 'purchased' })
    expect(other.status).toBe(409)
    expect(other.body).toMatchObject({ code: 'id_taken', problems: [{ code: 'R2013' }] })
    const lines = [event, { ...event, event: 'purchased' }].map((line) => JSON.stringify(line)).join('\n')
    const { body } = await ask<LinesReceipt>('POST', '/v1/events', lines, ndjson)
    expect(body).toMatchObject({ unchanged: 1, refused: 1, problems: [{ code: 'R2013', line: 2 }] })
  })

  test('told as history it starts nothing, over HTTP as well', async () => {
    const { ask, engine } = await serve()
    const event = { contact: 'sara', event: 'signed_up', history: true }
    const old = { ...event, at: '2020-01-02T10:00:00Z' }
    expect((await ask<Receipt>('POST', '/v1/events', old)).body.receipt).toBe('taken')
    expect(engine.reader.contact('sara')?.runs).toEqual([])
    expect((await ask('POST', '/v1/events', event)).body).toMatchObject({ problems: [{ code: 'R4004' }] })
  })

  test('a key in the header is one of its operation, for one request', async () => {
    const { ask } = await serve()
    const keyed = async (method: string, path: string, body: object) => {
      const answer = await ask(method, path, body, { 'idempotency-key': '1' })
      return answer.body.receipt ?? answer.body.code
    }
    const patch = (name: string) => keyed('PATCH', '/v1/contacts/sara', { attributes: { name } })
    expect(await patch('Sara')).toBe('taken')
    expect(await keyed('POST', '/v1/journeys/fair/starts', { contact: 'sara' })).toBe('taken')
    expect(await keyed('POST', '/v1/events', { contact: 'sara', event: 'signed_up' })).toBe('taken')
    expect(await patch('Sara')).toBe('unchanged')
    expect(await patch('Sarah')).toBe('id_taken')
  })

  test('without a time it happens now', async () => {
    const { ask, engine } = await serve()
    await ask('POST', '/v1/events', { contact: 'sara', event: 'signed_up' })
    expect(engine.reader.logOf('sara', { limit: 1 }).items[0]?.input.at).toBe(START)
  })

  test('every type of line is taken as JSON, too', async () => {
    const { ask, engine } = await serve()
    for (const line of [
      { type: 'contact', id: 'sara', attributes: { email: 'sara@example.com' } },
      { type: 'tag', contact: 'sara', tag: 'vip' },
      { type: 'start', contact: 'sara', journey: 'fair' },
    ]) {
      expect((await ask<Receipt>('POST', '/v1/events', line)).body.receipt).toBe('taken')
    }
    const sara = engine.reader.contact('sara')!
    expect(sara.tags).toEqual(['vip'])
    expect(sara.runs.map(({ journey }) => journey)).toEqual(['fair'])
  })

  test.each([
    ['an event that is not declared', { contact: 'sara', event: 'signed_upp' }, 'R2001'],
    ['a field that is missing', { contact: 'sara', event: 'viewed' }, 'R2006'],
    ['a value of another type', { contact: 'sara', event: 'viewed', payload: { page: 7 } }, 'R2007'],
    ['a time without an offset', { contact: 'sara', event: 'signed_up', at: '2026-03-02' }, 'R4004'],
    [
      'a year that is mistyped',
      { contact: 'sara', event: 'signed_up', at: '20206-03-02T10:00:00Z' },
      'R4004',
    ],
    ['no contact', { event: 'signed_up' }, 'R4005'],
    ['a half of a character', { contact: '\ud800', event: 'signed_up' }, 'R4014'],
    ['… also in a value', { contact: 'a', event: 'viewed', payload: { page: 'a\ud83d' } }, 'R4014'],
    ['a field that is misspelt', { contact: 'sara', event: 'signed_up', Id: 'e1' }, 'R4012'],
    [
      'a time that is far ahead',
      { contact: 'sara', event: 'signed_up', at: '2099-03-02T10:00:00Z' },
      'R4013',
    ],
    ['what the runtime itself tells', { contact: 'sara', event: 'sent' }, 'R4007'],
  ])('is refused with %s', async (_, body, code) => {
    const { ask, engine } = await serve()
    const answer = await ask<{ problems: { code: string }[] }>('POST', '/v1/events', body)
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ code: 'refused', status: 422, problems: [{ code }] })
    expect(engine.reader.counts().logEntries).toBe(0)
  })

  test('whole characters are taken, however they are written', async () => {
    const { ask, engine } = await serve()
    const payload = '{"page":"\\ud83d\\ude00 \\\\ud83d"}'
    const line = `{"contact":"sara","event":"viewed","payload":${payload}}`
    expect((await ask<Receipt>('POST', '/v1/events', line)).body.receipt).toBe('taken')
    const [entry] = engine.reader.logOf('sara', { limit: 1 }).items
    expect(entry?.input).toMatchObject({ payload: { page: '😀 \\ud83d' } })
  })

  test('what an event does not declare is left out, and told', async () => {
    const { ask } = await serve()
    const event = { contact: 'sara', event: 'signed_up', payload: { sauce: 'x' } }
    const problems = [{ code: 'R2012', detail: expect.stringContaining('"sauce"') }]
    expect((await ask('POST', '/v1/events', event)).body).toMatchObject({ receipt: 'taken', problems })
  })

  test('attributes are set, taken away and left alone', async () => {
    const { ask } = await serve()
    const patch = (body: object) => ask('PATCH', '/v1/contacts/sara', body)
    await patch({ attributes: { name: 'Sara', email: 'sara@example.com' }, tags: ['vip'] })
    await patch({ attributes: { name: null, points: 3 } })
    expect((await ask('GET', '/v1/contacts/sara')).body).toEqual({
      id: 'sara',
      attributes: { email: 'sara@example.com', points: 3 },
      tags: ['vip'],
      segments: [],
      lastSeen: '2026-03-02T10:00:00.000Z',
    })
  })

  test.each([
    'a/b',
    'a b',
    '100%',
    '#1',
    '?',
    'سارا',
    'x@y.example',
    "o'hara",
    '..x',
    '__proto__',
    '👋',
    '%2F',
  ])('the contact %s has an address', async (id) => {
    const { ask } = await serve()
    const path = `/v1/contacts/${encodeURIComponent(id)}`
    expect((await ask('PATCH', path, { attributes: { name: 'X' } })).status).toBe(200)
    expect((await ask('GET', path)).body.id).toBe(id)
    expect((await ask<{ items: { id: string }[] }>('GET', '/v1/contacts')).body.items[0]?.id).toBe(id)
  })

  test('what became of a message comes back by its key alone', async () => {
    const { ask, engine } = await serve()
    await ask('PATCH', '/v1/contacts/sara', { attributes: { email: 'sara@example.com' } })
    await ask('POST', '/v1/events', { contact: 'sara', event: 'signed_up' })
    const key = encodeURIComponent('welcome/sara#1/hello/1')
    expect((await ask('POST', `/v1/deliveries/${key}/events`, { event: 'opened' })).status).toBe(200)
    const clicked = { event: 'clicked', url: 'https://shop.example/mug' }
    expect((await ask('POST', `/v1/deliveries/${key}/events`, clicked)).status).toBe(200)
    const [input] = engine.reader.logOf('sara', { limit: 1 }).items.map((entry) => entry.input)
    expect(input).toMatchObject({
      event: 'clicked',
      payload: { message: 'hello', channel: 'mail', key: 'welcome/sara#1/hello/1', url: clicked.url },
    })
    expect((await ask('POST', `/v1/deliveries/${key}/events`, { event: 'unsubscribed' })).status).toBe(200)
    expect(engine.reader.contact('sara')?.attributes.opt_in).toBe(false)
  })

  test('an answer to a call moves its run on, once', async () => {
    const { ask, engine, clock } = await serve()
    await ask('POST', '/v1/events', { contact: 'tom', event: 'signed_up' })
    await ask('POST', '/v1/events', { contact: 'tom', event: 'purchased' })
    const path = `/v1/calls/${encodeURIComponent('welcome/tom#1/coupon/1')}/result`
    const wrong = await ask('POST', path, { values: {}, failed: 'no' })
    expect([wrong.status, wrong.body.code]).toEqual([422, 'invalid'])
    expect(wrong.body.detail).toContain('both "values" and "failed"')
    expect((await ask('POST', path, {})).body.detail).toContain('needs "values", or "failed"')
    const misfit = await ask('POST', path, { values: { code: 5 } })
    expect([misfit.status, misfit.body.code]).toEqual([422, 'refused'])
    clock.at += 60_000
    expect((await ask<Receipt>('POST', path, { values: { code: 'X' } })).body.receipt).toBe('taken')
    clock.at += 60_000
    expect((await ask<Receipt>('POST', path, { values: { code: 'Y' } })).body.receipt).toBe('unchanged')
    expect(engine.reader.contact('tom')?.runs.filter(({ state }) => state === 'active')).toEqual([])
  })

  test('an answer that is a line is looked at as well, and one to nothing changes nothing', async () => {
    const { ask, engine } = await serve()
    await ask('POST', '/v1/events', { contact: 'tom', event: 'signed_up' })
    await ask('POST', '/v1/events', { contact: 'tom', event: 'purchased' })
    const { logEntries } = engine.reader.counts()
    const answer = { type: 'result', contact: 'tom', action: 'make_coupon', key: 'welcome/tom#1/coupon/1' }
    const lines = [
      { ...answer, values: { code: 5 } },
      { ...answer, values: {} },
      { ...answer, key: 'nope', values: { code: 'X' } },
      { ...answer, contact: 'sara', values: { code: 'X' } },
    ]
    const body = lines.map((line) => JSON.stringify(line)).join('\n')
    expect((await ask('POST', '/v1/events', body, ndjson)).body).toMatchObject({
      taken: 0,
      unchanged: 2,
      refused: 2,
      problems: [
        { code: 'R2007', line: 1 },
        { code: 'R2006', line: 2 },
      ],
    })
    expect((await ask('POST', '/v1/events', lines[0])).status).toBe(422)
    expect(engine.reader.counts().logEntries).toBe(logEntries)
    expect(engine.reader.contact('sara')).toBeUndefined()
    expect(engine.reader.contact('tom')?.runs[0]?.hold?.kind).toBe('calling')
  })

  test.each<[string, object, Record<string, unknown>, string[]]>([
    ['whoever is inside', {}, { name: 'Sara' }, ['sara']],
    ['whoever was there', { once: true, ends: true }, { name: 'Sara' }, ['sara']],
    ['whoever does not fulfil its condition', {}, {}, []],
  ])(
    'a start by hand says that it did not bring in %s',
    async (_, { ends, once }: { ends?: true; once?: true }, attributes, before) => {
      const fair = journey({
        starts: [
          { id: 'manually', on: { manually: true }, where: { exists: [{ var: ['contact', 'name'] }] } },
        ],
        ...(once && { enter: { rule: 'once' } as const }),
        nodes: { ...(!ends && { rest: delay('P1D', 'end') }), end: finish() },
      })
      const { ask, clock } = await serve({ bundle: bundle({ fair }) })
      await ask('PATCH', '/v1/contacts/sara', { attributes })
      const start = () => ask('POST', '/v1/journeys/fair/starts', { contact: 'sara' })
      for (const _ of before) expect((await start()).body).not.toHaveProperty('problems')
      clock.at += 60_000
      expect((await start()).body).toMatchObject({ receipt: 'taken', problems: [{ code: 'R2014' }] })
      clock.at += 60_000
      const line = JSON.stringify({ type: 'start', contact: 'sara', journey: 'fair' })
      const { body } = await ask('POST', '/v1/events', line, ndjson)
      expect(body).toMatchObject({ taken: 1, warnings: [{ code: 'R2014', line: 1 }] })
    },
  )

  test.each<[string, object, string]>([
    ['an event', { contact: 'sara', event: 'signed_upp' }, 'signed_up'],
    ['a tag', { type: 'tag', contact: 'sara', tag: 'vipp' }, 'vip'],
    ['a journey', { type: 'start', contact: 'sara', journey: 'fiar' }, 'fair'],
    ['a field', { type: 'contact', id: 'sara', attributes: { nmae: 'x' } }, 'name'],
    ['an action', { type: 'result', contact: 'sara', action: 'make_cupon', values: {} }, 'make_coupon'],
  ])('%s that is misspelt is told with what was meant', async (_, line, meant) => {
    const { ask } = await serve()
    const detail = expect.stringContaining(`Did you mean "${meant}"?`)
    expect((await ask('POST', '/v1/events', line)).body).toMatchObject({ detail, problems: [{ detail }] })
    const { body } = await ask('POST', '/v1/events', JSON.stringify(line), ndjson)
    expect(body).toMatchObject({ problems: [{ detail }] })
  })
})

describe('lines', () => {
  test('are taken in order, and those that do not fit are told with their numbers', async () => {
    const { ask } = await serve()
    const body = [
      '{"type":"contact","id":"sara","attributes":{"email":"sara@example.com"}}',
      '{"type":"event","contact":"sara","event":"signed_up","id":"e1"}',
      '',
      '{"type":"event","contact":"sara","event":"signed_up","id":"e1"}',
      '{"type":"event","contact":"sara","event":"signed_upp"}',
      '{"type":"event"',
      '[]',
      `{"a":${'['.repeat(100)}${']'.repeat(100)}}`,
      '{"type":"tag","contact":"sara","tag":"vip"}',
    ].join('\n')
    const { status, body: receipt } = await ask<LinesReceipt>('POST', '/v1/events', body, ndjson)
    expect(status).toBe(200)
    expect(receipt).toMatchObject({ taken: 3, unchanged: 1, refused: 4 })
    expect(receipt.problems.map(({ line, code }) => [line, code])).toEqual([
      [5, 'R2001'],
      [6, 'R4001'],
      [7, 'R4002'],
      [8, 'R4009'],
    ])
  })

  test('a line that is too long is left out, the others are not', async () => {
    const { ask } = await serve()
    const line = (contact: string, payload = '') =>
      `{"type":"event","contact":"${contact}","event":"signed_up","payload":{"x":"${payload}"}}\n`
    const { body } = await ask<LinesReceipt>(
      'POST',
      '/v1/events',
      line('a') + line('b', 'x'.repeat(1024 * 1024)) + line('c'),
      ndjson,
    )
    expect(body).toMatchObject({ taken: 2, refused: 1, problems: [{ line: 2, code: 'R4008' }] })
  })

  test('a line without a type tells an event; what it has too much is told', async () => {
    const { ask } = await serve()
    const body = [
      '{"contact":"sara","event":"signed_up","id":"1"}',
      '{"contact":"sara","event":"signed_up","payload":{"sauce":"x"}}',
      '{"contact":"sara","event":"signed_up","paylod":{}}',
      '{"contact":"sara","event":"signed_up","payload":{"source":"\\ud800"}}',
    ].join('\n')
    expect((await ask<LinesReceipt>('POST', '/v1/events', body, ndjson)).body).toMatchObject({
      taken: 2,
      refused: 2,
      problems: [
        { line: 3, code: 'R4012' },
        { line: 4, code: 'R4014' },
      ],
      warnings: [{ line: 2, code: 'R2012' }],
    })
  })

  test('one header can not name many', async () => {
    const { ask } = await serve()
    const headers = { ...ndjson, 'idempotency-key': 'k' }
    const { status, body } = await ask('POST', '/v1/events', '{"contact":"a","event":"signed_up"}', headers)
    expect([status, body.detail]).toEqual([400, expect.stringContaining('give each an "id"')])
  })

  test('nothing but mistakes gives a receipt that is not endless', async () => {
    const { ask } = await serve()
    const { body } = await ask<LinesReceipt>('POST', '/v1/events', '{\n'.repeat(5000), ndjson)
    expect(body.refused).toBe(5000)
    expect(body.problems).toHaveLength(1000)
  })

  test('contacts without a time are an import', async () => {
    const { ask, engine } = await serve()
    await ask('POST', '/v1/events', '{"type":"contact","id":"sara","attributes":{"name":"S"}}\n', ndjson)
    expect(engine.reader.logOf('sara', { limit: 1 }).items[0]?.input.at).toBeUndefined()
  })
})

describe('another version', () => {
  const version = (rest: string) =>
    bundle({
      fair: journey({
        starts: [{ id: 'manually', on: { manually: true } }],
        nodes: { [rest]: delay('P1D', 'last'), last: delay('P7D', 'end'), end: finish() },
      }),
    })

  /** Sara stands at a step of the version before, and the data is served with that of now. */
  async function changed(before: string, now: string) {
    const data = newDataFile()
    const first = await serve({ engine: { data }, bundle: version(before) })
    expect((await first.ask('POST', '/v1/journeys/fair/starts', { contact: 'sara' })).status).toBe(200)
    await first.close()
    return serve({ engine: { data }, bundle: version(now) })
  }

  test('is told with those before it, latest first', async () => {
    const { ask } = await changed('rest', 'pause')
    const { body } = await ask<{ items: { current: boolean }[] }>('GET', '/v1/deployments')
    expect(body.items.map(({ current }) => current)).toEqual([true, false])
  })

  test('without a journey goes on with those who are inside, and tells of it until it is empty', async () => {
    const data = newDataFile()
    const first = await serve({ engine: { data }, bundle: shop })
    await first.ask('POST', '/v1/journeys/fair/starts', { contact: 'sara' })
    await first.close()
    const { fair: _, ...others } = shop.journeys
    const { ask, clock, engine } = await serve({ engine: { data }, bundle: { ...shop, journeys: others } })
    const list = async () => {
      const { body } = await ask<{ items: { name: string; gone?: true }[] }>('GET', '/v1/journeys')
      return body.items.map(({ name, gone }) => [name, gone === true])
    }
    expect(await list()).toEqual([
      ['welcome', false],
      ['fair', true],
    ])
    const about = await ask('GET', '/v1/journeys/fair')
    expect(about.body).toMatchObject({ name: 'fair', gone: true, steps: [{ node: 'rest' }, { node: 'end' }] })
    const counts = await ask('GET', '/v1/journeys/fair/statistics')
    expect(counts.body).toMatchObject({ entered: 1, nodes: { rest: { waiting: 1 } } })
    const there = await ask<{ items: object[] }>('GET', '/v1/journeys/fair/steps/rest/contacts')
    expect(there.body.items).toMatchObject([{ contact: 'sara' }])
    const start = await ask('POST', '/v1/journeys/fair/starts', { contact: 'tom' })
    expect([start.status, start.body.detail]).toMatchObject([404, expect.stringContaining('"fair"')])
    clock.at += 2 * 86_400_000
    await ask('POST', '/v1/events', { contact: 'sara', event: 'purchased' })
    await expect.poll(() => engine.reader.counts().liveRuns).toBe(0)
    expect(await list()).toEqual([['welcome', false]])
  })

  test('takes nobody when somebody stands where nothing says how to go on', async () => {
    const { ask, engine } = await changed('rest', 'pause')
    const plan = {
      totals: { unanswered: 1 },
      steps: [{ journey: 'fair', node: 'rest', fate: 'unanswered', runs: 1 }],
    }
    const planned = await ask('POST', '/v1/migrations', { dryRun: true })
    expect([planned.status, planned.body]).toMatchObject([200, { outcome: 'planned', plan }])
    const refused = await ask('POST', '/v1/migrations', { dryRun: false })
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'conflict', plan }])
    expect(engine.reader.contact('sara')?.runs[0]?.node).toBe('rest')
  })

  test('takes everybody when all can go on', async () => {
    const data = newDataFile()
    const first = await serve({ engine: { data }, bundle: shop })
    await first.ask('POST', '/v1/journeys/fair/starts', { contact: 'sara' })
    await first.close()
    const { ask, engine } = await serve({ engine: { data }, bundle: version('rest') })
    const done = await ask('POST', '/v1/migrations', { dryRun: false, journey: 'fair' })
    expect([done.status, done.body]).toMatchObject([200, { outcome: 'done', plan: { totals: { stays: 1 } } }])
    expect(engine.reader.contact('sara')?.runs[0]?.hash).toBe(engine.bundle.journeys.get('fair')?.hash)
    expect((await ask('POST', '/v1/migrations', { dryRun: true, journey: 'nonsense' })).status).toBe(404)
  })
})

describe('what can not be answered', () => {
  test.each([
    ['nothing there', 'GET', '/v1/nothing', 404, /nothing at "\/v1\/nothing"/],
    ['an unknown contact', 'GET', '/v1/contacts/nobody', 404, /Nothing is known of a contact "nobody"/],
    ['an unknown journey', 'GET', '/v1/journeys/welcom', 404, /There are: welcome, fair/],
    ['an unknown step', 'GET', '/v1/journeys/welcome/steps/x/contacts', 404, /Its steps: "hello", "wait"/],
    ['another method', 'PUT', '/v1/contacts/sara', 405, /PUT can not be done there. Use PATCH or GET./],
    ['another method beside the API', 'POST', '/healthz', 405, /Use GET/],
    ['a parameter that is misspelt', 'GET', '/v1/contacts?limt=5', 400, /There are: after, limit, prefix/],
    ['a limit that is too high', 'GET', '/v1/contacts?limit=5000', 400, /"limit" must be at most 1000/],
    ['a cursor that is none', 'GET', '/v1/log?after=x', 400, /"after" must be the "next" of/],
    ['a cursor of other lists', 'GET', '/v1/deliveries?after=zz', 400, /"after" must be the "next" of/],
    ['a cursor of a step', 'GET', '/v1/journeys/welcome/steps/wait/contacts?after=1', 400, /the "next" of/],
    ['a count that is written oddly', 'GET', '/v1/log?limit=1e2', 400, /"limit" must be a whole number/],
    [
      'a state that there is not',
      'GET',
      '/v1/deliveries?state=sent',
      400,
      /one of waiting, answering, done, withheld, dead/,
    ],
    [
      'a name that leads elsewhere',
      'POST',
      '/v1/events',
      422,
      /not "\." or "\.\."/,
      {},
      '{"contact":"..","event":"signed_up"}',
    ],
    ['a body that is a list', 'POST', '/v1/events', 422, /The body must be an object/, {}, '[]'],
    ['half an escape', 'GET', '/v1/contacts/%E0%A4%A', 400, /Encode it as "%25"/],
    [
      'a control character in a name',
      'PATCH',
      '/v1/contacts/a%00b',
      400,
      /"id" must be a text without control characters/,
    ],
    [
      'a name that is too long',
      'PATCH',
      `/v1/contacts/${'x'.repeat(501)}`,
      400,
      /"id" must have at most 500/,
    ],
    [
      'a compressed body',
      'POST',
      '/v1/events',
      415,
      /Compressed bodies are not read/,
      { 'content-encoding': 'gzip' },
    ],
    [
      'no type',
      'POST',
      '/v1/events',
      415,
      /application\/json or application\/x-ndjson/,
      { 'content-type': '' },
    ],
  ])('%s', async (_, method, path, status, detail, headers?: Record<string, string>, given?: string) => {
    const { ask } = await serve()
    const body = method === 'GET' ? undefined : (given ?? '{"contact":"sara","event":"signed_up"}')
    const answer = await ask(method, path, body, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({
      status,
      title: expect.any(String),
      detail: expect.stringMatching(detail),
    })
    expect(answer.body.type).toBe(`https://journey-lang.dev/problems/${answer.body.code}`)
  })

  test('what is wrong with a body is told with its places', async () => {
    const { ask } = await serve()
    const { status, body } = await ask('PATCH', '/v1/contacts/sara', {
      attributes: [],
      tag: 'vip',
      tags: [1],
    })
    expect(status).toBe(422)
    expect(body).toMatchObject({
      code: 'invalid',
      errors: expect.arrayContaining([
        { pointer: '', detail: 'The body has no field "tag". Its fields: attributes, tags, at.' },
        { pointer: '/attributes', detail: '"attributes" must be an object.' },
        { pointer: '/tags/0', detail: '"tags.0" must be a text.' },
      ]),
    })
  })

  test('a body that comes drop by drop is not waited for', async () => {
    const { url } = await serve({ app: { limits: { size: 1000, patience: 200 } } })
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write(
      'POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    )
    const dripping = setInterval(() => socket.writable && socket.write(' '), 50)
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(String(data))),
    )
    clearInterval(dripping)
    socket.destroy()
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  })

  test.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a Host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
    ['an address that is none', 'GET \\\\x HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
  ])('%s gets an answer, and its connection is closed or goes on', async (_, text, status) => {
    const { url, ask } = await serve()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(text)
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(String(data))),
    )
    socket.destroy()
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toContain('application/problem+json')
    expect((await ask('GET', '/healthz')).status).toBe(200)
  })
})
