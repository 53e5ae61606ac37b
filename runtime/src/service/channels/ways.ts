import { resolve } from 'node:path'
import type { Bundle } from '../../graph/format.ts'
import type { Lane } from '../store/lane.ts'
import { type SecretPlaces, Secrets } from './secrets.ts'
import type { Sender } from './sender.ts'
import { createFolderSender } from './senders/folder.ts'
import { createSmtpSender } from './senders/smtp.ts'
import { createWebhookSender } from './senders/webhook.ts'
import { DEFAULT_PACE, type Destination, type Pace, type ServeSettings } from './settings.ts'

/** Where something goes, ready to be gone. */
export interface WayOut {
  readonly sender: Sender
  readonly pace: Pace
}

/** The ways out that settings describe. */
export interface Ways {
  /** The way of a lane. What the settings do not name goes to the outbox folder. */
  of(lane: Lane): WayOut
  /** The text without the secrets of the settings. */
  redact(text: string): string
  close(): Promise<void>
}

/** Where secrets and relative paths are found. */
export interface WayOptions extends SecretPlaces {
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

/** Opens the ways out. Throws `MissingSecret`. Paths in the settings are relative to `directory`. */
export function openWays(settings: ServeSettings, { clock, ...places }: WayOptions): Ways {
  const secrets = new Secrets(places)
  const opened = new Map<Lane, WayOut>()
  const folder = (path: string) => createFolderSender(resolve(places.directory, path))
  const outbox: WayOut = { sender: folder(settings.outbox), pace: DEFAULT_PACE }

  function open({ way, pace }: Destination): WayOut {
    switch (way.kind) {
      case 'folder':
        return { sender: folder(way.path), pace }
      case 'smtp': {
        const { password, ...server } = way
        const revealed = password && { password: secrets.reveal(password) }
        return { sender: createSmtpSender({ ...server, ...revealed, pace }), pace }
      }
      case 'webhook': {
        const { url, secret, headers = {} } = way
        const values = Object.entries(headers).map(([name, value]): [string, string] => [
          name,
          typeof value === 'string' ? value : secrets.reveal(value),
        ])
        const options = { url, secret: secrets.reveal(secret), headers: Object.fromEntries(values) }
        return { sender: createWebhookSender({ ...options, ...(clock && { clock }) }), pace }
      }
      case 'channel':
        return { sender: of(`send ${way.channel}`).sender, pace }
    }
  }

  function of(lane: Lane): WayOut {
    return opened.get(lane) ?? outbox
  }

  // Channels come first: departments may go their ways.
  const tables = { send: settings.channels, call: settings.actions, notify: settings.departments } as const
  for (const [kind, table] of Object.entries(tables) as [keyof typeof tables, typeof settings.channels][]) {
    for (const [name, destination] of Object.entries(table)) opened.set(`${kind} ${name}`, open(destination))
  }

  return {
    of,
    redact: (text) => secrets.redact(text),
    close: async () => {
      const senders = new Set([outbox, ...opened.values()].map(({ sender }) => sender))
      await Promise.all([...senders].map((sender) => sender.close()))
    },
  }
}

/** A way out that can't be gone: nothing would get out. */
export class BlockedWay extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'BlockedWay'
  }
}

/**
 * Looks at the ways that a graph can use, as far as this machine knows: at folders.
 *
 * @throws BlockedWay
 */
export async function checkWays(bundle: Bundle, ways: Ways): Promise<void> {
  const senders = new Set(lanesOf(bundle).map((lane) => ways.of(lane).sender))
  for (const sender of senders) {
    await sender.check?.().catch((error) => {
      throw new BlockedWay(error instanceof Error ? error.message : String(error), { cause: error })
    })
  }
}

/** Every lane that a graph can use, with its way for people, in the order of the declarations. */
export function describeWays(bundle: Bundle, ways: Ways): { readonly lane: Lane; readonly way: string }[] {
  return lanesOf(bundle).map((lane) => ({ lane, way: ways.of(lane).sender.name }))
}

function lanesOf(bundle: Bundle): Lane[] {
  const { channels, actions = {}, departments = {} } = bundle
  const sendable = Object.keys(channels).filter((name) => 'to' in channels[name]!)
  return [
    ...sendable.map((name): Lane => `send ${name}`),
    ...Object.keys(actions).map((name): Lane => `call ${name}`),
    ...Object.keys(departments).map((name): Lane => `notify ${name}`),
  ]
}
