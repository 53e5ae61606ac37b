/** Shared by the tests: a way to write small bundles, and to say what happened in a few words. */
import { createMemoryHost, type MemoryHost, type MemoryHostOptions } from '../src/hosts/memory.ts'
import {
  type Bundle,
  type DelayTarget,
  type Expr,
  FORMAT_VERSION,
  formatInstant,
  type Input,
  type Journey,
  journeyHash,
  type LoadedBundle,
  loadBundle,
  type Node,
  parseInstant,
  type RuntimeRecord,
  SCHEMA_ID,
  unwrap,
} from '../src/index.ts'

type JourneyParts = Partial<Omit<Journey, 'hash' | 'nodes'>> & { nodes: Record<string, Node> }

/** A journey with the parts that matter to a test. It starts on `signed_up` at its first node. */
export function journey(parts: JourneyParts): Journey {
  const whole = {
    starts: [{ id: 'signed_up', on: { event: 'signed_up' } }],
    enter: { rule: 'again' } as const,
    goals: {},
    exits: [],
    stages: [],
    entry: Object.keys(parts.nodes)[0]!,
    ...parts,
  }
  return { ...whole, hash: journeyHash(whole) }
}

/** A small shop. Its contact has an email address and may be written to, unless a test says otherwise. */
export function bundle(journeys: Record<string, Journey>, changes: Partial<Bundle> = {}): Bundle {
  return {
    $schema: SCHEMA_ID,
    formatVersion: FORMAT_VERSION,
    requires: [],
    contact: {
      fields: {
        name: { type: 'string', optional: true },
        email: { type: 'email', optional: true },
        points: { type: 'integer', default: 0 },
        opt_in: { type: 'boolean', default: true },
        timezone: { type: 'timezone', optional: true },
        language: { type: 'language', default: 'en' },
        birthday: { type: 'date', optional: true },
      },
      timezone: 'timezone',
      language: 'language',
    },
    tags: { vip: {}, new_customer: {}, a: {}, b: {} },
    events: {
      signed_up: { fields: {} },
      purchased: {
        fields: {
          order: { type: 'string', optional: true },
          total: { type: 'money', currency: 'EUR', optional: true },
        },
      },
      viewed: { fields: { page: { type: 'string' } } },
    },
    channels: {
      mail: { kind: 'email', to: { var: ['contact', 'email'] }, consent: 'opt_in' },
      text: { kind: 'sms', to: 'somewhere' },
    },
    messages: {
      hello: { channel: 'mail', params: {}, content: {} },
      offer: { channel: 'mail', params: { discount: { type: 'percent' } }, content: {} },
      nudge: { channel: 'text', params: {}, content: {} },
    },
    stageModels: {},
    actions: {
      make_coupon: { params: { percent: { type: 'percent' } }, returns: { code: { type: 'string' } } },
    },
    departments: { sales: {} },
    journeys,
    ...changes,
  }
}

export function load(source: Bundle): LoadedBundle {
  return unwrap(loadBundle(source))
}

/** `2026-03-02 10:00` is a moment in UTC; seconds and an offset may follow. */
export function moment(text: string): number {
  const iso = text.replace(' ', 'T')
  const instant = parseInstant(/(Z|[+-]\d\d:\d\d)$/.test(iso) ? iso : `${iso}Z`)
  if (instant === undefined) throw new Error(`not a moment: ${text}`)
  return instant
}

/** An input of contact `c1` in few words: `event purchased {"order":"1"}`, `tag vip`, `start welcome`. */
export function input(at: string, words: string, more: object = {}): Input {
  const [kind, name = '', ...rest] = words.split(' ')
  const base = { contact: 'c1', at: moment(at), ...more }
  const payload = rest.length > 0 ? { payload: JSON.parse(rest.join(' ')) } : {}
  switch (kind) {
    case 'event':
      return { kind, event: name, ...payload, ...base }
    case 'tag':
    case 'untag':
      return { kind, tag: name, ...base }
    case 'start':
      return { kind, journey: name, ...base }
    case 'contact':
      return { kind, attributes: JSON.parse(name), ...base }
    default:
      throw new Error(`unknown input: ${words}`)
  }
}

export type Line = [at: string, words: string, more?: object]

export interface Play {
  /** Attributes of `c1`. */
  attributes?: Record<string, unknown>
  tags?: string[]
  log: Line[]
  /** The clock goes on until then, a year after the last line by default. */
  until?: string
  options?: MemoryHostOptions
}

const YEAR = 366 * 24 * 60 * 60_000

/** Runs a log for contact `c1` through a bundle. */
export function play(
  loaded: LoadedBundle,
  { attributes = {}, tags = [], log, until, options }: Play,
): MemoryHost {
  const host = createMemoryHost(loaded, options)
  host.post({
    kind: 'contact',
    contact: 'c1',
    attributes: { email: 'c1@example.com', ...attributes } as never,
    tags,
  })
  for (const [at, words, more] of log) host.post(input(at, words, more))
  host.advanceTo(until === undefined ? host.now + YEAR : moment(until))
  return host
}

/** What happened, a line each: `03-02 10:00 passed wait:timeout`. */
export function story(host: MemoryHost, kinds?: RuntimeRecord['kind'][]): string[] {
  const skipped = new Set(['passed', 'held', 'handed', 'calling'])
  return host.records
    .filter((record) => (kinds ? kinds.includes(record.kind) : !skipped.has(record.kind)))
    .map((record) => `${formatInstant(record.at).slice(5, 16).replace('T', ' ')} ${describe(record)}`)
}

function describe(record: RuntimeRecord): string {
  switch (record.kind) {
    case 'entered':
      return `entered ${record.journey} by ${record.start}`
    case 'refused':
      return `refused ${record.journey}: ${record.reason}`
    case 'missed':
      return `missed ${record.start} ${record.count}`
    case 'passed':
      return `passed ${record.node}:${record.edge}`
    case 'held':
      return `held ${record.node}`
    case 'handed':
    case 'sent':
    case 'failed':
      return `${record.kind} ${record.message}`
    case 'suppressed':
      return `suppressed ${record.message}: ${record.reason}`
    case 'migrated':
      return `${record.fate} ${record.node}${record.to === undefined || record.to === record.node ? '' : ` > ${record.to}`}`
    case 'goal':
      return `goal ${record.goal}${record.heldOut ? ' though held out' : ''}`
    case 'exited':
      return `exited ${record.exit}`
    case 'finished':
      return `finished${record.reason === undefined ? '' : ` ${record.reason}`}`
    case 'tagged':
    case 'untagged':
      return `${record.kind} ${record.tag}`
    case 'held_out':
      return `held out of ${record.journey}`
    case 'calling':
      return `calling ${record.action} ${JSON.stringify(record.args)}`
    case 'called':
      return `called ${record.action} ${JSON.stringify(record.values)}`
    case 'call_failed':
      return `call failed ${record.action}: ${record.reason}`
    case 'notified':
      return `notified ${record.department}: ${record.text}`
    case 'emitted':
      return `emitted ${record.event}`
    case 'set':
      return `set ${record.field}`
    case 'joined':
    case 'left':
      return `${record.kind} ${record.segment}`
    case 'problem':
      return `problem ${record.problem.name}`
  }
}

// Short ways to write nodes.
export const send = (message: string, next: string, more: object = {}): Node => ({
  kind: 'send',
  message,
  args: {},
  edges: { next },
  ...more,
})
export const delay = (length: string, next: string): Node => ({ kind: 'delay', for: length, edges: { next } })
export const delayUntil = (until: DelayTarget, next: string, past?: string): Node => ({
  kind: 'delay',
  until,
  edges: { next, ...(past !== undefined && { past }) },
})
export const tag = (name: string, next: string): Node => ({ kind: 'tag', tag: name, edges: { next } })
export const untag = (name: string, next: string): Node => ({ kind: 'untag', tag: name, edges: { next } })
export const split = (name: string, shares: Record<string, number>, edges: Record<string, string>): Node => ({
  kind: 'split',
  split: name,
  arms: Object.entries(shares).map(([arm, share]) => ({ name: arm, share })),
  edges,
})
export const repeat = (times: number, body: string, next: string, more: object = {}): Node => ({
  kind: 'repeat',
  times,
  edges: { body, next },
  ...more,
})
export const call = (next: string, otherwise?: string): Node => ({
  kind: 'call',
  action: 'make_coupon',
  args: { percent: 0.1 },
  edges: { next, ...(otherwise !== undefined && { else: otherwise }) },
})
export const notify = (text: Expr, next: string): Node => ({
  kind: 'notify',
  department: 'sales',
  text,
  edges: { next },
})
export const emit = (event: string, next: string, args: Record<string, Expr> = {}): Node => ({
  kind: 'emit',
  event,
  args,
  edges: { next },
})
export const enterJourney = (name: string, next: string): Node => ({
  kind: 'enter',
  journey: name,
  edges: { next },
})
export const finish = (reason?: string): Node => ({
  kind: 'finish',
  ...(reason !== undefined && { reason }),
  edges: {},
})
export const waitFor = (event: string, limit: string | undefined, yes: string, no?: string): Node => ({
  kind: 'wait',
  arms: [{ name: event, on: { event } }],
  ...(limit !== undefined && { limit }),
  edges: { [event]: yes, ...(no !== undefined && { timeout: no }) },
})
