/** How many troubles of a provider in a row open its breaker. */
export const TROUBLES = 5
/** The first pause, in milliseconds. Each is twice as long as the one before, up to the longest. */
const FIRST_PAUSE = 10_000
const LONGEST_PAUSE = 5 * 60_000

/**
 * Keeps attempts away from a provider that is in trouble, so that what waits does not use up its attempts. After a pause
 * one attempt finds out whether all is well again. Times are milliseconds of a clock that never goes back.
 */
export class Breaker {
  #troubles = 0
  #pause = FIRST_PAUSE
  #closedUntil = 0
  #probing = false
  readonly #longestAsked: number
  /** What the provider's trouble is. Absent while all is well. */
  trouble: string | undefined

  /** @param longestAsked how long a pause a provider may ask for, in milliseconds. A longer one is cut short. */
  constructor(longestAsked = 3_600_000) {
    this.#longestAsked = longestAsked
  }

  /** How many attempts of so many may begin now. */
  allows(wanted: number, now: number): number {
    if (now < this.#closedUntil || this.#probing) return 0
    return this.#troubles < TROUBLES ? wanted : Math.min(wanted, 1)
  }

  /** When attempts may begin again, while they may not. */
  opensAt(now: number): number | undefined {
    return now < this.#closedUntil ? this.#closedUntil : undefined
  }

  /** One attempt finds out whether all is well again, and until it ends no other may begin. */
  get probing(): boolean {
    return this.#probing
  }

  /** Somebody wants to know now: the pause is over, and one attempt finds out. */
  reopen(now: number): void {
    if (now >= this.#closedUntil) return
    this.#closedUntil = now
    this.#troubles = Math.max(this.#troubles, TROUBLES)
  }

  began(): void {
    if (this.#troubles >= TROUBLES) this.#probing = true
  }

  /** The provider answered, whatever it said of the parcel. */
  answered(): void {
    this.#probing = false
    this.#troubles = 0
    this.#pause = FIRST_PAUSE
    this.trouble = undefined
  }

  /** The provider is in trouble, and perhaps asks for a pause. */
  failed(reason: string, now: number, after = 0): void {
    this.#probing = false
    this.#troubles++
    this.trouble = reason
    // Those that were under way together are one trouble.
    if (this.#troubles >= TROUBLES && now >= this.#closedUntil) {
      this.#closedUntil = Math.max(this.#closedUntil, now + this.#pause)
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE)
    }
    // One answer must not silence all the others for ever; the delivery that got it keeps the pause that was asked for.
    if (after > 0) this.#closedUntil = Math.max(this.#closedUntil, now + Math.min(after, this.#longestAsked))
  }
}
