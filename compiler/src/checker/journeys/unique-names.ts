/** Gives out names that are unique: an equal one is numbered, `#2` and on, in the order of asking. */
export class UniqueNames {
  readonly #taken: Set<string>
  readonly #next = new Map<string, number>()

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  take(base: string): string {
    let name = base
    let number = this.#next.get(base) ?? 2
    for (; this.#taken.has(name); number++) name = `${base}#${number}`
    this.#next.set(base, number)
    this.#taken.add(name)
    return name
  }
}
