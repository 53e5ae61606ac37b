import {
  addDuration,
  type Bundle,
  createMemoryHost,
  fromLocal,
  type Input,
  type Instant,
  type LoadedBundle,
  loadBundle,
  type MemoryHost,
  newContact,
  parseDuration,
  toLocal,
  unwrap,
} from '@journey-lang/runtime'
import type { Place } from '../source/span.ts'
import { judge } from './expectations.ts'
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
  /** IANA name: times in the texts are on its clock. */
  zone: string
}

/** A line that is not as expected. */
export interface ScenarioFailure {
  place: Place
  /** What was expected and what really happened, in plain words. */
  message: string
}

/** When a scenario begins that does not say so: on a Monday morning. */
const DEFAULT_BEGINNING = '2026-01-05T09:00'
const CONTACT = 'contact-1'
const DAY = 24 * 60 * 60_000

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
    return new ScenarioRun(local, ready, scenario, zone).play()
  }
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
  readonly #host: MemoryHost
  readonly #failing = new Set<string>()
  readonly #failures: ScenarioFailure[] = []
  readonly #timeline: TimelineEntry[] = []
  #now: Instant
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
    this.#now = fromLocal(localTime(DEFAULT_BEGINNING), zone)
    this.#host = createMemoryHost(loaded, {
      deliver: ({ message }) =>
        this.#failing.has(message) ? { ok: false, reason: 'The scenario makes it fail.' } : { ok: true },
    })
  }

  play(): ScenarioResult {
    let begun = false
    for (const instruction of this.#scenario.instructions) {
      this.#place = instruction.place
      if (!this.#carryOut(instruction, begun)) break
      begun ||= instruction.do !== 'contact'
      this.#tell(this.#host.records.length)
    }
    return {
      scenario: this.#scenario,
      passed: this.#failures.length === 0,
      failures: this.#failures,
      timeline: this.#timeline,
      zone: this.#zone,
    }
  }

  /** False when the scenario can't go on. `begun`: something happened before. */
  #carryOut(instruction: Instruction, begun: boolean): boolean {
    const contact = CONTACT
    const at = this.#now
    switch (instruction.do) {
      case 'contact': {
        const { attributes } = instruction
        this.#post({ kind: 'contact', contact, attributes, ...(begun && { at }) })
        return true
      }
      case 'event': {
        const { event, payload } = instruction
        this.#post({ kind: 'event', contact, event, payload, at })
        return true
      }
      case 'tag':
      case 'untag':
        this.#post({ kind: instruction.do, contact, tag: instruction.tag, at })
        return true
      case 'start':
        this.#post({ kind: 'start', contact, journey: this.#scenario.journey, at })
        return true
      case 'at':
        return this.#goTo(instruction, begun)
      case 'after': {
        const duration = parseDuration(instruction.duration)
        if (duration) this.#now = addDuration(this.#now, duration, this.#contactZone())
        return true
      }
      case 'fail':
        // What is due until now is still sent.
        this.#host.advanceTo(this.#now)
        this.#failing.add(instruction.message)
        return true
      case 'expect': {
        this.#host.advanceTo(this.#now)
        const message = judge(instruction.that, instruction.negated, {
          bundle: this.#bundle,
          loaded: this.#loaded,
          journey: this.#scenario.journey,
          zone: this.#zone,
          contact: this.#contact(),
          records: this.#host.records,
          sent: this.#host.sent,
        })
        if (message !== undefined) this.#fail(message)
        return true
      }
    }
  }

  #goTo({ time, zone = this.#zone }: Extract<Instruction, { do: 'at' }>, begun: boolean): boolean {
    const next = time.includes('T') ? fromLocal(localTime(time), zone) : nextTime(time, this.#now, zone)
    if (begun && next < this.#now) {
      const reached = timeText(this.#now, zone)
      this.#fail(`This is earlier than the time that is reached here, ${reached}. Time only goes forward.`)
      return false
    }
    this.#now = next
    return true
  }

  /** Timers that are due before now come first; those that are due now come after the input. */
  #post(input: Input): void {
    const text = givenText(input, this.#bundle, this.#zone)
    const before = this.#host.records.length
    const own = this.#host.post(input)
    if (text === undefined) return
    // Records of timers stand before the line, those of the line after it.
    this.#tell(Math.max(before, this.#host.records.length - own.length))
    this.#timeline.push({ at: this.#now, text, given: true })
  }

  /** Adds the records up to here to the timeline. A problem that the runtime reports is a failure. */
  #tell(end: number): void {
    const about = { bundle: this.#bundle, journey: this.#scenario.journey, zone: this.#zone }
    for (const record of this.#host.records.slice(this.#told, end)) {
      if (record.kind === 'problem') this.#fail(record.problem.message)
      const text = recordText(record, about)
      if (text !== undefined) this.#timeline.push({ at: record.at, text, given: false })
    }
    this.#told = end
  }

  #fail(message: string): void {
    this.#failures.push({ place: this.#place, message })
  }

  #contact() {
    return this.#host.contact(CONTACT) ?? newContact(CONTACT)
  }

  #contactZone(): string {
    return this.#loaded.reader(this.#contact().attributes).zone
  }
}

/** A local date and time as its milliseconds on a clock in UTC. */
function localTime(text: string): number {
  return Date.parse(`${text}Z`)
}

/** The first moment from `now` on at which clocks of the zone show the time. */
function nextTime(time: string, now: Instant, zone: string): Instant {
  const midnight = Math.floor(toLocal(now, zone) / DAY) * DAY
  const ofDay = localTime(`1970-01-01T${time}`)
  const today = fromLocal(midnight + ofDay, zone)
  return today >= now ? today : fromLocal(midnight + DAY + ofDay, zone)
}
