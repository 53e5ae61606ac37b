import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { Input } from '../../core/inputs.ts'
import type { Instant } from '../../time/instant.ts'
import type { LaneStatus } from '../channels/dispatcher.ts'
import type { Engine } from '../engine/engine.ts'
import type { Log } from '../log.ts'
import type { Access } from './access.ts'
import { operations } from './api/index.ts'
import type { ApiContext, Call, Operation, RequestKey } from './api/operation.ts'
import { namesInPath } from './api/operation.ts'
import { BODY_LIMITS, type BodyLimits, kindOfBody, partsOf, readJson } from './body.ts'
import { requestCheck } from './check.ts'
import { engineProblem } from './engine-problem.ts'
import { linesOf } from './lines.ts'
import { logIn, loginPage, logOut } from './login.ts'
import type { Metrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import type { Pages } from './pages.ts'
import { HttpProblem, problemResponse } from './problem.ts'
import { unsubscribe } from './unsubscribe.ts'

export interface AppOptions {
  readonly engine: Engine
  readonly access: Access
  readonly metrics: Metrics
  readonly log: Log
  /** What is shown to people. Without it, there is only the API. */
  readonly pages?: Pages
  /** What is being brought out: for pages. */
  readonly lanes?: () => readonly LaneStatus[]
  readonly clock?: () => Instant
  readonly limits?: BodyLimits
  /** Whether the service is about to stop: it tells those who balance load, and keeps no connections. */
  readonly isStopping?: () => boolean
}

type Env = { Variables: { route: string; id: string } }
type Ask = Context<Env>

/** Answers requests: the API, what watches over the service, and pages. Never throws. */
export function createApp(options: AppOptions): (request: Request) => Promise<Response> {
  const { engine, access, metrics, log, pages } = options
  const { lanes = () => [], clock = Date.now, limits = BODY_LIMITS, isStopping = () => false } = options
  const context: ApiContext = {
    engine,
    clock,
    async post(given: readonly Input[]) {
      // What comes by lines was received when its line was.
      const inputs = given.map((input) => ({ received: clock(), ...input }))
      const receipts = await engine.post(inputs)
      metrics.received(inputs, receipts)
      return receipts
    },
  }
  const app = new Hono<Env>()

  app.use(async (c, next) => {
    const began = performance.now()
    c.set('id', requestId(c.req.header('x-request-id')))
    c.set('route', '(none)')
    await next()
    finish(c, performance.now() - began)
  })
  app.use(async (c, next) => {
    checkPath(c.req.url)
    await next()
  })

  for (const one of operations) serve(one)
  for (const path of new Set(operations.map(({ path }) => path))) {
    const methods = operations.filter((one) => one.path === path).map(({ method }) => method)
    app.all(routePath(path), (c) => {
      c.set('route', path)
      throw wrongMethod(c.req.method, methods)
    })
  }
  const document = JSON.stringify(openApiDocument())
  at('/openapi.json', { get: () => json(200, document) })
  at('/healthz', { get: () => json(200, '{"status":"ok"}') })
  at('/readyz', { get: () => readiness() })
  at('/metrics', {
    async get(c) {
      access.check(c.req.raw)
      return new Response(await metrics.text(), { headers: { 'content-type': metrics.contentType } })
    },
  })
  at('/unsubscribe/{token}', {
    get: (c) => unsubscribe(c.req.raw, c.req.param('token')!, context),
    post: (c) => unsubscribe(c.req.raw, c.req.param('token')!, context),
  })
  if (access.guarded) {
    at('/login', {
      get: (c) => loginPage(c.req.query('to') ?? '/'),
      post: (c) => logIn(c.req.raw, access),
    })
    at('/logout', { post: (c) => logOut(c.req.raw, access) })
  }
  app.all('*', async (c) => {
    const answer = await showPage(c)
    if (answer !== undefined) return answer
    throw new HttpProblem(
      'not_found',
      `There is nothing at "${c.req.path}". /openapi.json tells what there is.`,
    )
  })
  app.onError((error, c) => {
    const problem = engineProblem(error)
    if (problem.code === 'failed') {
      log('error', 'request failed', { request: c.get('id'), route: c.get('route'), error: traceOf(error) })
    }
    return problemResponse(problem)
  })

  /** Answers an operation of the API. */
  function serve(one: Operation): void {
    const check = requestCheck(one)
    const names = namesInPath(one.path)
    app.on(one.method.toUpperCase(), routePath(one.path), async (c) => {
      c.set('route', one.path)
      const request = c.req.raw
      access.check(request)
      const inPath = Object.fromEntries(names.map((name) => [name, c.req.param(name)!]))
      const params = check.params(inPath, new URL(c.req.url).searchParams)
      const idempotencyKey = one.idempotent ? keyOf(c, one) : {}
      if (one.body === undefined) return answer(one, { params, body: undefined, text: '', ...idempotencyKey })
      if (kindOfBody(request, one.lines !== undefined) === 'lines') {
        if (idempotencyKey.idempotencyKey !== undefined) {
          throw new HttpProblem(
            'bad_request',
            'The header Idempotency-Key names one thing. Of lines, give each an "id".',
          )
        }
        const lines = linesOf(
          partsOf(request, () => limits.patience),
          limits.size,
        )
        const { status, body } = await one.lines!.take(lines, context)
        return json(status, JSON.stringify(body))
      }
      const { text, value } = await readJson(request, limits)
      check.body(value)
      return answer(one, { params, body: value, text, ...idempotencyKey })
    })
  }

  async function answer(one: Operation, call: Call<Record<string, unknown>, unknown>): Promise<Response> {
    const { status, body } = await one.run(call, context)
    return json(status, JSON.stringify(body))
  }

  /** Something beside the API, with the methods that it has. */
  function at(
    path: string,
    methods: Partial<Record<'get' | 'post', (c: Ask) => Response | Promise<Response>>>,
  ): void {
    app.all(routePath(path), (c) => {
      c.set('route', path)
      const method = c.req.method === 'HEAD' ? 'get' : c.req.method.toLowerCase()
      const handle = Object.hasOwn(methods, method) ? methods[method as 'get' | 'post'] : undefined
      if (handle === undefined) throw wrongMethod(c.req.method, Object.keys(methods))
      return handle(c)
    })
  }

  function readiness(): Response {
    if (isStopping()) return json(503, '{"status":"stopping"}')
    return engine.health.trouble === undefined
      ? json(200, '{"status":"ready"}')
      : json(503, '{"status":"trouble"}')
  }

  async function showPage(c: Ask): Promise<Response | undefined> {
    const request = c.req.raw
    if (
      pages === undefined ||
      c.req.path.startsWith('/v1/') ||
      !['GET', 'HEAD', 'POST'].includes(request.method)
    ) {
      return undefined
    }
    c.set('route', '(page)')
    try {
      access.check(request)
    } catch (error) {
      if (!isVisitor(request, error)) throw error
      const { pathname, search } = new URL(request.url)
      return c.redirect(`/login?to=${encodeURIComponent(pathname + search)}`, 303)
    }
    return pages(request, engine, lanes())
  }

  /** What every answer has, whoever made it. */
  function finish(c: Ask, milliseconds: number): void {
    const { headers, status } = c.res
    const id = c.get('id')
    const route = c.get('route')
    // Where a page says itself who may frame it, nothing older has a say.
    const framing = headers.has('content-security-policy') ? {} : { 'x-frame-options': 'DENY' }
    const standard = {
      ...HEADERS,
      ...framing,
      'x-request-id': id,
      ...(isStopping() && { connection: 'close' }),
    }
    for (const [name, value] of Object.entries(standard)) if (!headers.has(name)) headers.set(name, value)
    const method = METHODS.has(c.req.method) ? c.req.method : 'other'
    metrics.answered(method, route, status, milliseconds)
    if (status < 400 && milliseconds < SLOW) return
    log(status < 500 ? 'info' : 'warn', status < 400 ? 'slow request' : 'request refused', {
      request: id,
      method,
      route,
      status,
      milliseconds: Math.round(milliseconds),
    })
  }

  return async (request) => app.fetch(request)
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'])
/** Requests that take longer, in milliseconds, are told. */
const SLOW = 2000

/** For answers that do not say otherwise: nobody keeps, frames or interprets them. */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

function routePath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

function json(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'application/json' } })
}

/** An id that a proxy gave is kept, so that both logs tell of the same request. */
function requestId(given: string | undefined): string {
  return given !== undefined && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID()
}

function checkPath(url: string): void {
  const { pathname } = new URL(url)
  if (/%(?![\da-f]{2})/i.test(pathname)) {
    throw new HttpProblem('bad_request', 'The address has a "%" that stands for nothing. Encode it as "%25".')
  }
  try {
    decodeURIComponent(pathname)
  } catch {
    throw new HttpProblem('bad_request', 'The address is not UTF-8 where it is percent-encoded.')
  }
}

function wrongMethod(method: string, allowed: readonly string[]): HttpProblem {
  const names = allowed.map((name) => name.toUpperCase())
  const allow = names.includes('GET') ? ['HEAD', ...names] : names
  return new HttpProblem('wrong_method', `${method} can not be done there. Use ${names.join(' or ')}.`, {
    headers: { allow: allow.join(', ') },
  })
}

/** The header that names a request. Some write it in quotes. */
function keyOf(c: Ask, { id: operation }: Operation): { idempotencyKey?: RequestKey } {
  const header = c.req.header('idempotency-key')
  if (header === undefined) return {}
  const key = header.replace(/^"(.*)"$/, '$1')
  if (key.length > 0 && key.length <= 200) return { idempotencyKey: { operation, key } }
  throw new HttpProblem('bad_request', 'The header Idempotency-Key must have 1 to 200 characters.')
}

/** Somebody with a browser who has not logged in. */
function isVisitor(request: Request, error: unknown): boolean {
  return (
    error instanceof HttpProblem &&
    error.code === 'unauthorized' &&
    request.method === 'GET' &&
    request.headers.get('accept')?.includes('text/html') === true
  )
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
