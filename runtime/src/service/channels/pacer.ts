/** Lets so many begin in a second. Times are milliseconds of a clock that never goes back. */
export class Pacer {
  readonly #perSecond: number
  #tokens: number
  #filledAt: number | undefined

  /** Infinite: as many as can. */
  constructor(perSecond = Number.POSITIVE_INFINITY) {
    this.#perSecond = perSecond
    this.#tokens = Math.max(1, perSecond)
  }

  /** How many may begin now. */
  free(now: number): number {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return this.#perSecond
    const passed = now - (this.#filledAt ?? now)
    this.#filledAt = now
    // What was not used is kept for a second, and one whole attempt at least.
    this.#tokens = Math.min(Math.max(1, this.#perSecond), this.#tokens + (passed * this.#perSecond) / 1000)
    return Math.floor(this.#tokens + 1e-9)
  }

  take(): void {
    this.#tokens--
  }

  /** In how many milliseconds the next may begin. */
  wait(): number {
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) * 1000) / this.#perSecond)
  }
}
