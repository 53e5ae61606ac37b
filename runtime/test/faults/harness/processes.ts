import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Bundle } from '../../../src/index.ts'
import { shop } from './graph.ts'

/** The command as it is published; `npm run build` makes it. */
const COMMAND = fileURLToPath(new URL('../../../../compiler/dist/command/main.js', import.meta.url))
const SINK = fileURLToPath(new URL('sink.mjs', import.meta.url))
const CLOCK = new URL('clock.mjs', import.meta.url).href

/** A folder that goes away with the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journey-faults-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export type SinkMode = 'ok' | 'hang' | 'fail' | 'slow' | 'cut'
/** Something that arrived at the sink. */
export interface Arrival {
  readonly way: string
  readonly mode: SinkMode
  readonly key: string
  readonly at: number
}

/** The other side: takes messages, calls and notifications, and remembers every one. */
export interface Sink {
  readonly url: string
  /** How one of its ways behaves from now on: `mail`, `text`, `coupons` or `sales`. */
  behave(way: string, mode: SinkMode): Promise<void>
  arrivals(): Arrival[]
}

export async function startSink(folder: string): Promise<Sink> {
  const file = join(folder, 'sink.jsonl')
  const child = spawn(process.execPath, [SINK, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  const url = `http://127.0.0.1:${String(port).trim()}`
  return {
    url,
    behave: async (way, mode) => void (await fetch(`${url}/${way}/mode`, { method: 'PUT', body: mode })),
    arrivals: () =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  }
}

export interface ServiceOptions {
  /** Where graph and settings are written. */
  readonly folder: string
  readonly sink: Sink
  /** By default `shop.db` in the folder. */
  readonly data?: string
  readonly bundle?: Bundle
  /** How long an attempt may take, as the settings say it. */
  readonly timeout?: string
  /** The clock of the process can be set. */
  readonly settable?: boolean
  /** Options of the process, such as the user that it runs as. */
  readonly process?: { uid?: number; gid?: number }
  /** What the command is started by, such as a shell that limits it. */
  readonly launcher?: readonly string[]
}

/** `journey serve`, in a process of its own. */
export interface Service {
  readonly child: ChildProcess
  /** Where it listens. Rejects when it ends before. */
  readonly listening: Promise<string>
  /** When it has ended: its status, or the signal. */
  readonly ended: Promise<number | string>
  /** What it wrote: its output, and its log. */
  output(): string
  errors(): string
  kill(): Promise<void>
  /** Sets its clock so far from that of the machine, in milliseconds. */
  setClock(offset: number): void
}

export function startService(options: ServiceOptions): Service {
  const { folder, sink, data = join(folder, 'shop.db'), bundle = shop, timeout = '5 seconds' } = options
  const graph = join(folder, 'graph.json')
  const settings = join(folder, 'journey.serve.json')
  const clock = join(folder, 'clock')
  if (!existsSync(graph)) writeFileSync(graph, JSON.stringify(bundle))
  writeFileSync(settings, JSON.stringify(settingsFor(sink, timeout)))
  const [program, ...before] = [...(options.launcher ?? []), process.execPath]
  const preload = options.settable ? ['--import', CLOCK] : []
  const words = ['serve', graph, '--data', data, '--settings', settings, '--port', '0']
  const child = spawn(program!, [...before, ...preload, COMMAND, ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOOK_SECRET: 'tea', CLOCK_FILE: clock },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options.process,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  let err = ''
  const ended = once(child, 'close').then(([status, signal]) => (status ?? signal) as number | string)
  const listening = new Promise<string>((resolve, reject) => {
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      err += text
      const found = /"event":"listening","url":"([^"]+)"/.exec(err)
      if (found) resolve(found[1]!)
    })
    void ended.then((status) => reject(new Error(`It ended with ${status}:\n${out}${err}`)))
  })
  listening.catch(() => {})
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  return {
    child,
    listening,
    ended,
    output: () => out,
    errors: () => err,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    setClock: (offset) => writeFileSync(clock, String(offset)),
  }
}

function settingsFor({ url }: Sink, timeout: string): object {
  const retry = { first: '1 second', longest: '2 seconds' }
  const to = (way: string) => ({
    webhook: { url: `${url}/${way}`, secret: { env: 'HOOK_SECRET' } },
    atOnce: 20,
    timeout,
    retry,
  })
  return {
    channels: { mail: to('mail'), text: to('text') },
    actions: { make_coupon: to('coupons') },
    departments: { sales: to('sales') },
  }
}

/** Waits until something is so. Fails after so many milliseconds. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  patience = 120_000,
): Promise<void> {
  const end = performance.now() + patience
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`)
    await pause(25)
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
