import type { StepKey } from '../../core/ids.ts'
import { Breaker } from './breaker.ts'
import { Pacer } from './pacer.ts'
import type { Verdict } from './sender.ts'
import type { WayOut } from './ways.ts'

/** What is under way on one lane, and how much more may begin. Times are milliseconds of a clock that never goes back. */
export class LaneTraffic {
  readonly way: WayOut
  readonly #underWay = new Set<StepKey>()
  readonly #pacer: Pacer
  readonly #breaker = new Breaker()

  constructor(way: WayOut) {
    this.way = way
    this.#pacer = new Pacer(way.pace.perSecond)
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

  end(verdict: Verdict, now: number): void {
    if (verdict.kind === 'again' && verdict.provider) this.#breaker.failed(verdict.reason, now, verdict.after)
    else this.#breaker.answered()
  }

  leave(key: StepKey): void {
    this.#underWay.delete(key)
  }
}
