/** `journey serve` as its users meet it: processes that are started, asked and stopped. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { BROKEN, type Files, FROM_SOURCES, folderWith, MAIN, run, SHOP, spawnJourney } from './helpers.ts'

interface Served {
  url: string
  folder: string
  child: ChildProcess
  out(): string
  log(): Record<string, unknown>[]
  stop(): Promise<number | null>
}

/** A service in a process of its own, once it listens. */
async function serve(
  words: readonly string[] = [],
  {
    files = SHOP,
    env = {},
    folder = folderWith(files),
  }: { files?: Files; env?: object; folder?: string } = {},
): Promise<Served> {
  const given = ['--import', FROM_SOURCES, MAIN, 'serve', '--port', '0', ...words]
  const child = spawn(process.execPath, given, { cwd: folder, env: { PATH: process.env.PATH, ...env } })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const log = () =>
    err
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  while (!err.includes('"listening"')) {
    if (child.exitCode !== null) throw new Error(`it ended: ${out}${err}`)
    await new Promise((done) => setTimeout(done, 20))
  }
  const { url } = log().find(({ event }) => event === 'listening')
  const stop = async () => {
    child.kill('SIGTERM')
    const [status] = await once(child, 'close')
    return status as number | null
  }
  return { url, folder, child, out: () => out, log, stop }
}

const post = (url: string, body: object, headers = {}) =>
  fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('a project that is served', () => {
  test('says where it listens, answers, stops when it is told to, and remembers', async () => {
    const first = await serve()
    expect(first.out()).toContain(`Serving 1 journey on ${first.url}, data in journey.db.\n`)
    expect((await post(first.url, { contact: 'sara', event: 'signed_up', id: 'e1' })).status).toBe(200)
    expect(await first.stop()).toBe(0)
    expect(first.log().map(({ event }) => event)).toEqual(expect.arrayContaining(['listening', 'stopped']))
    const second = await serve([], { folder: first.folder })
    expect(await (await post(second.url, { contact: 'sara', event: 'signed_up', id: 'e1' })).json()).toEqual({
      receipt: 'unchanged',
    })
    expect(await second.stop()).toBe(0)
  })

  test('may be a graph that was built, with data elsewhere', async () => {
    const folder = folderWith(SHOP)
    expect((await run(folder, ['build', '--out', 'built'])).status).toBe(0)
    mkdirSync(join(folder, 'kept'))
    const { url, stop } = await serve(['built/graph.json', '--data', 'kept/shop.db'], { folder })
    const { items } = (await (await fetch(`${url}/v1/journeys`)).json()) as { items: { name: string }[] }
    expect(items.map(({ name }) => name)).toEqual(['welcome'])
    expect(await stop()).toBe(0)
    expect(existsSync(join(folder, 'kept/shop.db'))).toBe(true)
  })

  test('ends at once when it is told a second time', async () => {
    const { url, child } = await serve()
    // A request that never comes to its end keeps it from stopping.
    const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{')) })
    const hanging = fetch(`${url}/v1/events`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit).catch(() => 'cut off')
    await new Promise((done) => setTimeout(done, 200))
    child.kill('SIGTERM')
    await new Promise((done) => setTimeout(done, 200))
    expect(child.exitCode).toBeNull()
    child.kill('SIGTERM')
    expect((await once(child, 'close'))[0]).toBe(2)
    expect(await hanging).toBe('cut off')
  })

  test('asks for the token of its environment, or of a file', async () => {
    const token = 'a-token-that-is-long-enough'
    const files = { ...SHOP, token: `${token}\n` }
    for (const [words, env] of [
      [[], { JOURNEY_TOKEN: token }],
      [['--token-file', 'token'], {}],
    ] as const) {
      const { url, stop } = await serve(words, { files, env })
      const event = { contact: 'sara', event: 'signed_up' }
      expect((await post(url, event)).status).toBe(401)
      expect((await post(url, event, { authorization: `Bearer ${token}` })).status).toBe(200)
      expect(await stop()).toBe(0)
    }
  })
})

describe('what journeys ask for', () => {
  const LOG = [
    { type: 'contact', id: 'sara', attributes: { email: 'sara@example.com', email_opt_in: true } },
    { type: 'event', contact: 'sara', event: 'signed_up' },
    {
      type: 'event',
      contact: 'sara',
      event: 'purchased',
      payload: { total: { amount: 2000, currency: 'EUR' } },
    },
  ]
  /** Sara signs up and buys, so that she is thanked. */
  const buy = async (url: string) => {
    const body = LOG.map((line) => JSON.stringify(line)).join('\n')
    const headers = { 'content-type': 'application/x-ndjson' }
    expect((await fetch(`${url}/v1/events`, { method: 'POST', headers, body })).status).toBe(200)
  }

  test('goes to a folder as long as nothing else is said', async () => {
    const { url, folder, out, stop } = await serve()
    expect(out()).toContain('\n  mail  → folder outbox (nobody gets anything)\n')
    await buy(url)
    const outbox = join(folder, 'outbox')
    const mails = () =>
      existsSync(outbox) ? readdirSync(outbox).filter((name) => name.endsWith('.eml')) : []
    await vi.waitUntil(() => mails().length > 0, 10_000)
    const [name] = mails()
    expect(readFileSync(join(outbox, name!), 'utf8')).toContain('Subject: Thank you\r\n')
    expect(await stop()).toBe(0)
  })

  test('goes where the settings beside the project say', async () => {
    const posted: string[] = []
    const provider = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text) => posted.push(text))
      request.on('end', () => response.end())
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void provider.close())
    await once(provider, 'listening')
    const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`
    const settings = { channels: { mail: { webhook: { url, secret: { env: 'MAIL_SECRET' } } } } }
    const files = { ...SHOP, 'journey.serve.json': JSON.stringify(settings) }
    const service = await serve([], { files, env: { MAIL_SECRET: 'not for others' } })
    expect(service.out()).toContain(`  mail  → webhook ${new URL(url).host}\n`)
    await buy(service.url)
    await vi.waitUntil(() => posted.length > 0, 10_000)
    expect(JSON.parse(posted[0]!)).toMatchObject({ message: 'thanks', to: 'sara@example.com' })
    expect(await service.stop()).toBe(0)
  })
})

describe('what can not be served', () => {
  const failure = async (words: readonly string[], files: Files = SHOP, env = {}) => {
    const { status, out, err } = await spawnJourney(folderWith(files), ['serve', ...words], { env })
    expect(out).toBe('')
    return { status, err }
  }

  test('sources with errors', async () => {
    const { status, err } = await failure(['--port', '0'], BROKEN)
    expect(status).toBe(1)
    expect(err).toContain('error[J2006]')
  })

  test('a port that is in use, and leaves no data behind', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const folder = folderWith(SHOP)
    const before = readdirSync(folder)
    const { status, err } = await spawnJourney(folder, ['serve', '--port', String(port)])
    expect(status).toBe(2)
    expect(err).toBe(
      `error: Port ${port} of 127.0.0.1 is in use. Stop what listens there, or choose another port.\n`,
    )
    expect(readdirSync(folder)).toEqual(before)
  })

  test.each([
    ['a port that is none', ['--port', '80a'], /--port is a number from 0 to 65535, not "80a"/],
    [
      'other machines without a token',
      ['--host', '0.0.0.0', '--port', '0'],
      /needs a token: set JOURNEY_TOKEN/,
    ],
    [
      'an address of another machine',
      ['--host', '192.0.2.1', '--token-file', 'long'],
      /no address of this machine/,
    ],
    [
      'a token that could be guessed',
      ['--token-file', 'short', '--port', '0'],
      /too short: it needs 20 characters/,
    ],
    ['an empty token', ['--token-file', 'empty'], /"empty" is empty/],
    ['no token file', ['--token-file', 'none'], /"none" can't be read: it does not exist/],
    ['a token that no header can carry', ['--token-file', 'spaced', '--port', '0'], /no header can carry/],
    ['a port below all', ['--port', '-1'], /--port is a number from 0 to 65535, not "-1"/],
    ['data that is none', ['--data', 'shop.journey', '--port', '0'], /is no data file of Journey/],
    [
      'settings that are not there',
      ['--settings', 'none.json'],
      /The settings "none.json": the file is not there/,
    ],
    [
      'settings with mistakes',
      ['--settings', 'bad.json'],
      /error: The graph has no channel "mial"\. Did you mean "mail"\?[\s\S]*bad\.json:1:17/,
    ],
    ['a secret that is nowhere', ['--settings', 'secret.json'], /The environment has no "NO_SUCH"/],
    [
      'an outbox that can not be written to',
      ['--settings', 'taken.json', '--port', '0'],
      /The folder .*empty, to which messages go, can't be written to/,
    ],
    ['data in no folder', ['--data', 'nowhere/shop.db', '--port', '0'], /nowhere/],
  ])('%s', async (_, words, message) => {
    const files = {
      ...SHOP,
      short: 'abc',
      spaced: 'a token with spaces, ü\nand two lines',
      empty: '\n',
      long: 'a-token-that-is-long-enough',
      'bad.json': '{ "channels": { "mial": { "folder": "a" } } }',
      'taken.json': '{ "outbox": "empty" }',
      'secret.json':
        '{ "channels": { "mail": { "webhook": { "url": "http://x.example", "secret": { "env": "NO_SUCH" } } } } }',
    }
    const { status, err } = await failure(words, files)
    expect(err).toMatch(message)
    expect(err).not.toMatch(/ {4}at |mistake in journey/)
    expect(status).toBe(2)
  })

  test('data that another service has', async () => {
    const { folder } = await serve()
    const { status, err } = await spawnJourney(folder, ['serve', '--port', '0'])
    expect(status).toBe(2)
    expect(err).toMatch(/journey\.db is in use by another server/)
  })
})
