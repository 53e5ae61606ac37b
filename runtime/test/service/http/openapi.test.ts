/** The document is true: every operation in it is asked, rightly and wrongly, and answers as the document says. */
import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { type Asked, type Running, START, serve } from './running.ts'

interface Described {
  operationId: string
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object; example?: unknown }> }
  responses: Record<string, { content: Record<string, { schema: { $ref?: string } }> }>
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, object> }
}

interface Part {
  items: unknown[]
  next?: string
}

const KEY = 'welcome/sara#1/hello/1'
const CALL = 'welcome/tom#1/coupon/1'

/** Values for what is in paths, by operation where one will not do. */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '*': { id: 'sara', name: 'welcome', node: 'hello', key: KEY },
  startJourney: { name: 'fair' },
  postCallResult: { key: CALL },
}

async function prepared(): Promise<Running & { document: Document }> {
  const running = await serve()
  const { ask, engine } = running
  await ask('PATCH', '/v1/contacts/sara', { attributes: { email: 'sara@example.com' }, tags: ['vip'] })
  for (const contact of ['sara', 'tom']) await ask('POST', '/v1/events', { contact, event: 'signed_up' })
  // Tom's message is held back for want of an address, so that he comes to the wait, and by the purchase to the call.
  await ask('POST', '/v1/events', { contact: 'tom', event: 'purchased' })
  expect(engine.reader.delivery(KEY)?.state).toBe('waiting')
  expect(engine.reader.delivery(CALL)?.state).toBe('waiting')
  const { body } = await ask<Document>('GET', '/openapi.json')
  return { ...running, document: body }
}

const validators = new Map<string, ValidateFunction>()

/** The check of a schema of the document: made once, for it takes longer than the answer. */
function validatorOf({ components }: Document, schema: object): ValidateFunction {
  const key = JSON.stringify(schema)
  const known = validators.get(key)
  if (known) return known
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const made = ajv.compile({ ...schema, components })
  validators.set(key, made)
  return made
}

/** Checks an answer against what the document says of it. */
function expectAsDescribed(document: Document, one: Described, answer: Asked): void {
  const described = one.responses[String(answer.status)]
  const where = `${one.operationId} → ${answer.status}: ${answer.text}`
  expect(described, where).toBeDefined()
  const type = answer.headers.get('content-type')!
  expect(Object.keys(described!.content), where).toContain(type)
  const valid = validatorOf(document, described!.content[type]!.schema)
  expect(valid(answer.body), `${where}\n${JSON.stringify(valid.errors)}`).toBe(true)
}

function pathOf(path: string, id: string): string {
  const names = { ...NAMES['*'], ...NAMES[id] }
  return path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(names[name]!))
}

test('the document is OpenAPI 3.1, with a name for everything', async () => {
  const { document } = await prepared()
  expect(document.openapi).toMatch(/^3\.1\./)
  const all = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  const ids = all.map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThan(15)
  const text = JSON.stringify(document)
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(Object.keys(document.components.schemas)).toContain(name)
  }
})

describe('every operation', () => {
  const each = async (
    visit: (
      running: Awaited<ReturnType<typeof prepared>>,
      method: string,
      path: string,
      one: Described,
    ) => Promise<void>,
  ) => {
    const running = await prepared()
    for (const [path, methods] of Object.entries(running.document.paths)) {
      for (const [method, one] of Object.entries(methods))
        await visit(running, method.toUpperCase(), path, one)
    }
  }

  test('answers what it is rightly asked', async () => {
    await each(async ({ ask, document }, method, path, one) => {
      const example = one.requestBody?.content['application/json']?.example
      const answer = await ask(method, pathOf(path, one.operationId), example)
      expect(answer.status, `${one.operationId}: ${answer.text}`).toBe(200)
      expectAsDescribed(document, one, answer)
    })
  })

  test('refuses a body that is not as described', async () => {
    await each(async ({ ask, document }, method, path, one) => {
      if (one.requestBody === undefined) return
      for (const [body, status] of [
        ['{', 400],
        ['', 400],
        ['[]', 422],
        ['"text"', 422],
        ['{"at": 5, "id": 7, "contact": {}, "event": []}', 422],
      ] as const) {
        const answer = await ask(method, pathOf(path, one.operationId), body)
        expect(answer.status, `${one.operationId} with ${body}: ${answer.text}`).toBe(status)
        expectAsDescribed(document, one, answer)
      }
      const typed = await ask(method, pathOf(path, one.operationId), 'a=b', { 'content-type': 'text/plain' })
      expect(typed.status).toBe(415)
      expectAsDescribed(document, one, typed)
      const large = await ask(method, pathOf(path, one.operationId), `"${'x'.repeat(1024 * 1024)}"`)
      expect(large.status).toBe(413)
      expectAsDescribed(document, one, large)
    })
  })

  test('says when there is no such thing', async () => {
    await each(async ({ ask, document }, method, path, one) => {
      if (!path.includes('{') || one.operationId === 'updateContact') return
      const nowhere = path.replace(/\{(\w+)\}/g, 'nobody')
      const answer = await ask(method, nowhere, one.requestBody?.content['application/json']?.example)
      expect(answer.status, `${one.operationId}: ${answer.text}`).toBe(404)
      expectAsDescribed(document, one, answer)
    })
  })

  test('refuses parameters that it does not have, and values that they can not have', async () => {
    await each(async ({ ask, document }, method, path, one) => {
      const example = one.requestBody?.content['application/json']?.example
      const wrong = ['nonsense=1']
      for (const { name, in: where } of one.parameters) {
        if (where !== 'query') continue
        if (name === 'limit') wrong.push('limit=0', 'limit=1001', 'limit=x', 'limit=1&limit=2')
        if (name === 'state' || name === 'kind') wrong.push(`${name}=nonsense`)
      }
      for (const query of wrong) {
        const answer = await ask(method, `${pathOf(path, one.operationId)}?${query}`, example)
        expect(answer.status, `${one.operationId}?${query}: ${answer.text}`).toBe(400)
        expectAsDescribed(document, one, answer)
      }
    })
  })

  test('answers other methods with those that there are', async () => {
    const { ask, document } = await prepared()
    for (const [path, methods] of Object.entries(document.paths)) {
      const allowed = Object.keys(methods).map((method) => method.toUpperCase())
      for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
        const answer = await ask(method, pathOf(path, Object.values(methods)[0]!.operationId))
        expect(answer.status).toBe(405)
        for (const one of allowed) expect(answer.headers.get('allow')).toContain(one)
        expectAsDescribed(document, Object.values(methods)[0]!, answer)
      }
    }
  })
})

test('lists are given in parts that together are the whole', async () => {
  const { ask, clock } = await serve()
  for (let one = 0; one < 25; one++) {
    clock.at = START + one * 1000
    const contact = `c${String(one).padStart(2, '0')}`
    await ask('PATCH', `/v1/contacts/${contact}`, { attributes: { email: 'a@example.com' } })
    await ask('POST', '/v1/events', { contact, event: 'signed_up' })
  }
  for (const [path, count] of [
    ['/v1/contacts?', 25],
    ['/v1/contacts?prefix=c1&', 10],
    ['/v1/log?', 50],
    ['/v1/deliveries?state=waiting&', 25],
    ['/v1/journeys/welcome/steps/hello/contacts?', 25],
    ['/v1/contacts/c07/log?', 2],
  ] as const) {
    const whole = (await ask<Part>('GET', `${path}limit=1000`)).body
    expect(whole.items.length, path).toBe(count)
    expect(whole.next).toBeUndefined()
    const parts: unknown[] = []
    for (let next: string | undefined = ''; next !== undefined; ) {
      const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`
      const { body }: { body: Part } = await ask('GET', `${path}limit=4${after}`)
      expect(body.items.length).toBeLessThanOrEqual(4)
      parts.push(...body.items)
      next = body.next
    }
    expect(parts, path).toEqual(whole.items)
  }
})
