import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The command as it is published. */
const COMMAND = fileURLToPath(new URL('../../dist/command/main.js', import.meta.url))
/** How long a process may take to start or to end, in milliseconds. */
const PATIENCE = 60_000

/** A mail provider that can be made to refuse what it gets. */
export interface Provider {
  readonly url: string
  refuses: boolean
  close(): void
}

export async function startProvider(): Promise<Provider> {
  const provider = { url: '', refuses: false, close: () => void server.close() }
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(provider.refuses ? 400 : 200).end(provider.refuses ? 'no such mailbox' : '{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return provider
}

/** `journey serve` in a process of its own. */
export interface Served {
  readonly url: string
  readonly folder: string
  /** Tells the service what happened: lines of a log. */
  tell(...lines: object[]): Promise<void>
  /** Runs another command on the same folder, and gives what it prints. */
  run(...words: string[]): Promise<string>
  stop(): Promise<void>
}

export async function startServed(
  files: Readonly<Record<string, string>>,
  { token }: { token?: string } = {},
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'journey-e2e-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { JOURNEY_TOKEN: _, ...clean } = process.env
  const env = {
    ...clean,
    SECRET: 'a secret that is long enough',
    ...(token !== undefined && { JOURNEY_TOKEN: token }),
  }
  const start = (words: readonly string[]) =>
    spawn(process.execPath, [COMMAND, ...words], { cwd: folder, env })
  const service = start(['serve', '--data', 'shop.db', '--port', '0'])
  const url = await urlOf(service)
  return {
    url,
    folder,
    async tell(...lines) {
      const response = await fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-ndjson',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
      })
      const answer = await response.text()
      if (!response.ok || !answer.includes('"refused":0')) throw new Error(`${response.status}: ${answer}`)
    },
    run: (...words) => outputOf(start(words)),
    async stop() {
      service.kill('SIGTERM')
      await ended(service)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function urlOf(service: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = ''
    const timer = setTimeout(() => reject(new Error(`It does not listen. It told: ${told}`)), PATIENCE)
    const read = (chunk: Buffer) => {
      told += chunk
      const url = /http:\/\/[\d.:]+/.exec(told)?.[0]
      if (url === undefined) return
      clearTimeout(timer)
      resolve(url)
    }
    service.stdout!.on('data', read)
    service.stderr!.on('data', (chunk) => {
      told += chunk
    })
    service.on('exit', (code) => reject(new Error(`It ended with ${code}. It told: ${told}`)))
  })
}

async function outputOf(child: ChildProcess): Promise<string> {
  let told = ''
  child.stdout!.on('data', (chunk) => {
    told += chunk
  })
  await ended(child)
  return told
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.on('close', () => resolve()))
}
