/** An import as a file writes it. */
export interface Import {
  /** The file that it imports from. */
  target: string
  /** `local` is what the importing file calls it. */
  names: readonly { name: string; local: string }[]
}

/** Which files import what of a file: the imports of all files, the other way round. */
export class ImportIndex {
  /** By the file that is imported from, and by the file that imports. */
  readonly #byTarget = new Map<string, Map<string, readonly Import[]>>()
  readonly #targetsOf = new Map<string, readonly string[]>()

  /** Takes in what a file imports now. */
  set(path: string, imports: readonly Import[]): void {
    for (const target of this.#targetsOf.get(path) ?? []) this.#byTarget.get(target)!.delete(path)
    const groups = Map.groupBy(imports, ({ target }) => target)
    for (const [target, group] of groups) {
      const importers = this.#byTarget.get(target) ?? new Map<string, readonly Import[]>()
      importers.set(path, group)
      this.#byTarget.set(target, importers)
    }
    this.#targetsOf.set(path, [...groups.keys()])
  }

  /** The files that import from a file. */
  importersOf(target: string): Iterable<string> {
    return this.#byTarget.get(target)?.keys() ?? []
  }

  /** The files that import a name of a file, and what they call it. */
  *importersOfName(target: string, name: string): Generator<{ path: string; local: string }> {
    for (const [path, imports] of this.#byTarget.get(target) ?? []) {
      for (const { names } of imports) {
        for (const one of names) if (one.name === name) yield { path, local: one.local }
      }
    }
  }
}
