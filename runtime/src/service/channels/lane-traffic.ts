import type { StepKey } from '../../core/ids.ts'
import { Breaker } from './breaker.ts'
import { Pacer } from './pacer.ts'
import type { Verdict } from './sender.ts'
import type { WayOut } from './ways.ts'

/** No provider silences a lane for longer by asking for it, in milliseconds. */
const LONGEST_ASKED = 3_600_000

/** What is under way on one lane, and how much more may begin. Times are milliseconds of a clock that never goes back. */
export class LaneTraffic {
  readonly way: WayOut
  readonly #underWay = new Set<StepKey>()
  readonly #pacer: Pacer
  readonly #breaker: Breaker

  constructor(way: WayOut) {
    this.way = way
    this.#pacer = new Pacer(way.pace.perSecond)
    const { longest, giveUpAfter } = way.pace.retry
    this.#breaker = new Breaker(Math.min(longest, giveUpAfter, LONGEST_ASKED))
  }

  get size(): number {
    return this.#underWay.size
  }

  /** Why the provider does not take anything at present. */
  get trouble(): string | undefined {
    return this.#breaker.trouble
  }

  has(key: StepKey): boolean {
    return this.#underWay.has(key)
  }

  /** How many more may begin now. */
  room(now: number): number {
    const places = this.way.pace.atOnce - this.#underWay.size
    return Math.max(0, Math.min(this.#breaker.allows(places, now), this.#pacer.free(now)))
  }

  /** In how many milliseconds there may be room again. `undefined`: when something comes to its end. */
  roomIn(now: number): number | undefined {
    if (this.#breaker.probing || this.#underWay.size >= this.way.pace.atOnce) return undefined
    const opens = this.#breaker.opensAt(now)
    return Math.max(opens === undefined ? 0 : opens - now, this.#pacer.wait())
  }

  /** Somebody looks whether it may go out. */
  enter(key: StepKey): void {
    this.#underWay.add(key)
  }

  /** It goes out now. */
  begin(): void {
    this.#pacer.take()
    this.#breaker.began()
  }

  /** Gives how long the lane pauses from now, in milliseconds, when that makes it pause. */
  end(verdict: Verdict, now: number): number | undefined {
    if (verdict.kind !== 'again' || !verdict.provider) {
      this.#breaker.answered()
      return undefined
    }
    const before = this.#breaker.opensAt(now)
    this.#breaker.failed(verdict.reason, now, verdict.after)
    const after = this.#breaker.opensAt(now)
    return after === undefined || after === before ? undefined : after - now
  }

  /** Ends a pause: somebody asks for an attempt now. */
  reopen(now: number): void {
    this.#breaker.reopen(now)
  }

  leave(key: StepKey): void {
    this.#underWay.delete(key)
  }
}
