import { existsSync } from 'node:fs'
import type { Bundle, SourceMap } from '../graph/format.ts'
import { type Dispatcher, startDispatcher } from './channels/dispatcher.ts'
import { checkWays, type Ways } from './channels/ways.ts'
import { createEngine } from './engine/create.ts'
import type { Engine, EngineNote } from './engine/engine.ts'
import { createAccess, isLocal, isLoopback, MIN_TOKEN } from './http/access.ts'
import { createApp } from './http/app.ts'
import { createMetrics } from './http/metrics.ts'
import type { Pages } from './http/pages.ts'
import { ListenError, listen } from './http/server.ts'
import { type Log, silent } from './log.ts'
import { removeDataFile } from './store/remove-file.ts'

/** What a service serves, where, and for whom. */
export interface ServiceOptions {
  /** The data file. It is made when it is not there. */
  readonly data: string
  readonly bundle: Bundle
  readonly sourceMap?: SourceMap
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  /** How long the log and what was delivered are kept, in milliseconds. Absent: for ever. */
  readonly keep?: number
  /** Needed to be reached from other machines. */
  readonly token?: string
  /** Where the service is reached from outside. */
  readonly publicUrl?: string
  /** The ways out, which are closed when the service stops. Without them, what is asked for waits until somebody tells. */
  readonly ways?: Ways
  readonly pages?: Pages
  readonly log?: Log
}

/** A service that runs. */
export interface Service {
  readonly url: string
  readonly engine: Engine
  /** Brings out what is asked for, if there are ways. */
  readonly dispatcher?: Dispatcher
  /** Takes no more, finishes what it is at within some seconds, writes everything down and lets go of the file. */
  stop(): Promise<void>
}

/** How long requests that are being answered may take while the service stops, in milliseconds. */
const FAREWELL = 10_000

/**
 * Opens the data, puts the graph in place and answers requests.
 *
 * @throws StoreError, ProblemsError, BlockedWay or ListenError; each says what to do.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { data, bundle, sourceMap, host, port, keep, token, publicUrl, ways, pages, log = silent } = options
  checkSafety(host, token, publicUrl)
  if (ways !== undefined) await checkWays(bundle, ways)
  const isNew = !existsSync(data)
  const engine = await createEngine({
    data,
    bundle,
    note: teller(log),
    ...(sourceMap && { sourceMap }),
    ...(keep !== undefined && { keep }),
  })
  let dispatcher: Dispatcher | undefined
  const lanes = () => dispatcher?.lanes() ?? []
  const metrics = createMetrics({
    engine,
    dataFile: data,
    lanes,
    process: true,
  })
  let stopped: Promise<void> | undefined
  const app = createApp({
    engine,
    access: createAccess({
      clock: Date.now,
      ...(token !== undefined && { token }),
      ...(publicUrl !== undefined && { publicUrl }),
    }),
    metrics,
    log,
    lanes,
    ...(pages && { pages }),
    isStopping: () => stopped !== undefined,
  })
  const server = await listen(app, { host, port }).catch(async (error) => {
    await engine.stop()
    if (isNew) removeDataFile(data)
    throw error
  })

  dispatcher = ways && startDispatcher({ engine, ways, log, ...(publicUrl !== undefined && { publicUrl }) })

  async function stop(): Promise<void> {
    await Promise.all([server.close(FAREWELL), dispatcher?.stop(FAREWELL)])
    metrics.close()
    await engine.stop()
  }

  return {
    url: server.url,
    engine,
    ...(dispatcher && { dispatcher }),
    stop() {
      stopped ??= stop()
      return stopped
    },
  }
}

function checkSafety(host: string, token: string | undefined, publicUrl: string | undefined): void {
  if (token !== undefined && token.length < MIN_TOKEN) {
    throw new ListenError(
      `The token is too short: it needs ${MIN_TOKEN} characters, such as those of "openssl rand -hex 24".`,
    )
  }
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw new ListenError(
      'The token has characters that no header can carry: it needs letters, digits and marks of ASCII, without spaces, on one line.',
    )
  }
  if (token === undefined && !isLoopback(host)) {
    throw new ListenError(
      `On ${host} other machines could reach the service, so it needs a token: set JOURNEY_TOKEN, or listen on 127.0.0.1.`,
    )
  }
  if (token === undefined && publicUrl !== undefined && !isLocal(new URL(publicUrl).host)) {
    throw new ListenError(
      `With the publicUrl ${publicUrl} the service is reached from outside, so it needs a token: set JOURNEY_TOKEN, or take "publicUrl" out of the settings.`,
    )
  }
}

const LEVELS: Readonly<Record<EngineNote['kind'], 'info' | 'warn' | 'error'>> = {
  trouble: 'error',
  recovered: 'info',
  clock_set: 'warn',
  set_aside: 'error',
  job_rests: 'error',
}

function teller(log: Log): (note: EngineNote) => void {
  return ({ kind, message }) => log(LEVELS[kind], kind.replaceAll('_', ' '), { message })
}
