import { stillDeclared } from '../../core/about-message.ts'
import { checkAnswer, runAnswered } from '../../core/call-answers.ts'
import type { StepKey } from '../../core/ids.ts'
import type { SendCommand } from '../../core/output.ts'
import type { ContactState } from '../../core/state.ts'
import type { Instant } from '../../time/instant.ts'
import type { Engine } from '../engine/engine.ts'
import { type Log, silent } from '../log.ts'
import { type Lane, laneOf } from '../store/lane.ts'
import type { Attempt, Delivery } from '../store/store.ts'
import { unsubscribeUrl } from '../unsubscribe-link.ts'
import { LaneTraffic } from './lane-traffic.ts'
import { lookAgain } from './look-again.ts'
import { nextAttempt } from './retry.ts'
import { describeError, type Parcel, type Sender, type Verdict } from './sender.ts'
import type { Pace } from './settings.ts'
import type { Ways } from './ways.ts'

/** What a dispatcher works with. */
export interface DispatcherOptions {
  readonly engine: Engine
  readonly ways: Ways
  /** Where the service is reached from outside. Without it, messages carry no link to unsubscribe. */
  readonly publicUrl?: string
  readonly log?: Log
  /** Milliseconds since 1970. */
  readonly clock?: () => Instant
  /** Numbers from 0 up to 1. */
  readonly random?: () => number
}

/** Brings deliveries out that are due. */
export interface Dispatcher {
  /** What is going on, lane by lane. */
  lanes(): readonly LaneStatus[]
  /**
   * Begins nothing more, and gives what is under way so many milliseconds. What is not known to be done then is broken
   * off, and tried again with the same key when a dispatcher begins on the same data.
   */
  stop(grace?: number): Promise<void>
}

/** What is going on on a lane. */
export interface LaneStatus {
  readonly lane: Lane
  /** For people: `smtp mail.example.com:587`. */
  readonly way: string
  readonly underWay: number
  /** Why the provider takes nothing at present. Absent while all is well. */
  readonly trouble?: string
}

/** How often it looks for what is due without being told, in milliseconds: retries, and clocks that jumped. */
const LOOK_EVERY = 1000
/** How long it waits when an outcome could not be written down, in milliseconds. */
const WRITE_AGAIN = 500
const GRACE = 10_000
/** How long something is left alone that failed in an unforeseen way, in milliseconds. */
const PUT_OFF = 10 * 60_000

/** Begins to bring out what is due, and goes on until it is stopped. */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  return new Dispatching(options)
}

class Dispatching implements Dispatcher {
  readonly #engine: Engine
  readonly #ways: Ways
  readonly #publicUrl: string | undefined
  readonly #log: Log
  readonly #clock: () => Instant
  readonly #random: () => number
  readonly #lanes = new Map<Lane, LaneTraffic>()
  readonly #underWay = new Set<Promise<void>>()
  /** The attempts that are under way. Each has a signal of its own: on one that lives as long as the service, listeners pile up. */
  readonly #attempts = new Set<AbortController>()
  readonly #stopListening: readonly (() => void)[]
  /** What somebody asked to be tried now, whatever pause its lane makes. */
  readonly #askedFor = new Set<StepKey>()
  #timer: NodeJS.Timeout | undefined
  /** When the timer is due. */
  #lookAt = 0
  /** The first moment at which something is tried again, as far as it is known. */
  #dueAgain = Number.POSITIVE_INFINITY
  #stopping = false
  /** What is under way was broken off. */
  #broken = false

  constructor({
    engine,
    ways,
    publicUrl,
    log = silent,
    clock = Date.now,
    random = Math.random,
  }: DispatcherOptions) {
    this.#engine = engine
    this.#ways = ways
    this.#publicUrl = publicUrl
    this.#log = log
    this.#clock = clock
    this.#random = random
    this.#stopListening = [
      engine.onDeliveries(() => this.#lookSoon(0)),
      engine.onRetry((key) => {
        this.#askedFor.add(key)
        this.#lookSoon(0)
      }),
    ]
    this.#lookSoon(0)
  }

  lanes(): readonly LaneStatus[] {
    return [...this.#lanes].map(([lane, { way, size, trouble }]) => ({
      lane,
      way: way.sender.name,
      underWay: size,
      ...(trouble !== undefined && { trouble: this.#ways.redact(trouble) }),
    }))
  }

  async stop(grace = GRACE): Promise<void> {
    this.#stopping = true
    for (const stopListening of this.#stopListening) stopListening()
    clearTimeout(this.#timer)
    const patience = setTimeout(() => this.#breakOff(), grace)
    await Promise.all(this.#underWay)
    clearTimeout(patience)
    await this.#ways.close()
  }

  #breakOff(): void {
    this.#broken = true
    for (const attempt of this.#attempts) attempt.abort()
  }

  /** Looks in so many milliseconds at the latest. */
  #lookSoon(milliseconds: number): void {
    if (this.#stopping) return
    const at = performance.now() + milliseconds
    if (this.#timer !== undefined && this.#lookAt <= at) return
    clearTimeout(this.#timer)
    this.#lookAt = at
    this.#timer = setTimeout(() => this.#look(), milliseconds)
  }

  #look(): void {
    this.#timer = undefined
    let next = LOOK_EVERY
    try {
      const now = this.#clock()
      if (this.#dueAgain <= now) this.#dueAgain = Number.POSITIVE_INFINITY
      next = Math.min(next, this.#dueAgain - now)
      // What is sent while its outcome can't be written would be sent again.
      if (this.#engine.health.trouble === undefined) {
        this.#beginAskedFor(now)
        next = Math.min(next, this.#fillLanes(now))
      }
    } catch (error) {
      this.#log('error', 'due deliveries could not be read', { reason: describeError(error) })
    }
    this.#lookSoon(next)
  }

  #beginAskedFor(now: Instant): void {
    for (const key of this.#askedFor) {
      this.#askedFor.delete(key)
      const delivery = this.#engine.reader.delivery(key)
      if (delivery?.due === undefined || delivery.due > now) continue
      const traffic = this.#trafficOf(laneOf(delivery.command))
      if (traffic.has(key)) continue
      traffic.reopen(performance.now())
      this.#begin(traffic, delivery)
    }
  }

  /** Gives in how many milliseconds there may be room for more. */
  #fillLanes(now: Instant): number {
    const waits = this.#engine.dueLanes(now).map((lane) => {
      try {
        return this.#fill(lane, this.#trafficOf(lane), now)
      } catch (error) {
        // One that can't be read does not keep the other lanes back.
        this.#log('error', 'due deliveries could not be read', { lane, reason: describeError(error) })
        return undefined
      }
    })
    return Math.min(...waits.filter((wait) => wait !== undefined))
  }

  #trafficOf(lane: Lane): LaneTraffic {
    let traffic = this.#lanes.get(lane)
    if (traffic === undefined) {
      traffic = new LaneTraffic(this.#ways.of(lane))
      this.#lanes.set(lane, traffic)
    }
    return traffic
  }

  /** Begins as many as there is room for. Tells when to look again, if something is left and time will make room. */
  #fill(lane: Lane, traffic: LaneTraffic, now: Instant): number | undefined {
    const room = traffic.room(performance.now())
    if (room > 0) {
      // Those under way are still due, and come first.
      const due = this.#engine.due(lane, now, traffic.size + room).filter(({ key }) => !traffic.has(key))
      for (const delivery of due.slice(0, room)) this.#begin(traffic, delivery)
      if (due.length < room) return undefined
    }
    return traffic.roomIn(performance.now())
  }

  #begin(traffic: LaneTraffic, delivery: Delivery): void {
    const { key } = delivery
    traffic.enter(key)
    const done = this.#deliver(traffic, delivery)
      .catch((error) => this.#putOff(delivery, error))
      .then(() => {
        traffic.leave(key)
        this.#underWay.delete(done)
        this.#lookSoon(0)
      })
    this.#underWay.add(done)
  }

  /** What fails in a way that nobody foresaw, as at a contact that can't be read, is not tried again at once. */
  async #putOff(delivery: Delivery, error: unknown): Promise<void> {
    const reason = describeError(error)
    this.#log('error', 'delivery failed in an unforeseen way', { key: delivery.key, reason })
    await this.#settle(delivery, { kind: 'again', at: this.#clock() + PUT_OFF, reason, untried: true })
  }

  async #deliver(traffic: LaneTraffic, delivery: Delivery): Promise<void> {
    if (delivery.state === 'answering') {
      // The run has waited long enough for it.
      await this.#settle(delivery, { kind: 'dead', reason: 'no answer came in time', untried: true })
      return
    }
    const now = this.#clock()
    const contact = this.#engine.reader.contact(delivery.contact)
    const look = lookAgain(this.#engine.bundle, contact, delivery, now)
    if (look.kind === 'withheld') {
      const { withheld, reason } = look
      await this.#settle(delivery, { kind: 'withheld', withheld, reason })
    } else if (look.kind === 'later') {
      await this.#settle(delivery, { kind: 'again', at: look.at, reason: look.reason, untried: true })
    } else if (delivery.command.kind === 'send' && delivery.content === undefined) {
      await this.#settle(delivery, {
        kind: 'dead',
        reason: delivery.reason ?? 'its texts could not be written',
      })
    } else await this.#send(traffic, delivery, look.to)
  }

  async #send(traffic: LaneTraffic, delivery: Delivery, to: string | undefined): Promise<void> {
    const { sender, pace } = traffic.way
    const attempt = new AbortController()
    this.#attempts.add(attempt)
    const timer = setTimeout(() => attempt.abort(), pace.timeout)
    traffic.begin()
    const verdict = await verdictInTime(sender, this.#parcelOf(delivery, to), attempt.signal)
    clearTimeout(timer)
    this.#attempts.delete(attempt)
    // Broken off by us: the other side may have taken it or not, and the next start will ask again.
    if (verdict.kind === 'again' && this.#broken) return
    const paused = traffic.end(verdict, performance.now())
    if (paused !== undefined && verdict.kind === 'again') {
      const reason = withoutAddresses(this.#ways.redact(verdict.reason), delivery.command)
      this.#log('warn', 'lane paused', {
        lane: laneOf(delivery.command),
        seconds: Math.ceil(paused / 1000),
        reason,
      })
    }
    if (verdict.kind === 'dead' && verdict.bounced) await this.#tellBounce(delivery)
    const came = this.#attemptOf(this.#looked(verdict, delivery), delivery, pace)
    const elsewhere = to !== undefined && delivery.command.kind === 'send' && to !== delivery.command.to
    await this.#settle(delivery, elsewhere ? { ...came, to } : came)
  }

  /** An answer that does not fit what the action declares is a dead letter: somebody has to mend who answers. */
  #looked(verdict: Verdict, { contact, command, key }: Delivery): Verdict {
    if (verdict.kind !== 'done' || command.kind !== 'call' || verdict.result?.ok !== true) return verdict
    const answer = { action: command.action, key, values: verdict.result.values }
    const run = runAnswered(this.#contactOf(contact) ?? { runs: [] }, answer)
    const problems = run === undefined ? [] : (checkAnswer(this.#engine.bundle, run, answer)?.problems ?? [])
    if (problems.length === 0) return verdict
    return {
      kind: 'dead',
      reason: `its answer does not fit: ${problems.map(({ message }) => message).join(' ')}`,
    }
  }

  /** Nothing when it can't be read: what was called was called all the same. */
  #contactOf(id: string): ContactState | undefined {
    try {
      return this.#engine.reader.contact(id)
    } catch {
      return undefined
    }
  }

  #attemptOf(
    verdict: Verdict,
    { command, attempts, createdAt }: Delivery,
    { retry, answerWithin }: Pace,
  ): Attempt {
    switch (verdict.kind) {
      case 'done': {
        if (command.kind === 'send') return { kind: 'done', outcome: { ok: true } }
        if (command.kind === 'call' && verdict.result === undefined)
          return { kind: 'answering', until: this.#clock() + answerWithin }
        return { kind: 'done', ...(verdict.result && { outcome: verdict.result }) }
      }
      case 'dead':
        return { kind: 'dead', reason: this.#ways.redact(verdict.reason) }
      case 'again': {
        const again = { ...verdict, reason: this.#ways.redact(verdict.reason) }
        const now = this.#clock()
        return nextAttempt(again, retry, { attempts: attempts + 1, createdAt, now, chance: this.#random() })
      }
    }
  }

  #parcelOf({ key, command, content, attempts }: Delivery, to: string | undefined): Parcel {
    const attempt = attempts + 1
    const { channels, departments = {} } = this.#engine.bundle.source
    switch (command.kind) {
      case 'send': {
        const unsubscribe = this.#unsubscribeOf(command)
        return {
          key,
          attempt,
          isMail: channels[command.channel]?.kind === 'email',
          command: to === undefined ? command : { ...command, to },
          ...(content && { content }),
          ...(unsubscribe !== undefined && { unsubscribe }),
        }
      }
      case 'call':
        return { key, attempt, isMail: false, command }
      case 'notify':
        return { key, attempt, isMail: true, command, department: departments[command.department] ?? {} }
    }
  }

  /** Where there is no consent to withdraw, there is no link for it. */
  #unsubscribeOf({ contact, channel, key }: SendCommand): string | undefined {
    if (this.#publicUrl === undefined || this.#engine.bundle.channels.get(channel)?.consent === undefined)
      return undefined
    return unsubscribeUrl(this.#publicUrl, this.#engine.secret, { contact, channel, key })
  }

  /** Under an id of its own, so that it counts once however often the address is tried. */
  async #tellBounce({ key, contact, command }: Delivery): Promise<void> {
    const { bundle } = this.#engine
    // Nothing can wait for a bounce of a message that is not declared any more.
    if (command.kind !== 'send' || !bundle.messages.has(command.message)) return
    const { message, channel, journey } = command
    const payload = stillDeclared({ key, message, channel, journey }, bundle)
    const id = `bounced ${key}`
    const at = this.#clock()
    await this.#untilWritten(key, () =>
      this.#engine.post([{ kind: 'event', event: 'bounced', id, contact, at, payload }]),
    )
  }

  async #settle(delivery: Delivery, attempt: Attempt): Promise<void> {
    const written = await this.#untilWritten(delivery.key, () => this.#engine.settle(delivery.key, attempt))
    if (attempt.kind === 'again') this.#dueAgain = Math.min(this.#dueAgain, attempt.at)
    if (written) this.#tell(delivery, attempt)
  }

  /** Does not let go before it is written down: what was sent would be sent again. False when there is no time left. */
  async #untilWritten(key: string, write: () => Promise<unknown>): Promise<boolean> {
    while (!this.#broken) {
      try {
        await write()
        return true
      } catch (error) {
        this.#log('error', 'outcome could not be written down', { key, reason: describeError(error) })
        await new Promise((resolve) => setTimeout(resolve, WRITE_AGAIN))
      }
    }
    return false
  }

  #tell({ key, command }: Delivery, attempt: Attempt): void {
    if (attempt.kind === 'done' || attempt.kind === 'answering') return
    const level =
      attempt.kind === 'dead' ? 'error' : attempt.kind === 'again' && !attempt.untried ? 'warn' : 'info'
    const reason = withoutAddresses(attempt.reason, command)
    this.#log(level, `delivery ${attempt.kind}`, { lane: laneOf(command), key, reason })
  }
}

/** A sender that does not give up when it should is left alone after a second, so that its place becomes free. */
async function verdictInTime(sender: Sender, parcel: Parcel, signal: AbortSignal): Promise<Verdict> {
  const { promise: late, resolve } = Promise.withResolvers<Verdict>()
  let timer: NodeJS.Timeout | undefined
  const giveUp = () => {
    timer = setTimeout(
      () => resolve({ kind: 'again', reason: 'it did not answer in time', provider: true }),
      1000,
    )
  }
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await Promise.race([sender.send(parcel, signal), late])
  } catch (error) {
    return { kind: 'again', reason: describeError(error), provider: true }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', giveUp)
  }
}

/** Providers like to repeat whom a message was for. The log is read by more people than the data. */
function withoutAddresses(reason: string, command: Delivery['command']): string {
  const known = command.kind === 'send' ? reason.replaceAll(command.to, '…') : reason
  return known.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '…')
}
