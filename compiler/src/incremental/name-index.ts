import { graphName, type Module } from '../modules/bind.ts'
import { isLibrary } from '../modules/paths.ts'
import type { AnySymbol } from '../modules/symbols.ts'

/** Counts what the files of a project call by each name, to see at once whether a name stands for two things. */
export class NameIndex {
  readonly #users = new Map<string, Map<AnySymbol, number>>()
  #ambiguous = 0

  /** Whether any name stands for more than one declaration. */
  get hasConflicts(): boolean {
    return this.#ambiguous > 0
  }

  add(module: Module): void {
    this.#each(module, 1)
  }

  remove(module: Module): void {
    this.#each(module, -1)
  }

  #each({ tree, scope }: Module, by: 1 | -1): void {
    if (isLibrary(tree.path)) return
    for (const symbol of scope.values()) {
      const key = graphName(symbol)
      const symbols = this.#users.get(key) ?? new Map<AnySymbol, number>()
      const before = symbols.size
      const count = (symbols.get(symbol) ?? 0) + by
      if (count > 0) symbols.set(symbol, count)
      else symbols.delete(symbol)
      if (symbols.size === 0) this.#users.delete(key)
      else this.#users.set(key, symbols)
      this.#ambiguous += Number(symbols.size > 1) - Number(before > 1)
    }
  }
}
