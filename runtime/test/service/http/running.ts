/** A service that listens on this machine for one test, and a client that asks it. */
import { onTestFinished } from 'vitest'
import type { Bundle } from '../../../src/index.ts'
import { type AccessOptions, createAccess } from '../../../src/service/http/access.ts'
import { type AppOptions, createApp } from '../../../src/service/http/app.ts'
import { createMetrics } from '../../../src/service/http/metrics.ts'
import { listen } from '../../../src/service/http/server.ts'
import { createEngine, createLog, type Engine, type EngineOptions } from '../../../src/service/index.ts'
import { bundle, call, delay, finish, journey, moment, send, waitFor } from '../../helpers.ts'
import { newDataFile } from '../files.ts'

export const START = moment('2026-03-02 10:00')

/** Two journeys: one by sign-up with a message, a wait and a call, one by hand. */
export const shop: Bundle = bundle({
  welcome: journey({
    goals: { bought: { event: 'purchased' } },
    nodes: {
      hello: send('hello', 'wait'),
      wait: waitFor('purchased', 'P7D', 'coupon', 'nudge'),
      coupon: call('end'),
      nudge: send('nudge', 'rest'),
      rest: delay('P1D', 'end'),
      end: finish('done'),
    },
  }),
  fair: journey({
    starts: [{ id: 'manually', on: { manually: true } }],
    nodes: { rest: delay('P1D', 'end'), end: finish() },
  }),
})

export interface RunningOptions {
  readonly bundle?: Bundle
  readonly access?: Partial<AccessOptions>
  readonly app?: Partial<AppOptions>
  readonly engine?: Partial<EngineOptions>
  /** Stands in for the engine, for troubles that are hard to have. */
  readonly wrap?: (engine: Engine) => Engine
}

export interface Running {
  readonly url: string
  readonly engine: Engine
  readonly clock: { at: number; now(): number }
  readonly logged: string[]
  ask<T = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Asked<T>>
  close(patience?: number): Promise<void>
}

type Json = Readonly<Record<string, unknown>>

/** An answer, read. */
export interface Asked<T = Json> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Of JSON. */
  readonly body: T
}

export async function serve(options: RunningOptions = {}): Promise<Running> {
  const clock = { at: START, now: () => clock.at }
  const own = await createEngine({
    data: newDataFile(),
    bundle: options.bundle ?? shop,
    clock,
    ...options.engine,
  })
  const engine = options.wrap?.(own) ?? own
  const logged: string[] = []
  const metrics = createMetrics({ engine })
  const app = createApp({
    engine,
    access: createAccess({ clock: clock.now, ...options.access }),
    metrics,
    log: createLog({ write: (line) => logged.push(line) }),
    clock: clock.now,
    ...options.app,
  })
  const server = await listen(app, { host: '127.0.0.1', port: 0 })
  let closed: Promise<void> | undefined
  const close = (patience = 1000) => {
    closed ??= server.close(patience).then(() => {
      metrics.close()
      return own.stop()
    })
    return closed
  }
  onTestFinished(() => close())
  return {
    url: server.url,
    engine,
    clock,
    logged,
    close,
    ask: (method, path, body, headers) => ask(`${server.url}${path}`, method, body, headers),
  }
}

async function ask<T>(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Asked<T>> {
  const isText = typeof body === 'string'
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : undefined) as T,
  }
}

/** Lines of a log, as a body. */
export const ndjson = { 'content-type': 'application/x-ndjson' }
