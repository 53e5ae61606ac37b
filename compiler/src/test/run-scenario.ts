import {
  addDuration,
  type Bundle,
  type CallResult,
  type ContactState,
  createMemoryHost,
  DAY,
  fromLocal,
  type Input,
  type Instant,
  type LoadedBundle,
  loadBundle,
  type MemoryHost,
  newContact,
  type Pins,
  parseDuration,
  pinChances,
  sampleResult,
  toLocal,
  unwrap,
} from '@journey-lang/runtime'
import type { Place } from '../source/span.ts'
import { judge } from './expectations.ts'
import { inZone, localTime } from './local-times.ts'
import { type Reached, reachedIn } from './reached.ts'
import type { Instruction, Scenario } from './scenario.ts'
import { givenText, recordText, type TimelineEntry } from './timeline.ts'
import { timeText } from './words.ts'

/** What became of a scenario. */
export interface ScenarioResult {
  scenario: Scenario
  passed: boolean
  failures: ScenarioFailure[]
  /** All that happened, in order. */
  timeline: TimelineEntry[]
  /** The steps that it came to, of its own journey and of others. */
  reached: Reached
  /** IANA name: times in the texts are on its clock. */
  zone: string
}

/** A line that is not as expected. */
export interface ScenarioFailure {
  place: Place
  /** What was expected and what really happened, in plain words. */
  message: string
}

/** When the first thing happens in a scenario that does not say so: on a Monday morning. */
const DEFAULT_BEGINNING = '2026-01-05T09:00'
const CONTACT = 'contact-1'

/**
 * Runs a scenario on a virtual clock. The same bundle and scenario always give the same result.
 *
 * The first time zone that the scenario names is the project's for as long as it runs.
 */
export function runScenario(bundle: Bundle, scenario: Scenario): ScenarioResult {
  return createScenarioRunner(bundle)(scenario)
}

/** The same for many scenarios of one bundle, which is made ready only once per time zone. */
export function createScenarioRunner(bundle: Bundle): (scenario: Scenario) => ScenarioResult {
  const loaded = new Map<string, LoadedBundle>()
  return (scenario) => {
    const zone = zoneOf(scenario) ?? bundle.timezone ?? 'UTC'
    const local = { ...bundle, timezone: zone }
    const ready = loaded.get(zone) ?? unwrap(loadBundle(local))
    loaded.set(zone, ready)
    return new ScenarioRun(local, pinChances(ready, pinsOf(scenario)), scenario, zone).play()
  }
}

/** What the scenario decides itself. It holds nobody out, unless it says so. */
function pinsOf({ journey, instructions }: Scenario): Pins {
  const arms = new Map<string, string>()
  const heldOut = new Set<string>()
  for (const instruction of instructions) {
    if (instruction.do === 'take') arms.set(instruction.split, instruction.arm)
    else if (instruction.do === 'hold-out') heldOut.add(instruction.journey)
  }
  return { arms: new Map([[journey, arms]]), heldOut }
}

function zoneOf({ instructions }: Scenario): string | undefined {
  for (const instruction of instructions) {
    if (instruction.do === 'at' && instruction.zone !== undefined) return instruction.zone
  }
  return undefined
}

/** One run of one scenario. */
class ScenarioRun {
  readonly #bundle: Bundle
  readonly #loaded: LoadedBundle
  readonly #scenario: Scenario
  readonly #zone: string
  readonly #world: World
  /** What was done to the world so far. */
  readonly #deeds: Deed[] = []
  /** The world in which all that is due now has happened, as long as nothing else does. */
  #outlook: World | undefined
  readonly #failures: ScenarioFailure[] = []
  readonly #timeline: TimelineEntry[] = []
  /** Undefined until the scenario says when it happens. */
  #now: Instant | undefined
  /** How many records are in the timeline. */
  #told = 0
  /** The line that is carried out. */
  #place: Place

  constructor(bundle: Bundle, loaded: LoadedBundle, scenario: Scenario, zone: string) {
    this.#bundle = bundle
    this.#loaded = loaded
    this.#scenario = scenario
    this.#zone = zone
    this.#place = scenario.place
    this.#world = createWorld(loaded)
  }

  play(): ScenarioResult {
    for (const instruction of this.#scenario.instructions) {
      this.#place = instruction.place
      if (!this.#carryOut(inZone(instruction, this.#bundle, this.#zone))) break
    }
    this.#advance()
    this.#tell(this.#world.host.records.length)
    return {
      scenario: this.#scenario,
      passed: this.#failures.length === 0,
      failures: this.#failures,
      timeline: this.#timeline,
      reached: reachedIn(this.#world.host.records),
      zone: this.#zone,
    }
  }

  /** False when the scenario can't go on. */
  #carryOut(instruction: Instruction): boolean {
    const contact = CONTACT
    switch (instruction.do) {
      case 'contact': {
        const { attributes } = instruction
        const at = this.#now
        this.#post({ kind: 'contact', contact, attributes, ...(at !== undefined && { at }) })
        return true
      }
      case 'event': {
        const { event, payload } = instruction
        this.#post({ kind: 'event', contact, event, payload, at: this.#time() })
        return true
      }
      case 'tag':
      case 'untag':
        this.#post({ kind: instruction.do, contact, tag: instruction.tag, at: this.#time() })
        return true
      case 'start':
        this.#post({ kind: 'start', contact, journey: this.#scenario.journey, at: this.#time() })
        return true
      case 'at':
        return this.#goTo(instruction)
      case 'after': {
        const duration = parseDuration(instruction.duration)
        if (duration) this.#setClock(addDuration(this.#time(), duration, this.#contactZone()))
        return true
      }
      case 'fail':
        // What is due until now is still sent.
        this.#advance()
        this.#do(({ failing, answers }) => {
          if (instruction.what === 'send') failing.add(instruction.subject)
          else answers.set(instruction.subject, { ok: false, reason: 'the scenario makes it fail' })
        })
        this.#tell(this.#world.host.records.length)
        return true
      case 'answer': {
        const { action, values } = instruction
        this.#advance()
        this.#do(({ answers }) => answers.set(action, { ok: true, values }))
        this.#tell(this.#world.host.records.length)
        return true
      }
      case 'take':
      case 'hold-out':
        return true
      case 'expect': {
        const { host } = this.#look()
        const message = judge(instruction.that, instruction.negated, {
          bundle: this.#bundle,
          loaded: this.#loaded,
          journey: this.#scenario.journey,
          zone: this.#zone,
          now: this.#now,
          contact: contactOf(host),
          records: host.records,
          sent: host.sent,
          calls: host.calls,
        })
        if (message !== undefined) this.#fail(message)
        return true
      }
    }
  }

  #goTo({ time, zone = this.#zone }: Extract<Instruction, { do: 'at' }>): boolean {
    const next = time.includes('T') ? fromLocal(localTime(time), zone) : nextTime(time, this.#time(), zone)
    if (this.#now !== undefined && next < this.#now) {
      const reached = timeText(this.#now, zone)
      this.#fail(`This is earlier than the time that is reached here, ${reached}. Time only goes forward.`)
      return false
    }
    this.#setClock(next)
    return true
  }

  /** Timers that are due before now come first; those that are due now come after the input. */
  #post(input: Input): void {
    const text = givenText(input, this.#bundle, this.#zone)
    const { records } = this.#world.host
    const before = records.length
    const own = this.#do(({ host }) => host.post(input))
    if (text !== undefined && input.at !== undefined) {
      // Records of timers stand before the line, those of the line after it.
      this.#tell(Math.max(before, records.length - own.length))
      this.#timeline.push({ at: input.at, text, given: true })
    }
    this.#tell(records.length)
  }

  /** Adds the records up to here to the timeline. A problem that the runtime reports is a failure. */
  #tell(end: number): void {
    const about = { bundle: this.#bundle, journey: this.#scenario.journey, zone: this.#zone }
    for (const record of this.#world.host.records.slice(this.#told, end)) {
      if (record.kind === 'problem') this.#fail(record.problem.message)
      const text = recordText(record, about)
      if (text !== undefined) this.#timeline.push({ at: record.at, text, given: false })
    }
    this.#told = end
  }

  /** The moment that is reached. */
  #time(): Instant {
    if (this.#now === undefined) this.#setClock(fromLocal(localTime(DEFAULT_BEGINNING), this.#zone))
    return this.#now!
  }

  #do<T>(deed: (world: World) => T): T {
    this.#deeds.push(deed)
    this.#outlook = undefined
    return deed(this.#world)
  }

  #setClock(now: Instant): void {
    const begins = this.#now === undefined
    this.#now = now
    this.#outlook = undefined
    // Contacts that were known before learn what time it is.
    if (begins) this.#advance()
  }

  /** Lets happen what is due now. */
  #advance(): void {
    const now = this.#now
    if (now !== undefined) this.#do(({ host }) => host.advanceTo(now))
  }

  /**
   * What is there now, for an expectation. It sees what is due now as well, but must not make it happen: events that
   * the scenario still has for this moment come before its timers. So it looks at a second world.
   */
  #look(): World {
    this.#outlook ??= this.#foresee()
    return this.#outlook
  }

  #foresee(): World {
    const world = createWorld(this.#loaded)
    for (const deed of this.#deeds) deed(world)
    if (this.#now !== undefined) world.host.advanceTo(this.#now)
    return world
  }

  #fail(message: string): void {
    this.#failures.push({ place: this.#place, message })
  }

  #contactZone(): string {
    return this.#loaded.reader(contactOf(this.#world.host).attributes).zone
  }
}

/** The runtime, and the provider that hands its messages over. */
interface World {
  host: MemoryHost
  /** Messages that the provider refuses. */
  failing: Set<string>
  /** What actions answer. Others answer with values that are made up. */
  answers: Map<string, CallResult>
}

/** Something that a scenario does to the world. Done again to a new world, it does the same. */
type Deed = (world: World) => unknown

function createWorld(loaded: LoadedBundle): World {
  const failing = new Set<string>()
  const answers = new Map<string, CallResult>()
  const host = createMemoryHost(loaded, {
    answer: ({ action, at }) =>
      answers.get(action) ?? { ok: true, values: sampleResult(loaded.actions.get(action)!, at) },
    deliver: ({ message }) =>
      failing.has(message) ? { ok: false, reason: 'The scenario makes it fail.' } : { ok: true },
  })
  return { host, failing, answers }
}

function contactOf(host: MemoryHost): ContactState {
  return host.contact(CONTACT) ?? newContact(CONTACT)
}

/** The first moment after `now` at which clocks of the zone show the time. */
function nextTime(time: string, now: Instant, zone: string): Instant {
  const midnight = Math.floor(toLocal(now, zone) / DAY) * DAY
  const ofDay = localTime(`1970-01-01T${time}`)
  const today = fromLocal(midnight + ofDay, zone)
  return today > now ? today : fromLocal(midnight + DAY + ofDay, zone)
}
