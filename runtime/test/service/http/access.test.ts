/** Who is let in. */
import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { type Running, type RunningOptions, serve } from './running.ts'

const token = 'a-token-that-is-long-enough'
const guarded: RunningOptions = { access: { token, publicUrl: 'https://shop.example' } }
const bearer = { authorization: `Bearer ${token}` }
const pages: RunningOptions['app'] = {
  pages: async (asked) =>
    new URL(asked.url).pathname === '/'
      ? new Response('a page', { headers: { 'content-type': 'text/html' } })
      : undefined,
}

/** With headers that `fetch` does not let anybody set. */
function askWith(
  running: Running,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request(`${running.url}${path}`, { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode!)
    })
    asking.on('error', reject)
    asking.end(method === 'POST' ? '{"contact":"sara","event":"signed_up"}' : undefined)
  })
}

describe('with a token', () => {
  test.each([
    ['none', {}, 401],
    ['the token', bearer, 200],
    ['the token, in other words', { authorization: `bearer  ${token} ` }, 200],
    ['another token', { authorization: 'Bearer another-token-of-some-length' }, 401],
    ['a part of it', { authorization: `Bearer ${token.slice(0, -1)}` }, 401],
    ['an empty token', { authorization: 'Bearer ' }, 401],
    ['another way to log in', { authorization: `Basic ${btoa(`x:${token}`)}` }, 401],
    ['a made-up cookie', { cookie: 'journey_session=99999999999.x' }, 401],
    ['a name of the machine', { ...bearer, host: 'anything.example' }, 200],
  ])('%s', async (_, headers, status) => {
    expect(await askWith(await serve(guarded), '/v1/journeys', headers)).toBe(status)
  })

  test('the answer says which login is needed, and nothing else', async () => {
    const { ask } = await serve(guarded)
    for (const path of ['/v1/contacts/sara', '/metrics', '/v1/events']) {
      const { status, headers, body } = await ask(path === '/v1/events' ? 'POST' : 'GET', path)
      expect(status).toBe(401)
      expect(headers.get('www-authenticate')).toBe('Bearer realm="journey"')
      expect(body).toMatchObject({ code: 'unauthorized' })
    }
  })

  test.each(['/healthz', '/readyz', '/openapi.json'])('%s is open', async (path) => {
    expect((await (await serve(guarded)).ask('GET', path)).status).toBe(200)
  })

  test('guessing is slowed down, and those who know it are not', async () => {
    const { ask, clock } = await serve(guarded)
    const guess = { authorization: 'Bearer wrong-token-wrong-token' }
    for (let one = 0; one < 20; one++)
      expect((await ask('GET', '/v1/journeys', undefined, guess)).status).toBe(401)
    const refused = await ask('GET', '/v1/journeys', undefined, guess)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    expect((await ask('GET', '/v1/journeys', undefined, bearer)).status).toBe(200)
    clock.at += 61_000
    expect((await ask('GET', '/v1/journeys', undefined, guess)).status).toBe(401)
  })
})

describe('a browser', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const html = { accept: 'text/html,*/*' }

  test('is led to the login, and back to the page', async () => {
    const { ask, clock } = await serve({ ...guarded, app: pages })
    const away = await ask('GET', '/?a=b', undefined, html)
    expect([away.status, away.headers.get('location')]).toEqual([303, '/login?to=%2F%3Fa%3Db'])
    const page = await ask('GET', '/login?to=%2F%3Fa%3Db')
    expect(page.text).toContain('name="to" value="/?a=b"')
    const wrong = await ask('POST', '/login', 'token=nonsense-nonsense-nonsense&to=%2F', form)
    expect(wrong.status).toBe(401)
    expect(wrong.text).toContain('role="alert"')
    const right = await ask('POST', '/login', `token=${token}&to=%2F%3Fa%3Db`, form)
    expect([right.status, right.headers.get('location')]).toEqual([303, '/?a=b'])
    const set = right.headers.get('set-cookie')!
    expect(set).toMatch(/^journey_session=[^;]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/)
    const cookie = { cookie: `other=1; ${set.split(';')[0]}` }
    expect((await ask('GET', '/', undefined, cookie)).text).toBe('a page')
    expect((await ask('GET', '/v1/journeys', undefined, cookie)).status).toBe(200)
    clock.at += 13 * 3_600_000
    expect((await ask('GET', '/v1/journeys', undefined, cookie)).status).toBe(401)
  })

  test('is led nowhere else', async () => {
    const { ask } = await serve({ ...guarded, app: pages })
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '', '/a\nb']) {
      const { headers } = await ask('POST', '/login', new URLSearchParams({ token, to }).toString(), form)
      expect(headers.get('location')).toBe('/')
    }
    const { text } = await ask('GET', `/login?to=${encodeURIComponent('/"><script>')}`)
    expect(text).not.toContain('<script>')
  })

  test('is logged out by a cookie that is over', async () => {
    const { ask } = await serve(guarded)
    const { status, headers } = await ask('POST', '/logout')
    expect([status, headers.get('set-cookie')]).toEqual([303, expect.stringContaining('Max-Age=0')])
  })

  const login = async (running: Running) => {
    const { headers } = await running.ask('POST', '/login', `token=${token}`, form)
    return headers.get('set-cookie')!.split(';')[0]!
  }
  const json = { 'content-type': 'application/json' }
  test.each([
    ['its own page', { 'sec-fetch-site': 'same-origin' }, 200],
    ['its address bar', { 'sec-fetch-site': 'none' }, 200],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of a neighbour', { 'sec-fetch-site': 'same-site' }, 403],
    ['an older browser, its own page', { origin: 'https://shop.example' }, 200],
    ['an older browser, another page', { origin: 'https://evil.example' }, 403],
    ['a page of nowhere', { origin: 'null' }, 403],
  ])('may write from %s: %s gives %i', async (_, headers, status) => {
    for (const options of [guarded, { access: { publicUrl: 'https://shop.example' } }]) {
      const running = await serve(options)
      const cookie: Record<string, string> = options === guarded ? { cookie: await login(running) } : {}
      expect(await askWith(running, '/v1/events', { ...headers, ...json, ...cookie }, 'POST')).toBe(status)
    }
  })
})

describe('without a token, on this machine', () => {
  test.each([
    ['127.0.0.1', 200],
    ['localhost:8080', 200],
    ['shop.localhost', 200],
    ['[::1]:8080', 200],
    ['evil.example', 403],
    ['localhost.evil.example', 403],
    ['192.168.0.7', 403],
  ])('asked as %s', async (host, status) => {
    const running = await serve()
    expect(await askWith(running, '/v1/journeys', { host })).toBe(status)
    expect(await askWith(running, '/healthz', { host })).toBe(200)
  })

  test.each(['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded'])(
    'what a proxy passes on with %s is refused, whatever it names',
    async (name) => {
      const running = await serve({ access: { publicUrl: 'https://shop.example' } })
      for (const host of ['127.0.0.1', 'shop.example']) {
        expect(await askWith(running, '/v1/journeys', { host, [name]: '192.0.2.1' })).toBe(403)
      }
      expect(await askWith(running, '/v1/journeys', { host: 'shop.example' })).toBe(403)
    },
  )

  test('there is no login', async () => {
    expect((await (await serve()).ask('GET', '/login')).status).toBe(404)
  })
})

test('every answer says that it is to be neither kept, framed nor guessed at', async () => {
  const { ask } = await serve({ ...guarded, app: pages })
  for (const path of ['/', '/v1/journeys', '/healthz', '/nothing', '/unsubscribe/x', '/login']) {
    const { headers } = await ask('GET', path, undefined, bearer)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  }
})
