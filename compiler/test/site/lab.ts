import {
  apply,
  type CallCommand,
  type ContactState,
  createRenderer,
  createStatistics,
  type Input,
  type Instant,
  type LoadedBundle,
  loadBundle,
  type NotifyCommand,
  newContact,
  type Outcome,
  parseInstant,
  type RuntimeRecord,
  type SendCommand,
  type SourceMap,
  unwrap,
} from '@journey-lang/runtime'
import type {
  Delivery,
  Deployment,
  LogEntry,
  Page,
  PageRequest,
  StoreReader,
  VersionCount,
} from '@journey-lang/runtime/service'
import { compile, hasErrors, lower, memoryHost, messageOf } from '../../src/index.ts'

/** A message that goes well, fails, is held back, or of which nothing is known yet. */
type Deliver = (send: SendCommand) => Outcome | undefined

/** An input, written down in short: without a time, it happens now. */
interface Told {
  kind: Input['kind']
  contact: string
  at?: Instant
  [more: string]: unknown
}

/** A template that journeys may use: one that writes HTML. */
const NEWS = '<p>Our <b>news</b> for {{ contact.name }}</p>'

/** Sources in one file, compiled. Fails the test when they have errors. */
export function built(source: string, timezone = 'Europe/Berlin'): Pick<Deployment, 'bundle' | 'sourceMap'> {
  const host = memoryHost({ 'welcome.journey': source, 'news.liquid': NEWS })
  const compilation = compile(host, ['welcome.journey'], { timezone })
  if (hasErrors(compilation)) throw new Error(compilation.diagnostics.map(messageOf).join('\n'))
  const { bundle, sourceMap } = lower(compilation.program)
  return { bundle, sourceMap: sourceMap as SourceMap }
}

/**
 * Contacts of whom everything is kept in memory, as a store keeps it in a file: what can be asked of the one can be asked
 * of the other. Timers fire when the clock is moved on.
 */
export class Lab {
  readonly #contacts = new Map<string, ContactState>()
  readonly #log: LogEntry[] = []
  readonly #deliveries = new Map<string, Delivery>()
  readonly #deployments: Deployment[] = []
  readonly #statistics
  bundle: LoadedBundle
  now: Instant
  deliver: Deliver = () => ({ ok: true })

  constructor(source: string, at: string) {
    const { bundle, sourceMap } = built(source)
    this.now = moment(at)
    this.bundle = unwrap(loadBundle(bundle))
    this.#deployments.push({
      hash: 'a'.repeat(64),
      at: this.now,
      versions: versionsOf(bundle),
      bundle,
      sourceMap: sourceMap!,
    })
    this.#statistics = createStatistics(this.bundle)
  }

  /** Tells the runtime something; without a time it happens now. */
  async post(input: Input | Told): Promise<void> {
    const inputs = [{ at: this.now, ...input } as Input]
    for (const one of inputs) inputs.push(...(await this.#take(one)))
  }

  async event(contact: string, event: string, payload: Record<string, unknown> = {}): Promise<void> {
    await this.post({ kind: 'event', contact, event, payload })
  }

  /** Moves the clock to a local time of a zone that is written with its offset, through what is due until then. */
  async until(time: string): Promise<void> {
    const end = moment(time)
    for (let next = this.#nextDue(end); next !== undefined; next = this.#nextDue(end)) {
      this.now = Math.max(this.now, next.at)
      await this.post({ ...next, at: this.now })
    }
    this.now = end
  }

  /** Notes how far the outside got with what was asked of it. */
  delivery(key: string, change: Partial<Delivery>): void {
    this.#deliveries.set(key, { ...this.#deliveries.get(key)!, ...change })
  }

  /** Puts another version in place, for runs that begin from now on. */
  deploy(source: string): void {
    const { bundle, sourceMap } = built(source)
    const earlier = this.#deployments.map((one) => one.bundle)
    this.bundle = unwrap(loadBundle(bundle, earlier))
    this.#deployments.unshift({
      hash: 'b'.repeat(64),
      at: this.now,
      versions: versionsOf(bundle),
      bundle,
      sourceMap: sourceMap!,
    })
  }

  #nextDue(end: Instant): (Input & { at: Instant }) | undefined {
    const due = [...this.#contacts.values()].flatMap((contact): (Input & { at: Instant })[] => [
      ...contact.runs.flatMap(({ id, hold }) =>
        hold && 'due' in hold && hold.due !== undefined
          ? [{ kind: 'timer' as const, contact: contact.id, run: id, token: hold.token, at: hold.due }]
          : [],
      ),
      ...(contact.wake === undefined
        ? []
        : [{ kind: 'wake' as const, contact: contact.id, due: contact.wake, at: contact.wake }]),
    ])
    return due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
  }

  async #take(input: Input): Promise<Input[]> {
    const before = this.#contacts.get(input.contact) ?? newContact(input.contact)
    const { contact, commands, records } = apply(this.bundle, before, input)
    if (contact === before) return []
    this.#contacts.set(contact.id, contact)
    this.#log.push({ seq: this.#log.length + 1, contact: contact.id, at: this.now, input, records })
    for (const record of records as RuntimeRecord[]) this.#statistics.add(record)
    const answers: Input[] = []
    for (const command of commands) {
      if (command.kind === 'timer' || command.kind === 'wake') continue
      const answer = await this.#carryOut(command, contact)
      if (answer) answers.push(answer)
    }
    return answers
  }

  async #carryOut(
    command: SendCommand | CallCommand | NotifyCommand,
    contact: ContactState,
  ): Promise<Input | undefined> {
    const { key, at } = command
    const outcome =
      command.kind === 'send'
        ? this.deliver(command)
        : command.kind === 'call'
          ? undefined
          : { ok: true as const }
    const content =
      command.kind === 'send'
        ? unwrap(unwrap(await createRenderer(this.bundle)).render(contact, command.message, command.args, at))
        : undefined
    this.#deliveries.set(key, {
      key,
      contact: contact.id,
      command,
      ...(content && { content }),
      state:
        outcome === undefined ? 'waiting' : outcome.ok ? 'done' : 'withheld' in outcome ? 'withheld' : 'dead',
      attempts: outcome === undefined ? 0 : 1,
      createdAt: at,
      ...(outcome === undefined ? { due: at } : { settledAt: at }),
      ...(outcome?.ok === false && { reason: outcome.reason }),
    })
    return outcome && command.kind === 'send'
      ? { kind: 'outcome', contact: contact.id, key, at, ...outcome }
      : undefined
  }

  get reader(): StoreReader {
    const everyone = [...this.#contacts.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    return {
      contact: (id) => this.#contacts.get(id),
      contacts: ({ prefix = '', ...page }) =>
        paged(
          everyone.filter(({ id }) => id.startsWith(prefix)),
          page,
        ),
      standingAt: (journey, node, page) =>
        paged(
          everyone.flatMap(({ id, runs }) =>
            runs
              .filter((run) => run.journey === journey && run.node === node && run.state === 'active')
              .map((run) => ({ contact: id, run })),
          ),
          page,
        ),
      logOf: (contact, page) => paged(this.#log.filter((entry) => entry.contact === contact).reverse(), page),
      log: (page) => paged(this.#log, page),
      delivery: (key) => this.#deliveries.get(key),
      deliveries: ({ state, kind, ...page }) =>
        paged(
          [...this.#deliveries.values()]
            .filter(
              (one) => (state ?? one.state) === one.state && (kind ?? one.command.kind) === one.command.kind,
            )
            .reverse(),
          page,
        ),
      statistics: () => this.#statistics.statistics,
      deployments: () => this.#deployments,
      counts: () => ({
        contacts: everyone.length,
        liveRuns: everyone.flatMap(({ runs }) => runs.filter(({ state }) => state === 'active')).length,
        logEntries: this.#log.length,
        deliveries: {
          waiting: this.#count('waiting'),
          answering: this.#count('answering'),
          done: this.#count('done'),
          withheld: this.#count('withheld'),
          dead: this.#count('dead'),
        },
      }),
      versions: () => this.#versions(),
      openByLane: () => new Map(),
      setAside: () => [],
      close: () => undefined,
    }
  }

  #versions(): VersionCount[] {
    const runs = [...this.#contacts.values()].flatMap(({ runs }) => runs)
    const grouped = Map.groupBy(runs, ({ journey, hash }) => JSON.stringify([journey, hash]))
    return [...grouped.values()].map((same) => {
      const { journey, hash } = same[0]!
      return { journey, hash, runs: same.length, live: same.filter(({ state }) => state === 'active').length }
    })
  }

  #count(state: Delivery['state']): number {
    return [...this.#deliveries.values()].filter((one) => one.state === state).length
  }
}

function paged<T>(items: readonly T[], { after = '0', limit }: PageRequest): Page<T> {
  const begin = Number(after)
  const end = begin + limit
  return { items: items.slice(begin, end), ...(end < items.length && { next: String(end) }) }
}

export function moment(time: string): Instant {
  const instant = parseInstant(time)
  if (instant === undefined) throw new Error(`"${time}" is no time`)
  return instant
}

function versionsOf({ journeys }: Deployment['bundle']): Record<string, string> {
  return Object.fromEntries(Object.entries(journeys).map(([name, { hash }]) => [name, hash]))
}
